"""What a follower of a scope gets first: the changes it missed, or the whole state.

Requests of the same moment are answered by one query. A state is read and encoded once for all who begin to follow at
the same number: whoever may read a scope may read every byte of it, so they may share it.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from fairserver.access.permissions import Resource
from fairserver.base.dataloader import DataLoader
from fairserver.base.errors import FairError
from fairserver.base.wire_types import EncodedJson, ResumePoint
from fairserver.delivery.journal import Journal, NumberedChange, head, heads, since
from fairserver.realtime.messages import ChangeMessage, Followed
from fairserver.realtime.scopes import ScopeKinds

SHARED_SECONDS = 5.0  # a state is shared no longer than this: loading a season file changes more than it tells
STATES_AT_ONCE = 50  # of one kind; putting more together would hold the event loop

Position = tuple[str, int]  # epoch and number of the last change
Resume = tuple[str, ResumePoint]  # a scope, and the last change its follower has


@dataclass(frozen=True)
class Snapshot:
    """The encoded state of a scope at a position, shared until this monotonic time (seconds)."""

    position: Position
    state: EncodedJson
    until: float


class Snapshots:
    """Reads scopes for those who begin to follow them."""

    def __init__(
        self,
        journal: Journal,
        scopes: ScopeKinds,
        newest: Callable[[str], Awaitable[Position]],
        monotonic: Callable[[], float],
    ) -> None:
        """`newest`: the position of a scope's last committed change."""
        self._journal = journal
        self._scopes = scopes
        self._newest = newest
        self._monotonic = monotonic
        self._shared: dict[str, Snapshot] = {}
        self._resources = DataLoader("scope resources", self._load_resources)
        self._states: dict[str, DataLoader[str, Snapshot]] = {}  # by kind: a long list keeps no booth waiting
        self._missed = DataLoader("missed changes", self._load_missed)

    async def resource(self, scope: str) -> Resource:
        """What the permission to read the scope is asked on. Raises what the scope's `about` raises."""
        return await self._resources.load(scope)

    async def follow(self, scope: str, after: ResumePoint | None) -> Followed:
        """The changes after `after` if the journal has all of them, else the state.

        Call it only after `Connection.follow`, so that no change is missed between the snapshot and the first change
        that is sent. Raises scope.unknown and busy.
        """
        if after and (missed := await self._missed.load((scope, after))):
            (epoch, seq), changes = missed
            return Followed(scope=scope, epoch=epoch, seq=seq, events=[as_message(change) for change in changes])
        snapshot = await self._snapshot(scope)
        epoch, seq = snapshot.position
        return Followed(scope=scope, epoch=epoch, seq=seq, state=snapshot.state)

    async def _snapshot(self, scope: str) -> Snapshot:
        kind, _number = self._scopes.find(scope)
        shared = self._shared.get(scope)
        if shared and self._monotonic() < shared.until and shared.position == await self._newest(scope):
            return shared
        if kind.pattern not in self._states:
            self._states[kind.pattern] = DataLoader(f"snapshots of {kind.pattern}", self._load_states, STATES_AT_ONCE)
        return await self._states[kind.pattern].load(scope)

    async def _load_resources(self, scopes: list[str]) -> Mapping[str, Resource | FairError]:
        found: dict[str, Resource | FairError] = {}
        async with self._journal.reading() as unit:
            for scope in scopes:
                try:
                    kind, number = self._scopes.find(scope)
                    found[scope] = await kind.about(unit.session, number)
                except FairError as unknown:
                    found[scope] = unknown
        return found

    async def _load_missed(self, asked: list[Resume]) -> Mapping[Resume, tuple[Position, list[NumberedChange]] | None]:
        """The changes after each point; None where the journal does not have all of them."""
        found: dict[Resume, tuple[Position, list[NumberedChange]] | None] = {}
        async with self._journal.reading() as unit:
            for scope, after in asked:
                changes = await since(unit.session, scope, after.epoch, after.seq)
                position = await head(unit.session, scope)
                found[scope, after] = None if changes is None else (position, changes)
        return found

    async def _load_states(self, scopes: list[str]) -> Mapping[str, Snapshot]:
        """The states of several scopes of one kind."""
        kind, _number = self._scopes.find(scopes[0])
        numbers = {scope: self._scopes.find(scope)[1] for scope in scopes}
        async with self._journal.reading() as unit:
            positions = dict.fromkeys(scopes, ("", 0)) | await heads(unit.session, scopes)
            states = await kind.snapshots(unit.session, list(numbers.values()))
        until = self._monotonic() + SHARED_SECONDS
        found = {
            scope: Snapshot(positions[scope], EncodedJson(states[number]), until) for scope, number in numbers.items()
        }
        if not kind.personal:
            self._shared |= found
        return found


def as_message(change: NumberedChange) -> ChangeMessage:
    """A change as the `change` event carries it."""
    return ChangeMessage(
        scope=change.scope, epoch=change.epoch, seq=change.seq, type=change.type, put=change.put, drop=change.drop
    )
