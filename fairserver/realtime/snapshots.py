"""What a scope holds, as who comes in gets it: read and encoded once for all who come in at the same number.

Whoever may read a scope may read every byte of it, so what was read for one may be given to the next.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from fairserver.access.permissions import Resource
from fairserver.base.dataloader import DataLoader
from fairserver.base.errors import FairError
from fairserver.base.wire_types import EncodedJson, ResumePoint
from fairserver.delivery.journal import Journal, NumberedChange, head, since
from fairserver.realtime.context import ScopeKind, find_scope

LASTS_SECONDS = 5.0  # a season file loaded meanwhile changes much and tells nobody

READERS_MOST = 8  # at once; more would wait for the database's connections, and give up

Position = tuple[str, int]  # epoch and number
Asked = tuple[str, ResumePoint]


@dataclass(frozen=True)
class Snapshot:
    position: Position
    state: EncodedJson
    until: float


class Snapshots:
    def __init__(
        self,
        journal: Journal,
        scopes: tuple[ScopeKind, ...],
        newest: Callable[[str], Awaitable[Position]],
        clock: Callable[[], float],
    ) -> None:
        """`newest`: the position of a scope's last change."""
        self._journal = journal
        self._scopes = scopes
        self._newest = newest
        self._clock = clock
        self._kept: dict[str, Snapshot] = {}
        self._contexts = DataLoader("contexts", self._look_about)
        self._states = DataLoader("states", self._look_at)
        self._readers = asyncio.Semaphore(READERS_MOST)
        self._missed = DataLoader("missed", self._look_since)

    async def about(self, scope: str) -> Resource:
        """What permission to read it is asked with."""
        return await self._contexts.ask(scope)

    async def _look_about(self, scopes: list[str]) -> Mapping[str, Resource | FairError]:
        found: dict[str, Resource | FairError] = {}
        async with self._journal.reading() as unit:
            for scope in scopes:
                kind, number = find_scope(self._scopes, scope)
                try:
                    found[scope] = await kind.about(unit.session, number)
                except FairError as unknown:
                    found[scope] = unknown
        return found

    async def missed(self, scope: str, after: ResumePoint) -> tuple[Position, list[NumberedChange]] | None:
        """What came after; None when only the state will do."""
        return await self._missed.ask((scope, after))

    async def _look_since(self, asked: list[Asked]) -> Mapping[Asked, tuple[Position, list[NumberedChange]] | None]:
        found: dict[Asked, tuple[Position, list[NumberedChange]] | None] = {}
        async with self._journal.reading() as unit:
            for scope, after in asked:
                frames = await since(unit.session, scope, after.epoch, after.seq)
                position = await head(unit.session, scope)
                found[scope, after] = None if frames is None else (position, frames)
        return found

    async def get(self, scope: str) -> Snapshot:
        """For one who follows it already, so that every later change is delivered to that one too."""
        if not find_scope(self._scopes, scope)[0].is_place:
            async with self._readers:  # what is one person's nobody shares
                return (await self._look_at([scope]))[scope]
        kept = self._kept.get(scope)
        if kept and self._clock() < kept.until and kept.position == await self._newest(scope):
            return kept
        return await self._states.ask(scope)

    async def _look_at(self, scopes: list[str]) -> Mapping[str, Snapshot]:
        found = {}
        async with self._journal.reading() as unit:
            for scope in scopes:
                kind, number = find_scope(self._scopes, scope)
                position = await head(unit.session, scope)
                state = EncodedJson(await kind.snapshot(unit.session, number))
                found[scope] = Snapshot(position, state, self._clock() + LASTS_SECONDS)
                if kind.is_place:
                    self._kept[scope] = found[scope]
        return found
