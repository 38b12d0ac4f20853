"""Sending a notice, and taking it back."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.access.permissions import Resource
from fairserver.access.principal import permit
from fairserver.base.errors import FairError
from fairserver.base.text_cleaning import clean
from fairserver.base.wire_types import Nothing
from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.notices.messages import LONGEST, NoticeSent, SendNotice, WithdrawNotice
from fairserver.notices.permissions import NOTICE_SEND
from fairserver.notices.tables import Notice
from fairserver.notices.views import notice_card
from fairserver.programmes import queries as programmes
from fairserver.realtime.context import SocketContext


async def about_send(session: AsyncSession, request: SendNotice) -> Resource:
    """The place, or else the edition, that is told. Raises place.unknown, also for a place of another edition, and
    edition.unknown.
    """
    return await _about(session, request.edition, request.place)


async def about_notice(session: AsyncSession, request: WithdrawNotice) -> Resource:
    """The place, or else the edition, that was told. Raises notice.unknown."""
    row = await session.get(Notice, request.notice)
    if row is None:
        raise FairError("notice.unknown")
    return await _about(session, row.edition_id, row.place_id)


async def _about(session: AsyncSession, edition: int, place: int | None) -> Resource:
    if place is None:
        return await programmes.about_edition(session, edition)
    found = await programmes.find_place(session, place)
    if found.edition != edition or found.kind == "talk":
        raise FairError("place.unknown")
    return found.resource()


async def send(ctx: SocketContext, request: SendNotice) -> NoticeSent:
    """Tell them. Raises permission.denied for a moderator who would tell more than one place, text.empty and
    text.too_long.
    """
    unit = ctx.unit
    if request.place is None:
        permit(ctx.principal, (NOTICE_SEND,), ctx.resource)
    row = Notice(
        edition_id=request.edition,
        place_id=request.place,
        role=request.role,
        text={"ja": clean(request.text.ja, LONGEST), "en": clean(request.text.en, LONGEST)},
        at=unit.now,
        until=None if request.minutes is None else unit.now + timedelta(minutes=request.minutes),
    )
    unit.session.add(row)
    await unit.session.flush()
    put = {"notices": {str(row.id): notice_card(row)}}
    unit.tell({f"edition:{request.edition}/notices": Change("notice.sent", put=put)})
    await audit.write(unit, ctx.principal.named, request.edition, "notice.send", f"notice:{row.id}")
    return NoticeSent(notice=row.id)


async def withdraw(ctx: SocketContext, request: WithdrawNotice) -> Nothing:
    """Take a notice back: it leaves every page. Raises permission.denied as `send` does."""
    unit = ctx.unit
    row = await unit.session.get_one(Notice, request.notice)
    if row.place_id is None:
        permit(ctx.principal, (NOTICE_SEND,), ctx.resource)
    if row.withdrawn_at is None:
        row.withdrawn_at = unit.now
        gone = Change("notice.withdrawn", drop={"notices": [str(row.id)]})
        unit.tell({f"edition:{row.edition_id}/notices": gone})
        await audit.write(unit, ctx.principal.named, row.edition_id, "notice.withdraw", f"notice:{row.id}")
    return Nothing()


async def forget_place(unit: UnitOfWork, edition: int, place: int) -> None:
    """Delete the notices of a place that is about to be deleted."""
    gone = list(await unit.session.scalars(delete(Notice).where(Notice.place_id == place).returning(Notice.id)))
    if gone:
        drop = {"notices": [str(id_) for id_ in gone]}
        unit.tell({f"edition:{edition}/notices": Change("notice.withdrawn", drop=drop)})
