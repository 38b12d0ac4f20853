"""What screens are told of presence: coalesced, versioned, and allowed to be lost."""

from collections.abc import Awaitable, Callable
from typing import Protocol

from fairserver.journal import Journal
from fairserver.people.actions import representatives, visible_names
from fairserver.presence.messages import CountsMessage, HereMessage
from fairserver.presence.store import Presence
from fairserver.wire import Wire

NAMES_MOST = 60  # beyond that the page says how many more


class Emit(Protocol):
    def __call__(self, event: str, message: Wire, *, scope: str) -> Awaitable[None]: ...


class Announcer:
    def __init__(self, presence: Presence, journal: Journal, emit: Emit, followed: Callable[[str], bool]) -> None:
        """`followed(scope)`: whether a socket of this process follows it."""
        self._presence = presence
        self._journal = journal
        self._emit = emit
        self._followed = followed

    async def announce(self, version: int, counts: dict[str, int]) -> None:
        """One `counts` to each edition's hall, one `here` to each changed place that is watched here."""
        by_edition: dict[str, dict[str, int]] = {}
        for path, count in counts.items():
            by_edition.setdefault(edition_of(path), {})[scope_of(path)] = count
        for edition, changed in by_edition.items():
            if self._followed(edition):
                await self._emit("counts", CountsMessage(version=version, counts=changed), scope=edition)
        for path in counts:
            if path != edition_of(path) and self._followed(scope_of(path)):
                await self._emit("here", await self.here(path, version), scope=scope_of(path))

    async def here(self, path: str, version: int = 0) -> HereMessage:
        inside = await self._presence.inside(path)
        async with self._journal.reading() as unit:
            people = await visible_names(unit.session, inside.counted[-NAMES_MOST:], agreed_only=True)
            working = await representatives(unit.session, inside.others[-NAMES_MOST:])
            reps = await visible_names(unit.session, working, agreed_only=True)
        return HereMessage(
            scope=scope_of(path),
            version=version,
            count=len(inside.counted),
            people=people,
            reps=reps,
            working=len(working),
        )

    async def counts(self, path: str) -> dict[str, int]:
        """Everything the hall shows when one comes in."""
        edition = edition_of(path)
        if path != edition:
            return {}
        return {scope_of(each): count for each, count in (await self._presence.counts(edition)).items()}


def edition_of(path: str) -> str:
    return path.partition("/")[0]


def scope_of(path: str) -> str:
    return path.rpartition("/")[2]
