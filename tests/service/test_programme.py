"""My programme: chosen, warned, reminded, and read by calendars."""

import asyncio
import threading
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from contextvars import ContextVar
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar
from sqlalchemy import delete, select
from starlette.applications import Starlette

from fairserver.access.permissions import Action, Role
from fairserver.calendars import entries, routes
from fairserver.calendars.entries import calendar_file
from fairserver.calendars.tables import Pick
from fairserver.delivery.journal import UnitOfWork
from fairserver.jobs.scheduled import ScheduledJob
from fairserver.mail.tables import Mail
from fairserver.programmes.tables import Session
from tests.running import Running, Visitor, running
from tests.service.test_editor import EDITION, new_session, opening, stage
from tests.waiting import PATIENCE, stretched, until


async def sessions(fair: Running, *keys: str) -> list[int]:
    async with fair.app.database.reading() as session:
        rows = dict((await session.execute(select(Session.key, Session.id).where(Session.key.in_(keys)))).all())
        return [rows[key] for key in keys]


async def read(http: Any, address: str) -> Any:
    async with http.get(address) as answer:
        assert answer.status == 200, await answer.text()
        assert answer.content_type == "text/calendar"
        return Calendar.from_ical(await answer.text())


async def test_overlaps_are_said_and_nothing_is_forbidden(fair: Running) -> None:
    one, same_time, later = await sessions(fair, "presentation-11", "presentation-19", "presentation-12")
    async with fair.visitor("participant") as amara:
        await amara.follow(f"person:{amara.person}")
        assert (await amara.change("programme.pick", session=one, picked=True))["overlapping"] == []
        assert (await amara.change("programme.pick", session=later, picked=True))["overlapping"] == []
        assert (await amara.change("programme.pick", session=same_time, picked=True))["overlapping"] == [one]
        await amara.wait(lambda: len(amara.states[f"person:{amara.person}"]["picks"]) == 3)


async def test_a_calendar_file_says_the_instant_in_utc(fair: Running) -> None:
    (one,) = await sessions(fair, "presentation-11")
    async with fair.browser("participant") as http, fair.browser() as stranger:
        found = await read(http, f"/api/sessions/{one}.ics")
        event = found.walk("VEVENT")[0]
        assert event["DTSTART"].to_ical() == b"20240225T012000Z", "readers disagree about the rules of zones"
        assert event["DTEND"].to_ical() == b"20240225T015000Z"
        assert found["METHOD"] == "PUBLISH"
        assert event["ORGANIZER"] == "mailto:career-season@localhost", "RFC 5546 wants one with a METHOD"
        assert event["UID"] == f"session-{one}@localhost"
        assert not found.walk("VTIMEZONE")
        async with stranger.get(f"/api/sessions/{one}.ics") as answer:
            assert answer.status == 401


async def test_a_feed_follows_the_timetable_until_it_is_revoked(fair: Running) -> None:
    one, two = await sessions(fair, "presentation-11", "presentation-12")
    async with fair.browser("participant") as http, fair.visitor("participant") as amara, fair.browser() as calendar:
        for each in (one, two):
            await amara.change("programme.pick", session=each, picked=True)
        async with http.post("/api/feeds", json={}) as answer:
            feed = await answer.json()
        address = feed["address"].removeprefix(fair.app.settings.public_url)
        first = {event["UID"]: event for event in (await read(calendar, address)).walk("VEVENT")}
        assert {str(event["STATUS"]) for event in first.values()} == {"CONFIRMED"}
        await amara.change("programme.pick", session=two, picked=False)
        async with fair.visitor("organiser") as sato:
            await sato.follow(f"timetable:{EDITION}")
            card = sato.states[f"timetable:{EDITION}"]["sessions"][str(one)]
            await move(sato, card, "10:25", "10:55")
        second = {event["UID"]: event for event in (await read(calendar, address)).walk("VEVENT")}
        kept, dropped = (f"session-{each}@localhost" for each in (one, two))
        assert second[kept]["SEQUENCE"] > first[kept]["SEQUENCE"]
        assert second[kept].decoded("DTSTART").astimezone(UTC) == datetime(2024, 2, 25, 1, 25, tzinfo=UTC)
        assert (second[dropped]["STATUS"], second[dropped]["SEQUENCE"] > first[dropped]["SEQUENCE"]) == (
            "CANCELLED", True,
        )  # fmt: skip
        async with fair.visitor("participant2") as chen:
            refused = await chen.try_("feed.revoke", id=str(uuid4()), feed=feed["feed"])
            assert refused["error"]["code"] == "permission.denied"
        await amara.change("feed.revoke", feed=feed["feed"])
        async with calendar.get(address) as answer:
            assert answer.status == 404


async def move(sato: Visitor, card: dict[str, Any], starts: str, ends: str) -> dict[str, Any]:
    same = {name: card[name] for name in ("version", "place", "opening", "kind", "title", "about", "industry",
                                          "languages", "japanese")}  # fmt: skip
    people = {role: [each["id"] for each in card[role]] for role in ("speakers", "moderators")}
    company = card["company"] and card["company"]["booth"]
    return await sato.change("session.save", edition=EDITION, session=card["id"], booth=company, date="2024-02-25",
                             starts=starts, ends=ends, **same, **people)  # fmt: skip


async def test_reminders_go_out_once_and_follow_the_session(database_url: str) -> None:
    async with running(database_url) as fair, fair.visitor("participant") as amara, fair.visitor("organiser") as sato:
        (one,) = await sessions(fair, "presentation-11")
        await amara.change("programme.pick", session=one, picked=True)
        await sato.follow(f"timetable:{EDITION}")
        card = sato.states[f"timetable:{EDITION}"]["sessions"][str(one)]
        await move(sato, card, "10:25", "10:55")
        starts = datetime(2024, 2, 25, 10, 25, tzinfo=ZoneInfo("Asia/Tokyo"))
        before = (timedelta(days=1), timedelta(hours=1), timedelta(minutes=10))
        assert await due_at(fair, one) == [starts - ahead for ahead in before]
        for ahead in (timedelta(hours=24), timedelta(minutes=9)):
            fair.app.clocks.offset = starts - ahead - fair.app.clocks.wall_now()
            while await fair.app.scheduler.run_batch():
                pass

        async def all_four() -> list[str]:
            found = await subjects(fair, "amara")  # the server's own look may have taken one, and still be at it
            return found if len(found) >= 4 else []

        written = await until(all_four)
        kinds = [each.partition(":")[0] for each in written]
        assert sorted(kinds) == ["Changed", "In one hour", "In ten minutes", "Tomorrow"]
        # The last two were due together, and the server's own look may have run one while this test ran the other.
        assert next(each for each in kinds if each != "Changed") == "Tomorrow"


async def due_at(fair: Running, session_id: int) -> list[datetime]:
    async with fair.app.database.reading() as session:
        query = (
            select(ScheduledJob.at)
            .where(ScheduledJob.key.startswith(f"remind:{session_id}:"))
            .order_by(ScheduledJob.at)
        )
        return list(await session.scalars(query))


async def mail_with_calendar(fair: Running) -> Mail:
    async with asyncio.timeout(stretched(PATIENCE)):
        while True:
            await fair.app.scheduler.run_batch()  # or the server's own look was faster
            async with fair.app.database.reading() as session:
                if mail := await session.scalar(select(Mail).where(Mail.calendar != "")):
                    return mail


async def subjects(fair: Running, to: str) -> list[str]:
    async with fair.app.database.reading() as session:
        return list(await session.scalars(select(Mail.subject).where(Mail.to.startswith(to)).order_by(Mail.id)))


async def test_a_cancelled_session_is_struck_from_calendars(fair: Running) -> None:
    async with fair.visitor("participant") as amara, fair.visitor("organiser") as sato:
        await sato.follow(f"timetable:{EDITION}")
        made = await sato.change("session.save", **new_session(stage(sato, "Stage Tokyo A"), opening(sato, "Tokyo")))
        await amara.change("programme.pick", session=made["id"], picked=True)
        chosen = await sato.try_("session.delete", id=str(uuid4()), edition=EDITION, thing=made["id"], version=1)
        assert chosen["error"]["code"] == "in_use.attendance", "who chose it is told, so it is cancelled instead"
        await sato.change("session.cancel", edition=EDITION, thing=made["id"], version=made["version"])
        mail = await mail_with_calendar(fair)
        found = Calendar.from_ical(mail.calendar)
        event = found.walk("VEVENT")[0]
        assert (str(found["METHOD"]), str(event["STATUS"]), event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 1)
        assert event["ORGANIZER"] == "mailto:career-season@localhost"


async def test_a_file_is_put_together_beside_the_loop(shared: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the loop's thread it takes 20 ms at most, times five for a slow machine, and no connection waits for it."""
    async with shared.app.database.reading() as session:
        every = list(await session.scalars(select(Session.id)))
    loops, connections, reading = [], [], shared.app.journal.reading
    connected = ContextVar("connected", default=False)  # of one request, and of the thread that it calls

    @asynccontextmanager
    async def watched_reading() -> AsyncIterator[UnitOfWork]:
        async with reading() as unit:
            connected.set(True)
            yield unit
        connected.set(False)

    def watched(*arguments: Any) -> str:
        loops.append(threading.current_thread() is threading.main_thread())
        connections.append(connected.get())
        return calendar_file(*arguments)

    monkeypatch.setattr(shared.app.journal, "reading", watched_reading)
    monkeypatch.setattr(routes, "calendar_file", watched)
    async with shared.browser("participant") as http, shared.visitor("participant") as amara:
        async with shared.app.database.writing() as session:
            await session.execute(delete(Pick).where(Pick.person_id == amara.person))
            now = shared.app.clocks.wall_now()
            session.add_all(Pick(person_id=amara.person, session_id=each, picked_at=now) for each in every[:53])
        await read(http, "/api/programme.ics")
        before = time.thread_time()
        async with http.get("/api/programme.ics") as answer:
            assert answer.status == 200
            body = await answer.text()
        took = time.thread_time() - before
    assert body.count("BEGIN:VEVENT") == min(53, len(every))
    assert took < 0.1, took
    assert (loops, connections) == ([False, False], [False, False])


async def test_files_are_not_for_nothing(shared: Running) -> None:
    (one,) = await sessions(shared, "presentation-11")
    async with shared.browser("participant") as http:
        for address in (f"/api/sessions/{one}.ics", "/api/programme.ics"):
            assert 429 in [await status(http, address) for _ in range(31)], address
    async with shared.browser("organiser") as other:
        assert await status(other, f"/api/sessions/{one}.ics") == 200


async def status(http: Any, address: str) -> int:
    async with http.get(address) as answer:
        return int(answer.status)


@pytest.mark.parametrize("number", ["0", "-1", "012", "9223372036854775807", "9223372036854775808", "9" * 40])
async def test_a_number_that_is_no_id_is_not_found(shared: Running, number: str) -> None:
    async with shared.browser("participant") as http:
        assert await status(http, f"/api/sessions/{number}.ics") == 404
        for path in ("/booths/{}", "/stages/{}/board", "/editions/{}/figures"):
            assert await status(http, path.format(number)) == 404


async def test_every_route_with_an_id_takes_it_by_the_one_rule(shared: Running) -> None:
    """`{…:int}` takes numbers that no column holds."""
    web = shared.app.asgi.web
    assert isinstance(web, Starlette)
    assert not [path for route in web.routes if ":int}" in (path := str(getattr(route, "path", "")))]


async def test_a_file_shows_only_what_its_reader_may_read(shared: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    (one,) = await sessions(shared, "presentation-11")
    async with shared.browser("participant") as http, shared.visitor("participant") as amara:
        await amara.change("programme.pick", session=one, picked=True)
        async with http.post("/api/feeds", json={}) as answer:
            feed = (await answer.json())["address"].removeprefix(shared.app.settings.public_url)
        for address in ("/api/programme.ics", feed):
            assert f"session-{one}@localhost" in [str(e["UID"]) for e in (await read(http, address)).walk("VEVENT")]
        monkeypatch.setattr(entries, "TIMETABLE_READ", Action("timetable.read", roles=(Role.MODERATOR,)))
        for address in ("/api/programme.ics", feed):
            assert not (await read(http, address)).walk("VEVENT"), address
        assert await status(http, f"/api/sessions/{one}.ics") == 404
