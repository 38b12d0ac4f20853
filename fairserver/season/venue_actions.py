"""Organisers add a venue."""

from fairserver.access import audit
from fairserver.realtime.context import SocketContext
from fairserver.season.messages import (
    AddVenue,
    Saved,
)
from fairserver.season.write_editions import (
    write_venues,
)


async def add_venue(ctx: SocketContext, request: AddVenue) -> Saved:
    """Make a venue; every edition may use it."""
    unit = ctx.unit
    values = {
        "key": f"venue-{request.id}",
        "name": request.name.model_dump(),
        "zone": request.zone,
        "online": request.online,
    }
    row = (await write_venues(unit, [(None, values)])).rows[0]
    await audit.write(unit, ctx.principal.named, request.edition, "venue.add", f"venue:{row.id}")
    return Saved(id=row.id, version=1)
