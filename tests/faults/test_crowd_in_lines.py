"""Many people in many lines at once, who join, leave, drop, answer and do not answer, everything pressed twice now and
then, on PostgreSQL: no number is lost, nobody is called by two booths, first come is first served among those who can
be reached, and nobody is stuck.
"""

import asyncio
import random
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update

from fairserver.people.grants import NewGrant, edition_grant, give
from fairserver.people.tables import Person
from fairserver.presence.tables import Attendance
from fairserver.programmes.queries import booth_openings, booths, exhibiting
from fairserver.queues.rules import LIVING, opening_at
from fairserver.queues.tables import Queue, Ticket, TicketStep
from fairserver.talks import ending
from fairserver.talks.tables import Seat, Talk
from tests.conftest import postgres_database
from tests.direct import ask
from tests.running import Running, running
from tests.soak import SOAK

EDITION, HALL = 1, 1
PEOPLE, BOOTHS, ROUNDS, AT_ONCE = (500, 100, 60, 24) if SOAK else (40, 8, 12, 16)
RACES = 1000 if SOAK else 40

# What may be said to somebody, as others were faster.
REFUSALS = {
    "queue.closed", "queue.nobody", "queue.too_many", "ticket.called", "talk.busy", "talk.over", "talk.unknown",
    "permission.denied",
}  # fmt: skip

# What happens to a number, each of which must have happened before the crowd goes home.
STEPS = {"join", "leave", "call", "accept", "pass", "miss", "take_back", "finish"}


class Crowd:
    """People with a page open in the hall, and two representatives of each of some booths."""

    def __init__(self, fair: Running, seed: int) -> None:
        self.fair = fair
        self.dice = random.Random(seed)
        self.people: list[int] = []
        self.booths: list[int] = []
        self.work_at: dict[int, list[int]] = {}  # who represents the company of a booth
        self.refused: Counter[str] = Counter()

    async def come(self, people: int, places: int) -> None:
        async with self.fair.app.journal.writing() as unit:
            open_now = await booths(unit.session, EDITION)
            companies = {key: facts.company.id for key, facts in (await exhibiting(unit.session, EDITION)).items()}
            shown = [
                (place, companies[exhibitor])
                for exhibitor, place in open_now.items()
                if opening_at(await booth_openings(unit.session, place), unit.now)
            ][:places]
            self.booths = [place for place, _company in shown]
            self.people = await self._new_people(unit, people)
            await give(unit, [edition_grant(person, "participant", EDITION) for person in self.people])
            for place, company in shown:
                self.work_at[place] = await self._new_people(unit, 2)
                await give(
                    unit,
                    [NewGrant(person, "representative", "company", company, EDITION) for person in self.work_at[place]],
                )
        for person in self.people:
            await self.opens_a_page(person)

    async def _new_people(self, unit: Any, count: int) -> list[int]:
        rows = [{"name": f"person {number}", "created_at": unit.wall} for number in range(count)]
        made = await unit.session.scalars(insert(Person).returning(Person.id), rows)
        return list(made)

    async def opens_a_page(self, person: int, talk: int | None = None) -> None:
        """As attendance has it. Its end is tomorrow, so that it needs no heartbeat."""
        async with self.fair.app.journal.writing() as unit:
            unit.session.add(
                Attendance(
                    person_id=person, place_id=HALL, talk_id=talk, source="socket",
                    process=self.fair.app.attendance.process, connection="c", capacity="audience",
                    started_at=unit.now, ended_at=unit.now + timedelta(days=1),
                )
            )  # fmt: skip
            if talk:
                await ending.attended(unit, [talk])

    async def is_lost(self, person: int) -> None:
        async with self.fair.app.journal.writing() as unit:
            own = Attendance.person_id == person, Attendance.ended.is_(None)
            await unit.session.execute(
                update(Attendance).where(*own).values(ended="lost", ended_at=unit.now - timedelta(minutes=1))
            )

    async def asks(self, person: int, event: str, **payload: Any) -> dict[str, Any]:
        """Now and then twice at once, as an impatient finger does."""
        times = 2 if self.dice.random() < 0.3 else 1
        replies = await asyncio.gather(*(ask(self.fair, person, event, **payload) for _ in range(times)))
        for reply in replies:
            if "error" in reply:
                assert reply["error"] in REFUSALS, (event, reply)
                self.refused[reply["error"]] += 1
        return next((reply for reply in replies if "error" not in reply), replies[0])

    async def calls(self, booth: int, representative: int) -> dict[str, Any]:
        about = {"ticket": None, "reason": None, "minutes": 15}
        return await self.asks(representative, "talk.call", place=booth, **about)

    async def ends_unanswered(self, talk: int) -> None:
        async with self.fair.app.journal.writing() as unit:
            await ending.end_when_due(unit, talk, ending.UNANSWERED)

    async def something(self) -> None:
        """One person does one thing."""
        booth, person = self.dice.choice(self.booths), self.dice.choice(self.people)
        what = self.dice.choices(
            ["join", "leave", "drop", "back", "call", "answer", "end", "set"], [6, 1, 1, 2, 5, 6, 3, 1]
        )[0]  # fmt: skip
        if what == "join":
            await self.asks(person, "queue.join", place=booth)
        elif what == "leave":
            for ticket in await self.living(person):
                await self.asks(person, "queue.leave", ticket=ticket)
        elif what == "drop":
            await self.is_lost(person)
        elif what == "back":
            await self.opens_a_page(person)
        elif what == "call":
            await self.calls(booth, self.dice.choice(self.work_at[booth]))
        elif what == "answer":
            await self.somebody_answers()
        elif what == "set":
            await self.sets(booth, self.dice.choice(["open", "open", "closing", "closed"]))
        else:
            await self.somebody_ends()

    async def sets(self, booth: int, state: str) -> None:
        about = {"place": booth, "most_waiting": None, "numbers_shown": True}
        await self.asks(self.work_at[booth][0], "queue.set", state=state, **about)

    async def living(self, person: int) -> list[int]:
        async with self.fair.app.database.reading() as session:
            own = select(Ticket.id).where(Ticket.person_id == person, Ticket.state.in_(LIVING))
            return list(await session.scalars(own))

    async def talks(self, state: str) -> list[tuple[int, int, int]]:
        """Talks to which somebody was called: the talk, the visitor, and who called."""
        async with self.fair.app.database.reading() as session:
            rows = await session.execute(
                select(Talk.place_id, Ticket.person_id)
                .join(Ticket, Ticket.talk_id == Talk.place_id)
                .where(Talk.state == state, Ticket.state.in_(("called", "talking")))
                .order_by(Talk.place_id)
            )
            found = list(rows)
            hosts = await session.execute(
                select(Seat.place_id, Seat.person_id).where(
                    Seat.place_id.in_([talk for talk, _ in found]), Seat.number == 0
                )
            )
            host = {seat.place_id: seat.person_id for seat in hosts}
        return [(talk, visitor, host[talk]) for talk, visitor in found]

    async def somebody_answers(self) -> None:
        asked = await self.talks("asked")
        if not asked:
            return
        talk, visitor, host = self.dice.choice(asked)
        answer = self.dice.choice(["yes", "yes", "yes", "no", "nothing", "taken back"])
        if answer == "nothing":
            await self.ends_unanswered(talk)
        elif answer == "taken back":
            await self.asks(host, "talk.end", talk=talk)
        else:
            await self.asks(visitor, "talk.answer", talk=talk, accept=answer == "yes")
            if answer == "yes":
                for person in (visitor, host):
                    await self.opens_a_page(person, talk)

    async def somebody_ends(self) -> None:
        if going_on := await self.talks("open"):
            talk, _visitor, host = self.dice.choice(going_on)
            await self.asks(host, "talk.end", talk=talk)

    async def has_done(self, steps: set[str]) -> bool:
        """In which order the database serves sixteen people at once is chance, so that the same dice do not lead to
        the same day: a rare step may take some rounds more."""
        async with self.fair.app.database.reading() as session:
            return steps <= set(await session.scalars(select(TicketStep.step).distinct()))

    async def holds(self) -> None:
        """What is true whatever was done."""
        async with self.fair.app.database.reading() as session:
            rows = await session.execute(select(Ticket.queue_id, Ticket.number))
            numbers: dict[int, list[int]] = {}
            for queue, number in rows:
                numbers.setdefault(queue, []).append(number)
            for row in await session.scalars(select(Queue)):
                assert sorted(numbers.get(row.id, [])) == list(range(1, row.last_number + 1)), "no number is lost"
            held = select(Ticket.queue_id, Ticket.person_id).where(Ticket.state.in_(LIVING))
            twice = held.group_by(Ticket.queue_id, Ticket.person_id).having(func.count() > 1)
            assert not list(await session.execute(twice)), "nobody stands twice in a line"
            called = select(Ticket.person_id).where(Ticket.state.in_(("called", "talking")))
            both = list(await session.scalars(called.group_by(Ticket.person_id).having(func.count() > 1)))
            assert not both, "nobody is called by two booths"
            lost = select(Ticket.id).join(Talk, Talk.place_id == Ticket.talk_id)
            lost = lost.where(Ticket.state.in_(("called", "talking")), Talk.state == "ended")
            assert not list(await session.scalars(lost)), "nobody waits for a talk that is over"
            stuck = select(Ticket.id).join(Queue, Queue.id == Ticket.queue_id)
            stuck = stuck.where(Queue.state == "closed", Ticket.state == "waiting")
            assert not list(await session.scalars(stuck)), "nobody waits in a line that is closed"
            counted = select(Ticket.id).where(Ticket.missed + Ticket.passed > 3)
            assert not list(await session.scalars(counted))

    async def everybody_is_served(self) -> None:
        """All come back: each booth serves its line to the end, in the order of the numbers."""
        for _state, talks in [(state, await self.talks(state)) for state in ("asked", "open")]:
            for talk, _visitor, host in talks:
                assert "error" not in await ask(self.fair, host, "talk.end", talk=talk)
        for person in self.people:
            await self.opens_a_page(person)
        for booth in self.booths:
            await self.sets(booth, "open")
            host = self.work_at[booth][0]
            before = 0
            while (called := await self.calls_once(booth, host)).get("error") != "queue.nobody":
                assert "error" not in called, called
                assert called["number"] > before, "first come, first served"
                assert not called["passed_over"], "everybody can be reached"
                before = called["number"]
                ticket = await self.person_of(called["ticket"])
                await ask(self.fair, ticket, "talk.answer", talk=called["talk"], accept=True)
                for person in (ticket, host):
                    await self.opens_a_page(person, called["talk"])
                assert "error" not in await ask(self.fair, host, "talk.end", talk=called["talk"])
        async with self.fair.app.database.reading() as session:
            assert not list(await session.scalars(select(Ticket.id).where(Ticket.state.in_(LIVING))))

    async def calls_once(self, booth: int, host: int) -> dict[str, Any]:
        return await ask(self.fair, host, "talk.call", place=booth, ticket=None, reason=None, minutes=15)

    async def person_of(self, ticket: int) -> int:
        async with self.fair.app.database.reading() as session:
            return (await session.get_one(Ticket, ticket)).person_id


@pytest.mark.timeout(3600 if SOAK else 300)
@pytest.mark.parametrize("seed", range(8) if SOAK else [1])
async def test_a_crowd_in_lines(postgres: str, seed: int) -> None:
    async with running(postgres_database(postgres)) as fair:
        crowd = Crowd(fair, seed)
        await crowd.come(PEOPLE, BOOTHS)
        rounds = 0
        while rounds < ROUNDS or not await crowd.has_done(STEPS):
            await asyncio.gather(*(crowd.something() for _ in range(AT_ONCE)))
            await crowd.holds()
            rounds += 1
        await crowd.everybody_is_served()


@pytest.mark.timeout(3600 if SOAK else 300)
async def test_three_booths_reach_for_one_person(postgres: str) -> None:
    """One gets the person, the others go on to the next, without an error; a thousand times at full length."""
    async with running(postgres_database(postgres)) as fair:
        crowd = Crowd(fair, 0)
        await crowd.come(4, 3)
        wanted, *others = crowd.people
        for booth, other in zip(crowd.booths, others, strict=True):
            for person in (wanted, other):
                await ask(fair, person, "queue.join", place=booth)
        winners: Counter[int] = Counter()
        for _ in range(RACES):
            hosts = [crowd.work_at[booth][0] for booth in crowd.booths]
            called = await asyncio.gather(
                *(crowd.calls_once(booth, host) for booth, host in zip(crowd.booths, hosts, strict=True))
            )
            assert sorted(each["number"] for each in called) == [1, 2, 2], called
            winners.update(booth for booth, each in zip(crowd.booths, called, strict=True) if each["number"] == 1)
            ended = await asyncio.gather(
                *(ask(fair, host, "talk.end", talk=each["talk"]) for host, each in zip(hosts, called, strict=True))
            )
            assert not any("error" in each for each in ended)
        assert len(winners) > 1, "all of them at once, in fact"
