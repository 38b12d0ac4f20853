"""A booth as its visitors get it."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.booths import shifts
from fairserver.chat import views as chat
from fairserver.companies.views import documents, jobs
from fairserver.delivery.journal import State
from fairserver.programmes.booth_view import booth_card
from fairserver.queues import views as queues
from fairserver.talks import views as talks
from fairserver.talks import visits


async def booth_state(session: AsyncSession, place_id: int) -> State:
    """The state of the scope `booth:{}`: the booth itself, its jobs and documents, and its newest messages."""
    card = await booth_card(session, place_id)
    return {
        "booth": {str(place_id): card.out()},
        "jobs": await jobs(session, card.exhibitor_id),
        "documents": await documents(session, card.exhibitor_id),
        "messages": await chat.newest(session, place_id),
    }


async def desk_state(session: AsyncSession, place_id: int) -> State:
    """The state of the scope `booth:{}/desk`: its newest messages, its line, its talks with what came of them,
    and who is available.
    """
    return {
        "messages": await chat.newest(session, place_id),
        **await queues.desk_part(session, place_id),
        "open_talks": await talks.booth_talks(session, place_id),
        "visits": await visits.at_booth(session, place_id),
        "shifts": await shifts.at_booth(session, place_id),
    }
