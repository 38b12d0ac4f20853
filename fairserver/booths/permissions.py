"""The actions on a booth: its status (open, on a break or closed), and to read its messages from anywhere."""

from fairserver.access.permissions import Action, Role

BOOTH_STATUS = Action("booth.set_status", roles=(Role.REPRESENTATIVE, Role.ORGANISER))
BOOTH_DESK = Action("booth.desk", roles=(Role.REPRESENTATIVE,))
