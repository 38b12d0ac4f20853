"""Sessions as calendars and reminders need them: with their place, venue and edition."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.programmes.tables import Place, Session, Venue, VenueDay
from fairserver.storage.database import BilingualJson


@dataclass(frozen=True)
class Held:
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


async def held(session: AsyncSession, ids: list[int]) -> list[Held]:
    """In the order of the timetable; ids that are gone are left out."""
    rows = await session.execute(
        select(Session, Place, Venue)
        .join(Place, Place.id == Session.place_id)
        .join(VenueDay, VenueDay.id == Session.venue_day_id)
        .join(Venue, Venue.id == VenueDay.venue_id)
        .where(Session.id.in_(ids))
        .order_by(Session.starts_at, Session.id)
    )
    return [
        Held(
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
