"""What is held about me: whole, readable, and gone when I say so; the figures stay."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from fairserver.ops.subjects import PERSONAL
from fairserver.people.tables import Email, Person
from fairserver.presence.tables import Attendance
from fairserver.privacy.export import exported_tables, held
from fairserver.privacy.plain_text import ME, words
from tests.lines import join, represents, visited
from tests.pdfs import pdf, upload
from tests.running import Running, post, running
from tests.service.test_editor import same_as_fresh
from tests.talks import open_talk

HALL, BOOTH, OTHER_BOOTH, EDITION = 1, 2, 3, 1


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_section_and_column_has_words(language: str) -> None:
    tables, said = exported_tables(PERSONAL), words(language)
    columns = {name for each in tables for name in each.exported} - set(ME)
    assert {each.section for each in tables} == {key.removeprefix("title.") for key in said if key.startswith("title.")}
    assert columns == {key.removeprefix("column.") for key in said if key.startswith("column.")}


async def test_the_export_holds_what_i_did_and_no_secret(fair: Running) -> None:
    async with fair.visitor("participant") as amara, fair.browser("participant") as http:
        await amara.enter(BOOTH)
        await amara.change("chat.say", place=BOOTH, text="こんにちは", language="ja")
        async with http.get("/api/my-data.json") as answer:
            found = await answer.json()
        async with http.get("/api/my-data.txt") as answer:
            text = await answer.text()
        assert found["messages"][0]["text"] == "こんにちは"
        assert found["background"][0]["japanese_level"] == "N2"
        assert "amara.okafor@example.org" in text
        assert "hash" not in str(found)
        assert "  Place: Hiyori Travel" in text, "Amara reads English, and places have names"
        assert "  Name shown: No" in text
        async with fair.browser() as stranger, stranger.get("/api/my-data.json") as answer:
            assert answer.status == 401


async def test_the_export_holds_mails_and_what_others_did(fair: Running) -> None:
    async with (
        fair.visitor("participant") as amara,
        fair.visitor("moderator") as mori,
        fair.browser("participant") as http,
    ):
        said = await amara.change("chat.say", place=BOOTH, text="something", language="en")
        await mori.change("chat.delete", message=said["message"])
        await mori.change("chat.mute", place=BOOTH, person=amara.person, minutes=5)
        assert (await post(http, "/api/sign-in", email="amara.okafor@example.org", language="en"))[0] == 202
        await fair.mails("amara.okafor@example.org")
        async with http.get("/api/my-data.json") as answer:
            found = await answer.json()
        assert [line["action"] for line in found["done_to_me"]] == ["chat.delete", "chat.mute"]
        assert "森 奈緒子" not in str(found), "who did it stays among the organisers"
        assert found["mails"][-1]["to"] == "amara.okafor@example.org"
        assert "link#" not in str(found), "a mail that waits to be sent holds a link that signs its reader in"


async def test_forgetting_leaves_the_figures_and_no_name(database_url: str) -> None:
    async with (
        running(database_url) as fair,
        fair.visitor("participant") as amara,
        fair.visitor("participant2") as chen,
        fair.visitor("organiser") as sato,
    ):
        await chen.enter(BOOTH)
        await amara.enter(BOOTH)
        await sato.follow(f"edition:{EDITION}/desk")
        said = await amara.change("chat.say", place=BOOTH, text="さようなら", language="ja")
        await chen.change("chat.report", message=said["message"], reason="other")
        wrong = await amara.try_("my.erase", id=str(uuid4()), name="Somebody Else")
        assert wrong["error"]["code"] == "name.differs"
        await amara.change("my.erase", name="Amara Okafor")
        await amara.next_("bye", lambda bye: bye["code"] == "login.ended")
        await chen.wait(lambda: chen.states["booth:2"]["messages"][str(said["message"])]["person"]["name"] == "—")
        await same_as_fresh(fair, chen, f"booth:{BOOTH}")
        await same_as_fresh(fair, sato, f"edition:{EDITION}/desk")
        async with fair.app.database.reading() as session:
            person = await session.get_one(Person, amara.person)
            mine = select(func.count()).select_from(Attendance).where(Attendance.person_id == amara.person)
            assert (person.name, person.erased_at is not None) == ("—", True)
            assert (await session.scalar(mine) or 0) >= 1
            assert not list(await session.scalars(select(Email).where(Email.person_id == amara.person)))


async def test_no_row_is_as_it_was_but_those_kept_for_a_reason(fair: Running) -> None:
    """A person with something in every table. A subject that declares a table and does not erase it fails here."""
    async with (
        fair.visitor("participant") as amara,
        fair.visitor("participant2") as chen,
        fair.visitor("moderator") as moderator,
        fair.browser("participant") as http,
    ):
        await amara.enter(HALL)
        await amara.enter(BOOTH)
        await chen.enter(BOOTH)
        await amara.change("chat.say", place=BOOTH, text="さようなら", language="ja")
        said = await chen.change("chat.say", place=BOOTH, text="では、また", language="ja")
        await amara.change("chat.report", message=said["message"], reason="other")
        await amara.change("chat.read", place=BOOTH, message=said["message"])
        await amara.change("favourite.set", place=BOOTH, favourite=True)
        await moderator.change("chat.mute", place=BOOTH, person=amara.person, minutes=30)
        await amara.change("programme.pick", session=1, picked=True)
        await amara.change("queue.leave", ticket=(await join(amara))["ticket"])
        await visited(fair, amara, "what the company thinks")
        await amara.change("consent.give", place=BOOTH, fields=["japanese"])
        assert await upload(http, pdf()) == ""
        await represents(fair, amara, OTHER_BOOTH)
        await amara.change("shift.set", place=OTHER_BOOTH, state="available", until=None)
        talk = await open_talk(moderator, amara.person, chen.person)
        await amara.change(
            "talk.show_devices",
            talk=talk,
            device="laptop-01",
            take=True,
            microphone=True,
            camera=True,
            screen=False,
            quality=None,
            codec="VP8",
            receives="everything",
        )
        await moderator.change("talk.end", talk=talk)
        await amara.change("talk.note", talk=talk, text="a note", helped=True)
        offer = {"talk": talk, "person": chen.person, "contact": {"email": True, "other": "092-123"}}
        await amara.change("talk.offer_contact", **offer)
        await amara.change("talk.block", talk=talk, person=chen.person)
        assert (await post(http, "/api/feeds"))[0] == 200
        assert (await post(http, "/api/sign-in", email="amara.okafor@example.org", language="en"))[0] == 202
        await fair.mails("amara.okafor@example.org")
        before = await all_held(fair, amara.person)
        assert all(before.values()), "nothing in " + ", ".join(section for section in before if not before[section])
        await amara.change("my.erase", name="Amara Okafor")
        after = await all_held(fair, amara.person)
    for each in exported_tables(PERSONAL):
        as_before = [row for row in before[each.section] if row in after[each.section]]
        assert bool(as_before) == bool(each.kept), each.section


async def all_held(fair: Running, person: int) -> dict[str, list[dict[str, Any]]]:
    async with fair.app.database.reading() as session:
        return await held(session, person, PERSONAL)
