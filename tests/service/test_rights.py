"""A right withdrawn is a door closed at once, and no further word comes through it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from fairserver.companies.tables import Exhibitor
from fairserver.delivery.signals import CLOCK_MOVED
from fairserver.people import grants
from fairserver.people.tables import GrantRow
from tests.running import Running, Visitor
from tests.service.test_editor import same_as_fresh
from tests.service.test_imports import COMPANIES, preview
from tests.talks import opened

HALL, BOOTH, STAGE, EDITION, ANOTHER_EDITION = 1, 2, 120, 1, 2
DESK = f"edition:{EDITION}/desk"


BOTH = {"ja": "次の年", "en": "Next year"}


async def grant_of(fair: Running, visitor: Visitor) -> int:
    async with fair.app.database.reading() as session:
        found = await session.scalar(select(GrantRow.id).where(GrantRow.person_id == visitor.person))
        assert found
        return found


async def test_out_of_the_desk(fair: Running) -> None:
    async with fair.visitor("moderator") as mori, fair.visitor("organiser") as sato, fair.visitor() as amara:
        await mori.follow(DESK)
        await sato.follow(DESK)
        await sato.change("grant.withdraw", grant=await grant_of(fair, mori))
        assert await mori.next_("out", within=1) == {"scope": DESK, "code": "permission.withdrawn"}
        told = mori.seqs[DESK]
        said = await amara.change("chat.say", place=BOOTH, text="…", language="ja")
        await amara.change("chat.report", message=said["message"], reason="other")
        await sato.wait(lambda: sato.states[DESK]["reports"])
        assert (await mori.try_("scope.follow", scope=DESK))["error"]["code"] == "permission.denied"
        assert mori.seqs[DESK] <= told + 1, "at most the line about the withdrawal itself"


async def test_who_is_muted_hears_and_does_not_speak(fair: Running) -> None:
    async with fair.visitor("participant") as amara, fair.visitor("moderator") as mori:
        await amara.enter(BOOTH)
        await amara.follow(f"person:{amara.person}")
        await mori.change("chat.mute", place=BOOTH, person=amara.person, minutes=30)
        reply = await amara.try_("chat.say", id=str(uuid4()), place=BOOTH, text="but", language="en")
        await amara.wait(lambda: amara.states[f"person:{amara.person}"]["mutes"])
        until = amara.states[f"person:{amara.person}"]["mutes"][str(BOOTH)]["until"]
        assert reply["error"]["code"] == "chat.muted"
        assert reply["error"]["details"]["until"][:19] == until[:19]
        await mori.change("chat.say", place=BOOTH, text="hello", language="en")
        await amara.reaches("booth:2", 1)
        await mori.change("chat.unmute", place=BOOTH, person=amara.person)
        await amara.change("chat.say", place=BOOTH, text="thank you", language="en")


async def test_a_mute_in_the_hall_holds_everywhere(fair: Running) -> None:
    async with fair.visitor("participant") as amara, fair.visitor("moderator") as mori:
        await amara.follow(f"person:{amara.person}")
        denied = await amara.try_("chat.mute", id=str(uuid4()), place=HALL, person=mori.person, minutes=30)
        assert denied["error"]["code"] == "permission.denied"
        await mori.change("chat.mute", place=BOOTH, person=amara.person, minutes=5)
        await mori.change("chat.mute", place=HALL, person=amara.person, minutes=30)
        for place in (BOOTH, 3, STAGE):
            reply = await amara.try_("chat.say", id=str(uuid4()), place=place, text="but", language="en")
            until = amara.states[f"person:{amara.person}"]["mutes"][str(HALL)]["until"]
            assert (reply["error"]["code"], reply["error"]["details"]["until"][:19]) == ("chat.muted", until[:19])
        await mori.change("chat.unmute", place=HALL, person=amara.person)
        await amara.change("chat.say", place=3, text="thank you", language="en")
        here = await amara.try_("chat.say", id=str(uuid4()), place=BOOTH, text="but", language="en")
        assert here["error"]["code"] == "chat.muted", "the other one lasts"


async def test_a_mute_ends_by_itself(fair: Running) -> None:
    """By a due row of the fair clock, so that moving the clock is enough."""
    async with fair.visitor("participant") as amara, fair.visitor("moderator") as mori:
        await amara.follow(f"person:{amara.person}")
        await mori.change("chat.mute", place=BOOTH, person=amara.person, minutes=30)
        await amara.wait(lambda: amara.states[f"person:{amara.person}"]["mutes"])
        later = fair.app.clocks.offset + timedelta(minutes=31)
        await fair.app.signals.send(CLOCK_MOVED, later // timedelta(milliseconds=1))
        await amara.wait(lambda: not amara.states[f"person:{amara.person}"]["mutes"], within=3)
        await amara.change("chat.say", place=BOOTH, text="thank you", language="en")


async def test_the_evidence_outlives_the_message(fair: Running) -> None:
    async with (
        fair.visitor("participant") as amara,
        fair.visitor("alumnus") as daniel,
        fair.visitor("moderator") as mori,
    ):
        await mori.follow(DESK)
        said = await daniel.change("chat.say", place=BOOTH, text="something rude", language="en")
        await amara.change("chat.report", message=said["message"], reason="rude")
        await daniel.change("chat.delete", message=said["message"])
        await amara.enter(BOOTH)
        shown = amara.states["booth:2"]["messages"][str(said["message"])]
        assert (shown["text"], shown["deleted"]) == ("", True)
        await mori.wait(lambda: mori.states[DESK]["reports"])
        report = next(iter(mori.states[DESK]["reports"].values()))
        assert report["message"]["text"] == "something rude"


async def test_last_years_representative_has_no_right_this_year_until_invited(fair: Running) -> None:
    """The same company, another edition: an invitation from the booth's page gives the role for this one too."""
    async with fair.visitor("representative") as onodera, fair.visitor("organiser") as sato:
        async with fair.app.database.writing() as session:
            own = select(GrantRow).where(GrantRow.person_id == onodera.person, GrantRow.role == "representative")
            (await session.scalars(own)).one().edition_id = ANOTHER_EDITION
        status = {"place": BOOTH, "state": "available", "until": None}
        refused = await onodera.try_("shift.set", id=str(uuid4()), **status)
        assert refused["error"]["code"] == "permission.denied"
        await sato.change(
            "representative.invite", place=BOOTH, email="onodera@hiyori.example", name="小野寺", language="ja"
        )
        await onodera.change("shift.set", **status)
        async with fair.app.database.reading() as session:
            assert {row.edition_id for row in await session.scalars(own)} == {EDITION, ANOTHER_EDITION}


@asynccontextmanager
async def next_year(fair: Running) -> AsyncIterator[tuple[int, Visitor]]:
    """An edition that is still to come, and an organiser of nothing but it, who reads the table of companies there."""
    async with fair.visitor("organiser") as sato:
        new: dict[str, Any] = {
            "version": None, "programme": "career-fair", "fiscal_year": 2024, "name": BOTH, "about": BOTH,
            "zone": "Asia/Tokyo", "capacity": None, "requirements": [],
        }  # fmt: skip
        edition = int((await sato.change("edition.save", edition=None, **new))["id"])
    async with fair.app.journal.writing() as unit:
        (row,) = (await grants.held(unit.session, person_id=sato.person))[:1]
        row.role, row.scope, row.scope_id, row.edition_id = "organiser", "edition", edition, edition
    async with fair.visitor("organiser") as one:
        yield edition, one


def exhibiting(card: dict[str, Any], **changed: Any) -> dict[str, Any]:
    """The request that takes a company of the register into another edition."""
    kept = {name: card[name] for name in card if name not in ("id", "first_time", "representatives", "version")}
    return {**kept, "booth": None, "version": None, "openings": [], **changed}


async def test_an_editions_organiser_changes_no_booth_of_another(fair: Running) -> None:
    async with fair.visitor("organiser") as sato:
        card = (await sato.follow(f"edition:{EDITION}/exhibitors"))["state"]["exhibitors"][str(BOOTH)]
    async with next_year(fair) as (edition, one), fair.visitor() as amara:
        taken_over = exhibiting(card, line={"ja": "TAKEN OVER", "en": "TAKEN OVER"})
        refused = await one.try_("exhibitor.save", id=str(uuid4()), edition=edition, **taken_over)
        assert refused["error"]["code"] == "company.shared"
        await one.change("exhibitor.save", edition=edition, **exhibiting(card, languages=["en"]))
        assert "TAKEN OVER" not in str(await amara.enter(BOOTH))
        async with fair.browser("organiser") as http:
            csv = COMPANIES + f"{card['number']},{card['name']['ja']},{card['name']['en']},TAKEN OVER,TAKEN OVER,\n"
            (row,) = (await preview(http, csv, kind="companies", edition=edition))["rows"]
            assert [each["code"] for each in row["trouble"]] == ["company.shared"]


async def test_an_editions_organiser_finds_its_people_only(fair: Running) -> None:
    async with next_year(fair) as (edition, one), fair.visitor() as amara:
        found = await one.ask("people.find", edition=edition, text="amara.okafor@example.org")
        assert found["people"] == []
        invited = {"email": "new@example.org", "name": "New Person", "language": "en", "role": "participant"}
        await one.change("people.invite", edition=edition, **invited)
        found = await one.ask("people.find", edition=edition, text="new@example.org")
        assert [each["name"] for each in found["people"]] == ["New Person"]
        assert amara.person not in [each["id"] for each in found["people"]]


async def test_last_years_representative_changes_no_word_of_this_years_booth(fair: Running) -> None:
    """The words of the register stand at the booths of every year."""
    async with fair.visitor("representative") as onodera, fair.visitor("organiser") as sato:
        card = (await sato.follow(f"edition:{EDITION}/exhibitors"))["state"]["exhibitors"][str(BOOTH)]
        place = await edit(onodera, card, line={"ja": "新しい一行", "en": "A new line"})
        async with next_year(fair) as (edition, _one):
            pass
        async with fair.app.journal.writing() as unit:
            unit.session.add(Exhibitor(company_id=1, edition_id=edition, languages=["ja"]))
        card = {**card, "version": place["version"], "line": {"ja": "新しい一行", "en": "A new line"}}
        await edit(onodera, {**card, "version": place["version"]}, languages=["ja", "en", "fr"])
        refused = await onodera.try_("booth.edit", **edited(card, version=place["version"] + 1, employees=1))
        assert refused["error"]["code"] == "company.shared"


def edited(card: dict[str, Any], **changed: Any) -> dict[str, Any]:
    names = ("version", "line", "about", "location", "employees", "languages", "japanese", "visa_help", "employment")
    return {"id": str(uuid4()), "place": BOOTH, **{name: card[name] for name in names}, **changed}


async def edit(visitor: Visitor, card: dict[str, Any], **changed: Any) -> dict[str, Any]:
    return await visitor.ask("booth.edit", **edited(card, **changed))


async def test_the_talks_of_who_was_removed_are_gone_from_the_own_scope(fair: Running) -> None:
    async with fair.visitor("participant") as amara, fair.visitor("organiser") as sato:
        own = f"person:{amara.person}"
        talk = await opened(fair, "participant", "participant2")
        assert str(talk) in (await amara.follow(own))["state"]["talks"]
        grants_ = amara.states[own]["grants"].values()
        (registered,) = [each["id"] for each in grants_ if each["role"] == "participant"]
        await sato.change("grant.withdraw", grant=registered)
        await amara.wait(lambda: not amara.states[own]["grants"] and not amara.states[own]["talks"])
        assert (await amara.try_("place.enter", place=talk))["error"]["code"] == "permission.denied"
        await same_as_fresh(fair, amara, own)
