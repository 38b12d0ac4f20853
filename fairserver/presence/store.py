"""Who is where now, for screens: people, not connections. One interface, one implementation per way to run.

A path names a place inside its surroundings: being in `edition:5/booth:12` is being in `edition:5`.
Each process is the only authority on its own connections; join and leave may be called twice.
Reported figures never come from here but from attendance.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

COALESCE_SECONDS = 0.25

# version, and for every changed path the number of counted people in it
OnUpdate = Callable[[int, dict[str, int]], None]


@dataclass(frozen=True)
class Inside:
    """Person ids in a path: the counted (audience), and the others (representatives, staff)."""

    counted: list[int]
    others: list[int]


class Presence(Protocol):
    async def start(self, on_update: OnUpdate) -> None: ...
    async def stop(self) -> None: ...
    def join(self, path: str, person: int, connection: str, *, counted: bool) -> None: ...
    def leave(self, path: str, person: int, connection: str) -> None: ...
    def touch(self, path: str) -> None:
        """Announce a path again although nobody came or went: a name became visible, or stopped being so."""

    async def inside(self, path: str) -> Inside: ...
    async def counts(self, under: str) -> dict[str, int]:
        """Counted people in `under` and in every path below it."""

    def paths_of(self, person: int) -> set[str]:
        """Where this process has the person."""


class MemoryPresence:
    """One process, nothing to reconcile."""

    def __init__(self) -> None:
        self._people: dict[str, dict[int, dict[str, bool]]] = {}  # path → person → connection → counted
        self._version = 0
        self._changed: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._on_update: OnUpdate = lambda _version, _counts: None

    async def start(self, on_update: OnUpdate) -> None:
        self._on_update = on_update

    async def stop(self) -> None:
        if self._timer:
            self._timer.cancel()

    def join(self, path: str, person: int, connection: str, *, counted: bool) -> None:
        for each in surroundings(path):
            self._people.setdefault(each, {}).setdefault(person, {})[f"{connection} {path}"] = counted
            self.touch(each)

    def leave(self, path: str, person: int, connection: str) -> None:
        for each in surroundings(path):
            here = self._people.get(each, {})
            here.get(person, {}).pop(f"{connection} {path}", None)
            if person in here and not here[person]:
                del here[person]
            if not here:
                self._people.pop(each, None)
            self.touch(each)

    def touch(self, path: str) -> None:
        self._changed.add(path)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(COALESCE_SECONDS, self._announce)

    async def inside(self, path: str) -> Inside:
        people = self._people.get(path, {})
        counted = [person for person, as_ in people.items() if any(as_.values())]
        return Inside(counted, [person for person in people if person not in set(counted)])

    async def counts(self, under: str) -> dict[str, int]:
        below = f"{under}/"
        return {path: self._count(path) for path in self._people if path == under or path.startswith(below)}

    def paths_of(self, person: int) -> set[str]:
        return {path for path, people in self._people.items() if person in people}

    def _count(self, path: str) -> int:
        return sum(any(as_.values()) for as_ in self._people.get(path, {}).values())

    def _announce(self) -> None:
        self._timer = None
        self._version += 1
        changed, self._changed = self._changed, set()
        self._on_update(self._version, {path: self._count(path) for path in changed})


def surroundings(path: str) -> list[str]:
    """The path and everything it lies in."""
    parts = path.split("/")
    return ["/".join(parts[:end]) for end in range(1, len(parts) + 1)]
