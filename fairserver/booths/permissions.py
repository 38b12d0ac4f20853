"""The action on a booth's status: open, on a break or closed."""

from fairserver.access.permissions import Action, Role

BOOTH_STATUS = Action("booth.set_status", roles=(Role.REPRESENTATIVE, Role.ORGANISER))
