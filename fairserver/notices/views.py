"""The notices of an edition as its people get them."""

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.wire_types import Bilingual
from fairserver.delivery.journal import WINDOWS, State, fair_time
from fairserver.notices.messages import NoticeCard
from fairserver.notices.tables import Notice


async def notices_state(session: AsyncSession, edition: int) -> State:
    """The state of the scope `edition:{}/notices`: the newest that are neither over nor withdrawn."""
    rows = await session.scalars(
        select(Notice)
        .where(
            Notice.edition_id == edition,
            Notice.withdrawn_at.is_(None),
            or_(Notice.until.is_(None), Notice.until > fair_time(session)),
        )
        .order_by(Notice.id.desc())
        .limit(WINDOWS["notices"])
    )
    return {"notices": {str(row.id): notice_card(row) for row in rows}}


def notice_card(row: Notice) -> dict[str, Any]:
    """A notice as the people of its edition get it."""
    return NoticeCard.model_validate(
        {
            "id": row.id,
            "place": row.place_id,
            "role": row.role,
            "text": Bilingual(**row.text),
            "at": row.at,
            "until": row.until,
        }
    ).out()
