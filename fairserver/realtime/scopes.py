"""The kinds of scope: for each, who may read it and what it holds.

A scope is an audience (`booth:12`, `edition:5/desk`, `person:7`). Whoever may read it may read every byte of it.
"""

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Action, Resource
from fairserver.access.principal import Principal, permit
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Wire
from fairserver.delivery.journal import State

States = Callable[[AsyncSession, Collection[int]], Awaitable[Mapping[int, State]]]


def one_by_one(snapshot: Callable[[AsyncSession, int], Awaitable[State]]) -> States:
    """Of a function that reads the state of one scope, one that reads several, one after the other."""

    async def snapshots(session: AsyncSession, numbers: Collection[int]) -> Mapping[int, State]:
        return {number: await snapshot(session, number) for number in numbers}

    return snapshots


@dataclass(frozen=True)
class ScopeKind:
    """One kind of scope, declared by the subject it belongs to.

    `pattern`: its name with {} for the number. `action` is asked on the resource that `about` finds for the number.
    `snapshots`: the states now of the scopes with these numbers, each by collection and id; `one_by_one` makes it of a
    function that reads one. `changes`: the types of change it is told of.
    `personal`: one person follows it, so that its state is not kept to be shared.
    `is_place`: followed by entering the place, so that everybody who sees what happens there is counted.
    """

    pattern: str
    state: type[Wire]
    about: Callable[[AsyncSession, int], Awaitable[Resource]]
    action: Action
    snapshots: States
    changes: tuple[str, ...]
    is_place: bool = False
    personal: bool = False

    def match(self, scope: str) -> int | None:
        """The number in a scope's name, or None when the name is of another kind."""
        before, after = self.pattern.split("{}")
        middle = scope.removeprefix(before).removesuffix(after)
        fits = scope == f"{before}{middle}{after}" and middle.isascii() and middle.isdigit()
        return int(middle) if fits and len(middle) < 16 and not middle.startswith("0") else None


class ScopeKinds:
    """Every kind of scope there is."""

    def __init__(self, kinds: Iterable[ScopeKind]) -> None:
        self._kinds = tuple(kinds)

    def find(self, name: str) -> tuple[ScopeKind, int]:
        """The kind and the number of a scope's name. Raises scope.unknown."""
        for kind in self._kinds:
            if (number := kind.match(name)) is not None:
                return kind, number
        raise FairError("scope.unknown")

    def permit(self, principal: Principal, scope: str, resource: Resource) -> None:
        """Raises permission.denied unless the person may read the scope, which is about `resource`."""
        permit(principal, (self.find(scope)[0].action,), resource)
