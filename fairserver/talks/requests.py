"""The talk's door: only its guests come in."""

from fairserver.access.permissions import Action
from fairserver.realtime.context import ScopeKind
from fairserver.talks import queries
from fairserver.talks.messages import TalkScope

SCOPES = (
    ScopeKind(
        "talk:{}",
        TalkScope,
        queries.about_talk,
        Action.TALK_JOIN,
        queries.talk_state,
        ("chat.deleted", "chat.said", "season.edited"),
        is_place=True,
    ),
)
