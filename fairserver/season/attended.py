"""What people attended keeps its place and its time.

Figures are added up over sessions, venue-days and days. An edit that would let a stay count in another one of them, or
in none, would change a report that was written already, so it is refused. Time to come may be moved freely, and also
what is past where nobody was.
"""

from collections.abc import Collection
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.errors import FairError
from fairserver.presence.queries import Span, was_attended
from fairserver.programmes.aired import time_on_air
from fairserver.programmes.tables import Day, Edition, Place, Session, Venue, VenueDay
from fairserver.storage.upsert import Values

EVER = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))


def moved(old: Span | None, new: Span | None) -> list[Span]:
    """The time that lies in one of the two spans and not in the other. None: no time."""
    if old is None or new is None or old[1] <= new[0] or new[1] <= old[0]:
        return [span for span in (old, new) if span is not None and old != new]
    edges = [(min(old[0], new[0]), max(old[0], new[0])), (min(old[1], new[1]), max(old[1], new[1]))]
    return [(start, end) for start, end in edges if start < end]


async def refuse_session(session: AsyncSession, row: Session, values: Values | None) -> None:
    """Raises in_use.figures when somebody was in the session, or it was on air, and with these columns would not have
    been. `values`: None when it is deleted.
    """
    old = (row.place_id, _held(row.starts_at, row.ends_at, row.cancelled_at))
    new = (
        (row.place_id, None)
        if values is None
        else (
            values.get("place_id", row.place_id),
            _held(*(values.get(name, getattr(row, name)) for name in ("starts_at", "ends_at", "cancelled_at"))),
        )
    )
    if old == new:
        return
    if old[0] == new[0]:
        changed = [(old[0], moved(old[1], new[1]))]
    else:
        changed = [(place, [span] if span else []) for place, span in (old, new)]
    if (values is None and await time_on_air(session, [row.id])) or any(
        [await was_attended(session, [place], spans) for place, spans in changed]
    ):
        raise FairError("in_use.figures", title=row.title)


def _held(starts: datetime, ends: datetime, cancelled: datetime | None) -> Span | None:
    return (starts, ends) if cancelled is None else None


async def refuse_opening(session: AsyncSession, edition: int, row: VenueDay, new: Span | None, venue: int) -> None:
    """Raises in_use.figures when somebody was at the venue, and with other hours (`new`; None when the opening is
    deleted) or at another `venue` would not have been.
    """
    old = (row.opens_at, row.closes_at)
    if (old, row.venue_id) == (new, venue):
        return
    for where, spans in (
        [(venue, moved(old, new))] if venue == row.venue_id else [(row.venue_id, [old]), (venue, [new] if new else [])]
    ):
        at = await session.get_one(Venue, where)
        if await was_attended(session, await _places(session, [edition]), spans, venues=await _counted_at(session, at)):
            raise FairError("in_use.figures", title=at.name)


async def refuse_zone(session: AsyncSession, row: Edition, zone: str) -> None:
    """Raises in_use.figures when somebody was in the edition: its days last from midnight to midnight of its zone."""
    if zone != row.zone and await was_attended(session, await _places(session, [row.id]), [EVER]):
        raise FairError("in_use.figures", title=row.name)


async def refuse_online(session: AsyncSession, row: Venue, online: bool) -> None:
    """Raises in_use.figures when somebody was in an edition that opens at the venue: those who come over the network
    count at the online venue.
    """
    if online == row.online:
        return
    editions = select(Day.edition_id).join(VenueDay, VenueDay.day_id == Day.id).where(VenueDay.venue_id == row.id)
    if await was_attended(session, await _places(session, list(await session.scalars(editions))), [EVER]):
        raise FairError("in_use.figures", title=row.name)


async def _places(session: AsyncSession, editions: Collection[int]) -> list[int]:
    return list(await session.scalars(select(Place.id).where(Place.edition_id.in_(editions))))


async def _counted_at(session: AsyncSession, venue: Venue) -> list[int | None]:
    """The venues whose stays count at this one: at an online venue those of all, and those over the network."""
    if not venue.online:
        return [venue.id]
    return [None, *await session.scalars(select(Venue.id).where(Venue.online))]
