"""What was deleted or erased is nowhere any more: in no row, no entry of the journal, no answer and no log."""

from datetime import timedelta
from typing import Any

from sqlalchemy import select

from fairserver.chat.reports import FORGET_QUOTE
from fairserver.chat.tables import Report
from fairserver.jobs.scheduled import ScheduledJob
from fairserver.storage.database import Base
from tests.running import Running, Visitor
from tests.service.test_editor import same_as_fresh
from tests.waiting import until

BOOTH, HALL, EDITION = 2, 1, 1
DESK = f"edition:{EDITION}/desk"
MARK = "quuxmarker"


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
        background = {
            "status": "leaver", "position": "ALT", "contract_year": 2, "leaves_on": None, "japanese_test": None,
            "japanese_level": None, "has_certificate": False, "languages": ["en"], "wishes": f"a job at {MARK}",
            "access_needs": MARK,
        }  # fmt: skip
        await amara.change("background.edit", **background)
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


async def test_an_open_report_is_told_before_and_kept(fair: Running) -> None:
    async with fair.visitor() as amara, fair.visitor("participant2") as chen:
        said = await amara.change("chat.say", place=BOOTH, text=f"an insult: {MARK}", language="en")
        await chen.change("chat.report", message=said["message"], reason="other")
        await amara.change("my.erase", name="Amara Okafor")
        assert await tables_with(fair, MARK) <= {"reports", "events"}
        async with fair.app.database.reading() as session:
            assert MARK in (await session.scalars(select(Report.text))).one()
