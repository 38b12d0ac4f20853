"""The action on a booth's curtain: to open it, to close it or to take a break."""

from fairserver.access.permissions import Action, Role

BOOTH_CURTAIN = Action("booth.curtain", roles=(Role.REPRESENTATIVE, Role.ORGANISER))
