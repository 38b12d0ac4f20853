"""Organisers say on which day and when a venue opens for an edition."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.base.zones import instant
from fairserver.companies.tables import Appearance
from fairserver.programmes.tables import Day, Session, Venue, VenueDay
from fairserver.realtime.context import SocketContext
from fairserver.season import announce
from fairserver.season.attended import refuse_opening
from fairserver.season.in_use import refuse_sessions
from fairserver.season.messages import (
    Saved,
    SaveOpening,
    Seen,
)
from fairserver.season.opening_hours import refuse_shorter_than_sessions
from fairserver.season.write_editions import (
    OpeningValues,
    write_openings,
)
from fairserver.storage import row_versions


async def save_opening(ctx: SocketContext, request: SaveOpening) -> Saved:
    """A venue opens on a day, and sessions within it stay within it.

    Raises venue.unknown, opening.unknown, opening.twice, opening.too_short, in_use.figures, time.order, time.skipped,
    time.twice and changed.meanwhile.
    """
    unit, session = ctx.unit, ctx.unit.session
    venue = await session.get(Venue, request.venue)
    if venue is None:
        raise FairError("venue.unknown")
    opens = instant(request.date, request.opens, venue.zone, request.second)
    closes = instant(request.date, request.closes, venue.zone, request.second)
    if closes <= opens:
        raise FairError("time.order")
    same = select(VenueDay.id).join(Day, Day.id == VenueDay.day_id)
    same = same.where(Day.edition_id == request.edition, Day.date == request.date, VenueDay.venue_id == venue.id)
    if (await session.scalar(same)) not in (None, request.opening):
        raise FairError("opening.twice")
    found = None
    if request.opening is not None:
        found = await _own_opening(session, request.edition, request.opening, request.version)
        await refuse_shorter_than_sessions(session, found.id, opens, closes)
    values = OpeningValues(found, request.date, venue.id, opens, closes)
    row = (await write_openings(unit, request.edition, [values])).rows[0]
    await audit.write(
        unit, ctx.principal.named, request.edition, "opening.save", f"opening:{row.id}", version=row.version
    )
    return Saved(id=row.id, version=row.version)


async def delete_opening(ctx: SocketContext, request: Seen) -> Nothing:
    """Raises opening.unknown, changed.meanwhile, in_use.sessions, in_use.figures."""
    unit = ctx.unit
    row = await _own_opening(unit.session, request.edition, request.thing, request.version)
    await refuse_opening(unit.session, request.edition, row, None, row.venue_id)
    await refuse_sessions(
        unit.session,
        select(Session.id).where(Session.venue_day_id == row.id),
        select(Appearance.id).where(Appearance.venue_day_id == row.id),
    )
    await unit.session.delete(row)
    announce.editions(unit, [request.edition])
    await audit.write(unit, ctx.principal.named, request.edition, "opening.delete", f"opening:{request.thing}")
    return Nothing()


async def _own_opening(session: AsyncSession, edition: int, opening: int, version: int | None) -> VenueDay:
    row = await row_versions.lock(session, VenueDay, opening, version, "opening.unknown")
    if (await session.get_one(Day, row.day_id)).edition_id != edition:
        raise FairError("opening.unknown")
    return row
