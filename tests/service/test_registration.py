"""From a stranger to a seat: the answer at once, the line when it is full, the offer that ends."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select

from fairserver.jobs.scheduled import ScheduledJob
from fairserver.mail.tables import Mail
from fairserver.people.tables import GrantRow
from fairserver.programmes.tables import Edition, Programme
from tests.running import Running, Visitor, running
from tests.service.test_imports import preview
from tests.waiting import until

LEAVER: dict[str, Any] = {
    "status": "leaver", "position": "ALT", "contract_year": 3, "leaves_on": "2024-07-31", "japanese_test": "JLPT",
    "japanese_level": "N2", "has_certificate": False, "languages": ["en"], "wishes": "", "access_needs": "",
}  # fmt: skip
WEBINAR, NETWORKING = "job-hunting", "networking"
EDITION, BOOTH = 1, 2
AMARA, CHEN = "amara.okafor@example.org", "chen.yiting@example.org"


@asynccontextmanager
async def before_it_begins(database_url: str) -> AsyncIterator[Running]:
    """The demo's season in January, when the last two programmes are still to come."""
    async with running(database_url) as place:
        place.app.clocks.offset -= timedelta(days=21)
        yield place


async def edition_of(place: Running, programme: str, capacity: int | None = None) -> int:
    async with place.app.database.writing() as session:
        row = await session.scalar(select(Edition).join(Programme).where(Programme.key == programme,
                                                                         Edition.fiscal_year == 2023))  # fmt: skip
        assert row is not None
        row.capacity = capacity
        return row.id


def state_of(visitor: Visitor, edition: int) -> str | None:
    found = visitor.states[f"person:{visitor.person}"]["registrations"].get(str(edition))
    return found and str(found["state"])


async def test_the_answer_comes_at_once_with_its_reason(database_url: str) -> None:
    async with before_it_begins(database_url) as place, place.visitor("participant") as amara:
        await amara.follow(f"person:{amara.person}")
        edition = await edition_of(place, NETWORKING)
        await amara.change("background.edit", **{**LEAVER, "status": "current"})
        refused = await amara.change("registration.apply", edition=edition)
        assert refused["state"] == "refused"
        assert [reason["en"] for reason in refused["reasons"]] == [
            "You leave the JET Programme this year, or have left it"
        ]
        await amara.change("background.edit", **LEAVER)
        first = await amara.change("registration.apply", edition=edition)
        again = await amara.change("registration.apply", edition=edition)
        assert (first["state"], again["state"]) == ("accepted", "accepted"), "registering twice is registering once"
        async with place.app.database.reading() as session:
            held = GrantRow.person_id == amara.person, GrantRow.edition_id == edition
            assert [row.role for row in await session.scalars(select(GrantRow).where(*held))] == ["participant"]
        await amara.wait(lambda: state_of(amara, edition) == "accepted")


@asynccontextmanager
async def three_for_one_seat(database_url: str) -> AsyncIterator[tuple[Running, int, Visitor, Visitor, Visitor]]:
    """The place, the edition, who has its seat, and two who wait in this order."""
    async with (
        before_it_begins(database_url) as place,
        place.visitor("participant") as amara,
        place.visitor("participant2") as chen,
        place.visitor("alumnus") as daniel,
    ):
        edition = await edition_of(place, NETWORKING, capacity=1)
        states = []
        for visitor in (amara, chen, daniel):
            await visitor.follow(f"person:{visitor.person}")
            status = "alumnus" if visitor is daniel else "leaver"
            await visitor.change("background.edit", **{**LEAVER, "status": status})
            states.append((await visitor.change("registration.apply", edition=edition))["state"])
        assert states == ["accepted", "waiting", "waiting"]
        yield place, edition, amara, chen, daniel


async def test_a_seat_that_frees_is_offered_and_the_offer_ends(database_url: str) -> None:
    async with three_for_one_seat(database_url) as (place, edition, amara, chen, daniel):
        early = await chen.try_("registration.accept", id="12345678-early", edition=edition)
        assert early["error"]["code"] == "offer.missing"
        await amara.change("registration.withdraw", edition=edition)
        await chen.wait(lambda: state_of(chen, edition) == "offered")
        await until(lambda: offers_mailed(place, 1))
        place.app.clocks.offset += timedelta(hours=49)
        await place.app.scheduler.look()
        await daniel.wait(lambda: state_of(daniel, edition) == "offered")
        await chen.wait(lambda: state_of(chen, edition) == "expired")
        await until(lambda: offers_mailed(place, 2))
        late = await chen.try_("registration.accept", id="12345678-late", edition=edition)
        assert late["error"]["code"] == "offer.expired"
        assert (await daniel.change("registration.accept", edition=edition))["state"] == "accepted"
        assert await offers_mailed(place, 2)


async def offers_mailed(place: Running, number: int) -> bool:
    """Whether so many people were mailed that a seat is free for them."""
    async with place.app.database.reading() as session:
        subjects = list(await session.scalars(select(Mail.subject)))
    return sum("空席" in each or "A place is free" in each for each in subjects) == number


async def offers_that_end(place: Running) -> int:
    async with place.app.database.reading() as session:
        jobs = await session.scalars(select(ScheduledJob).where(ScheduledJob.kind == "registration.expire"))
        return len(jobs.all())


async def test_who_is_erased_gives_the_seat_back(database_url: str) -> None:
    """Accepted, offered or waiting: the next in line gets the offer, and no job is left that would end it."""
    async with three_for_one_seat(database_url) as (place, edition, amara, chen, daniel):
        await amara.change("my.erase", name="Amara Okafor")
        await chen.wait(lambda: state_of(chen, edition) == "offered")
        assert await offers_that_end(place) == 1
        await chen.change("my.erase", name="陳 怡婷")
        await daniel.wait(lambda: state_of(daniel, edition) == "offered")
        assert await offers_that_end(place) == 1
        await daniel.change("my.erase", name="Daniel Mbeki")
        assert await offers_that_end(place) == 0


async def test_more_seats_are_offered_to_who_waits(database_url: str) -> None:
    async with (
        before_it_begins(database_url) as place,
        place.visitor("participant") as amara,
        place.visitor("participant2") as chen,
        place.visitor("organiser") as sato,
    ):
        edition = await edition_of(place, NETWORKING, capacity=1)
        for visitor in (amara, chen):
            await visitor.follow(f"person:{visitor.person}")
            await visitor.change("background.edit", **LEAVER)
            await visitor.change("registration.apply", edition=edition)
        timetable = await sato.follow(f"timetable:{edition}")
        card = timetable["state"]["edition"][str(edition)]
        await sato.follow(f"edition:{edition}/registrations")
        kept = {name: card[name] for name in ("version", "programme", "fiscal_year", "name", "about", "zone",
                                              "requirements")}  # fmt: skip
        await sato.change("edition.save", edition=edition, capacity=2, **kept)
        await chen.wait(lambda: state_of(chen, edition) == "offered")
        applicants = sato.states[f"edition:{edition}/registrations"]["applicants"]
        await sato.wait(lambda: applicants or sato.states[f"edition:{edition}/registrations"]["applicants"])


async def test_leaving_the_edition_is_leaving_its_places(fair: Running) -> None:
    async with fair.visitor("participant2") as chen:
        await chen.enter(2)
        await chen.change("registration.withdraw", edition=1)
        await chen.next_("out", lambda out: out["code"] == "permission.withdrawn")
        assert (await chen.try_("place.enter", place=2))["error"]["code"] == "permission.denied"


async def test_what_is_over_takes_no_applications(fair: Running) -> None:
    edition = await edition_of(fair, WEBINAR)
    async with fair.visitor("participant") as amara:
        reply = await amara.try_("registration.apply", id="12345678-over", edition=edition)
        assert reply["error"]["code"] == "registration.closed"


@pytest.mark.parametrize("level", [("JLPT", "N0"), ("BJT", "N1"), ("BJT", "900"), (None, "N1")])
async def test_a_level_that_is_none(fair: Running, level: tuple[str | None, str]) -> None:
    async with fair.visitor("participant") as amara:
        told = {**LEAVER, "japanese_test": level[0], "japanese_level": level[1]}
        reply = await amara.try_("background.edit", id="12345678-none", **told)
        assert reply["error"]["code"] == "level.wrong"


async def test_the_season_says_what_is_missing_for_me(fair: Running) -> None:
    async with fair.browser("participant") as amara, fair.browser() as stranger:
        async with amara.get("/api/season") as answer:
            mine = {each["programme"]: each for each in (await answer.json())["editions"]}
        async with stranger.get("/api/season") as answer:
            anyone = await answer.json()
        assert list(mine) == ["internship", "career-vision", "job-hunting", "networking", "career-fair"]
        assert (mine["internship"]["unmet"], mine["career-fair"]["unmet"]) == (["japanese"], [])
        assert {each["unmet"] for each in anyone["editions"]} == {None}


async def test_who_was_removed_stays_out_until_invited(fair: Running) -> None:
    """Also who withdrew before, and whoever imports the person by a list."""
    async with fair.visitor("participant") as amara, fair.visitor("organiser") as sato:
        mine = f"person:{amara.person}"
        grants = (await amara.follow(mine))["state"]["grants"]
        await amara.change("background.edit", **LEAVER)
        (own,) = [int(key) for key, card in grants.items() if card["role"] == "participant"]
        await sato.change("grant.withdraw", grant=own)
        await amara.wait(lambda: state_of(amara, EDITION) == "removed")
        for _again in range(2):
            refused = await amara.try_("registration.apply", id=str(uuid4()), edition=EDITION)
            assert refused["error"]["code"] == "registration.removed"
        left = await amara.try_("registration.withdraw", id=str(uuid4()), edition=EDITION)
        assert left["error"]["code"] == "registration.unknown"
        assert (await amara.try_("place.enter", place=BOOTH))["error"]["code"] == "permission.denied"
        async with fair.browser("organiser") as http:
            (row,) = (await preview(http, f"email,name\n{AMARA},Amara\n"))["rows"]
        assert [each["code"] for each in row["trouble"]] == ["registration.removed"]
        invited = {"email": AMARA, "name": "Amara", "language": "en", "role": "participant"}
        await sato.change("people.invite", edition=EDITION, **invited)
        await amara.wait(lambda: state_of(amara, EDITION) == "accepted")
        await amara.enter(BOOTH)


async def withdraw(place: Running, amara: Visitor, edition: int) -> None:
    await amara.change("registration.withdraw", edition=edition)


async def be_erased(place: Running, amara: Visitor, edition: int) -> None:
    await amara.change("my.erase", name="Amara Okafor")


async def be_removed(place: Running, amara: Visitor, edition: int) -> None:
    async with place.app.database.reading() as session:
        held = select(GrantRow.id).where(GrantRow.person_id == amara.person, GrantRow.edition_id == edition)
        grant = (await session.scalars(held)).one()
    async with place.visitor("organiser") as sato:
        await sato.change("grant.withdraw", grant=grant)


async def get_more_seats(place: Running, amara: Visitor, edition: int) -> None:
    async with place.visitor("organiser") as sato:
        card = (await sato.follow(f"timetable:{edition}"))["state"]["edition"][str(edition)]
        kept = {name: card[name] for name in ("version", "programme", "fiscal_year", "name", "about", "zone",
                                              "requirements")}  # fmt: skip
        await sato.change("edition.save", edition=edition, capacity=2, **kept)


@pytest.mark.parametrize("free_a_seat", [withdraw, be_erased, be_removed, get_more_seats])
async def test_nothing_is_offered_once_it_is_over(
    database_url: str, free_a_seat: Callable[[Running, Visitor, int], Awaitable[None]]
) -> None:
    async with (
        before_it_begins(database_url) as place,
        place.visitor("participant") as amara,
        place.visitor("participant2") as chen,
    ):
        edition = await edition_of(place, WEBINAR, capacity=1)
        for visitor in (amara, chen):
            await visitor.follow(f"person:{visitor.person}")
            await visitor.change("background.edit", **LEAVER)
        assert (await amara.change("registration.apply", edition=edition))["state"] == "accepted"
        assert (await chen.change("registration.apply", edition=edition))["state"] == "waiting"
        place.app.clocks.offset += timedelta(days=90)
        await free_a_seat(place, amara, edition)
        assert state_of(chen, edition) == "waiting"
        async with place.app.database.reading() as session:
            answers = await session.scalars(select(ScheduledJob.data).where(ScheduledJob.kind == "registration.mail"))
            assert "offered" not in {answer["state"] for answer in answers}
        assert not [mail for mail in await place.mails(CHEN) if "空席" in mail["subject"]]


async def test_the_answer_by_mail_says_when_where_and_what_to_do(database_url: str) -> None:
    async with before_it_begins(database_url) as place, place.visitor("participant") as amara:
        edition = await edition_of(place, WEBINAR, capacity=1)
        await amara.change("background.edit", **LEAVER)
        await amara.change("registration.apply", edition=edition)

        async def mailed() -> bool:
            return any("registered" in mail["subject"] for mail in await place.mails(AMARA))

        await until(mailed)
        (mail,) = [mail for mail in await place.mails(AMARA) if "registered" in mail["subject"]]
        assert mail["subject"].startswith("You’re registered: Job-hunting basics 2023, 27 Jan")
        assert f"{place.url}/editions/{edition}" in mail["text"]
        assert "(Japan time) Online" in mail["text"]
        assert mail["text"].rstrip().endswith("The JET Career Season office")
