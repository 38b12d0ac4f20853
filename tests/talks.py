"""Talks for tests: one that a representative asks for, and one that a moderator opens."""

from datetime import UTC, datetime, timedelta
from typing import Any

from tests.running import Place, Running, Visitor, post

BOOTH = 2  # Hiyori Travel's, where the persona *representative* works


async def fair_now(visitor: Visitor) -> datetime:
    """The fair time, as the visitor's page reckons it."""
    return datetime.now(UTC) + timedelta(milliseconds=int(visitor.start["offset_ms"]))


async def open_talk(
    arranger: Visitor, *people: int, place: int = BOOTH, after: timedelta = timedelta(0), minutes: int = 30
) -> int:
    """By one of the staff, for these people, from `after` now on."""
    starts = await fair_now(arranger) + after
    made = await arranger.change(
        "talk.open", place=place, people=list(people), starts_at=starts.isoformat(), minutes=minutes
    )
    return int(made["talk"])


async def asked(place: Place, role: str, minutes: int = 15) -> int:
    """A talk at Hiyori Travel's booth that its representative asked this persona for, and that was agreed to. Nobody is
    inside yet.
    """
    async with place.visitor(role) as visitor, place.visitor("representative") as onodera:
        await visitor.enter(BOOTH)
        made = await onodera.change("talk.ask", place=BOOTH, person=visitor.person, minutes=minutes)
        await visitor.change("talk.answer", talk=made["talk"], accept=True)
    return int(made["talk"])


async def person_of(place: Place, role: str) -> int:
    """The id of a persona."""
    async with place.visitor(role) as visitor:
        return visitor.person


async def opened(place: Place, *roles: str, **when: Any) -> int:
    """A talk that a moderator opens for these personas, at Hiyori Travel's booth."""
    people = [await person_of(place, role) for role in roles]
    async with place.visitor("moderator") as moderator:
        return await open_talk(moderator, *people, **when)


async def move_clock(fair: Running, by: timedelta) -> None:
    """Move the fair's clock, as the organiser of the demo may."""
    at = fair.app.clocks.fair_now() + by
    async with fair.browser("organiser") as http:
        assert (await post(http, "/api/demo/clock", at=at.isoformat()))[0] == 200
