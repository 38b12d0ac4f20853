"""A company writes to a visitor after a talk: once, by page and mail, with the outcome where it tells it."""

from uuid import uuid4

from sqlalchemy import select

from fairserver.mail.tables import Mail
from tests.lines import call, join, visited
from tests.running import Running, Visitor
from tests.talks import BOOTH

DESK = f"booth:{BOOTH}/desk"
AMARA = "amara.okafor@example.org"


async def mails_to(fair: Running, address: str) -> list[tuple[str, str]]:
    """Subject and text of what was written to this address about a talk."""
    async with fair.app.database.reading() as session:
        rows = await session.scalars(select(Mail).where(Mail.to == address).order_by(Mail.id))
        return [(row.subject, row.text) for row in rows if "wrote to you" in row.subject]


def thanks(visitor: Visitor) -> list[tuple[str, str | None, str | None]]:
    own = visitor.states[f"person:{visitor.person}"]["thanks"].values()
    return [(each["text"], each["outcome"], each["next_step"]) for each in own]


async def test_a_visitor_is_thanked_once(fair: Running) -> None:
    async with fair.visitor() as amara, fair.visitor("representative") as onodera:
        await amara.follow(f"person:{amara.person}")
        await onodera.follow(DESK)
        await amara.enter(BOOTH)
        await visited(fair, amara, "for us only")
        await onodera.wait(lambda: onodera.states[DESK]["visits"])
        talk = int(next(iter(onodera.states[DESK]["visits"])))
        for text, code in (("  ", "text.empty"), ("x" * 1001, "text.too_long")):
            refused = await onodera.try_("visit.thank", id=str(uuid4()), talk=talk, text=text, tell=True)
            assert refused["error"]["code"] == code
        await onodera.change("visit.thank", talk=talk, text="Thank you!", tell=True)
        await amara.wait(lambda: thanks(amara) == [("Thank you!", "next_step", "interview")])
        await onodera.wait(lambda: onodera.states[DESK]["visits"][str(talk)]["thanked_at"])
        again = await onodera.try_("visit.thank", id=str(uuid4()), talk=talk, text="Thanks", tell=False)
        assert again["error"]["code"] == "visit.thanked"
        changed = {"talk": talk, "outcome": "not_now", "next_step": None, "note": ""}
        await onodera.change("visit.write", **changed)
        assert thanks(amara) == [("Thank you!", "next_step", "interview")], "what was told stands"
        [(subject, text)] = await mails_to(fair, AMARA)
        assert subject == "Hiyori Travel wrote to you"
        assert "Thank you!" in text
        assert "for us only" not in text
        fresh = await amara.ask("scope.follow", scope=f"person:{amara.person}")
        assert "for us only" not in str(fresh)


async def test_the_outcome_is_told_only_where_the_company_says_so(fair: Running) -> None:
    async with fair.visitor() as amara, fair.visitor("representative") as onodera:
        await amara.follow(f"person:{amara.person}")
        await amara.enter(BOOTH)
        await visited(fair, amara, "")
        talk = max(map(int, (await onodera.follow(DESK))["state"]["visits"]))
        await onodera.change("visit.thank", talk=talk, text="Thank you!", tell=False)
        await amara.wait(lambda: thanks(amara) == [("Thank you!", None, None)])


async def test_not_before_the_end_nor_to_who_does_not_want_it(fair: Running) -> None:
    async with fair.visitor() as amara, fair.visitor("representative") as onodera:
        await amara.enter(BOOTH)
        await join(amara)
        talk = (await call(onodera))["talk"]
        await amara.change("talk.answer", talk=talk, accept=True)
        await onodera.change("visit.write", talk=talk, outcome="consider", next_step=None, note="")
        asked = {"talk": talk, "text": "Thank you!", "tell": True}
        assert (await onodera.try_("visit.thank", id=str(uuid4()), **asked))["error"]["code"] == "visit.early"
        await onodera.change("talk.end", talk=talk)
        await amara.change("talk.block", talk=talk, person=onodera.person)
        assert (await onodera.try_("visit.thank", id=str(uuid4()), **asked))["error"]["code"] == "talk.unreachable"
        assert await mails_to(fair, AMARA) == []
