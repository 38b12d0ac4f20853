"""The article's year out of a year of attendance: 43, 616, 379, 41, 588, 約150, 49 and 26, through the API.

People come twice, reload, open two tabs, look in for a minute, and are counted among companies and staff; who makes up
each number is known here, so that a wrong rule cannot hit it by chance.
"""

import random
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, select

from fairserver.people.tables import Email, Person
from fairserver.presence.tables import Attendance
from fairserver.programmes import queries as programmes
from fairserver.programmes.aired import note_on_air
from fairserver.programmes.tables import Day, Edition, Place, Programme, Venue, VenueDay
from tests.conftest import postgres_database
from tests.running import Running, post, running, sqlite_url
from tests.service.test_imports import imported

SEED = 2023
PEOPLE = 900
NEXT_YEAR = datetime(2024, 4, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Opening:
    """When a venue is open, and its name."""

    opens_at: datetime
    closes_at: datetime
    venue: str


@dataclass
class Year:
    """The rows of a year, and ids by the names the season file gave them. `lists`: what was counted at the doors, by
    programme, as lines of a CSV file.
    """

    people: list[int]
    places: dict[tuple[str, str], int]
    openings: dict[str, list[Opening]]
    lists: dict[str, list[str]] = field(default_factory=dict)
    chance: random.Random = field(default_factory=lambda: random.Random(SEED))
    rows: list[dict[str, Any]] = field(default_factory=list)

    def row(self, person: int, place: int, start: datetime, seconds: float, **more: str) -> None:
        """Ends as rows do: walked out, lost, or with a process that died."""
        usual = {"source": "socket", "capacity": "audience", "process": "p", "connection": f"c{len(self.rows)}"}
        self.rows.append(
            {"person_id": person, "place_id": place, "started_at": start,
             "ended_at": start + timedelta(seconds=seconds), "ended": self.chance.choice(["left", "lost", "crash"]),
             **usual, **more}
        )  # fmt: skip

    def came(self, programme: str, person: int, opening: Opening) -> None:
        """Stands on the list of a door, for as long as a visit lasts; sometimes twice or three times."""
        start = opening.opens_at + timedelta(seconds=self.chance.randrange(3600))
        for late in (0, 20, 900)[: self.chance.randrange(1, 4)]:
            begins = (start + timedelta(seconds=late)).astimezone(ZoneInfo("Asia/Tokyo"))
            ends = begins + timedelta(seconds=self.chance.randrange(60, 1500))
            self.lists.setdefault(programme, []).append(
                f"jet{person}@example.org,{opening.venue},{begins:%Y-%m-%d,%H:%M:%S},{ends:%H:%M:%S}"
            )

    def visit(self, person: int, place: int, opening: Opening, **more: str) -> None:
        """Qualifies within the opening: in one piece, in two, or with two tabs."""
        room = (opening.closes_at - opening.opens_at).total_seconds() - 1800
        start = opening.opens_at + timedelta(seconds=self.chance.randrange(int(room)))
        way = self.chance.randrange(3)
        if way == 0:
            self.row(person, place, start, self.chance.randrange(60, 1500), **more)
        elif way == 1:  # lost for a moment: without the grace it would be too short
            self.row(person, place, start, 30, **more)
            self.row(person, place, start + timedelta(seconds=50), 25, **more)
        else:
            for late in (0, 20):
                self.row(person, place, start + timedelta(seconds=late), 300, **more)

    def noise(self, place: int, opening: Opening) -> None:
        """Who is not audience, or not long enough; among the last of the people, who are in no number."""
        for person in self.people[-60:-40]:
            self.row(person, place, opening.opens_at, 59)
        for capacity, person in zip(("rep", "staff", "speaker", "device") * 5, self.people[-40:-20], strict=True):
            self.row(person, place, opening.opens_at, 3600, capacity=capacity)

    def some(self, count: int) -> list[int]:
        return self.chance.sample(self.people[:-60], count)


def internship(year: Year) -> None:
    """43 for one to five of the days; who came to the training only is not taken to a company."""
    opened = year.openings["internship"]
    for person in year.some(43):
        for day in year.chance.sample(opened[1:], year.chance.randrange(1, 6)):
            year.came("internship", person, day)
        year.visit(person, year.places["internship", "training"], opened[0])


def vision(year: Year) -> None:
    """616 in all: some on one of the days, most on both."""
    for person in year.some(616):
        for day in year.chance.sample(year.openings["career-vision"], year.chance.randrange(1, 3)):
            year.visit(person, year.places["career-vision", "panel-room"], day)
    for day in year.openings["career-vision"]:
        year.noise(year.places["career-vision", "panel-room"], day)


def webinar(year: Year) -> None:
    (day,) = year.openings["job-hunting"]
    for person in year.some(379):
        year.visit(person, year.places["job-hunting", "room"], day)
    year.noise(year.places["job-hunting", "room"], day)


def networking(year: Year) -> None:
    """41 chairs, handed over at an instant: the next one sits down as the other rises. Fewer on the first day."""
    rooms = [year.places["networking", key] for key in ("lounge", "rooms")]
    for chairs, day in zip((33, 41), year.openings["networking"], strict=True):
        people = iter(year.some(chairs * 3))
        for _ in range(chairs):
            at = day.opens_at
            for seconds in (3600, 1800, year.chance.randrange(60, 900)):
                year.row(next(people), year.chance.choice(rooms), at, seconds)
                at += timedelta(seconds=seconds)
        for capacity, person in zip(("staff", "speaker") * 10, year.people[-40:-20], strict=True):
            year.row(person, rooms[0], day.opens_at, 3600, capacity=capacity)


FAIR_DAYS = (("osaka", 0, 130), ("online", 0, 151), ("tokyo", 1, 190), ("online", 1, 117))


def career_fair(year: Year) -> None:
    """588 in four venue-days; many come on both days, or look at the stream in the hall."""
    assert sum(count for _, _, count in FAIR_DAYS) == 588
    opened = year.openings["career-fair"]
    first = opened[0].opens_at.date()
    days = {(one.venue.lower(), int(one.opens_at.date() != first)): one for one in opened}
    booths = [place for (programme, key), place in year.places.items() if programme == key.partition("/")[0]]
    for venue, day, count in FAIR_DAYS:
        for person in year.some(count):
            if venue == "online":
                for place in year.chance.sample(booths, year.chance.randrange(1, 4)):
                    year.visit(person, place, days[venue, day])
            else:
                year.came("career-fair", person, days[venue, day])
    for day in (0, 1):
        year.noise(booths[0], days["online", day])


Scene = tuple[Running, dict[str, int]]  # the fair a year later, and its editions by programme


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
async def scene(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Scene]:
    if request.param == "sqlite":
        url = sqlite_url(tmp_path_factory.mktemp("fair"))
    else:
        url = postgres_database(request.getfixturevalue("postgres"))
    async with running(url) as fair:
        async with fair.app.database.writing() as session:
            everyone = [
                Person(name=f"JET {number}", furigana="", language="en", zone="Asia/Tokyo", created_at=NEXT_YEAR)
                for number in range(PEOPLE)
            ]
            session.add_all(everyone)
            await session.flush()
            session.add_all(Email(person_id=each.id, address=f"jet{each.id}@example.org") for each in everyone)
            year = Year([person.id for person in everyone], await places(session), await openings(session))
            for programme in (internship, vision, webinar, networking, career_fair):
                programme(year)
            year.chance.shuffle(year.rows)
            await session.execute(insert(Attendance), year.rows)
            editions = await session.execute(
                select(Programme.key, Edition.id).join(Edition).where(Edition.fiscal_year == 2023)
            )
            by_programme = dict(editions.all())
        await on_air(fair, by_programme["career-fair"])
        fair.app.clocks.offset = NEXT_YEAR - fair.app.clocks.wall_now()
        async with fair.browser("organiser") as http:
            for key, lines in year.lists.items():
                file = "\n".join(("email,venue,date,from,to", *lines))
                assert (await imported(http, file, kind="attendance", edition=by_programme[key]))["done"]
        yield fair, by_programme


async def on_air(fair: Running, edition: int) -> None:
    """Every presentation goes on air a minute late and ends in time, as the media node would tell."""
    async with fair.app.database.reading() as session:
        planned = await programmes.presentations(session, edition)
    for one in planned:
        for at in range(60, 141, 10):
            fair.app.clocks.offset = one.starts_at + timedelta(seconds=at) - fair.app.clocks.wall_now()
            async with fair.app.journal.writing() as unit:
                await note_on_air(unit, one.place)


async def places(session: Any) -> dict[tuple[str, str], int]:
    """(programme, key) → place; a booth's key is "career-fair/…"."""
    rows = await session.execute(
        select(Programme.key, Place.key, Place.id, Place.kind)
        .join(Edition, Edition.programme_id == Programme.id)
        .join(Place, Place.edition_id == Edition.id)
        .where(Edition.fiscal_year == 2023)
        .order_by(Place.id)
    )
    return {(programme, f"{programme}/{place}" if kind == "booth" else key or kind): place
            for programme, key, place, kind in rows}  # fmt: skip


async def openings(session: Any) -> dict[str, list[Opening]]:
    rows = await session.execute(
        select(Programme.key, VenueDay.opens_at, VenueDay.closes_at, Venue.name)
        .join(Edition, Edition.programme_id == Programme.id)
        .join(Day, Day.edition_id == Edition.id)
        .join(VenueDay, VenueDay.day_id == Day.id)
        .join(Venue, Venue.id == VenueDay.venue_id)
        .where(Edition.fiscal_year == 2023)
        .order_by(VenueDay.opens_at, VenueDay.id)
    )
    found: dict[str, list[Opening]] = {}
    for programme, opens, closes, venue in rows:
        found.setdefault(programme, []).append(Opening(opens, closes, venue["en"]))
    return found


async def asked(fair: Running, path: str, **more: Any) -> Any:
    async with fair.browser("organiser") as http:
        status, reply = await post(http, path, **more)
        assert status == 200, reply
        return reply


async def test_the_articles_figures(scene: Scene) -> None:
    fair, editions = scene

    async def whole(programme: str, unit: str = "day") -> Any:
        return (await asked(fair, "/api/figures", edition=editions[programme], unit=unit))["whole"]

    assert (await whole("internship"))["unique"] == 43
    assert (await whole("career-vision"))["unique"] == 616
    assert (await whole("job-hunting"))["unique"] == 379
    assert (await whole("networking"))["peak"] == 41
    found = await asked(fair, "/api/figures", edition=editions["career-fair"], unit="venue-day")
    assert found["whole"]["cumulative"] == 588
    assert [unit["people"] for unit in found["whole"]["units"]] == [130, 151, 190, 117]
    assert found["whole"]["unique"] < (await whole("career-fair"))["cumulative"] < 588, "as many came twice a day"
    trade = found["trade"]
    assert (trade["appearances"], trade["about"], trade["first_time"]) == (150, 150, 49)
    assert (trade["presentations"], trade["planned"]) == (26, 26)


async def test_the_season_over_its_editions(scene: Scene) -> None:
    fair, editions = scene
    season = await asked(fair, "/api/figures/season", fiscal_year=2023, unit="venue-day")
    each = {figure["edition"]: figure for figure in season["editions"]}
    assert (season["years"], set(each)) == ([2022, 2023], set(editions.values()))
    assert season["whole"]["cumulative"] == sum(figure["cumulative"] for figure in each.values())
    assert season["whole"]["unique"] < sum(figure["unique"] for figure in each.values())
    assert season["whole"]["peak"] == max(figure["peak"] for figure in each.values())
    assert (season["trade"]["appearances"], season["trade"]["first_time"]) == (150, 49)
    behind = await asked(fair, "/api/figures/list", fiscal_year=2023, unit="venue-day", figure="unique")
    assert len(behind["rows"]) == behind["number"] == season["whole"]["unique"]


@pytest.mark.parametrize(("programme", "unit", "figure", "number"), [
    ("internship", "day", "unique", 43), ("career-vision", "day", "unique", 616), ("job-hunting", "day", "unique", 379),
    ("networking", "day", "peak", 41), ("career-fair", "venue-day", "cumulative", 588),
])  # fmt: skip
async def test_the_list_behind_each(scene: Scene, programme: str, unit: str, figure: str, number: int) -> None:
    fair, editions = scene
    found = await asked(fair, "/api/figures/list", edition=editions[programme], unit=unit, figure=figure)
    rows = sum(len(row["units"]) for row in found["rows"]) if figure == "cumulative" else len(found["rows"])
    assert found["number"] == rows == number
    assert all(row["person"]["name"].startswith("JET ") for row in found["rows"])
