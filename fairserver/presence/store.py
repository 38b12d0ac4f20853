"""Who is where now, for screens: people, not connections. One interface, one implementation per way to run.

A path names a place inside its surroundings: being in `edition:5/booth:12` is being in `edition:5`.
Each process is the only authority on its own connections; join and leave may be called twice.
Reported figures never come from here but from attendance.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Protocol

from fairserver.presence.local_presence import Inside, LocalPresence, lies_in, surroundings

COALESCE_SECONDS = 0.25

# version, and for every changed path the number of counted people in it
OnUpdate = Callable[[int, dict[str, int]], None]


class Presence(Protocol):
    async def start(self, on_update: OnUpdate) -> None: ...
    async def stop(self) -> None: ...
    def join(self, path: str, person: int, connection: str, *, counted: bool) -> None: ...
    def leave(self, path: str, person: int, connection: str) -> None: ...
    def touch(self, path: str) -> None:
        """Announce a path again although nobody came or went: a name became visible, or stopped being so."""

    async def inside(self, path: str) -> Inside:
        """People of all processes."""

    async def counts(self, under: str) -> dict[str, int]:
        """Counted people in `under` and in every path below it, where there are any."""

    def paths_of(self, person: int) -> set[str]:
        """Where this process has the person."""


class MemoryPresence:
    """One process, nothing to reconcile."""

    def __init__(self) -> None:
        self._here = LocalPresence()
        self._version = time.time_ns() // 1_000_000  # above those of the process before: pages ignore older ones
        self._changed: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._on_update: OnUpdate = lambda _version, _counts: None

    async def start(self, on_update: OnUpdate) -> None:
        self._on_update = on_update

    async def stop(self) -> None:
        if self._timer:
            self._timer.cancel()

    def join(self, path: str, person: int, connection: str, *, counted: bool) -> None:
        self._here.join(path, person, connection, counted=counted)
        for each in surroundings(path):
            self.touch(each)

    def leave(self, path: str, person: int, connection: str) -> None:
        self._here.leave(path, person, connection)
        for each in surroundings(path):
            self.touch(each)

    def touch(self, path: str) -> None:
        self._changed.add(path)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(COALESCE_SECONDS, self._announce)

    async def inside(self, path: str) -> Inside:
        return self._here.inside(path)

    async def counts(self, under: str) -> dict[str, int]:
        found = {path: self._here.counted(path) for path in self._here.paths() if lies_in(path, under)}
        return {path: count for path, count in found.items() if count}

    def paths_of(self, person: int) -> set[str]:
        return self._here.paths_of(person)

    def _announce(self) -> None:
        self._timer = None
        self._version += 1
        changed, self._changed = self._changed, set()
        self._on_update(self._version, {path: self._here.counted(path) for path in changed})
