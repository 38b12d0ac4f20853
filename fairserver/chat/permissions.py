"""The actions on messages: to write, to report, to withdraw one's own, and to moderate."""

from fairserver.access.permissions import Action, Role

CHAT_SAY = Action("chat.say", visitors=True)
CHAT_REPORT = Action("chat.report", visitors=True)
CHAT_MODERATE = Action("chat.moderate", roles=(Role.MODERATOR, Role.ORGANISER))
MESSAGE_WITHDRAW = Action("message.withdraw", own=True)
