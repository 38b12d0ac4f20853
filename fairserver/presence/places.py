"""Entering and leaving places, for the connections of this process."""

from collections.abc import Collection
from datetime import datetime

import structlog

from fairserver.access.permissions import Grant, Resource
from fairserver.base.errors import FairError
from fairserver.base.wire_types import ResumePoint
from fairserver.presence.announcer import Announcer
from fairserver.presence.attendance import AttendanceRecorder, OpenAttendance
from fairserver.presence.capacities import Capacities
from fairserver.presence.messages import Entered
from fairserver.presence.rules import Capacity, works_here
from fairserver.presence.store import Presence
from fairserver.programmes.place_names import working
from fairserver.programmes.rules import PlaceFacts
from fairserver.realtime.context import Connection
from fairserver.realtime.snapshots import Snapshots

log = structlog.get_logger()


class Places:
    """Which connection is in which place; at most one. While it is there, it follows the place's scope, presence
    shows its person, and it has an open attendance interval.

    Who calls `enter` or `leave` holds the lock `moving` of the connection.
    """

    def __init__(
        self,
        attendance: AttendanceRecorder,
        capacities: Capacities,
        presence: Presence,
        announcer: Announcer,
        snapshots: Snapshots,
    ) -> None:
        self._attendance = attendance
        self._capacities = capacities
        self._presence = presence
        self._announcer = announcer
        self._snapshots = snapshots

    def of(self, connection: str) -> OpenAttendance | None:
        """Where this connection is, or None."""
        return self._attendance.of(connection)

    async def enter(self, connection: Connection, place: PlaceFacts, grants: Collection[Grant]) -> OpenAttendance:
        """Leave the place where the connection is, and enter this one as a person with these grants. Entering the same
        place again does nothing.

        Raises busy when the database does not answer; then the connection is in no place.
        """
        current = self.of(connection.id)
        if current is not None:
            if current.place == place.id:
                return current
            await self.leave(connection, "left")
        capacity = await self._capacities.of(grants, place.edition)
        entered = OpenAttendance(
            connection.person, place.id, place.edition, place.path, place.scope, connection.id, capacity, place.company,
            place.inside,
        )  # fmt: skip
        await connection.follow(place.scope)
        try:
            await self._attendance.begin(entered)
        except FairError:
            await connection.unfollow(place.scope)
            raise
        self._join(entered, grants)
        return entered

    def _join(self, current: OpenAttendance, grants: Collection[Grant]) -> None:
        """Show the person in presence, and among those who work there at the booth of the own company."""
        self._presence.join(current.path, current.person, current.connection, counted=current.capacity == "audience")
        booth = Resource(edition=current.edition, company=current.company, place=current.place)
        before, current.works_here = current.works_here, works_here(grants, booth)
        if current.works_here:
            self._presence.join(working(current.path), current.person, current.connection, counted=True)
        elif before:
            self._presence.leave(working(current.path), current.person, current.connection)

    async def recheck_capacity(self, connection: Connection, grants: Collection[Grant], at: datetime) -> None:
        """The grants or the running sessions changed at the fair time `at`: from then on the person attends in the
        capacity that follows from them. Raises busy when the database does not answer.
        """
        current = self.of(connection.id)
        if current is None:
            return
        capacity = await self._capacities.of(grants, current.edition)
        changed = capacity != current.capacity
        if changed:
            await self._attendance.change_capacity(current, capacity, at)
        if changed or current.company:
            self._join(current, grants)

    async def leave(self, connection: Connection, ended: str) -> None:
        """Leave the place where the connection is, if it is in one. `ended`: "left" (walked out) or "lost" (the
        connection was lost). Raises busy when the database does not answer; then only the attendance is not ended.
        """
        current = self.of(connection.id)
        if current is None:
            return
        self._presence.leave(current.path, current.person, current.connection)
        if current.works_here:
            self._presence.leave(working(current.path), current.person, current.connection)
        await connection.unfollow(current.scope)
        await self._attendance.end(current, ended)

    async def lost(self, connection: Connection) -> None:
        """The connection was lost: leave its place. Never raises: without the database the attendance interval ends at
        the last heartbeat, as after a kill.
        """
        try:
            await self.leave(connection, "lost")
        except FairError as error:
            log.warning("attendance.not_ended", code=error.code)

    async def state(self, place: PlaceFacts, capacity: Capacity, role: Capacity, after: ResumePoint | None) -> Entered:
        """The reply to a page that has entered the place in this capacity and with this role there: its state or the
        changes after `after`, and who is there.

        Raises busy when the database does not answer.
        """
        return Entered(
            **dict(await self._snapshots.follow(place.scope, after)),
            capacity=capacity,
            role=role,
            here=await self._announcer.here(place.path),
            counts=await self._announcer.counts(place.path),
        )
