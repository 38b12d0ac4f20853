"""The actions on a booth by its own people: to say whether they are there, and to work at its desk."""

from fairserver.access.permissions import Action, Role

SHIFT_SET = Action("shift.set", roles=(Role.REPRESENTATIVE,))
BOOTH_DESK = Action("booth.desk", roles=(Role.REPRESENTATIVE,))
LINES_SHOW = Action("lines.show", roles=(Role.ORGANISER, Role.MODERATOR))
