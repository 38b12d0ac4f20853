"""A person's programme and feeds as the person gets them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.calendars import queries
from fairserver.calendars.messages import FeedCard, PickCard
from fairserver.calendars.tables import CalendarFeed
from fairserver.delivery.journal import State
from fairserver.programmes.session_queries import TimetabledSession


async def own_states(session: AsyncSession, people: Collection[int]) -> dict[int, State]:
    """The collections `picks` (by session) and `feeds` (by id) of each person's own scope."""
    states: dict[int, State] = {person: {"picks": {}, "feeds": {}} for person in people}
    for person, picked in (await queries.picks_of(session, people)).items():
        states[person]["picks"] = {str(each.id): pick_card(each) for each in picked}
    for row in await session.scalars(select(CalendarFeed).where(CalendarFeed.person_id.in_(people))):
        states[row.person_id]["feeds"][str(row.id)] = feed_card(row)
    return states


def pick_card(picked: TimetabledSession) -> dict[str, Any]:
    """A session in a person's programme, as the person gets it."""
    return PickCard(
        session=picked.id,
        edition=picked.edition,
        starts_at=picked.starts_at,
        ends_at=picked.ends_at,
        version=picked.version,
    ).out()


def feed_card(row: CalendarFeed) -> dict[str, Any]:
    """A feed as its person gets it: without its address, which was shown once."""
    return FeedCard(id=row.id, created_at=row.created_at, read_at=row.read_at).out()
