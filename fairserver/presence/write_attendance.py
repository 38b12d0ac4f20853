"""Attendance that was counted by people, at a door or from a list, is written here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.delivery.journal import UnitOfWork
from fairserver.presence.rules import Capacity
from fairserver.presence.tables import Attendance
from fairserver.storage.upsert import upsert

StayKey = tuple[int, int, int, datetime]  # person, place, venue, and when it began


@dataclass(frozen=True)
class ImportedStay:
    """One person in one place, at a venue, in fair time."""

    person: int
    place: int
    venue: int
    started_at: datetime
    ended_at: datetime

    @property
    def key(self) -> StayKey:
        """What makes it the same stay when a list is brought in again with another end."""
        return self.person, self.place, self.venue, self.started_at


async def imported(session: AsyncSession, places: Collection[int]) -> dict[StayKey, Attendance]:
    """The stays of earlier lists at these places."""
    rows = await session.scalars(
        select(Attendance).where(Attendance.place_id.in_(places), Attendance.source == "import")
    )
    return {(row.person_id, row.place_id, row.venue_id or 0, row.started_at): row for row in rows}


async def write_stays(unit: UnitOfWork, stays: Sequence[ImportedStay], capacities: Mapping[int, Capacity]) -> None:
    """Write these stays; who stands on an earlier list with the same beginning gets the new end. `capacities`: in what
    capacity each person attends.
    """
    known = await imported(unit.session, {stay.place for stay in stays})
    pairs: list[tuple[Attendance | None, dict[str, Any]]] = [
        (
            known.get(stay.key),
            {
                "person_id": stay.person,
                "place_id": stay.place,
                "venue_id": stay.venue,
                "source": "import",
                "process": "",
                "connection": "",
                "capacity": capacities[stay.person],
                "started_at": stay.started_at,
                "ended_at": stay.ended_at,
                "ended": "left",
            },
        )
        for stay in stays
    ]
    await upsert(unit.session, Attendance, pairs, ordered=False)
