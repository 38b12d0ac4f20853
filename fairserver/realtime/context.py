"""What a handler sees, and the rows of the tables both doors loop over."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Protocol

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Action, Grant, Resource, may
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Named, Wire
from fairserver.delivery.journal import State, UnitOfWork

if TYPE_CHECKING:
    from fairserver.app import App


@dataclass(frozen=True)
class Principal:
    """The signed-in person behind a request, with the grants as they are now."""

    person: int
    login: int
    name: str
    furigana: str
    grants: tuple[Grant, ...]

    @property
    def named(self) -> Named:
        return Named(id=self.person, name=self.name, furigana=self.furigana)

    def may(self, action: Action, resource: Resource) -> bool:
        return may(self.person, self.grants, action, resource)

    def roles_in(self, resource: Resource) -> set[str]:
        return {grant.role.value for grant in self.grants if grant.edition in (0, resource.edition)}


class Connection(Protocol):
    """One socket. It follows scopes, and is in at most one place."""

    id: str
    person: int
    login: int
    closed: bool
    moving: asyncio.Lock  # held while the connection walks, so that a disconnect cannot pass it half-way

    async def follow(self, scope: str) -> None: ...
    async def unfollow(self, scope: str) -> None: ...


@dataclass
class SocketContext:
    """`unit` is open for rows that read or write; rows that do both open their own."""

    fair: App
    principal: Principal
    connection: Connection | None = None
    unit: UnitOfWork = field(init=False)
    resource: Resource = field(default_factory=Resource)


ContextOf = Callable[[AsyncSession, Any], Awaitable[Resource]]


@dataclass(frozen=True)
class SocketRequest:
    """One thing a page may ask over its socket.

    `actions`: any of these permits it, asked with the context that `about` finds; none where the action asks itself.
    `rate`: how often one person may ask, as `limits` writes it ("5/10 seconds").
    `does`: write (one unit, answered once per request id), read (one snapshot), live (opens its own units).
    """

    name: str
    request: type[Wire]
    reply: type[Wire]
    act: Callable[[SocketContext, Any], Awaitable[Wire]]
    about: ContextOf
    actions: tuple[Action, ...]
    rate: str
    does: Literal["write", "read", "live"]
    example: Mapping[str, Any]


@dataclass(frozen=True)
class ScopeKind:
    """One kind of audience: who may read it, and what it holds now."""

    pattern: str  # "booth:{}", "edition:{}/desk"
    state: type[Wire]
    about: Callable[[AsyncSession, int], Awaitable[Resource]]
    action: Action
    snapshot: Callable[[AsyncSession, int], Awaitable[State]]
    changes: tuple[str, ...]  # the types of change it is told of
    is_place: bool = False  # followed by entering the place

    def match(self, scope: str) -> int | None:
        before, after = self.pattern.split("{}")
        middle = scope.removeprefix(before).removesuffix(after)
        fits = scope == f"{before}{middle}{after}" and middle.isascii() and middle.isdigit()
        return int(middle) if fits and len(middle) < 16 and not middle.startswith("0") else None


def find_scope(scopes: tuple[ScopeKind, ...], name: str) -> tuple[ScopeKind, int]:
    """The kind and the number of `booth:12`; raises scope.unknown."""
    for kind in scopes:
        if (found := kind.match(name)) is not None:
            return kind, found
    raise FairError("scope.unknown")


def permit(principal: Principal, actions: tuple[Action, ...], resource: Resource) -> None:
    if actions and not any(principal.may(action, resource) for action in actions):
        raise FairError("permission.denied")


def permit_in_place(ctx: SocketContext, scope: str) -> None:
    """What happens in a place is for those who may be in it: an edition's visitor is no talk's guest."""
    kind, _ = find_scope(ctx.fair.scopes, scope)
    permit(ctx.principal, (kind.action,), ctx.resource)
