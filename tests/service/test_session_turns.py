"""A session begins and ends: its speakers and moderators are no audience while it is held."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from fairserver.people.grants import NewGrant
from fairserver.presence.tables import Attendance
from fairserver.programmes.tables import Place, Session
from fairserver.season import write_roles
from tests.running import Running, Visitor, post
from tests.waiting import until

EDITION, HALL, BOOTH = 1, 1, 2


@pytest.fixture
async def session(fair: Running) -> int:
    """A session on a stage that is not held now."""
    async with fair.app.database.reading() as found:
        rows = select(Session.id).join(Place, Place.id == Session.place_id)
        held = await found.scalar(rows.where(Place.kind == "stage", Place.edition_id == EDITION).limit(1))
    assert held
    await move(fair, held, timedelta(hours=2), timedelta(hours=3))
    return held


async def move(fair: Running, session: int, begins: timedelta, ends: timedelta) -> tuple[datetime, datetime]:
    """Let it be held from `begins` to `ends` after the present fair time, without telling anybody."""
    now = fair.app.clocks.fair_now()
    async with fair.app.database.writing() as writing:
        row = await writing.get_one(Session, session)
        row.starts_at, row.ends_at = now + begins, now + ends
    return now + begins, now + ends


async def give(fair: Running, person: int, role: str, session: int) -> None:
    async with fair.app.journal.writing() as unit:
        await write_roles.give(unit, [NewGrant(person, role, "session", session, EDITION)])


async def stage_of(fair: Running, session: int) -> int:
    async with fair.app.database.reading() as found:
        return (await found.get_one(Session, session)).place_id


async def stays(fair: Running, person: int) -> list[Attendance]:
    async with fair.app.database.reading() as session:
        rows = select(Attendance).where(Attendance.person_id == person).order_by(Attendance.id)
        return list(await session.scalars(rows))


async def seen_as(fair: Running, person: int, *capacities: str) -> list[Attendance]:
    """The person's stays, once they were in these capacities one after the other."""

    async def found() -> bool:
        return [row.capacity for row in await stays(fair, person)] == list(capacities)

    await until(found)
    return await stays(fair, person)


async def test_a_stay_is_cut_when_the_session_begins_and_ends(fair: Running, session: int) -> None:
    async with fair.visitor("participant") as amara, fair.visitor("alumnus") as daniel:
        await give(fair, amara.person, "speaker", session)
        await daniel.enter(HALL)
        assert (await amara.enter(BOOTH))["capacity"] == "audience", "two hours before"
        begins, ends = await move(fair, session, timedelta(seconds=1.2), timedelta(seconds=2.4))
        before, speaking, after = await seen_as(fair, amara.person, "audience", "speaker", "audience")
        assert (before.ended_at, before.ended) == (begins, "turn")
        assert (speaking.started_at, speaking.ended_at, speaking.ended) == (begins, ends, "turn")
        assert (after.started_at, after.ended) == (ends, None)
        # Not counted while speaking, wherever the speaker is.
        await daniel.wait(lambda: counts(daniel, "booth:2")[-2:] == [0, 1])


def counts(visitor: Visitor, scope: str) -> list[int]:
    """What this page was told of a place's number, one after the other."""
    return [event["counts"][scope] for name, event in visitor.told if name == "counts" and scope in event["counts"]]


async def test_who_enters_meanwhile_is_no_audience(fair: Running, session: int) -> None:
    await move(fair, session, -timedelta(minutes=1), timedelta(hours=1))
    async with fair.visitor("participant") as amara, fair.visitor("participant2") as chen:
        await give(fair, amara.person, "speaker", session)
        await give(fair, chen.person, "moderator", session)
        assert (await amara.enter(await stage_of(fair, session)))["capacity"] == "speaker"
        assert (await chen.enter(HALL))["capacity"] == "staff"


async def test_a_role_given_while_it_is_held_counts_at_once(fair: Running, session: int) -> None:
    await move(fair, session, -timedelta(minutes=1), timedelta(hours=1))
    async with fair.visitor("participant") as amara:
        await amara.enter(BOOTH)
        await give(fair, amara.person, "speaker", session)
        await seen_as(fair, amara.person, "audience", "speaker")


async def test_a_session_that_is_moved_onto_now_counts_at_once(fair: Running, session: int) -> None:
    async with fair.visitor("participant") as amara, fair.browser() as http:
        await give(fair, amara.person, "speaker", session)
        await amara.enter(BOOTH)
        starts, _ends = await move(fair, session, timedelta(hours=2), timedelta(hours=3))
        moved = (starts + timedelta(minutes=5)).isoformat()
        assert (await post(http, "/api/demo/clock", at=moved))[0] == 200
        await seen_as(fair, amara.person, "audience", "audience", "speaker")
        back = (starts - timedelta(minutes=5)).isoformat()
        assert (await post(http, "/api/demo/clock", at=back))[0] == 200
        rows = await seen_as(fair, amara.person, "audience", "audience", "speaker", "speaker", "audience")
        assert [row.ended for row in rows] == ["clock", "turn", "clock", "turn", None]


async def test_a_moderator_of_a_session_enters_and_moderates(fair: Running, session: int) -> None:
    """Who has no other role enters every place, and moderates where and while the session is held."""
    stage = await stage_of(fair, session)
    async with fair.visitor("participant") as amara, fair.visitor("organiser") as sato:
        said = await sato.change("chat.say", place=stage, text="a first word", language="en")
        elsewhere = await sato.change("chat.say", place=BOOTH, text="another", language="en")
        await only_moderator_of(fair, amara, session)
        await amara.enter(stage)
        refused = await amara.try_("chat.delete", id=str(uuid4()), message=said["message"])
        assert refused["error"]["code"] == "permission.denied", "it is not held yet"
        await move(fair, session, -timedelta(minutes=1), timedelta(hours=1))
        assert (await amara.try_("chat.delete", id=str(uuid4()), message=elsewhere["message"]))["error"][
            "code"
        ] == "permission.denied"
        await amara.change("chat.delete", message=said["message"])


async def only_moderator_of(fair: Running, visitor: Visitor, session: int) -> None:
    await give(fair, visitor.person, "moderator", session)
    async with fair.visitor("organiser") as sato:
        grants = (await visitor.follow(f"person:{visitor.person}"))["state"]["grants"]
        for grant, card in grants.items():
            if card["scope"] != "session":
                await sato.change("grant.withdraw", grant=int(grant))
