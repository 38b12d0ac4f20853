"""The actions on a booth's line. To call from it is `talks.permissions.TALK_ASK`."""

from fairserver.access.permissions import Action, Role

QUEUE_JOIN = Action("queue.join", visitors=True)
QUEUE_LEAVE = Action("queue.leave", own=True)
QUEUE_SET = Action("queue.set", roles=(Role.REPRESENTATIVE, Role.ORGANISER))
