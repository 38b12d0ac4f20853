"""What was deleted or erased is nowhere any more: in no row, no entry of the journal, no answer and no log."""

import sqlite3
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import JSON, String, insert, select, text, update

from fairserver.chat.reports import FORGET_QUOTE
from fairserver.chat.tables import Report
from fairserver.jobs.scheduled import ScheduledJob
from fairserver.ops.subjects import PERSONAL
from fairserver.privacy.export import exported_tables
from fairserver.storage.database import Base, Instant
from tests.lines import visited
from tests.pdfs import pdf, upload
from tests.running import Running, Visitor
from tests.service.test_editor import same_as_fresh
from tests.talks import opened
from tests.waiting import until

BOOTH, HALL, EDITION = 2, 1, 1
DESK = f"edition:{EDITION}/desk"
MARK = "quuxmarker"
BACKGROUND: dict[str, Any] = {
    "status": "leaver", "position": "ALT", "contract_year": 2, "leaves_on": None, "japanese_test": None,
    "japanese_level": None, "has_certificate": False, "languages": ["en"], "wishes": "", "access_needs": "",
}  # fmt: skip


async def everything_stored(fair: Running) -> dict[str, str]:
    """Every row of every table, as text, by table."""
    async with fair.app.database.reading() as session:
        return {table.name: str((await session.execute(select(table))).all()) for table in Base.metadata.sorted_tables}


async def tables_with(fair: Running, mark: str) -> set[str]:
    return {name for name, rows in (await everything_stored(fair)).items() if mark in rows}


async def from_the_beginning(visitor: Visitor, place: int) -> str:
    """Everything that a page is told which says that it followed before anything happened."""
    return str(await visitor.ask("place.enter", place=place, after={"epoch": "", "seq": 0}))


async def test_a_deleted_message_is_told_to_nobody_any_more(fair: Running) -> None:
    async with fair.visitor() as amara, fair.visitor("moderator") as mori, fair.visitor("participant2") as chen:
        await amara.enter(BOOTH)
        said = await amara.change("chat.say", place=BOOTH, text=f"my phone is {MARK}", language="en")
        other = await amara.change("chat.say", place=BOOTH, text="hello", language="en")
        assert MARK in await from_the_beginning(chen, BOOTH)
        await chen.ask("place.leave", place=BOOTH)
        await mori.change("chat.delete", message=said["message"])
        told = await from_the_beginning(chen, BOOTH)
        assert MARK not in told
        assert "hello" in told
        assert not await tables_with(fair, MARK)
        await amara.wait(lambda: amara.states["booth:2"]["messages"][str(said["message"])]["deleted"])
        assert amara.states["booth:2"]["messages"][str(other["message"])]["text"] == "hello"
        await same_as_fresh(fair, amara, f"booth:{BOOTH}")


async def test_a_report_quotes_until_some_time_after_its_answer(fair: Running) -> None:
    async with fair.visitor() as amara, fair.visitor("moderator") as mori, fair.visitor("participant2") as chen:
        await mori.follow(DESK)
        said = await amara.change("chat.say", place=BOOTH, text=f"an insult: {MARK}", language="en")
        await chen.change("chat.report", message=said["message"], reason="other")
        await mori.wait(lambda: mori.states[DESK]["reports"])
        (number,) = mori.states[DESK]["reports"]
        await mori.change("report.resolve", report=int(number), outcome="deleted")
        assert await tables_with(fair, MARK) == {"reports", "events"}, "the desk still shows the quote"
        async with fair.app.journal.writing() as unit:
            job = (await unit.session.scalars(select(ScheduledJob).where(ScheduledJob.kind == FORGET_QUOTE))).one()
            assert job.at - unit.wall > timedelta(days=89)
            job.at = unit.wall  # as if the time had passed
        await fair.app.scheduler.look()
        await mori.wait(lambda: mori.states[DESK]["reports"][number]["message"]["text"] == "")
        assert not await tables_with(fair, MARK)


async def test_a_report_that_nobody_answers_quotes_for_a_year(fair: Running) -> None:
    async with fair.visitor() as amara, fair.visitor("participant2") as chen:
        said = await amara.change("chat.say", place=BOOTH, text=f"an insult: {MARK}", language="en")
        await chen.change("chat.report", message=said["message"], reason="other")
        await amara.change("my.erase", name="Amara Okafor")
        async with fair.app.journal.writing() as unit:
            job = (await unit.session.scalars(select(ScheduledJob).where(ScheduledJob.kind == FORGET_QUOTE))).one()
            assert timedelta(days=364) < job.at - unit.wall <= timedelta(days=365)
            job.at = unit.wall  # as if the time had passed
        await fair.app.scheduler.look()

        async def is_gone() -> bool:
            return not await tables_with(fair, MARK)

        await until(is_gone)


async def test_an_erased_person_is_nowhere(fair: Running, logged: list[Any]) -> None:
    async with (
        fair.visitor("participant") as amara,
        fair.visitor("participant2") as chen,
        fair.visitor("moderator") as mori,
        fair.visitor("organiser") as sato,
    ):
        for visitor in (mori, sato):
            await visitor.follow(DESK)
        await amara.change(
            "profile.edit", name=f"Zeno {MARK}", furigana=MARK, language="en", zone="Asia/Tokyo",
            visible_to_companies=True,
        )  # fmt: skip
        await amara.change("background.edit", **{**BACKGROUND, "wishes": f"a job at {MARK}", "access_needs": MARK})
        async with fair.browser("participant") as http:
            assert await upload(http, pdf(title=MARK.encode())) == ""
        await amara.change("consent.give", place=BOOTH, fields=["wishes", "access_needs", "cv"])
        await amara.enter(BOOTH)
        said = await amara.change("chat.say", place=BOOTH, text=f"call me: {MARK}", language="en")
        await mori.change("chat.mute", place=BOOTH, person=amara.person, minutes=30)
        gone = await chen.change("chat.say", place=BOOTH, text="something", language="en")
        await amara.change("chat.report", message=gone["message"], reason="other")
        await mori.change("chat.delete", message=said["message"])
        for edition in (EDITION,):
            await sato.change(
                "people.invite", edition=edition, email="amara.okafor@example.org", name=f"Zeno {MARK}",
                language="en", role="participant",
            )  # fmt: skip
        assert MARK in str(mori.states[DESK])
        await amara.change("my.erase", name=f"Zeno {MARK}")
        await until(lambda: MARK not in str(mori.states[DESK]))
        assert not await tables_with(fair, MARK)
        assert not await tables_with(fair, "amara.okafor@example.org")
        assert MARK not in await from_the_beginning(chen, BOOTH)
        for visitor in (mori, sato):
            await same_as_fresh(fair, visitor, DESK)
    assert not [line for line in logged if MARK in str(line)]


# Nobody can write into these: words of a list in the code, hashes, ids of connections. (What an audit's details say of
# another person is erased with that person.)
NOT_WRITTEN = {
    "kind", "state", "missing", "role", "scope", "reason", "outcome", "capacity", "ended", "source", "process",
    "connection", "token_hash", "browser_hash", "code_hash", "language", "zone", "action", "subject",
    "details", "quality", "codec", "receives", "next_step", "step",
    "reports.text", "reports.name",  # the words and the name of whom the report is about
}  # fmt: skip
KNOWN: dict[str, Any] = {
    "place_id": BOOTH, "edition_id": EDITION, "session_id": 1, "scope_id": 1, "details": {}, "reason": "other",
}  # fmt: skip


async def test_every_text_of_a_person_is_erased(fair: Running) -> None:
    """A marker in every column that holds text, in each table that the subjects declare."""
    async with fair.visitor() as amara, fair.visitor("participant2") as chen:
        await amara.enter(BOOTH)
        await visited(fair, amara, "what the company thinks")
        talk = await opened(fair, "participant", "participant2")
        await amara.change("talk.note", talk=talk, text="a note", helped=None)
        contact = {"email": True, "other": "092"}
        await amara.change("talk.offer_contact", talk=talk, person=chen.person, contact=contact)
        await amara.change("talk.block", talk=talk, person=chen.person)
        said = await amara.change("chat.say", place=BOOTH, text="hello", language="en")
        marked: set[str] = set()
        async with fair.app.database.writing() as session:
            for declared in [each for each in exported_tables(PERSONAL) if not each.of]:
                table = Base.metadata.tables[declared.table.__tablename__]
                mine = table.c[declared.owner] == amara.person
                if not (await session.execute(select(table).where(mine))).first():
                    known = {**KNOWN, "message_id": said["message"]}
                    row = {name: value for name, value in known.items() if name in table.c}
                    row |= {
                        column.name: _filler(column.type)
                        for column in table.columns
                        if column.name not in row and not column.primary_key and not column.nullable
                    }
                    await session.execute(insert(table).values({**row, declared.owner: amara.person}))
                for column in table.columns:
                    if isinstance(column.type, String | JSON) and not NOT_WRITTEN & {column.name, str(column)}:
                        value = [MARK] if isinstance(column.type, JSON) else f"{MARK}{len(marked)}"
                        await session.execute(update(table).where(mine).values({column.name: value}))
                        marked.add(f"{table.name}.{column.name}")
        assert {"people.name", "backgrounds.wishes", "messages.text", "links.address", "emails.address"} <= marked
        await amara.change("my.erase", name=f"{MARK}0")
        assert not await tables_with(fair, MARK)


def _filler(type_: Any) -> Any:
    """A value that any column of this type takes."""
    if isinstance(type_, JSON):
        return []
    return {
        str: "-",
        bytes: b"-",
        int: 1,
        bool: False,
        datetime: datetime(2024, 2, 1, tzinfo=UTC),
        date: date(2024, 2, 1),
    }[type_.impl.python_type if isinstance(type_, Instant) else type_.python_type]


async def test_a_file_of_sqlite_keeps_nothing_that_was_deleted(fair: Running) -> None:
    if not fair.app.database.is_sqlite:
        return  # PostgreSQL reuses the space of dead rows when it vacuums
    async with fair.visitor() as amara:
        await amara.change("background.edit", **{**BACKGROUND, "wishes": f"a job at {MARK}"})
        await amara.change("my.erase", name="Amara Okafor")
        async with fair.app.database.reading() as session:
            file = Path((await session.execute(text("PRAGMA database_list"))).one()[2])
        before = file.read_bytes() + file.with_name(f"{file.name}-wal").read_bytes()
        assert MARK.encode() in before, "the write-ahead log still has it"
        with closing(sqlite3.connect(file)) as other:
            await until(lambda: other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0)
        assert MARK.encode() not in file.read_bytes()


async def test_an_open_report_is_told_before_and_kept(fair: Running) -> None:
    async with fair.visitor() as amara, fair.visitor("participant2") as chen:
        said = await amara.change("chat.say", place=BOOTH, text=f"an insult: {MARK}", language="en")
        await chen.change("chat.report", message=said["message"], reason="other")
        await amara.change("my.erase", name="Amara Okafor")
        assert await tables_with(fair, MARK) <= {"reports", "events"}
        async with fair.app.database.reading() as session:
            assert MARK in (await session.scalars(select(Report.text))).one()
