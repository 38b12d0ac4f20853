"""Reporting, resolving and muting: every step audited, the remedy and its record in one unit."""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver import audit, due
from fairserver.chat import actions
from fairserver.chat.cards import mute_cards, own_mute, report_cards
from fairserver.chat.messages import MutePerson, ReportMessage, Resolve, UnmutePerson
from fairserver.chat.records import Message, Mute, Report
from fairserver.door import Door, permit_inside
from fairserver.errors import FairError
from fairserver.journal import Change, Unit
from fairserver.people import actions as people
from fairserver.people.permissions import Context
from fairserver.programmes import actions as programmes
from fairserver.wire import Nothing

REMEDY_MINUTES = 30  # "mute" as the answer to a report


async def report(door: Door, request: ReportMessage) -> Nothing:
    unit = door.unit
    message = await unit.session.get_one(Message, request.message)
    permit_inside(door, (await programmes.find_place(unit.session, message.place_id)).scope)
    seen = select(Report.id).where(Report.message_id == message.id, Report.reporter_id == door.who.person)
    if message.deleted_at is not None or await unit.session.scalar(seen):
        return Nothing()
    row = Report(
        edition_id=door.context.edition,
        message_id=message.id,
        reporter_id=door.who.person,
        reporter_name=door.who.name,
        reason=request.reason,
        text=message.text,
        at=unit.now,
    )
    unit.session.add(row)
    await unit.session.flush()
    await _tell_report(unit, "chat.reported", row)
    subject = f"message:{message.id}"
    await audit.write(unit, door.who.named, row.edition_id, "chat.report", subject, reason=request.reason)
    return Nothing()


async def about_report(session: AsyncSession, request: Resolve) -> Context:
    row = await session.get(Report, request.report)
    if row is None:
        raise FairError("message.gone")
    return Context(edition=row.edition_id)


async def resolve(door: Door, request: Resolve) -> Nothing:
    """The remedy and the answer in one unit."""
    row = await door.unit.session.get_one(Report, request.report)
    message = await door.unit.session.get_one(Message, row.message_id)
    if request.outcome == "deleted":
        await actions.delete(door, message)
    elif request.outcome == "muted":
        await _mute(door, message.place_id, message.person_id, REMEDY_MINUTES)
    row.outcome = request.outcome
    await _tell_report(door.unit, "report.resolved", row)
    subject = f"report:{row.id}"
    await audit.write(door.unit, door.who.named, row.edition_id, "report.resolve", subject, outcome=request.outcome)
    return Nothing()


async def _tell_report(unit: Unit, type_: str, row: Report) -> None:
    put = {"reports": await report_cards(unit.session, [row])}
    unit.tell({f"edition:{row.edition_id}/desk": Change(type_, put=put)})


async def about_mute(session: AsyncSession, request: MutePerson | UnmutePerson) -> Context:
    await people.find(session, request.person)
    return (await programmes.find_place(session, request.place)).context()


async def mute(door: Door, request: MutePerson) -> Nothing:
    await _mute(door, request.place, request.person, request.minutes)
    return Nothing()


async def _mute(door: Door, place_id: int, person_id: int, minutes: int) -> None:
    unit = door.unit
    until = unit.now + timedelta(minutes=minutes)
    target = await people.find(unit.session, person_id)
    place = await programmes.find_place(unit.session, place_id)
    row = await unit.session.merge(
        Mute(
            place_id=place_id,
            person_id=person_id,
            edition_id=place.edition,
            name=target.name,
            until=until,
        )
    )
    await unit.session.flush()
    key = f"unmute:{place_id}:{person_id}"
    await due.cancel(unit, key)
    await due.add(unit, "fair", until, "chat.unmute", key, place=place_id, person=person_id)
    await _tell_mute(unit, row)
    details = {"minutes": minutes, "name": target.name, "place": place_id}
    await audit.write(unit, door.who.named, place.edition, "chat.mute", f"person:{person_id}", **details)


async def unmute(door: Door, request: UnmutePerson) -> Nothing:
    if await lift(door.unit, request.place, request.person):
        subject = f"person:{request.person}"
        await audit.write(door.unit, door.who.named, door.context.edition, "chat.unmute", subject, place=request.place)
        await due.cancel(door.unit, f"unmute:{request.place}:{request.person}")
    return Nothing()


async def lift(unit: Unit, place_id: int, person_id: int) -> bool:
    """End a mute and tell; False when there was none."""
    gone = await unit.session.execute(
        delete(Mute).where(Mute.place_id == place_id, Mute.person_id == person_id).returning(Mute.person_id)
    )
    if gone.first() is None:
        return False
    place = await programmes.find_place(unit.session, place_id)
    unit.tell(
        {
            f"person:{person_id}": Change("chat.unmuted", drop={"mutes": [str(place_id)]}),
            place.desk: Change("chat.unmuted", drop={"mutes": [f"{place_id}:{person_id}"]}),
        }
    )
    return True


async def _tell_mute(unit: Unit, row: Mute) -> None:
    unit.tell(
        {
            f"person:{row.person_id}": Change("chat.muted", put={"mutes": {str(row.place_id): own_mute(row)}}),
            f"edition:{row.edition_id}/desk": Change(
                "chat.muted", put={"mutes": await mute_cards(unit.session, [row])}
            ),
        }
    )
