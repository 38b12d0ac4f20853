"""Talks: asked for or opened, private, with a clock; they outlive a lost connection, and end by themselves."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, update

from fairserver.jobs.scheduled import ScheduledJob
from fairserver.presence.tables import Attendance, Process
from fairserver.talks import ending
from fairserver.talks.tables import Talk
from tests.running import Running, Visitor
from tests.talks import BOOTH, move_clock, open_talk, opened

HALL, EDITION = 1, 1
SENDS = {"take": True, "microphone": True, "camera": False, "screen": False, "quality": "good", "codec": None,
         "receives": "everything"}  # fmt: skip


def card(visitor: Visitor, talk: int) -> dict[str, Any]:
    """The talk as the person's own scope has it."""
    found: dict[str, Any] = visitor.states[f"person:{visitor.person}"]["talks"][str(talk)]
    return found


def where(visitor: Visitor, talk: int) -> dict[str, str]:
    """Where everybody in the talk is, by name."""
    return {person["name"].split()[0]: person["where"] for person in card(visitor, talk)["people"]}


def is_so(visitor: Visitor, talk: int, state: str, why: str | None) -> bool:
    return (card(visitor, talk)["state"], card(visitor, talk)["why"]) == (state, why)


async def code(visitor: Visitor, event: str, **request: Any) -> str:
    reply = await visitor.try_(event, id=str(uuid4()), **request)
    return "ok" if "ok" in reply else str(reply["error"]["code"])


class Pair:
    """Amara, a visitor of Hiyori Travel's booth, and Onodera, who represents the company there."""

    def __init__(self, fair: Running, amara: Visitor, onodera: Visitor) -> None:
        self.fair, self.amara, self.onodera = fair, amara, onodera

    async def at_the_booth(self) -> None:
        for visitor in (self.amara, self.onodera):
            await visitor.follow(f"person:{visitor.person}")
            await visitor.enter(BOOTH)

    async def asked(self, minutes: int = 15) -> int:
        made = await self.onodera.change("talk.ask", place=BOOTH, person=self.amara.person, minutes=minutes)
        await self.amara.wait(lambda: str(made["talk"]) in self.amara.states[f"person:{self.amara.person}"]["talks"])
        return int(made["talk"])

    async def talking(self, minutes: int = 15) -> int:
        talk = await self.asked(minutes)
        await self.amara.change("talk.answer", talk=talk, accept=True)
        for visitor in (self.onodera, self.amara):
            await visitor.enter(talk)
        await self.amara.wait(lambda: set(where(self.amara, talk).values()) == {"inside"})
        return talk

    async def until_state(self, talk: int, state: str, why: str | None = None) -> None:
        for visitor in (self.amara, self.onodera):
            await visitor.wait(partial(is_so, visitor, talk, state, why))


@pytest.fixture
async def pair(fair: Running) -> Any:
    async with fair.visitor("participant") as amara, fair.visitor("representative") as onodera:
        both = Pair(fair, amara, onodera)
        await both.at_the_booth()
        yield both


async def test_a_visitor_is_asked_and_says_yes(pair: Pair) -> None:
    amara, onodera = pair.amara, pair.onodera
    talk = await pair.asked()
    assert card(amara, talk)["state"] == "asked"
    assert card(amara, talk)["place_name"]["en"] == "Hiyori Travel"
    refused = await amara.try_("place.enter", place=talk)
    assert refused["error"]["code"] == "permission.denied", "nobody is inside before the yes"
    await amara.change("talk.answer", talk=talk, accept=True)
    await pair.until_state(talk, "open")
    for visitor in (amara, onodera):
        await visitor.enter(talk)
    await onodera.wait(lambda: where(onodera, talk) == {"小野寺": "inside", "Amara": "inside"})
    await amara.change("chat.say", place=talk, text="はじめまして。", language="ja")
    await onodera.wait(lambda: onodera.states[f"talk:{talk}"]["messages"])


@pytest.mark.parametrize(("accept", "why"), [(False, "declined"), (None, "unanswered")])
async def test_who_is_asked_may_say_no_or_nothing(pair: Pair, accept: bool | None, why: str) -> None:
    talk = await pair.asked()
    if accept is None:
        await move_clock(pair.fair, timedelta(seconds=61))
    else:
        await pair.amara.change("talk.answer", talk=talk, accept=accept)
    await pair.until_state(talk, "ended", why)
    assert await code(pair.amara, "talk.answer", talk=talk, accept=True) == "talk.over"
    assert await pair.asked(), "and may be asked again"


async def test_only_who_is_at_the_booth_is_asked(fair: Running, pair: Pair) -> None:
    async with fair.visitor("participant2") as chen:
        await chen.enter(HALL)
        ask = {"place": BOOTH, "minutes": 15}
        assert await code(pair.onodera, "talk.ask", person=chen.person, **ask) == "talk.unreachable"
        assert await code(pair.onodera, "talk.ask", person=pair.onodera.person, **ask) == "talk.unreachable"
        assert await code(pair.amara, "talk.ask", person=chen.person, **ask) == "permission.denied"
        assert await code(pair.onodera, "talk.ask", person=99_999, **ask) == "person.unknown"
        await pair.asked()
        await chen.enter(BOOTH)
        assert await code(pair.onodera, "talk.ask", person=chen.person, **ask) == "talk.engaged"


async def test_nobody_is_asked_into_what_is_booked(fair: Running, pair: Pair) -> None:
    await pair.at_the_booth()
    async with fair.visitor("participant2") as chen, fair.visitor("moderator") as moderator:
        await open_talk(moderator, pair.amara.person, chen.person, place=HALL, after=timedelta(minutes=12))
    about = {"place": BOOTH, "person": pair.amara.person}
    assert await code(pair.onodera, "talk.ask", minutes=15, **about) == "talk.booked"
    assert await code(pair.onodera, "talk.ask", minutes=10, **about) == "ok"


async def test_a_talk_is_nobodys_but_its_peoples(fair: Running, pair: Pair) -> None:
    talk = await pair.talking()
    async with fair.visitor("participant2") as chen, fair.visitor("organiser") as sato:
        for stranger in (chen, sato):
            assert (await stranger.try_("place.enter", place=talk))["error"]["code"] == "permission.denied"
            for event, request in (
                ("chat.say", {"place": talk, "text": "hi", "language": "en"}),
                ("chat.read", {"place": talk, "message": 1}),
                ("talk.extend", {"talk": talk, "minutes": 5, "agree": True}),
                ("talk.show_devices", {"talk": talk, "device": "somebody-1", **SENDS}),
                ("talk.note", {"talk": talk, "text": "x", "helped": None}),
                ("talk.block", {"talk": talk, "person": pair.amara.person}),
                ("talk.answer", {"talk": talk, "accept": True}),
            ):
                assert await code(stranger, event, **request) == "permission.denied", event
        assert await code(chen, "talk.end", talk=talk) == "permission.denied"
        assert str(talk) not in (await chen.enter(HALL))["state"]["places"]


async def test_who_talks_attends_the_booth(pair: Pair) -> None:
    talk = await pair.talking()
    async with pair.fair.app.database.reading() as session:
        stays = await session.scalars(
            select(Attendance).where(Attendance.person_id == pair.amara.person, Attendance.ended.is_(None))
        )
        assert [(stay.place_id, stay.talk_id, stay.capacity) for stay in stays] == [(BOOTH, talk, "audience")]


async def test_it_goes_on_while_one_is_away_and_ends_when_all_have_left(pair: Pair) -> None:
    amara, onodera = pair.amara, pair.onodera
    talk = await pair.talking()
    await amara.ask("place.leave", place=talk)
    await onodera.wait(lambda: where(onodera, talk)["Amara"] == "left")
    await amara.enter(talk)
    await onodera.wait(lambda: where(onodera, talk)["Amara"] == "inside")
    for visitor in (amara, onodera):
        await visitor.ask("place.leave", place=talk)
    await pair.until_state(talk, "ended", "left")
    assert (await amara.try_("place.enter", place=talk))["error"]["code"] == "permission.denied"


async def test_a_host_who_gives_up_alone_ends_it(pair: Pair) -> None:
    talk = await pair.asked()
    await pair.amara.change("talk.answer", talk=talk, accept=True)
    await pair.onodera.enter(talk)
    await pair.onodera.ask("place.leave", place=talk)
    await pair.until_state(talk, "ended", "left")


async def test_a_lost_connection_keeps_the_room_for_two_minutes(fair: Running) -> None:
    async with fair.visitor("representative") as onodera:
        async with fair.visitor("participant") as amara:
            pair = Pair(fair, amara, onodera)
            await pair.at_the_booth()
            talk = await pair.talking()
        await onodera.wait(lambda: where(onodera, talk)["Amara"] == "lost")
        async with fair.visitor("participant") as amara:  # back
            await amara.enter(talk)
            await onodera.wait(lambda: where(onodera, talk)["Amara"] == "inside")
        await onodera.wait(lambda: where(onodera, talk)["Amara"] == "lost")
        await move_clock(fair, timedelta(minutes=3))
        assert card(onodera, talk)["state"] == "open", "one is inside"
    async with fair.visitor("representative") as onodera:
        await onodera.follow(f"person:{onodera.person}")
        assert card(onodera, talk)["state"] == "open", "both are gone, for less than two minutes"
        await move_clock(fair, timedelta(minutes=3))
        await onodera.wait(lambda: card(onodera, talk)["why"] == "lost")


async def test_a_killed_worker_is_a_lost_connection(fair: Running, pair: Pair) -> None:
    """What the next worker's heartbeat finds of one that was killed: its stays are ended, and the talk hears of it."""
    talk = await pair.talking()
    async with fair.app.journal.writing() as unit:
        unit.session.add(Process(id="killed", beat_at=unit.wall - timedelta(minutes=1)))
        await unit.session.execute(update(Attendance).where(Attendance.talk_id == talk).values(process="killed"))
    await fair.app.attendance.beat()
    await pair.onodera.wait(lambda: set(where(pair.onodera, talk).values()) == {"lost"})
    assert card(pair.onodera, talk)["state"] == "open"
    async with fair.app.journal.writing() as unit:
        job = await unit.session.scalar(select(ScheduledJob).where(ScheduledJob.kind == ending.EMPTY))
        assert job is not None
        assert timedelta(minutes=1, seconds=50) < job.at - unit.now <= timedelta(minutes=2)
        await ending.end_when_due(unit, talk, job.kind)  # as it will be then
    await pair.onodera.wait(lambda: card(pair.onodera, talk)["why"] == "lost")


async def test_the_end_comes_half_a_minute_after_the_time(pair: Pair) -> None:
    talk = await pair.talking(minutes=5)
    await move_clock(pair.fair, timedelta(minutes=5, seconds=10))
    await pair.amara.change("chat.say", place=talk, text="Goodbye!", language="en")
    await move_clock(pair.fair, timedelta(seconds=21))
    await pair.until_state(talk, "ended", "over")
    for visitor in (pair.amara, pair.onodera):
        out = await visitor.next_("out")
        assert (out["scope"], out["code"]) == (f"talk:{talk}", "talk.over")
        assert await code(visitor, "chat.say", place=talk, text="x", language="en") == "permission.denied"


async def test_a_clock_that_jumps_over_the_end_ends_it(pair: Pair) -> None:
    talk = await pair.talking()
    await move_clock(pair.fair, timedelta(hours=2))
    await pair.until_state(talk, "ended", "over")


async def test_it_is_extended_when_both_agree(pair: Pair) -> None:
    amara, onodera = pair.amara, pair.onodera
    talk = await pair.talking()
    ends = datetime.fromisoformat(card(amara, talk)["ends_at"])
    await amara.change("talk.extend", talk=talk, minutes=5, agree=True)
    await amara.change("talk.extend", talk=talk, minutes=5, agree=True)  # pressed twice
    await onodera.wait(lambda: card(onodera, talk)["extension"] == 5)
    assert card(amara, talk)["ends_at"] == card(onodera, talk)["ends_at"]
    await onodera.change("talk.extend", talk=talk, minutes=5, agree=False)
    await amara.wait(lambda: card(amara, talk)["extension"] is None)
    await onodera.change("talk.extend", talk=talk, minutes=10, agree=True)
    await amara.change("talk.extend", talk=talk, minutes=10, agree=True)
    later = ends + timedelta(minutes=10)
    await amara.wait(lambda: datetime.fromisoformat(card(amara, talk)["ends_at"]) == later)
    await move_clock(pair.fair, timedelta(minutes=16))
    await amara.change("chat.say", place=talk, text="still here", language="en")
    await move_clock(pair.fair, timedelta(minutes=10))
    await pair.until_state(talk, "ended", "over")


async def test_it_is_not_extended_into_what_follows_nor_alone_nor_for_ever(fair: Running, pair: Pair) -> None:
    talk = await pair.talking(minutes=15)
    async with fair.visitor("moderator") as moderator, fair.visitor("participant2") as chen:
        await open_talk(moderator, pair.amara.person, chen.person, after=timedelta(minutes=18))
        for who in (pair.amara, pair.onodera):
            assert await code(who, "talk.extend", talk=talk, minutes=5, agree=True) == "talk.followed"
        busy = {"place": BOOTH, "people": [pair.amara.person, chen.person], "minutes": 15}
        at = (fair.app.clocks.fair_now() + timedelta(minutes=5)).isoformat()
        assert await code(moderator, "talk.open", starts_at=at, **busy) == "talk.booked"
    await pair.amara.ask("place.leave", place=talk)
    async with fair.app.journal.writing() as unit:  # what follows is called off
        for row in await unit.session.scalars(select(Talk).where(Talk.place_id != talk)):
            row.state = "ended"
    assert await code(pair.onodera, "talk.extend", talk=talk, minutes=5, agree=True) == "talk.alone"
    async with fair.app.journal.writing() as unit:
        (await unit.session.get_one(Talk, talk)).ends_at += timedelta(minutes=100)
    assert await code(pair.onodera, "talk.extend", talk=talk, minutes=15, agree=True) == "talk.long"


async def test_a_host_ends_it_for_everybody_a_visitor_only_leaves(pair: Pair) -> None:
    talk = await pair.talking()
    assert await code(pair.amara, "talk.end", talk=talk) == "permission.denied"
    for _ in range(2):
        await pair.onodera.change("talk.end", talk=talk)
    await pair.until_state(talk, "ended", "ended")
    assert (await pair.amara.next_("out"))["code"] == "talk.over"


async def test_one_that_is_opened_may_be_entered_five_minutes_before(fair: Running) -> None:
    talk = await opened(fair, "participant", "participant2", after=timedelta(minutes=20))
    async with fair.visitor("participant") as amara:
        await amara.follow(f"person:{amara.person}")
        assert card(amara, talk)["state"] == "open"
        assert (await amara.try_("place.enter", place=talk))["error"]["code"] == "permission.denied"
        await move_clock(fair, timedelta(minutes=15, seconds=1))
        await amara.enter(talk)


async def test_one_that_is_moved_says_when_it_was(fair: Running) -> None:
    talk = await opened(fair, "participant", "participant2", after=timedelta(minutes=20))
    async with fair.visitor("participant") as amara, fair.visitor("moderator") as moderator:
        await amara.follow(f"person:{amara.person}")
        before = card(amara, talk)["starts_at"]
        later = datetime.fromisoformat(before) + timedelta(minutes=30)
        await moderator.change("talk.move", talk=talk, starts_at=later.isoformat(), minutes=20)
        await amara.wait(lambda: card(amara, talk)["moved_from"] == before)
        assert datetime.fromisoformat(card(amara, talk)["starts_at"]) == later
        await move_clock(fair, timedelta(minutes=16))
        assert (await amara.try_("place.enter", place=talk))["error"]["code"] == "permission.denied"
        past = (later - timedelta(hours=3)).isoformat()
        assert await code(moderator, "talk.move", talk=talk, starts_at=past, minutes=20) == "talk.past"


async def test_nobody_comes_and_it_ends_at_its_time(fair: Running) -> None:
    talk = await opened(fair, "participant", "participant2", minutes=10)
    async with fair.visitor("participant") as amara:
        await amara.follow(f"person:{amara.person}")
        await move_clock(fair, timedelta(minutes=11))
        await amara.wait(lambda: card(amara, talk)["why"] == "over")


async def test_a_moderator_comes_in_by_name_and_the_audit_says_so(fair: Running, pair: Pair) -> None:
    talk = await pair.talking()
    async with fair.visitor("moderator") as moderator:
        assert await code(pair.amara, "talk.take_seat", talk=talk) == "permission.denied"
        await moderator.follow(f"edition:{EDITION}/desk")
        assert str(talk) in moderator.states[f"edition:{EDITION}/desk"]["open_talks"]
        for _ in range(2):
            await moderator.change("talk.take_seat", talk=talk)
        await pair.amara.wait(lambda: len(card(pair.amara, talk)["people"]) == 3)
        assert card(pair.amara, talk)["people"][2]["role"] == "staff"
        await moderator.enter(talk)
        deeds = [line["action"] for line in moderator.states[f"edition:{EDITION}/desk"]["audit"].values()]
        assert deeds.count("talk.take_seat") == 1


async def test_who_is_taken_out_is_out_at_once_and_for_good(fair: Running, pair: Pair) -> None:
    talk = await pair.talking()
    async with fair.visitor("moderator") as moderator:
        for _ in range(2):
            await moderator.change("talk.remove", talk=talk, person=pair.amara.person, reason="rude")
    assert (await pair.amara.next_("out"))["scope"] == f"talk:{talk}"
    assert (await pair.amara.try_("place.enter", place=talk))["error"]["code"] == "permission.denied"
    await pair.amara.wait(lambda: str(talk) not in pair.amara.states[f"person:{pair.amara.person}"]["talks"])
    await pair.onodera.wait(lambda: list(where(pair.onodera, talk)) == ["小野寺"])


async def test_who_is_muted_knows_it_and_the_audit_too(fair: Running, pair: Pair) -> None:
    talk = await pair.talking()
    amara = pair.amara.person

    def is_muted(visitor: Visitor) -> bool:
        return bool(next(each for each in card(visitor, talk)["people"] if each["id"] == amara)["muted"])

    async with fair.visitor("moderator") as moderator:
        desk = f"edition:{EDITION}/desk"
        await moderator.follow(desk)
        assert await code(pair.onodera, "talk.mute", talk=talk, person=amara, muted=True, reason="rude") == (
            "permission.denied"
        )
        assert await code(moderator, "talk.mute", talk=talk, person=moderator.person, muted=True, reason="rude") == (
            "person.unknown"
        )
        for muted in (True, True, False):
            await moderator.change("talk.mute", talk=talk, person=amara, muted=muted, reason="rude")
            for visitor in (pair.amara, pair.onodera):
                await visitor.wait(lambda: is_muted(visitor) == muted)  # noqa: B023
        deeds = [line for line in moderator.states[desk]["audit"].values() if "mute" in line["action"]]
        assert sorted(line["action"] for line in deeds) == ["talk.mute", "talk.unmute"]
        assert {line["details"]["reason"] for line in deeds} == {"rude"}


async def test_help_is_asked_for_at_the_desk_and_comes_by_name(fair: Running, pair: Pair) -> None:
    talk = await pair.talking()
    async with fair.visitor("moderator") as moderator:
        desk = f"edition:{EDITION}/desk"
        await moderator.follow(desk)

        def asking() -> list[str]:
            people = moderator.states[desk]["open_talks"][str(talk)]["people"]
            return [person["name"] for person in people if person["help_at"]]

        for wanted in (True, False, True, True):
            await pair.amara.change("talk.ask_for_help", talk=talk, wanted=wanted)
            await moderator.wait(lambda: asking() == (["Amara Okafor"] if wanted else []))  # noqa: B023
        await moderator.change("talk.take_seat", talk=talk)
        await moderator.wait(lambda: asking() == [])
        await pair.onodera.change("talk.end", talk=talk)
        assert await code(pair.amara, "talk.ask_for_help", talk=talk, wanted=True) == "talk.over"


async def test_the_desk_sees_how_good_each_connection_is(fair: Running, pair: Pair) -> None:
    talk = await pair.talking()
    async with fair.visitor("moderator") as moderator:
        desk = f"edition:{EDITION}/desk"
        await moderator.follow(desk)
        await pair.amara.change("talk.show_devices", talk=talk, device="laptop-01", **SENDS | {"quality": "poor"})

        def qualities() -> list[str | None]:
            return [person["quality"] for person in moderator.states[desk]["open_talks"][str(talk)]["people"]]

        await moderator.wait(lambda: "poor" in qualities())
        await pair.amara.ask("place.leave", place=talk)
        await moderator.wait(lambda: "poor" not in qualities())


async def test_a_ninth_is_refused(fair: Running) -> None:
    async with fair.visitor("moderator") as moderator:
        people = list(range(1, 10))
        at = fair.app.clocks.fair_now().isoformat()
        request = {"place": HALL, "starts_at": at, "minutes": 15}
        assert await code(moderator, "talk.open", people=people, **request) == "talk.full"
        assert await code(moderator, "talk.open", people=[1, 1], **request) == "talk.alone"
        assert await code(moderator, "talk.open", people=[1, 2], **request | {"place": 120}) == "talk.not_here"


@pytest.mark.parametrize("starts_at", ["9999-12-31T23:59:00Z", "0001-01-01T00:00:00+14:00", "2024-02-17T13:00:00"])
async def test_a_time_that_is_none_is_refused(fair: Running, starts_at: str) -> None:
    async with fair.visitor("moderator") as moderator:
        asked_for = {"place": HALL, "people": [1, 2], "starts_at": starts_at, "minutes": 15}
        assert await code(moderator, "talk.open", **asked_for) == "request.malformed"


async def test_the_device_that_came_last_holds_the_seat(fair: Running, pair: Pair) -> None:
    talk = await pair.talking()
    async with fair.visitor("participant") as phone:
        await phone.enter(talk)
        for visitor, device in ((pair.amara, "laptop-01"), (phone, "phone-001")):
            await visitor.change("talk.show_devices", talk=talk, device=device, **SENDS)
        await pair.amara.change("talk.show_devices", talk=talk, device="laptop-01", **SENDS | {"take": False})
        seat = str(pair.amara.person)
        await pair.amara.wait(lambda: pair.amara.states[f"talk:{talk}"]["seats"][seat]["device"] == "phone-001")
        assert (await phone.enter(talk))["state"]["seats"][seat]["device"] == "phone-001", "the laptop did not take it"
    assert where(pair.onodera, talk)["Amara"] == "inside", "the laptop is still there"


async def test_one_screen_is_shown_at_a_time(pair: Pair) -> None:
    talk = await pair.talking()
    shows = SENDS | {"talk": talk, "screen": True}

    def shown() -> list[int]:
        seats = pair.amara.states[f"talk:{talk}"]["seats"].values()
        return [seat["person"] for seat in seats if seat["screen"]]

    for visitor in (pair.amara, pair.onodera):
        await visitor.change("talk.show_devices", device="a-device-1", **shows)
        await pair.amara.wait(partial(shows_only, shown, visitor.person))


def shows_only(shown: Any, person: int) -> bool:
    found: list[int] = shown()
    return found == [person]


# ---- afterwards


def own(visitor: Visitor, collection: str) -> Any:
    return visitor.states[f"person:{visitor.person}"][collection]


async def ended(pair: Pair) -> int:
    """The id of a talk that both were in, and that is over."""
    talk = await pair.talking()
    await pair.onodera.change("talk.end", talk=talk)
    await pair.until_state(talk, "ended", "ended")
    return talk


async def test_contacts_are_exchanged_only_when_both_say_yes(pair: Pair) -> None:
    amara, onodera = pair.amara, pair.onodera
    talk = await ended(pair)
    told = len(onodera.told)
    await amara.change(
        "talk.offer_contact", talk=talk, person=onodera.person, contact={"email": True, "other": "LINE: amara"}
    )
    mine, theirs = f"{talk}:{onodera.person}", f"{talk}:{amara.person}"
    await amara.wait(lambda: mine in own(amara, "contacts"))
    assert own(amara, "contacts")[mine]["theirs"] is None
    await onodera.change("talk.offer_contact", talk=talk, person=amara.person, contact={"email": False, "other": "092"})
    await onodera.wait(lambda: own(onodera, "contacts").get(theirs, {}).get("theirs"))
    assert not any("amara.okafor@" in str(each) for each in onodera.told[:told])
    assert own(onodera, "contacts")[theirs]["theirs"] == {"email": "amara.okafor@example.org", "other": "LINE: amara"}
    await amara.wait(lambda: own(amara, "contacts")[mine]["theirs"] == {"email": None, "other": "092"})
    await amara.change("talk.offer_contact", talk=talk, person=onodera.person, contact=None)
    assert (await amara.follow(f"person:{amara.person}"))["state"]["contacts"][mine]["theirs"], "exchanged is exchanged"


async def test_an_offer_that_is_taken_back_was_never_told(fair: Running, pair: Pair) -> None:
    amara, onodera = pair.amara, pair.onodera
    talk = await ended(pair)
    offer = {"talk": talk, "person": onodera.person}
    await amara.change("talk.offer_contact", **offer, contact={"email": True, "other": ""})
    await amara.change("talk.offer_contact", **offer, contact=None)
    await onodera.change("talk.offer_contact", talk=talk, person=amara.person, contact={"email": True, "other": ""})
    await onodera.wait(lambda: own(onodera, "contacts"))
    assert own(onodera, "contacts")[f"{talk}:{amara.person}"]["theirs"] is None
    assert "amara.okafor@" not in str(onodera.told)
    nothing = {"email": False, "other": " "}
    assert await code(amara, "talk.offer_contact", **offer, contact=nothing) == "text.empty"
    stranger = {"talk": talk, "person": amara.person}
    assert await code(amara, "talk.offer_contact", **stranger, contact=nothing) == "talk.unreachable", "oneself"
    async with fair.visitor("participant2") as chen:
        assert await code(chen, "talk.offer_contact", **offer, contact=nothing) == "permission.denied"


async def test_a_note_is_ones_own(fair: Running, pair: Pair) -> None:
    talk = await ended(pair)
    for text, helped in (("first", None), ("ビザは4月から", True)):
        await pair.amara.change("talk.note", talk=talk, text=text, helped=helped)
    card_ = {"talk": talk, "text": "ビザは4月から", "helped": True}
    await pair.amara.wait(lambda: own(pair.amara, "talk_notes") == {str(talk): card_})
    assert own(pair.onodera, "talk_notes") == {}
    assert "ビザは" not in str(pair.onodera.told)
    assert await code(pair.amara, "talk.note", talk=talk, text="x" * 1001, helped=None) == "text.too_long"


async def test_who_is_blocked_is_not_met_again_and_never_told(fair: Running, pair: Pair) -> None:
    amara, onodera = pair.amara, pair.onodera
    talk = await ended(pair)
    told = len(onodera.told)
    for _ in range(2):
        await amara.change("talk.block", talk=talk, person=onodera.person)
    await amara.wait(lambda: list(own(amara, "blocks")) == [str(onodera.person)])
    await onodera.ask("place.enter", place=BOOTH)
    await amara.enter(BOOTH)
    ask = {"place": BOOTH, "person": amara.person, "minutes": 15}
    assert await code(onodera, "talk.ask", **ask) == "talk.unreachable", "as of one who is not at the booth"
    async with fair.visitor("moderator") as moderator, fair.visitor("participant2") as chen:
        at = (fair.app.clocks.fair_now() + timedelta(hours=5)).isoformat()
        opening = {"place": BOOTH, "starts_at": at, "minutes": 15}
        people = [amara.person, chen.person, onodera.person]
        assert await code(moderator, "talk.open", people=people, **opening) == "talk.unreachable"
        assert await code(moderator, "talk.open", people=people[:2], **opening) == "ok"
    assert not any("block" in str(each) for each in onodera.told[told:])
    await amara.change("block.lift", person=onodera.person)
    await amara.wait(lambda: own(amara, "blocks") == {})
    assert await code(onodera, "talk.ask", **ask) == "ok"


async def test_a_report_of_a_person_reaches_the_desk_with_or_without_messages(fair: Running, pair: Pair) -> None:
    talk = await pair.talking()
    await pair.onodera.change("chat.say", place=talk, text="無礼な言葉", language="ja")
    async with fair.visitor("moderator") as moderator:
        desk = f"edition:{EDITION}/desk"
        await moderator.follow(desk)
        report = {"talk": talk, "person": pair.onodera.person, "reason": "rude"}
        await pair.amara.change("talk.report", **report, text="He shouted.", quote=True)
        await pair.amara.change("talk.report", **report, text="", quote=False)
        await moderator.wait(lambda: len(moderator.states[desk]["reports"]) == 2)
        first, second = moderator.states[desk]["reports"].values()
        assert first["message"]["text"] == "He shouted.\n> 無礼な言葉"
        assert (first["message"]["id"], first["message"]["person"]["name"]) == (None, "小野寺 健")
        assert second["message"]["text"] == ""
        await moderator.change("report.resolve", report=first["id"], outcome="muted")
        await moderator.change("report.resolve", report=second["id"], outcome="deleted")  # there is nothing to delete
    assert await code(pair.onodera, "chat.say", place=talk, text="…", language="ja") == "chat.muted"
    assert "report" not in str(pair.onodera.told)
