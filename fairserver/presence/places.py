"""Entering and leaving places, for the connections of this process: followed, counted on screens, and attended."""

import structlog

from fairserver.base.errors import FairError
from fairserver.base.wire_types import ResumePoint
from fairserver.presence.announcer import Announcer
from fairserver.presence.attendance import OpenStay, OpenStays
from fairserver.presence.messages import Entered
from fairserver.presence.rules import Capacity
from fairserver.presence.store import Presence
from fairserver.programmes.rules import PlaceFacts
from fairserver.realtime.context import Connection
from fairserver.realtime.snapshots import Snapshots

log = structlog.get_logger()


class Places:
    """A connection is in at most one place. While it is, it follows the place's scope, is counted by presence, and
    has an open attendance interval. The caller holds the connection's `moving`.
    """

    def __init__(self, stays: OpenStays, presence: Presence, announcer: Announcer, snapshots: Snapshots) -> None:
        self._stays = stays
        self._presence = presence
        self._announcer = announcer
        self._snapshots = snapshots

    def of(self, connection: str) -> OpenStay | None:
        """Where this connection is."""
        return self._stays.of(connection)

    async def enter(self, connection: Connection, place: PlaceFacts, capacity: Capacity) -> None:
        """Leaves the place it was in; once more into the same place changes nothing. Raises busy, and then the
        connection is in no place.
        """
        stay = self.of(connection.id)
        if stay is not None:
            if stay.place == place.id:
                return
            await self.leave(connection, "left")
        stay = OpenStay(connection.person, place.id, place.path, place.scope, connection.id, capacity)
        await connection.follow(place.scope)
        try:
            await self._stays.begin(stay)
        except FairError:
            await connection.unfollow(place.scope)
            raise
        self._presence.join(stay.path, stay.person, stay.connection, counted=capacity == "audience")

    async def leave(self, connection: Connection, ended: str) -> None:
        """Out of its place, if it is in one. `ended`: left (walked out) or lost (the connection went)."""
        stay = self.of(connection.id)
        if stay is None:
            return
        self._presence.leave(stay.path, stay.person, stay.connection)
        await connection.unfollow(stay.scope)
        await self._stays.end(stay, ended)

    async def lost(self, connection: Connection) -> None:
        """The connection went. Without the database its interval ends at the last beat, as after a kill."""
        try:
            await self.leave(connection, "lost")
        except FairError as away:
            log.warning("attendance.end", code=away.code)

    async def state(self, place: PlaceFacts, capacity: Capacity, after: ResumePoint | None) -> Entered:
        """What a page that has entered is shown."""
        return Entered(
            **dict(await self._snapshots.follow(place.scope, after)),
            capacity=capacity,
            here=await self._announcer.here(place.path),
            counts=await self._announcer.counts(place.path),
        )
