"""Reporting messages and answering reports. Each step and its line in the audit are one transaction."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.chat.messages import ReportMessage, Resolve
from fairserver.chat.mutes import mute_in
from fairserver.chat.say_and_delete import delete_row
from fairserver.chat.tables import Message, Report
from fairserver.chat.views import report_cards
from fairserver.delivery.journal import Change, Journal, UnitOfWork
from fairserver.jobs import scheduled
from fairserver.people import queries as people
from fairserver.programmes.rules import PlaceFacts
from fairserver.realtime.context import SocketContext
from fairserver.realtime.scopes import ScopeKinds

QUOTED_FOR = timedelta(days=90)  # after its answer a report still quotes the message, for an appeal
QUOTED_UNANSWERED = timedelta(days=365)  # a report that nobody answers quotes it for so long
FORGET_QUOTE = "report.forget_quote"  # the kind of the job that ends this
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
    await _add(unit, row)
    subject = f"message:{message.id}"
    await audit.write(unit, ctx.principal.named, row.edition_id, "chat.report", subject, reason=request.reason)
    return Nothing()


async def report_person(ctx: SocketContext, place: int, person: int, reason: str, text: str) -> None:
    """Report a person in a place to the moderators, without a message; `text`: what the report says."""
    unit = ctx.unit
    row = Report(
        edition_id=ctx.resource.edition,
        person_id=person,
        name=(await people.find(unit.session, person)).name,
        place_id=place,
        reporter_id=ctx.principal.person,
        reporter_name=ctx.principal.name,
        reason=reason,
        text=text,
        at=unit.now,
    )
    await _add(unit, row)
    subject = f"report:{row.id}"
    await audit.write(unit, ctx.principal.named, row.edition_id, "talk.report", subject, reason=reason)


async def _add(unit: UnitOfWork, row: Report) -> None:
    """Write a report and tell the desk; what it quotes is forgotten if nobody answers it."""
    unit.session.add(row)
    await unit.session.flush()
    await _forget_at(unit, row, unit.wall + QUOTED_UNANSWERED)
    await _announce_report(unit, "chat.reported", row)


async def about_report(session: AsyncSession, request: Resolve) -> Resource:
    """The edition in which something was reported. Raises report.unknown."""
    row = await session.get(Report, request.report)
    if row is None:
        raise FairError("report.unknown")
    return Resource(edition=row.edition_id)


async def resolve(ctx: SocketContext, request: Resolve) -> Nothing:
    """Answer a report, and carry the answer out: delete the message, mute its author, or neither."""
    row = await ctx.unit.session.get_one(Report, request.report)
    message = await ctx.unit.session.get(Message, row.message_id) if row.message_id else None
    if request.outcome == "deleted" and message:
        await delete_row(ctx, message)
    elif request.outcome == "muted":
        place, person = (message.place_id, message.person_id) if message else (row.place_id, row.person_id)
        await mute_in(ctx, place or 0, person or 0, REPORT_MUTE_MINUTES)
    row.outcome = request.outcome
    await _forget_at(ctx.unit, row, ctx.unit.wall + QUOTED_FOR)
    await _announce_report(ctx.unit, "report.resolved", row)
    subject = f"report:{row.id}"
    await audit.write(ctx.unit, ctx.principal.named, row.edition_id, "report.resolve", subject, outcome=request.outcome)
    return Nothing()


async def _forget_at(unit: UnitOfWork, row: Report, at: datetime) -> None:
    """Schedule the end of what a report quotes, in place of an end that was scheduled before."""
    key = f"{FORGET_QUOTE}:{row.id}"
    await scheduled.cancel(unit, key)
    await scheduled.add(unit, "wall", at, FORGET_QUOTE, key, report=row.id)


async def forget_quote(data: dict[str, Any], *, journal: Journal) -> None:
    """The job that follows a report (`data["report"]`): delete what it quotes, and tell the desk."""
    async with journal.writing() as unit:
        row = await unit.session.get(Report, data["report"])
        if row is not None and row.text:
            row.text = ""
            unit.forget_former()
            await _announce_report(unit, "report.forgotten", row)


async def _announce_report(unit: UnitOfWork, type_: str, row: Report) -> None:
    put = {"reports": await report_cards(unit.session, [row])}
    unit.tell({f"edition:{row.edition_id}/desk": Change(type_, put=put)})
