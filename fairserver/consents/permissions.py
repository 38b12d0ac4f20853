"""The actions on what a company sees of a person. To take it back is always possible."""

from fairserver.access.permissions import Action

CONSENT_GIVE = Action("consent.give", visitors=True)
CONSENT_WITHDRAW = Action("consent.withdraw", own=True)
