"""Idempotent requests: the page gives each request that changes something an id.

The reply is stored under that id in the transaction of the change. When the page sends the request again, because it
never got the reply, it gets the stored reply and nothing is changed a second time.
"""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped, mapped_column

from fairserver.base.errors import FairError
from fairserver.delivery.journal import UnitOfWork
from fairserver.storage.database import Base

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


async def earlier_reply(session: AsyncSession, person: int, request_id: str, content: str) -> dict[str, Any] | None:
    """The reply that this id got before, or None. `content`: the request's digest.

    Raises request.id_reused when the id came before with other content.
    """
    row = await session.get(StoredReply, (person, request_id))
    if row and row.digest != content:
        raise FairError("request.id_reused")
    return row.reply if row else None


def remember(unit: UnitOfWork, person: int, request_id: str, content: str, reply: dict[str, Any]) -> None:
    """Store the reply. When two workers run the same request at once, the commit of the second one raises
    IntegrityError on the primary key, and running it again finds the reply of the first.
    """
    unit.session.add(StoredReply(person_id=person, request_id=request_id, digest=content, reply=reply, at=unit.wall))


async def forget(unit: UnitOfWork) -> None:
    """Delete stored replies older than KEPT."""
    await unit.session.execute(delete(StoredReply).where(StoredReply.at < unit.wall - KEPT))


async def forget_replies(session: AsyncSession, person: int) -> None:
    """Delete the stored replies to this person's requests."""
    await session.execute(delete(StoredReply).where(StoredReply.person_id == person))
