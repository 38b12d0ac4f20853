"""The talk's door: only its guests come in."""

from fairserver.door import Scope
from fairserver.people.permissions import Action
from fairserver.talks import actions
from fairserver.talks.messages import TalkScope

SCOPES = (
    Scope(
        "talk:{}",
        TalkScope,
        actions.about_talk,
        Action.TALK_JOIN,
        actions.talk_state,
        ("chat.deleted", "chat.said", "season.edited"),
        is_place=True,
    ),
)
