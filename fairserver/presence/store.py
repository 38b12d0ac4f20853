"""Who is where now, for pages: people, not connections. One interface, with one implementation for a single process
and one for several (`redis_store`).

Places are named by their paths (`programmes.place_names`). Each process alone knows its own connections, and reports
joins and leaves; both may be reported twice. Figures are never computed from here, but from attendance.
"""

import asyncio
import time
from collections.abc import Callable
from typing import Protocol

from fairserver.presence.local_presence import LocalPresence, PeopleInPlace
from fairserver.programmes.place_names import enclosing, lies_in

COALESCE_SECONDS = 0.25  # changes within this time are announced together

# Called with a version and, for every changed path, the number of counted people in it. Versions only grow.
OnUpdate = Callable[[int, dict[str, int]], None]


class Presence(Protocol):
    """Who is in which place, over all processes.

    `version`: that of the newest update. What is read now is at least as new.
    """

    @property
    def version(self) -> int: ...

    async def start(self, on_update: OnUpdate) -> None:
        """`on_update`: called soon after counts changed, whichever process changed them."""

    async def stop(self) -> None:
        """Take this process's people out."""

    def join(self, path: str, person: int, connection: str, *, counted: bool) -> None:
        """A connection of this process enters a place. `counted`: as audience."""

    def leave(self, path: str, person: int, connection: str) -> None:
        """A connection of this process leaves a place."""

    def touch(self, path: str) -> None:
        """Announce a path although nobody came or went, because what is shown of its people has changed."""

    async def people_in(self, path: str) -> PeopleInPlace:
        """The people of all processes who are in the place."""

    async def counts(self, under: str) -> dict[str, int]:
        """Counted people in `under` and in every path inside it; a path without any is missing."""

    def paths_of(self, person: int) -> set[str]:
        """The paths that the person is in by a connection of this process."""


class MemoryPresence:
    """The presence of a single process."""

    def __init__(self) -> None:
        self._local = LocalPresence()
        # Milliseconds since 1970: greater than any version of an earlier process. Pages ignore smaller versions.
        self.version = time.time_ns() // 1_000_000
        self._changed: set[str] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._on_update: OnUpdate = lambda _version, _counts: None

    async def start(self, on_update: OnUpdate) -> None:
        self._on_update = on_update

    async def stop(self) -> None:
        if self._timer:
            self._timer.cancel()

    def join(self, path: str, person: int, connection: str, *, counted: bool) -> None:
        self._local.join(path, person, connection, counted=counted)
        for each in enclosing(path):
            self.touch(each)

    def leave(self, path: str, person: int, connection: str) -> None:
        self._local.leave(path, person, connection)
        for each in enclosing(path):
            self.touch(each)

    def touch(self, path: str) -> None:
        self._changed.add(path)
        if self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(COALESCE_SECONDS, self._announce)

    async def people_in(self, path: str) -> PeopleInPlace:
        return self._local.people_in(path)

    async def counts(self, under: str) -> dict[str, int]:
        found = {path: self._local.counted(path) for path in self._local.paths() if lies_in(path, under)}
        return {path: count for path, count in found.items() if count}

    def paths_of(self, person: int) -> set[str]:
        return self._local.paths_of(person)

    def _announce(self) -> None:
        self._timer = None
        self.version += 1
        changed, self._changed = self._changed, set()
        self._on_update(self.version, {path: self._local.counted(path) for path in changed})
