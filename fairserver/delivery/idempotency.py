"""Idempotent requests: the page gives each request that changes something an id.

The reply is stored under that id in the transaction of the change. When the page sends the request again, because it
never got the reply, it gets the stored reply and nothing is changed a second time.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, and_, bindparam, delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from fairserver.base.errors import FairError
from fairserver.delivery.journal import UnitOfWork
from fairserver.delivery.journal_writes import Reply
from fairserver.storage.database import Base
from fairserver.storage.delete_oldest import delete_oldest

KEPT = timedelta(days=2)  # stored replies older than this are deleted


class StoredReply(Base):
    """The reply to one request of one person, and a digest of what was requested."""

    __tablename__ = "received"
    person_id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    reply: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(index=True)


def digest(event: str, request: dict[str, Any]) -> str:
    """A SHA-256 of the request's name and fields, in hexadecimal: equal for the same request sent again."""
    return hashlib.sha256(json.dumps([event, request], sort_keys=True).encode()).hexdigest()


@dataclass(frozen=True)
class EarlierReply:
    """The reply that a request id got before, and the digest of the request that it came with."""

    digest: str
    reply: dict[str, Any]

    def again(self, content: str) -> dict[str, Any]:
        """The same reply. `content`: the digest of the request that has the id now. Raises request.id_reused when it is
        another one.
        """
        if self.digest != content:
            raise FairError("request.id_reused")
        return self.reply


def with_stored_reply(query: Select[*tuple[Any, ...]], person: InstrumentedAttribute[int]) -> Select[*tuple[Any, ...]]:
    """The query with two columns more: digest and reply that the person in this column got to the request `request`, a
    parameter; NULL for a request that was not answered yet.
    """
    same = and_(StoredReply.person_id == person, StoredReply.request_id == bindparam("request"))
    return query.add_columns(StoredReply.digest, StoredReply.reply).outerjoin(StoredReply, same)


def remember(unit: UnitOfWork, person: int, request_id: str, content: str, reply: dict[str, Any]) -> None:
    """Store the reply. When two workers run the same request at once, the commit of the second one raises
    IntegrityError on the primary key, and running it again finds the reply of the first.
    """
    unit.reply = Reply(person, request_id, content, reply)


async def trim(unit: UnitOfWork) -> int:
    """Delete some of the stored replies older than KEPT, and return how many."""
    return await delete_oldest(unit.session, StoredReply, StoredReply.at, unit.wall - KEPT)


async def forget_replies(session: AsyncSession, person: int) -> None:
    """Delete the stored replies to this person's requests."""
    await session.execute(delete(StoredReply).where(StoredReply.person_id == person))
