"""Sessions with their place, venue and edition, as calendars, reminders and the check for conflicts need them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.programmes.tables import Place, Session, Venue, VenueDay
from fairserver.storage.database import BilingualJson


@dataclass(frozen=True)
class TimetabledSession:
    """A session with the names of its place and venue. `zone`: the venue's (IANA). `version` counts its changes."""

    id: int
    edition: int
    kind: str
    title: BilingualJson
    about: BilingualJson
    place_name: BilingualJson
    venue_name: BilingualJson
    zone: str
    starts_at: datetime
    ends_at: datetime
    cancelled: bool
    version: int


async def sessions_by_id(session: AsyncSession, ids: list[int]) -> list[TimetabledSession]:
    """These sessions in order of time; ids that do not exist are left out."""
    if not ids:
        return []
    rows = await session.execute(
        select(Session, Place, Venue)
        .join(Place, Place.id == Session.place_id)
        .join(VenueDay, VenueDay.id == Session.venue_day_id)
        .join(Venue, Venue.id == VenueDay.venue_id)
        .where(Session.id.in_(ids))
        .order_by(Session.starts_at, Session.id)
    )
    return [
        TimetabledSession(
            id=row.id,
            edition=place.edition_id,
            kind=row.kind,
            title=row.title,
            about=row.about,
            place_name=place.name,
            venue_name=venue.name,
            zone=venue.zone,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            cancelled=row.cancelled_at is not None,
            version=row.version,
        )
        for row, place, venue in rows
    ]
