"""What the handler of a socket request gets, and the row that declares such a request."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Action, Resource
from fairserver.access.principal import Principal
from fairserver.base.wire_types import Wire
from fairserver.delivery.journal import UnitOfWork


class Connection(Protocol):
    """One socket, by its id, of one person and login. It follows scopes, and is in at most one place."""

    id: str
    person: int
    login: int
    closed: bool
    moving: asyncio.Lock  # held while it enters or leaves, so that a disconnect cannot come between the two halves

    async def follow(self, scope: str) -> None:
        """Send it every later change of the scope. Raises busy."""

    async def unfollow(self, scope: str) -> None:
        """Send it no more changes of the scope."""


@dataclass(frozen=True)
class LiveContext:
    """What the handler of a live request gets: who asks, over which connection, about what. It gets no unit of work;
    it opens one itself if it needs one.
    """

    principal: Principal
    connection: Connection
    resource: Resource


@dataclass(frozen=True)
class SocketContext:
    """What the handler of a read or write request gets: who asks, about what, and the open unit of work.

    `public_url`: the fair's own address, for links in mails.
    """

    principal: Principal
    resource: Resource
    unit: UnitOfWork
    public_url: str


ResourceOf = Callable[[AsyncSession, Any], Awaitable[Resource]]


async def about_requester(_session: AsyncSession, _request: Any) -> Resource:
    """The resource of a request that is about nothing but the person who asks."""
    return Resource()


@dataclass(frozen=True)
class SocketRequest:
    """One thing a page may ask over its socket.

    `actions`: any of these permits it on the resource that `about` finds; none where the handler checks by itself.
    `rate`: how often one person may ask, in the notation of the library limits ("5/10 seconds").
    `does`: `write` (one unit of work, answered once per request id), `read` (one snapshot), `live` (neither).
    `act`: the handler; its keyword-only parameters name the parts it uses (`base.dependencies`).
    """

    name: str
    request: type[Wire]
    reply: type[Wire]
    act: Callable[..., Awaitable[Wire]]
    about: ResourceOf
    actions: tuple[Action, ...]
    rate: str
    does: Literal["write", "read", "live"]
    example: Mapping[str, Any]
