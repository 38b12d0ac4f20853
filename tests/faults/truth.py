"""What really happened, kept outside: when each person asked to enter, was let in, and was gone, as seen on this side.

The figures that the fair computes must lie between what certainly was (from the reply on, to the moment a connection
ended) and what may have been (from the question on, to the moment nothing could still be sent). Nothing of presence or
of figures is imported here. A worker that is killed may forget what was since its last heartbeat, BEAT seconds at most.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

import aiohttp
from sqlalchemy import select

from fairserver.programmes.tables import Day
from tests.cluster import Cluster
from tests.running import post
from tests.waiting import stretched

ORGANISER = "sato@organiser.example"
BEAT = 10.0  # a worker that is killed forgets at most so much of the stays it had open
SLACK = 2.0  # between a moment here and the same moment there: a commit, a message, the rounding to seconds
LATE = 10.0  # a connection that went without a word may be noticed so much later
EDITION = 1


@dataclass
class Visit:
    """One stay of one person, in seconds of wall time: `asked` to enter, `let_in`, and `gone` (None while it lasts).
    `told`: the fair was told that the person goes.
    """

    asked: float
    let_in: float
    gone: float | None = None
    told: bool = False

    def at_least_until(self, now: float, forgotten: float) -> float:
        """Until when it certainly was and is known. A stay that lasts is known up to the last heartbeat."""
        return (now - stretched(BEAT + SLACK) if self.gone is None else self.gone) - forgotten - SLACK

    def at_most_until(self, now: float) -> float:
        """Until when it may have been."""
        return now + SLACK if self.gone is None else self.gone + SLACK + (0 if self.told else stretched(LATE))


@dataclass
class Visits:
    """All stays of one person in one place."""

    all: list[Visit] = field(default_factory=list)

    def began(self, asked: float) -> None:
        """The person asked at `asked` and is let in now."""
        self.all.append(Visit(asked, time.time()))

    def ended(self, *, told: bool) -> None:
        """The person goes now, and the fair is told, or the connection is found to be gone."""
        if self.all and self.all[-1].gone is None:
            self.all[-1].gone, self.all[-1].told = time.time(), told


class Person(Protocol):
    person: int
    visits_kept: Visits


async def open_today(place: Cluster) -> None:
    """Figures are added up over an edition's days: let these days be some of them."""
    async with place.rows() as unit:
        known = set(await unit.session.scalars(select(Day.date).where(Day.edition_id == EDITION)))
        days = {(datetime.now(UTC) + timedelta(days=n)).date() for n in range(-3, 4)}
        unit.session.add_all(Day(edition_id=EDITION, date=day) for day in days - known)


async def listed(http: aiohttp.ClientSession, booth: int, figure: str) -> Any:
    """A figure of a booth and the people behind it, everybody counted however short the stay."""
    status, reply = await post(
        http, "/api/figures/list", edition=EDITION, place=booth, unit="day", figure=figure, minimum_seconds=0,
        grace_seconds=0,
    )  # fmt: skip
    assert status == 200, reply
    return reply


async def figures_are_true(place: Cluster, booth: int, people: Iterable[Person], forgotten: float) -> int:
    """Compare every figure of the booth with the truth; how many were compared. `forgotten`: how many seconds of a stay
    may be missing at its end, because its worker was killed or the database was away.
    """
    kept = {each.person: each.visits_kept.all for each in people if each.visits_kept.all}
    async with place.signed_in(ORGANISER) as http:
        now = time.time()
        unique, peak = await listed(http, booth, "unique"), await listed(http, booth, "peak")
    rows = {row["person"]["id"]: row for row in unique["rows"] if row["person"]["id"] in kept}
    assert rows.keys() == kept.keys(), "who was let in is counted"
    assert most_at_once(kept, now, forgotten) <= peak["number"] <= unique["number"], "peak"
    for person, visits in kept.items():
        compare(rows[person], visits, now, forgotten)
    return 2 + 3 * len(kept)


def compare(row: dict[str, Any], visits: list[Visit], now: float, forgotten: float) -> None:
    """When a person first came and last left, and how long the person was there in all."""
    certain = sum(max(0.0, visit.at_least_until(now, forgotten) - visit.let_in) for visit in visits)
    possible = sum(visit.at_most_until(now) - visit.asked for visit in visits)
    assert certain - 1 <= row["seconds"] <= possible, (row, visits)
    first, last = (datetime.fromisoformat(row[name]).timestamp() for name in ("first", "last"))
    assert visits[0].asked - SLACK <= first <= visits[0].let_in + SLACK, (row, visits)
    # A stay begins between the question and the answer; until the first heartbeat it ends where it began.
    assert max(visits[-1].asked - SLACK, visits[-1].at_least_until(now, forgotten)) <= last, (row, visits)
    assert last <= max(visit.at_most_until(now) for visit in visits), (row, visits)


def most_at_once(kept: dict[int, list[Visit]], now: float, forgotten: float) -> int:
    """The most people who were certainly there at one time, and are known to have been."""
    edges = [
        edge
        for visits in kept.values()
        for visit in visits
        if (end := visit.at_least_until(now, forgotten)) > visit.let_in
        for edge in ((visit.let_in, 1), (end, -1))
    ]
    most = there = 0
    for _at, change in sorted(edges):
        there += change
        most = max(most, there)
    return most
