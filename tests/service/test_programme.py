"""My programme: chosen, warned, reminded, and read by calendars."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

from icalendar import Calendar
from sqlalchemy import select

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


async def test_a_calendar_file_says_the_instant_and_the_zone(fair: Running) -> None:
    (one,) = await sessions(fair, "presentation-11")
    async with fair.browser("participant") as http, fair.browser() as stranger:
        found = await read(http, f"/api/sessions/{one}.ics")
        event = found.walk("VEVENT")[0]
        assert event["DTSTART"].params["TZID"] == "Asia/Tokyo"
        assert event.decoded("DTSTART").astimezone(UTC) == datetime(2024, 2, 25, 1, 20, tzinfo=UTC)
        assert event["UID"] == f"session-{one}@localhost"
        assert [str(zone["TZID"]) for zone in found.walk("VTIMEZONE")] == ["Asia/Tokyo"]
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
        assert [each for each in kinds if each != "Changed"] == ["Tomorrow", "In one hour", "In ten minutes"]


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
