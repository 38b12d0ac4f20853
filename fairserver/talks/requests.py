"""The scope of a talk. Only its guests may enter it."""

from fairserver.programmes.permissions import TALK_JOIN
from fairserver.realtime.scopes import ScopeKind, one_by_one
from fairserver.talks import queries, views
from fairserver.talks.messages import TalkScope

SCOPES = (
    ScopeKind(
        pattern="talk:{}",
        state=TalkScope,
        about=queries.about_talk,
        action=TALK_JOIN,
        snapshots=one_by_one(views.talk_state),
        changes=("chat.deleted", "chat.said", "season.edited"),
        is_place=True,
    ),
)
