"""What this subject holds of a person: messages, how far they were read, mutes, and the reports made."""

from sqlalchemy import delete, func, or_, select, update

from fairserver.access.personal_data import ERASED, NOBODY, KeptReference, PersonalData, PersonalTable
from fairserver.chat import views
from fairserver.chat.readers import for_readers, withdraw_replies
from fairserver.chat.tables import Message, Mute, ReadMark, Report
from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.programmes.queries import find_place


async def erase(unit: UnitOfWork, person_id: int) -> None:
    """Delete what the person wrote, and replace the name. Tell the rooms and the desks that show it. A report quotes
    its message until some time after it was answered.
    """
    session = unit.session
    own = Message.person_id == person_id
    gone = func.coalesce(Message.deleted_at, unit.now)
    await session.execute(update(Message).where(own).values(name=NOBODY, furigana="", text="", deleted_at=gone))
    await session.execute(update(Mute).where(Mute.person_id == person_id).values(name=NOBODY))
    await session.execute(update(Report).where(Report.reporter_id == person_id).values(reporter_name=NOBODY))
    await session.execute(update(Report).where(Report.person_id == person_id).values(name=NOBODY))
    for place in sorted(await session.scalars(select(Message.place_id).where(own).distinct())):
        rows = list(await session.scalars(select(Message).where(own, Message.place_id == place)))
        cards = {str(row.id): views.card(row) for row in rows}
        unit.tell(for_readers(await find_place(session, place), Change(ERASED, put={"messages": cards})))
        await withdraw_replies(unit, rows)
    await _tell_reports(unit, person_id)
    await session.execute(delete(ReadMark).where(ReadMark.person_id == person_id))
    for mute in await session.scalars(select(Mute).where(Mute.person_id == person_id)):
        put = {"mutes": await views.mute_cards(session, [mute])}
        unit.tell({f"edition:{mute.edition_id}/desk": Change(ERASED, put=put)})


async def _tell_reports(unit: UnitOfWork, person_id: int) -> None:
    """Reports by the person, and reports of the person's messages, as far as desks show them."""
    session = unit.session
    named = or_(Report.reporter_id == person_id, Report.person_id == person_id, Message.person_id == person_id)
    rows = list(await session.scalars(select(Report).outerjoin(Message, Message.id == Report.message_id).where(named)))
    for edition in sorted({row.edition_id for row in rows}):
        shown = await views.desk_reports(session, edition)
        put = {"reports": {key: shown[key] for key in (str(row.id) for row in rows) if key in shown}}
        unit.tell({f"edition:{edition}/desk": Change(ERASED, put=put)})


PERSONAL = PersonalData(
    tables=(
        PersonalTable("messages", 100, Message),
        PersonalTable("read_marks", 105, ReadMark),
        PersonalTable("muted_in", 110, Mute),
        PersonalTable("reports_made", 120, Report, owner="reporter_id"),
    ),
    references=(
        KeptReference(Report.person_id, "Whom a report without a message is about; the name goes with the person."),
        KeptReference(Message.deleted_by, "Who deleted a message is about the message; the name is in the profile."),
    ),
    erase=erase,
)
