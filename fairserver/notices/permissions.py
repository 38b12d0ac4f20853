"""The actions on notices."""

from fairserver.access.permissions import Action, Role

NOTICE_SEND = Action("notice.send", roles=(Role.ORGANISER,))
# To those in one place: who moderates there.
NOTICE_SEND_HERE = Action("notice.send_here", roles=(Role.MODERATOR,))
