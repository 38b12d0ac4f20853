"""The requests about the own registrations, and the scope of the organisers' list."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.wire_types import Nothing
from fairserver.delivery.journal import State
from fairserver.programmes.permissions import SEASON_EDIT
from fairserver.programmes.queries import about_edition
from fairserver.realtime.context import SocketRequest, about_requester
from fairserver.realtime.scopes import ScopeKind, one_by_one
from fairserver.registrations import actions, views
from fairserver.registrations.messages import AboutEdition, ApplicantsState, Applied
from fairserver.registrations.permissions import REGISTER


async def applicants_state(session: AsyncSession, edition: int) -> State:
    """The state of the scope `edition:{}/registrations`."""
    return {"applicants": await views.applicants(session, edition)}


SCOPES = (
    ScopeKind(
        pattern="edition:{}/registrations",
        state=ApplicantsState,
        about=about_edition,
        action=SEASON_EDIT,
        snapshots=one_by_one(applicants_state),
        changes=("registration.changed",),
    ),
)

ID = "5f0c1c3e-0001"

REQUESTS = (
    SocketRequest(
        name="registration.apply",
        request=AboutEdition,
        reply=Applied,
        act=actions.apply,
        about=about_requester,
        actions=(REGISTER,),
        rate="20/minute",
        does="write",
        example={"id": ID, "edition": 1},
    ),
    SocketRequest(
        name="registration.accept",
        request=AboutEdition,
        reply=Applied,
        act=actions.accept_offer,
        about=about_requester,
        actions=(REGISTER,),
        rate="20/minute",
        does="write",
        example={"id": ID, "edition": 1},
    ),
    SocketRequest(
        name="registration.withdraw",
        request=AboutEdition,
        reply=Nothing,
        act=actions.withdraw,
        about=about_requester,
        actions=(REGISTER,),
        rate="20/minute",
        does="write",
        example={"id": ID, "edition": 1},
    ),
)
