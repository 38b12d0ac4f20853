"""A client's request carries an id it made: a resend gets the first answer again and changes nothing."""

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

KEPT = timedelta(days=2)


class StoredReply(Base):
    __tablename__ = "received"
    person_id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[str]
    reply: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(index=True)


def digest(event: str, request: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps([event, request], sort_keys=True).encode()).hexdigest()


async def earlier_reply(session: AsyncSession, person: int, request_id: str, seen: str) -> dict[str, Any] | None:
    """The reply this id got before; FairError when the id came with other content."""
    row = await session.get(StoredReply, (person, request_id))
    if row and row.digest != seen:
        raise FairError("request.id_reused")
    return row.reply if row else None


def remember(unit: UnitOfWork, person: int, request_id: str, seen: str, reply: dict[str, Any]) -> None:
    """Two workers racing with one id: the second commit fails on the primary key, and its resend finds the first."""
    unit.session.add(StoredReply(person_id=person, request_id=request_id, digest=seen, reply=reply, at=unit.wall))


async def forget(unit: UnitOfWork) -> None:
    await unit.session.execute(delete(StoredReply).where(StoredReply.at < unit.wall - KEPT))
