"""The states of the desk, put together from the subjects that have something on it."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.chat import views as chat
from fairserver.delivery.journal import State
from fairserver.invitations import views as invitations
from fairserver.talks import views as talks


async def desk_state(session: AsyncSession, edition: int) -> State:
    """The state of the scope `edition:{}/desk`."""
    return {
        "reports": await chat.desk_reports(session, edition),
        "mutes": await chat.desk_mutes(session, edition),
        "open_talks": await talks.desk_talks(session, edition),
        "audit": await audit.entries(session, edition),
    }


async def invitations_state(session: AsyncSession, edition: int) -> State:
    """The state of the scope `edition:{}/invitations`."""
    return {"invitations": await invitations.listed(session, edition)}
