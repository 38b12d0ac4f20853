"""The doors of backgrounds and applications."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Action
from fairserver.base.wire_types import Nothing
from fairserver.delivery.journal import State
from fairserver.presence.actions import about_nothing
from fairserver.programmes.queries import about_edition
from fairserver.realtime.context import ScopeKind, SocketRequest
from fairserver.registrations import actions
from fairserver.registrations.messages import AboutEdition, ApplicantsState, Applied, EditBackground


async def applicants_state(session: AsyncSession, edition: int) -> State:
    return {"applicants": await actions.applicants(session, edition)}


SCOPES = (
    ScopeKind(
        "edition:{}/registrations",
        ApplicantsState,
        about_edition,
        Action.SEASON_EDIT,
        applicants_state,
        ("registration.changed",),
    ),
)

ID = "5f0c1c3e-0001"
BACKGROUND = {
    "id": ID, "status": "leaver", "position": "ALT", "contract_year": 3, "leaves_on": "2024-07-31",
    "japanese_test": "JLPT", "japanese_level": "N2", "has_certificate": False, "languages": ["en", "ja"],
    "wishes": "", "access_needs": "",
}  # fmt: skip

EVENTS = (
    SocketRequest("background.edit", EditBackground, Nothing, actions.edit_background, about_nothing,
          (Action.PROFILE_EDIT,), "20/minute", "write", BACKGROUND),
    SocketRequest("registration.apply", AboutEdition, Applied, actions.apply, about_nothing,
          (Action.REGISTER,), "20/minute", "write", {"id": ID, "edition": 1}),
    SocketRequest("registration.accept", AboutEdition, Applied, actions.accept_offer, about_nothing,
          (Action.REGISTER,), "20/minute", "write", {"id": ID, "edition": 1}),
    SocketRequest("registration.withdraw", AboutEdition, Nothing, actions.withdraw, about_nothing,
          (Action.REGISTER,), "20/minute", "write", {"id": ID, "edition": 1}),
)  # fmt: skip
