"""The action on a person's own registration for an edition."""

from fairserver.access.permissions import Action

REGISTER = Action("register", own=True)
