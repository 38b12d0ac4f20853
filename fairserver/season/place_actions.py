"""Organisers make stages and lounges."""

from sqlalchemy import select

from fairserver.access import audit
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.notices import actions as notices
from fairserver.programmes.rules import HOLD_SESSIONS
from fairserver.programmes.tables import Place, Session, Venue
from fairserver.realtime.context import SocketContext
from fairserver.season import announce
from fairserver.season.in_use import refuse_attendance, refuse_sessions
from fairserver.season.messages import (
    Saved,
    SavePlace,
    Seen,
)
from fairserver.season.write_editions import (
    write_places,
)
from fairserver.storage import row_versions


async def save_place(ctx: SocketContext, request: SavePlace) -> Saved:
    """A stage or a lounge. Booths are made with their exhibitor.

    Raises venue.unknown, place.unknown, changed.meanwhile.
    """
    unit = ctx.unit
    values = {"kind": request.kind, "name": request.name.model_dump(), "venue_id": request.venue}
    if request.venue is not None and await unit.session.get(Venue, request.venue) is None:
        raise FairError("venue.unknown")
    found = None
    if request.place is not None:
        found = await row_versions.lock(unit.session, Place, request.place, request.version, "place.unknown")
        if found.edition_id != request.edition or found.kind not in HOLD_SESSIONS:
            raise FairError("place.unknown")
    row = (await write_places(unit, request.edition, [(found, values)])).rows[0]
    await audit.write(unit, ctx.principal.named, request.edition, "place.save", f"place:{row.id}", version=row.version)
    return Saved(id=row.id, version=row.version)


async def delete_place(ctx: SocketContext, request: Seen) -> Nothing:
    """Raises place.unknown, changed.meanwhile, in_use.sessions, in_use.attendance."""
    unit = ctx.unit
    row = await row_versions.lock(unit.session, Place, request.thing, request.version, "place.unknown")
    if row.edition_id != request.edition or row.kind not in HOLD_SESSIONS:
        raise FairError("place.unknown")
    await refuse_sessions(unit.session, select(Session.id).where(Session.place_id == row.id))
    await refuse_attendance(unit.session, row.id)
    await notices.forget_place(unit, request.edition, row.id)
    await unit.session.delete(row)
    announce.places_gone(unit, request.edition, [row.id])
    await audit.write(unit, ctx.principal.named, request.edition, "place.delete", f"place:{row.id}")
    return Nothing()
