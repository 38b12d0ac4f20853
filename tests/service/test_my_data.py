"""What is held about me: whole, readable, and gone when I say so; the figures stay."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select

from fairserver.ops.tables import METADATA
from fairserver.people.tables import Email, Person
from fairserver.presence.tables import Attendance
from fairserver.privacy.export import HELD, SECRET
from fairserver.privacy.plain_text import ME, words
from tests.running import Running, running
from tests.service.test_editor import same_as_fresh

BOOTH, EDITION = 2, 1


def test_every_table_about_a_person_is_in_the_export() -> None:
    about = {
        table.name
        for table in METADATA.sorted_tables
        for column in table.columns
        if any(key.column.table.name == "people" for key in column.foreign_keys)
    }
    assert about <= {table.__tablename__ for table, _ in HELD.values()}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_section_and_column_has_words(language: str) -> None:
    columns = {each.name for table, _ in HELD.values() for each in table.__table__.columns} - set(SECRET) - set(ME)
    said = words(language)
    assert set(HELD) == {key.removeprefix("title.") for key in said if key.startswith("title.")}
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
