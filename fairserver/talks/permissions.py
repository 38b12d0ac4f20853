"""The actions on talks. To enter one is `programmes.permissions.TALK_JOIN`."""

from fairserver.access.permissions import Action, Role

# Those with a seat: answer, extend, say what one's own device sends. Hosts among them also end it (`actions`).
TALK_TAKE_PART = Action("talk.take_part", members=True)
TALK_ASK = Action("talk.ask", roles=(Role.REPRESENTATIVE,))
VISIT_WRITE = Action("visit.write", roles=(Role.REPRESENTATIVE,))
TALK_ARRANGE = Action("talk.arrange", roles=(Role.MODERATOR, Role.ORGANISER))
