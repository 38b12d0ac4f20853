"""The scope of the desk. What is done there are requests of chat, account and invitations."""

from fairserver.desk.messages import DeskState
from fairserver.desk.permissions import DESK_READ
from fairserver.desk.views import desk_state
from fairserver.programmes.queries import about_edition
from fairserver.realtime.scopes import ScopeKind

SCOPES = (
    ScopeKind(
        pattern="edition:{}/desk",
        state=DeskState,
        about=about_edition,
        action=DESK_READ,
        snapshot=desk_state,
        changes=(
            "audit.written",
            "chat.muted",
            "chat.reported",
            "chat.unmuted",
            "people.invited",
            "person.erased",
            "report.resolved",
        ),
    ),
)
