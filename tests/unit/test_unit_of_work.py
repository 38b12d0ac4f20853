"""What a unit of work tells, and when: nothing here needs a database."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.delivery.journal import Change, UnitOfWork

NOW = datetime(2024, 2, 17, 4, 0, tzinfo=UTC)
CHANGE = Change("season.edited", put={"places": {"2": {}}})


@pytest.fixture
def unit() -> UnitOfWork:
    return UnitOfWork(AsyncSession(), NOW, NOW)


def test_a_scope_that_begins_has_nobody_to_tell(unit: UnitOfWork) -> None:
    unit.begin_scopes("booth:2")
    unit.tell({"booth:2": CHANGE, "edition:1": CHANGE})
    assert unit.told == {"edition:1": [CHANGE]}
    assert not unit.has_audience("booth:2")


async def test_an_announcement_is_made_once_for_all_ids(unit: UnitOfWork) -> None:
    """At the end, so that it sees whatever was written after it was noted."""
    made: list[tuple[str, list[int]]] = []

    async def companies(_unit: UnitOfWork, ids: list[int]) -> None:
        made.append(("companies", ids))
        unit.announce(sessions, [8, 9])

    async def sessions(_unit: UnitOfWork, ids: list[int]) -> None:
        made.append(("sessions", ids))

    unit.announce(companies, [3])
    unit.announce(sessions, [9])
    unit.announce(companies, [1, 3])
    unit.announce(companies, [])
    assert not made
    await unit.make_announcements()
    assert made == [("companies", [3, 1]), ("sessions", [9, 8])]
    await unit.make_announcements()
    assert len(made) == 2
