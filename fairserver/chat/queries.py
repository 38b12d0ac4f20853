"""What is read of messages by several parts of this subject."""

from collections.abc import Collection

from sqlalchemy import and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from fairserver.chat.tables import Message, ReadMark


async def unread_replies(session: AsyncSession, people: Collection[int]) -> list[tuple[int, Message]]:
    """The replies to messages of these people that they have not read, the oldest first, each with whom it answers."""
    answered = aliased(Message)
    mark = and_(ReadMark.person_id == answered.person_id, ReadMark.place_id == Message.place_id)
    rows = await session.execute(
        select(answered.person_id, Message)
        .join(answered, answered.id == Message.reply_to)
        .outerjoin(ReadMark, mark)
        .where(
            answered.person_id.in_(people),
            Message.person_id != answered.person_id,
            Message.deleted_at.is_(None),
            Message.id > func.coalesce(ReadMark.message_id, 0),
        )
        .order_by(Message.id)
    )
    return [(person, message) for person, message in rows]
