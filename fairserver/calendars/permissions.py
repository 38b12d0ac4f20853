"""The action on a person's own programme and its calendar feeds."""

from fairserver.access.permissions import Action

PROGRAMME_PICK = Action("programme.pick", own=True)
