"""The line at a booth: a number that is kept, a call that asks, and an end that is said."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from fairserver.programmes.queries import booth_openings
from fairserver.queues.rules import day_closes, opening_at
from fairserver.queues.tables import Ticket, TicketStep
from tests.lines import call, join, represents, ticket, until_away, until_ticket
from tests.running import Running, Visitor
from tests.service.test_rights import grant_of
from tests.service.test_talks import card, code, where
from tests.talks import BOOTH, move_clock, open_talk

HALL = 1
OTHER_BOOTH = 3


class Line:
    """Hiyori Travel's line: Onodera at the desk, and visitors by persona, each with a page open in the hall."""

    def __init__(self, fair: Running, people: dict[str, Visitor]) -> None:
        self.fair, self.onodera = fair, people["representative"]
        self.people = people

    @property
    def desk(self) -> dict[str, Any]:
        return dict(self.onodera.states[f"booth:{BOOTH}/desk"])

    def numbers(self) -> dict[int, str]:
        """The line as everybody sees it: number → state."""
        line = self.onodera.states[f"queue:{BOOTH}"]["line"].values()
        return {each["number"]: each["state"] for each in line}

    async def until_numbers(self, **numbers: str) -> None:
        wanted = {int(name.removeprefix("n")): state for name, state in numbers.items()}
        await self.onodera.wait(lambda: self.numbers() == wanted)


@asynccontextmanager
async def line_of(fair: Running, *personas: str) -> AsyncIterator[Line]:
    async with AsyncExitStack() as stack:
        people = {role: await stack.enter_async_context(fair.visitor(role)) for role in (*personas, "representative")}
        for visitor in people.values():
            await visitor.follow(f"person:{visitor.person}")
            await visitor.enter(HALL)
        onodera = people["representative"]
        await onodera.follow(f"booth:{BOOTH}/desk")
        await onodera.follow(f"queue:{BOOTH}")
        yield Line(fair, people)


async def test_from_number_to_outcome(fair: Running) -> None:
    async with line_of(fair, "participant", "participant2") as line:
        amara, chen, onodera = line.people["participant"], line.people["participant2"], line.onodera
        assert (await join(amara))["number"] == 1
        assert (await join(chen))["number"] == 2
        assert (await join(amara))["number"] == 1, "joining twice is joining once"
        await line.until_numbers(n1="waiting", n2="waiting")
        await onodera.wait(lambda: len(line.desk["line"]) == 2)
        assert [each["visitor"]["name"] for each in line.desk["line"].values()] == ["Amara Okafor", "陳 怡婷"]

        called = await call(onodera)
        assert (called["number"], called["passed_over"]) == (1, [])
        assert (await until_ticket(amara, "called"))["talk"] == called["talk"]
        await line.until_numbers(n1="called", n2="waiting")
        assert await code(onodera, "talk.call", place=BOOTH, ticket=None, reason=None, minutes=15) == "talk.busy"
        await amara.change("talk.answer", talk=called["talk"], accept=True)
        await until_ticket(amara, "talking")
        await line.until_numbers(n2="waiting")
        for visitor in (amara, onodera):
            await visitor.enter(called["talk"])
        await onodera.wait(lambda: line.desk["open_talks"][str(called["talk"])]["people"][1]["where"] == "inside")
        await onodera.change("talk.end", talk=called["talk"])
        await until_ticket(amara, "done")
        await onodera.wait(lambda: str(called["talk"]) in line.desk["visits"])
        visit = {"talk": called["talk"], "outcome": "next_step", "next_step": "interview", "note": "企画に関心。"}
        await onodera.change("visit.write", **visit)
        await onodera.wait(lambda: line.desk["visits"][str(called["talk"])]["outcome"])
        found = line.desk["visits"][str(called["talk"])]
        assert (found["visitor"]["name"], found["number"], found["note"]) == ("Amara Okafor", 1, "企画に関心。")
        assert (await join(amara))["number"] == 3, "who talked may come again, behind the others"


@pytest.mark.parametrize(("accept", "counted", "end"), [(False, "passed", "left"), (None, "missed", "missed")])
async def test_one_call_is_forgiven(fair: Running, accept: bool | None, counted: str, end: str) -> None:
    async with line_of(fair, "participant") as line:
        amara = line.people["participant"]
        await join(amara)
        for state in ("waiting", end):
            called = await call(line.onodera)
            await until_ticket(amara, "called")
            if accept is None:
                await move_clock(fair, timedelta(seconds=61))
            else:
                await amara.change("talk.answer", talk=called["talk"], accept=accept)
            await until_ticket(amara, state)
        assert ticket(amara)[counted] == 2
        await line.onodera.wait(lambda: not line.desk["line"])
        assert (
            await code(line.onodera, "talk.call", place=BOOTH, ticket=None, reason=None, minutes=15) == "queue.nobody"
        )


async def test_who_says_yes_and_does_not_come_waits_on_once(fair: Running) -> None:
    async with line_of(fair, "participant") as line:
        amara = line.people["participant"]
        await join(amara)
        called = await call(line.onodera)
        await amara.change("talk.answer", talk=called["talk"], accept=True)
        await until_ticket(amara, "talking")
        await line.onodera.enter(called["talk"])
        await move_clock(fair, timedelta(minutes=2, seconds=1))
        assert (await until_ticket(amara, "waiting"))["missed"] == 1
        await amara.wait(lambda: card(amara, called["talk"])["why"] == "absent")


async def test_who_calls_may_take_it_back_and_nothing_is_counted(fair: Running) -> None:
    async with line_of(fair, "participant") as line:
        amara = line.people["participant"]
        await join(amara)
        called = await call(line.onodera)
        await until_ticket(amara, "called")
        await line.onodera.change("talk.end", talk=called["talk"])
        found = await until_ticket(amara, "waiting")
        assert (found["passed"], found["missed"]) == (0, 0)


async def test_who_cannot_be_reached_is_passed_over_and_stays_first(fair: Running) -> None:
    async with line_of(fair, "participant2") as line:
        async with fair.visitor("participant") as amara:
            await amara.follow(f"person:{amara.person}")
            await amara.enter(HALL)
            await join(amara)
            await join(line.people["participant2"])
        await until_away(fair, amara.person)
        called = await call(line.onodera)
        assert (called["number"], called["passed_over"]) == (2, [1])
        await line.until_numbers(n1="waiting", n2="called")
        await line.people["participant2"].change("talk.answer", talk=called["talk"], accept=False)
        async with fair.visitor("participant") as amara:  # back, and first as before
            await amara.follow(f"person:{amara.person}")
            await amara.enter(HALL)
            assert (await call(line.onodera))["number"] == 1
            await until_ticket(amara, "called")


async def test_another_is_called_with_a_reason(fair: Running) -> None:
    async with line_of(fair, "participant", "participant2") as line:
        amara, chen, onodera = line.people["participant"], line.people["participant2"], line.onodera
        await join(amara)
        second = await join(chen)
        about = {"place": BOOTH, "minutes": 15}
        for wrong in ({"ticket": second["ticket"], "reason": None}, {"ticket": None, "reason": "other"}):
            assert await code(onodera, "talk.call", **about, **wrong) == "request.malformed"
        called = await onodera.change("talk.call", **about, ticket=second["ticket"], reason="language")
        assert (called["number"], called["passed_over"]) == (2, [])
        await line.until_numbers(n1="waiting", n2="called")
        again = await code(onodera, "talk.call", **about, ticket=second["ticket"], reason="language")
        assert again in ("ticket.gone", "talk.busy")
        async with fair.app.database.reading() as session:
            steps = await session.scalars(
                select(TicketStep).where(TicketStep.ticket_id == second["ticket"]).order_by(TicketStep.id)
            )
            assert [(step.step, step.by_id, step.reason) for step in steps] == [
                ("join", chen.person, None),
                ("call", onodera.person, "language"),
            ]


async def test_whoever_is_engaged_or_blocked_is_not_reachable(fair: Running) -> None:
    async with line_of(fair, "participant", "participant2") as line, fair.visitor("moderator") as moderator:
        amara, chen, onodera = line.people["participant"], line.people["participant2"], line.onodera
        first, second = await join(amara), await join(chen)
        await open_talk(moderator, amara.person, chen.person, place=HALL)
        for taken in (first, second):
            why = {"place": BOOTH, "minutes": 15, "ticket": taken["ticket"], "reason": "other"}
            assert await code(onodera, "talk.call", **why) == "talk.unreachable"
        assert await code(onodera, "talk.call", place=BOOTH, ticket=None, reason=None, minutes=15) == "queue.nobody"
        await line.until_numbers(n1="waiting", n2="waiting")


async def test_called_by_one_booth_at_a_time(fair: Running) -> None:
    async with line_of(fair, "participant", "participant2", "operator") as line:
        amara, chen, other = (line.people[role] for role in ("participant", "participant2", "operator"))
        place = await represents(fair, other, OTHER_BOOTH)
        for visitor in (amara, chen):
            await join(visitor)
            await join(visitor, place)
        assert (await call(line.onodera))["number"] == 1
        called = await call(other, place)
        assert (called["number"], called["passed_over"]) == (2, [1]), "whoever is called is not called again"
        assert ticket(amara)["state"] == "waiting", "the other number pauses and keeps its place"


async def test_leaving(fair: Running) -> None:
    async with line_of(fair, "participant", "participant2") as line:
        amara, chen = line.people["participant"], line.people["participant2"]
        taken = await join(amara)
        assert await code(chen, "queue.leave", ticket=taken["ticket"]) == "permission.denied"
        for _ in range(2):
            await amara.change("queue.leave", ticket=taken["ticket"])
        await until_ticket(amara, "left")
        taken = await join(amara)
        assert taken["number"] == 2
        await call(line.onodera)
        assert await code(amara, "queue.leave", ticket=taken["ticket"]) == "ticket.called"


async def test_opening_limiting_and_closing(fair: Running) -> None:
    async with line_of(fair, "participant", "participant2", "alumnus") as line, fair.visitor("organiser") as sato:
        amara, chen, daniel = (line.people[role] for role in ("participant", "participant2", "alumnus"))
        await join(amara)
        await line.onodera.change("queue.set", place=BOOTH, state="open", most_waiting=1, numbers_shown=True)
        assert await code(chen, "queue.join", place=BOOTH) == "queue.full"
        assert (await join(amara))["number"] == 1, "whoever stands in it keeps the number"
        await sato.change("queue.set", place=BOOTH, state=None, most_waiting=0, numbers_shown=None)
        await join(chen)
        await sato.change("queue.set", place=BOOTH, state="closing", most_waiting=None, numbers_shown=True)
        assert await code(daniel, "queue.join", place=BOOTH) == "queue.closed"
        await line.onodera.change("queue.set", place=BOOTH, state=None, most_waiting=50, numbers_shown=None)
        assert await code(daniel, "queue.join", place=BOOTH) == "queue.closed", "what is not named stays"
        assert (await call(line.onodera))["number"] == 1, "who waits is still called"
        await line.onodera.change("queue.set", place=BOOTH, state="closed", most_waiting=None, numbers_shown=True)
        await until_ticket(chen, "unserved")
        assert ticket(amara)["state"] == "called", "and who is called is not disturbed"
        assert (
            await code(line.onodera, "talk.call", place=BOOTH, ticket=None, reason=None, minutes=15) == "queue.closed"
        )
        await amara.change("talk.answer", talk=ticket(amara)["talk"], accept=False)
        await until_ticket(amara, "unserved")
        await line.onodera.change("queue.set", place=BOOTH, state="open", most_waiting=None, numbers_shown=True)
        assert (await join(daniel))["number"] == 3
        for who in (amara, line.people["alumnus"]):
            assert (
                await code(who, "queue.set", place=BOOTH, state="open", most_waiting=None, numbers_shown=True)
                == "permission.denied"
            )


async def test_hours(fair: Running) -> None:
    """The line may be joined while the booth is open, and is closed half an hour after."""
    async with line_of(fair, "participant", "participant2") as line:
        amara, chen = line.people["participant"], line.people["participant2"]
        await join(amara)
        async with fair.app.database.reading() as session:
            openings = await booth_openings(session, BOOTH)
        today = opening_at(openings, fair.app.clocks.fair_now())
        assert today
        closes = day_closes(openings, today.day)
        assert closes
        await move_clock(fair, closes - fair.app.clocks.fair_now())
        assert await code(chen, "queue.join", place=BOOTH) in ("queue.closed", "queue.not_open")
        assert ticket(amara)["state"] == "waiting"
        await move_clock(fair, timedelta(minutes=30, seconds=1))
        await until_ticket(amara, "unserved")


async def test_not_ones_own_booth_and_no_other_place(fair: Running) -> None:
    async with line_of(fair, "participant") as line:
        assert await code(line.onodera, "queue.join", place=BOOTH) == "queue.own"
        amara = line.people["participant"]
        for place in (HALL, 120, 99_999):
            assert await code(amara, "queue.join", place=place) == "place.unknown"
        assert await code(amara, "talk.call", place=BOOTH, ticket=None, reason=None, minutes=15) == "permission.denied"
        assert await code(line.onodera, "talk.call", place=OTHER_BOOTH, ticket=None, reason=None, minutes=15) == (
            "permission.denied"
        )


async def test_who_no_longer_takes_part_stands_in_no_line(fair: Running) -> None:
    async with line_of(fair, "participant") as line, fair.visitor("organiser") as sato:
        amara = line.people["participant"]
        taken = await join(amara)
        await sato.change("grant.withdraw", grant=await grant_of(fair, amara))
        await line.onodera.wait(lambda: not line.desk["line"])
        async with fair.app.database.reading() as session:
            assert (await session.get_one(Ticket, taken["ticket"])).state == "left"


async def test_all_lines_on_one_board(fair: Running) -> None:
    async with line_of(fair, "participant", "participant2") as line, fair.visitor("organiser") as sato:
        amara, chen = line.people["participant"], line.people["participant2"]
        for visitor in (amara, chen):
            await join(visitor)
        await join(amara, OTHER_BOOTH)
        await call(line.onodera)
        first, second = (await sato.ask("lines.show", edition=1))["lines"]
        assert (first["place"], first["waiting"], first["called"]) == (BOOTH, 1, 1)
        assert (second["place"], second["waiting"], second["called"]) == (OTHER_BOOTH, 1, 0)
        assert second["since"] is not None
        for who in (amara, line.onodera):
            refused = await who.try_("lines.show", edition=1)
            assert refused["error"]["code"] == "permission.denied"


async def test_positions_may_be_hidden(fair: Running) -> None:
    """What is hidden is not sent; the desk sees who waits as before."""
    async with line_of(fair, "participant", "participant2") as line, fair.visitor("organiser") as sato:
        for role in ("participant", "participant2"):
            await join(line.people[role])
        await line.until_numbers(n1="waiting", n2="waiting")
        about = {"place": BOOTH, "state": "open", "most_waiting": None}
        await sato.change("queue.set", **about, numbers_shown=False)
        await line.until_numbers()
        assert len(line.desk["line"]) == 2
        assert (await line.people["participant"].follow(f"queue:{BOOTH}"))["state"]["line"] == {}
        await sato.change("queue.set", **about, numbers_shown=True)
        await line.until_numbers(n1="waiting", n2="waiting")


async def test_a_colleague_takes_over(fair: Running) -> None:
    """The talk goes on with the colleague, who also may write what came of it; a stranger is not brought in."""
    async with line_of(fair, "participant", "participant2", "operator") as line:
        amara, hara = line.people["participant"], line.people["operator"]
        await represents(fair, hara, BOOTH)
        await join(amara)
        called = await call(line.onodera)
        talk = called["talk"]
        assert await code(line.onodera, "talk.bring_in", talk=talk, person=hara.person) == "talk.over"
        await amara.change("talk.answer", talk=talk, accept=True)
        for visitor in (amara, line.onodera):
            await visitor.enter(talk)
        assert await code(amara, "talk.bring_in", talk=talk, person=hara.person) == "permission.denied"
        chen = line.people["participant2"]
        assert await code(line.onodera, "talk.bring_in", talk=talk, person=chen.person) == "talk.unreachable"
        for _ in range(2):
            await line.onodera.change("talk.bring_in", talk=talk, person=hara.person)
        await hara.enter(talk)
        await line.onodera.ask("place.leave", place=talk)
        await amara.wait(lambda: where(amara, talk) == {"小野寺": "left", "Amara": "inside", "原": "inside"})
        await join(chen)
        await call(line.onodera)  # who has left the talk may call the next
        await hara.change("talk.end", talk=talk)
        await until_ticket(amara, "done")
        visit = {"talk": talk, "outcome": "consider", "next_step": None, "note": ""}
        await hara.change("visit.write", **visit)


async def test_who_is_served_need_not_stay(fair: Running) -> None:
    """The visitor leaves, a representative stays in the room: the number is done. Who met nobody waits on."""
    async with line_of(fair, "participant") as line:
        amara = line.people["participant"]
        await join(amara)
        for met, state in ((False, "waiting"), (True, "done")):
            called = await call(line.onodera)
            await until_ticket(amara, "called")
            await amara.change("talk.answer", talk=called["talk"], accept=True)
            await until_ticket(amara, "talking")
            await amara.enter(called["talk"])
            if met:
                await line.onodera.enter(called["talk"])
                await amara.ask("place.leave", place=called["talk"])
            else:
                await line.onodera.change("talk.end", talk=called["talk"])
            found = await until_ticket(amara, state)
            assert (found["passed"], found["missed"]) == (0, 0)
            await amara.enter(HALL)


async def test_whom_a_moderator_took_out_is_not_brought_in_again(fair: Running) -> None:
    async with line_of(fair, "participant", "operator") as line, fair.visitor("moderator") as mori:
        amara, hara = line.people["participant"], line.people["operator"]
        await represents(fair, hara, BOOTH)
        await join(amara)
        talk = (await call(line.onodera))["talk"]
        await amara.change("talk.answer", talk=talk, accept=True)
        await line.onodera.change("talk.bring_in", talk=talk, person=hara.person)
        await mori.change("talk.remove", talk=talk, person=hara.person, reason="other")
        assert await code(line.onodera, "talk.bring_in", talk=talk, person=hara.person) == "talk.unreachable"
        await mori.change("talk.remove", talk=talk, person=line.onodera.person, reason="other")
        await line.onodera.wait(lambda: not line.desk["open_talks"])


async def test_an_old_number_is_not_one_of_today(fair: Running) -> None:
    """Who erases herself had number 1 on another day; somebody else has it today."""
    async with line_of(fair, "participant", "participant2") as line:
        amara, chen = line.people["participant"], line.people["participant2"]
        await join(amara)
        async with fair.app.database.reading() as session:
            later = (await booth_openings(session, BOOTH))[-1]
        await move_clock(fair, later.opens_at - fair.app.clocks.fair_now() + timedelta(minutes=1))
        await until_ticket(amara, "unserved")
        assert (await join(chen))["number"] == 1
        await line.until_numbers(n1="waiting")
        await amara.change("my.erase", name="Amara Okafor")
        fresh = await line.onodera.follow(f"queue:{BOOTH}")
        assert list(fresh["state"]["line"]) == ["1"]
        assert line.numbers() == {1: "waiting"}


async def test_what_is_hidden_cannot_be_counted(fair: Running) -> None:
    async with line_of(fair, "participant", "participant2") as line:
        about = {"place": BOOTH, "state": "open", "most_waiting": None}
        await line.onodera.change("queue.set", **about, numbers_shown=False)
        before = (await line.onodera.follow(f"queue:{BOOTH}"))["seq"]
        for role in ("participant", "participant2"):
            await join(line.people[role])
        await call(line.onodera)
        assert (await line.onodera.follow(f"queue:{BOOTH}"))["seq"] == before
