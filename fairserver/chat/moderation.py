"""Reporting messages, answering reports, and muting people. Each step and its line in the audit are one transaction."""

from datetime import timedelta

from sqlalchemy import delete, select

from fairserver.access import audit
from fairserver.base.wire_types import Nothing
from fairserver.chat.messages import MutePerson, ReportMessage, Resolve, UnmutePerson
from fairserver.chat.say_and_delete import delete_row
from fairserver.chat.tables import Message, Mute, Report
from fairserver.chat.views import mute_cards, own_mute, report_cards
from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.jobs import scheduled
from fairserver.people import queries as people
from fairserver.programmes import queries as programmes
from fairserver.programmes.rules import PlaceFacts
from fairserver.realtime.context import SocketContext
from fairserver.realtime.scopes import ScopeKinds

REPORT_MUTE_MINUTES = 30  # how long the answer "mute" to a report mutes


async def report(ctx: SocketContext, request: ReportMessage, *, scopes: ScopeKinds) -> Nothing:
    """Report a message to the moderators. A second report by the same person, and one of a deleted message, do nothing.

    Raises permission.denied for a place that the person may not enter.
    """
    unit = ctx.unit
    message = await unit.session.get_one(Message, request.message)
    scopes.permit(ctx.principal, PlaceFacts.of(ctx.resource).scope, ctx.resource)
    seen = select(Report.id).where(Report.message_id == message.id, Report.reporter_id == ctx.principal.person)
    if message.deleted_at is not None or await unit.session.scalar(seen):
        return Nothing()
    row = Report(
        edition_id=ctx.resource.edition,
        message_id=message.id,
        reporter_id=ctx.principal.person,
        reporter_name=ctx.principal.name,
        reason=request.reason,
        text=message.text,
        at=unit.now,
    )
    unit.session.add(row)
    await unit.session.flush()
    await _announce_report(unit, "chat.reported", row)
    subject = f"message:{message.id}"
    await audit.write(unit, ctx.principal.named, row.edition_id, "chat.report", subject, reason=request.reason)
    return Nothing()


async def resolve(ctx: SocketContext, request: Resolve) -> Nothing:
    """Answer a report, and carry the answer out: delete the message, mute its author, or neither."""
    row = await ctx.unit.session.get_one(Report, request.report)
    message = await ctx.unit.session.get_one(Message, row.message_id)
    if request.outcome == "deleted":
        await delete_row(ctx, message)
    elif request.outcome == "muted":
        await _mute(ctx, message.place_id, message.person_id, REPORT_MUTE_MINUTES)
    row.outcome = request.outcome
    await _announce_report(ctx.unit, "report.resolved", row)
    subject = f"report:{row.id}"
    await audit.write(ctx.unit, ctx.principal.named, row.edition_id, "report.resolve", subject, outcome=request.outcome)
    return Nothing()


async def _announce_report(unit: UnitOfWork, type_: str, row: Report) -> None:
    put = {"reports": await report_cards(unit.session, [row])}
    unit.tell({f"edition:{row.edition_id}/desk": Change(type_, put=put)})


async def mute(ctx: SocketContext, request: MutePerson) -> Nothing:
    """Forbid a person to write in a place for some minutes, from now. A new mute replaces a former one."""
    await _mute(ctx, request.place, request.person, request.minutes)
    return Nothing()


async def _mute(ctx: SocketContext, place_id: int, person_id: int, minutes: int) -> None:
    unit = ctx.unit
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
    await scheduled.cancel(unit, key)
    await scheduled.add(unit, "fair", until, "chat.unmute", key, place=place_id, person=person_id)
    await _announce_mute(unit, row)
    details = {"minutes": minutes, "name": target.name, "place": place_id}
    await audit.write(unit, ctx.principal.named, place.edition, "chat.mute", f"person:{person_id}", **details)


async def unmute(ctx: SocketContext, request: UnmutePerson) -> Nothing:
    """End a mute before its time. Without a mute, nothing is done."""
    if await lift(ctx.unit, request.place, request.person):
        subject = f"person:{request.person}"
        await audit.write(
            ctx.unit, ctx.principal.named, ctx.resource.edition, "chat.unmute", subject, place=request.place
        )
        await scheduled.cancel(ctx.unit, f"unmute:{request.place}:{request.person}")
    return Nothing()


async def lift(unit: UnitOfWork, place_id: int, person_id: int) -> bool:
    """End a mute, and tell the person and the desk. False when there was none."""
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


async def _announce_mute(unit: UnitOfWork, row: Mute) -> None:
    unit.tell(
        {
            f"person:{row.person_id}": Change("chat.muted", put={"mutes": {str(row.place_id): own_mute(row)}}),
            f"edition:{row.edition_id}/desk": Change(
                "chat.muted", put={"mutes": await mute_cards(unit.session, [row])}
            ),
        }
    )
