"""What people attended keeps its place and its time, whoever would move it: the page, the season file."""

from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from fairserver.demo.world.season import SEASON
from fairserver.presence.tables import Attendance
from fairserver.programmes.aired import note_on_air
from fairserver.programmes.tables import Edition, Place, Session, Venue, VenueDay
from fairserver.seasonfile.loader import Refused, load, read
from tests.running import Running, Visitor
from tests.service.test_editor import opening, refusal, stage

EDITION = 1
FIGURES = "in_use.figures"


@pytest.fixture
async def sato(fair: Running) -> AsyncIterator[Visitor]:
    async with fair.visitor("organiser") as visitor:
        await visitor.follow(f"timetable:{EDITION}")
        yield visitor


async def held(fair: Running) -> Session:
    """A session of the first stage that is over, and that somebody attended for a minute in its middle."""
    fair.app.clocks.offset += timedelta(hours=3)  # the demo begins at 13:00
    async with fair.app.database.writing() as session:
        over = select(Session).where(Session.ends_at < fair.app.clocks.fair_now(), Session.exhibitor_id.is_not(None))
        row = (await session.scalars(over.order_by(Session.id).limit(1))).one()
        middle = row.starts_at + (row.ends_at - row.starts_at) / 2
        session.add(
            Attendance(person_id=1, place_id=row.place_id, source="socket", process="p", connection="c", ended="left",
                       capacity="audience", started_at=middle, ended_at=middle + timedelta(minutes=1))
        )  # fmt: skip
    return row


async def as_card(sato: Visitor, row: Session, **changed: Any) -> dict[str, Any]:
    """The request that would save the session as it is, with some fields changed. Times are Tokyo's."""
    card = sato.states[f"timetable:{EDITION}"]["sessions"][str(row.id)]
    starts, ends = (each + timedelta(hours=9) for each in (row.starts_at, row.ends_at))
    return {
        "edition": EDITION, "session": row.id, "version": card["version"], "opening": row.venue_day_id,
        "place": row.place_id, "booth": None, "kind": row.kind, "title": row.title, "about": row.about,
        "industry": row.industry, "languages": row.languages, "japanese": row.japanese,
        "date": f"{starts:%Y-%m-%d}", "starts": f"{starts:%H:%M}", "ends": f"{ends:%H:%M}", "second": False,
        "speakers": [each["id"] for each in card["speakers"]],
        "moderators": [each["id"] for each in card["moderators"]], "anyway": True, **changed,
    }  # fmt: skip


async def test_an_attended_session_stays_where_it_was(fair: Running, sato: Visitor) -> None:
    row = await held(fair)
    shorter = f"{row.starts_at + timedelta(hours=9, minutes=5):%H:%M}"
    other = stage(sato, "Stage Tokyo B")
    assert other != row.place_id
    for changed in ({"ends": shorter}, {"place": other}):
        assert (await refusal(sato, "session.save", **await as_card(sato, row, **changed)))["code"] == FIGURES
    seen = {"edition": EDITION, "thing": row.id, "version": row.version}
    assert (await refusal(sato, "session.delete", **seen))["code"] == FIGURES
    # What nobody attended may be moved: the end, by the minute in which everybody had left.
    ends = f"{row.ends_at + timedelta(hours=9) - timedelta(minutes=1):%H:%M}"
    title = {"ja": "題を直した", "en": "A corrected title"}
    await sato.change("session.save", **await as_card(sato, row, ends=ends, title=title))


async def test_what_was_on_air_is_not_deleted(fair: Running, sato: Visitor) -> None:
    async with fair.app.database.reading() as session:
        row = (await session.scalars(select(Session).where(Session.exhibitor_id.is_not(None)).limit(1))).one()
    fair.app.clocks.offset = row.starts_at - fair.app.clocks.wall_now()
    for _beat in range(2):
        async with fair.app.journal.writing() as unit:
            await note_on_air(unit, row.place_id)
    seen = {"edition": EDITION, "thing": row.id, "version": row.version}
    assert (await refusal(sato, "session.delete", **seen))["code"] == FIGURES


async def test_the_hours_of_a_venue_keep_who_was_there(fair: Running, sato: Visitor) -> None:
    await held(fair)
    online = opening(sato, "Online")
    async with fair.app.database.reading() as session:
        row = await session.get_one(VenueDay, online)
    hours = {"opens": row.opens_at, "closes": row.closes_at}
    local = {name: f"{at + timedelta(hours=9):%H:%M}" for name, at in hours.items()}
    usual = {"edition": EDITION, "opening": online, "version": row.version, "venue": row.venue_id,
             "date": f"{row.opens_at + timedelta(hours=9):%Y-%m-%d}", "second": False, **local}  # fmt: skip
    async with fair.app.database.writing() as session:
        early = row.opens_at - timedelta(minutes=30)
        session.add(
            Attendance(person_id=1, place_id=1, source="socket", process="p", connection="c", ended="left",
                       capacity="audience", started_at=early, ended_at=early + timedelta(minutes=1))
        )  # fmt: skip
    earlier = f"{row.opens_at + timedelta(hours=8):%H:%M}"
    assert (await refusal(sato, "opening.save", **usual | {"opens": earlier}))["code"] == FIGURES
    later = f"{row.closes_at + timedelta(hours=9, minutes=30):%H:%M}"
    await sato.change("opening.save", **usual | {"closes": later})


async def test_a_season_file_moves_nothing_either(fair: Running) -> None:
    row = await held(fair)
    season = read(SEASON.read_text("utf-8"))
    async with fair.app.journal.writing() as unit:
        await load(unit, season, "")  # as it is: nothing to refuse
    edition = next(each for each in season.editions if any(one.key == row.key for one in each.sessions))
    said = next(each for each in edition.sessions if each.key == row.key)
    moved = said.model_copy(update={"ends": said.starts.replace(minute=said.starts.minute + 5)})
    sessions = [moved if each is said else each for each in edition.sessions]
    edition_ = edition.model_copy(update={"sessions": sessions})
    for changed in (edition_, edition.model_copy(update={"zone": "Europe/London"})):
        editions = [changed if each is edition else each for each in season.editions]
        with pytest.raises(Refused) as refused:
            async with fair.app.journal.writing() as unit:
                await load(unit, season.model_copy(update={"editions": editions}), "")
        assert [problem.code for problem in refused.value.problems] == [FIGURES]
    async with fair.app.database.reading() as session:
        assert (await session.get_one(Session, row.id)).ends_at == row.ends_at
        place = await session.get_one(Place, row.place_id)
        assert (await session.get_one(Edition, place.edition_id)).zone == "Asia/Tokyo"


async def test_an_attended_venue_stays_online(fair: Running) -> None:
    await held(fair)
    season = read(SEASON.read_text("utf-8"))
    venues = [each.model_copy(update={"online": False}) for each in season.venues]
    with pytest.raises(Refused):
        async with fair.app.journal.writing() as unit:
            await load(unit, season.model_copy(update={"venues": venues}), "")
    async with fair.app.database.reading() as session:
        assert (await session.scalars(select(Venue.id).where(Venue.online))).all()
