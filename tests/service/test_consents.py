"""What a company sees of its visitors: what each agreed to show to it, as it is now, until it is taken back."""

import asyncio
from typing import Any

from fairserver.booths.views import desk_state
from tests.conftest import postgres_database
from tests.direct import ask
from tests.lines import join, represents, visited
from tests.running import Running, Visitor, running
from tests.service.test_registration import LEAVER
from tests.talks import BOOTH

OTHER_BOOTH = 3
DESK, OTHER_DESK = f"booth:{BOOTH}/desk", f"booth:{OTHER_BOOTH}/desk"
N2 = {"test": "JLPT", "level": "N2", "certificate": False}
RACES = 15
NOTHING = dict.fromkeys(("japanese", "position", "leaves_on", "languages", "wishes", "access_needs", "cv", "email"))


TOLD = {**LEAVER, "wishes": "near the sea", "access_needs": "captions"}


async def tells(visitor: Visitor, **more: Any) -> None:
    """The visitor describes the own JET time."""
    await visitor.change("background.edit", **{**TOLD, **more})


def in_line(desk: Visitor, scope: str = DESK) -> dict[str, Any]:
    """What the only visitor in the line shows, as the desk has it."""
    [ticket] = desk.states[scope]["line"].values()
    return dict(ticket["shows"])


async def test_a_desk_sees_what_its_visitor_shows_it(fair: Running) -> None:
    async with fair.visitor() as amara, fair.visitor("representative") as onodera:
        await tells(amara)
        await amara.follow(f"person:{amara.person}")
        await onodera.follow(DESK)
        await amara.change("consent.give", place=OTHER_BOOTH, fields=["wishes"])
        await join(amara)
        await onodera.wait(lambda: bool(onodera.states[DESK]["line"]))
        assert in_line(onodera) == NOTHING, "that is for another company"
        await amara.change("consent.give", place=BOOTH, fields=["japanese", "wishes"])
        await onodera.wait(lambda: in_line(onodera) == NOTHING | {"japanese": N2, "wishes": "near the sea"})
        await tells(amara, wishes="in the mountains")
        await onodera.wait(lambda: in_line(onodera)["wishes"] == "in the mountains")
        await amara.change("consent.withdraw", place=BOOTH, fields=["japanese"])
        await onodera.wait(lambda: in_line(onodera) == NOTHING | {"wishes": "in the mountains"})

        def own() -> dict[str, list[str]]:
            cards = amara.states[f"person:{amara.person}"]["consents"]
            return {place: card["fields"] for place, card in cards.items()}

        await amara.wait(lambda: own() == {"2": ["wishes"], "3": ["wishes"]})


async def test_before_the_line_it_sees_nothing(fair: Running) -> None:
    async with fair.visitor() as amara, fair.visitor("representative") as onodera:
        await tells(amara)
        await amara.enter(BOOTH)
        await amara.change("consent.give", place=BOOTH, fields=["wishes"])
        assert "near the sea" not in str(await onodera.follow(DESK))
        talk = (await onodera.change("talk.ask", place=BOOTH, person=amara.person, minutes=15))["talk"]

        def shows() -> Any:
            return onodera.states[DESK]["open_talks"].get(str(talk), {}).get("shows")

        await onodera.wait(lambda: str(talk) in onodera.states[DESK]["open_talks"])
        assert shows() is None, "she is only asked"
        await amara.change("talk.answer", talk=talk, accept=True)
        await onodera.wait(lambda: onodera.states[DESK]["open_talks"][str(talk)]["state"] == "open")
        assert shows() is None, "she has not gone in"
        await amara.enter(talk)
        await onodera.wait(lambda: shows() == NOTHING | {"wishes": "near the sea"})


async def test_what_is_taken_back_is_nowhere_to_be_read(fair: Running) -> None:
    """Neither in the visit, nor in what the desk was told before; and it is taken back whatever became of the role."""
    async with fair.visitor() as amara, fair.visitor("representative") as onodera, fair.visitor("organiser") as sato:
        await tells(amara, wishes="a word of its own")
        await amara.follow(f"person:{amara.person}")
        await amara.enter(BOOTH)
        before = await onodera.follow(DESK)
        await amara.change("consent.give", place=BOOTH, fields=["wishes"])
        await visited(fair, amara, "friendly")
        await onodera.wait(lambda: "a word of its own" in str(onodera.states[DESK]["visits"]))
        grants = amara.states[f"person:{amara.person}"]["grants"]
        await sato.change("grant.withdraw", grant=int(next(iter(grants))))
        refused = await amara.try_("consent.give", id="given-too-late", place=BOOTH, fields=["japanese"])
        assert refused["error"]["code"] == "permission.denied"
        await amara.change("consent.withdraw", place=BOOTH, fields=["wishes"])
        await onodera.wait(lambda: "a word of its own" not in str(onodera.states[DESK]))
        late = await onodera.ask("scope.follow", scope=DESK, after={"epoch": before["epoch"], "seq": before["seq"]})
        assert "a word of its own" not in str(late)


async def from_the_beginning(desk: Visitor) -> str:
    """Everything that the desk is told which says that it followed before anything happened."""
    return str(await desk.ask("scope.follow", scope=DESK, after={"epoch": "", "seq": 0}))


async def test_who_leaves_the_line_shows_nothing(fair: Running) -> None:
    async with fair.visitor() as amara, fair.visitor("representative") as onodera:
        await tells(amara)
        await amara.change("consent.give", place=BOOTH, fields=["wishes"])
        taken = await join(amara)
        assert "near the sea" in await from_the_beginning(onodera)
        await amara.change("queue.leave", ticket=taken["ticket"])
        assert "near the sea" not in await from_the_beginning(onodera)


async def test_who_declines_shows_nothing(fair: Running) -> None:
    """Whatever the company writes of the talk that was none."""
    async with fair.visitor() as amara, fair.visitor("representative") as onodera:
        await tells(amara)
        await amara.enter(BOOTH)
        await amara.change("consent.give", place=BOOTH, fields=["wishes"])
        talk = (await onodera.change("talk.ask", place=BOOTH, person=amara.person, minutes=15))["talk"]
        await amara.change("talk.answer", talk=talk, accept=False)
        written = await onodera.try_("visit.write", id="of-no-visit", **visit(talk))
        assert written["error"]["code"] == "visit.early"
        assert "near the sea" not in await from_the_beginning(onodera)


async def test_who_was_taken_out_or_blocks_shows_nothing_more(fair: Running) -> None:
    async with fair.visitor() as amara, fair.visitor("representative") as onodera, fair.visitor("moderator") as mori:
        await tells(amara)
        await amara.follow(f"person:{amara.person}")
        await amara.change("consent.give", place=BOOTH, fields=["wishes"])
        for ends in ("talk.remove", "talk.block"):
            await amara.enter(BOOTH)
            talk = (await onodera.change("talk.ask", place=BOOTH, person=amara.person, minutes=15))["talk"]
            await amara.change("talk.answer", talk=talk, accept=True)
            for person in (amara, onodera):
                await person.enter(talk)
            assert "near the sea" in await from_the_beginning(onodera)
            if ends == "talk.remove":
                await mori.change(ends, talk=talk, person=amara.person, reason="other")
            else:
                await amara.change(ends, talk=talk, person=onodera.person)
                await amara.wait(lambda: not amara.states[f"person:{amara.person}"]["consents"])
            assert "near the sea" not in await from_the_beginning(onodera)


async def test_each_time_is_proved(fair: Running) -> None:
    """Given twice is given once; given, taken back and given again are two rows of what is stored of the person."""
    async with fair.visitor() as amara, fair.browser("participant") as http:
        await tells(amara)
        for event in ("give", "give", "withdraw", "withdraw", "give"):
            await amara.change(f"consent.{event}", place=BOOTH, fields=["japanese"])
        async with http.get("/api/my-data.json") as answer:
            stored = (await answer.json())["consents"]
    assert [(row["field"], row["withdrawn_at"] is None) for row in stored] == [("japanese", False), ("japanese", True)]


async def test_a_name_of_no_field_is_refused(fair: Running) -> None:
    async with fair.visitor() as amara:
        for fields in (["phone"], [], ["japanese"] * 11):
            refused = await amara.try_("consent.give", id="no-such-field", place=BOOTH, fields=fields)
            assert refused["error"]["code"] == "request.malformed"


async def test_another_company_reads_nothing_of_it(fair: Running) -> None:
    """Also when it has the same visitor in its line."""
    async with fair.visitor() as amara, fair.visitor("operator") as hara:
        await represents(fair, hara, OTHER_BOOTH)
        await tells(amara)
        await amara.change("consent.give", place=BOOTH, fields=["wishes", "access_needs", "japanese"])
        await join(amara)
        await join(amara, OTHER_BOOTH)
        await hara.follow(OTHER_DESK)
        assert in_line(hara, OTHER_DESK) == NOTHING
        assert (await hara.try_("scope.follow", scope=DESK))["error"]["code"] == "permission.denied"


async def test_two_at_once_leave_the_desk_right(postgres: str) -> None:
    """Whatever happens at the same moment: what the desk was told is what it would read now, and what is taken back is
    not in it. On PostgreSQL, where two units of work run beside each other.
    """
    async with (
        running(postgres_database(postgres)) as fair,
        fair.visitor() as amara,
        fair.visitor("representative") as onodera,
    ):
        await tells(amara)
        await amara.enter(BOOTH)
        await onodera.follow(DESK)
        wishes = {"place": BOOTH, "fields": ["wishes"]}

        async def both(first: tuple[int, str, dict[str, Any]], second: tuple[int, str, dict[str, Any]]) -> Any:
            done = await asyncio.gather(*(ask(fair, who, event, **about) for who, event, about in (first, second)))
            assert not any("error" in reply for reply in done), done
            async with fair.app.journal.reading() as unit:
                now = await desk_state(unit.session, BOOTH)
            await onodera.wait(lambda: onodera.states[DESK] == now)
            return now

        for _ in range(RACES):
            me, rep = amara.person, onodera.person
            state = await both((me, "queue.join", {"place": BOOTH}), (me, "consent.give", wishes))
            assert "near the sea" in str(state["line"])
            called = await ask(fair, rep, "talk.call", place=BOOTH, ticket=None, reason=None, minutes=15)
            yes = {"talk": called["talk"], "accept": True}
            state = await both((me, "talk.answer", yes), (me, "consent.withdraw", wishes))
            assert "near the sea" not in str(state)
            state = await both((rep, "talk.end", {"talk": called["talk"]}), (me, "consent.give", wishes))
            state = await both((me, "background.edit", TOLD), (me, "consent.withdraw", wishes))
            state = await both((rep, "visit.write", visit(called["talk"])), (me, "consent.give", wishes))
            state = await both((rep, "visit.write", visit(called["talk"])), (me, "consent.withdraw", wishes))
            assert "near the sea" not in str(state)


def visit(talk: int) -> dict[str, Any]:
    return {"talk": talk, "outcome": "consider", "next_step": None, "note": "friendly"}
