"""What this process does when it may have missed messages of other processes: after an outage of the bus."""

from datetime import timedelta

from fairserver.base.background import BackgroundTasks
from fairserver.base.clocks import Clocks
from fairserver.delivery.journal import Journal
from fairserver.jobs.scheduled import Scheduler
from fairserver.presence.attendance import AttendanceRecorder
from fairserver.realtime.subscriptions import Subscriptions
from fairserver.sockets.permission_recheck import PermissionRecheck
from fairserver.sockets.server import Sockets
from fairserver.storage.installation import load_offset


class Resynchroniser:
    """Brings changes, the fair clock and grants in this process up to date with the database."""

    def __init__(
        self,
        journal: Journal,
        clocks: Clocks,
        subscriptions: Subscriptions,
        sockets: Sockets,
        permissions: PermissionRecheck,
        attendance: AttendanceRecorder,
        scheduler: Scheduler,
    ) -> None:
        self._journal = journal
        self._clocks = clocks
        self._subscriptions = subscriptions
        self._sockets = sockets
        self._permissions = permissions
        self._attendance = attendance
        self._scheduler = scheduler
        self._tasks = BackgroundTasks()

    async def stop(self) -> None:
        await self._tasks.finish()

    async def bus_reconnected(self) -> None:
        """Read again what others may have changed meanwhile: scopes, the fair clock, grants and logins."""
        await self._subscriptions.compare()
        async with self._journal.reading() as unit:
            offset = await load_offset(unit.session)
        if offset // timedelta(milliseconds=1) != self._clocks.offset_ms:
            await self.move_clock(offset // timedelta(milliseconds=1))
        self._tasks.start(self._permissions.recheck_all())

    async def move_clock(self, offset_ms: int) -> None:
        """The handler of the signal `clock.moved`: move the clock of this process and tell its pages."""
        async with self._journal.writing() as unit:
            await self._attendance.move_clock(unit, timedelta(milliseconds=offset_ms))
        await self._sockets.tell_clock()
        await self._scheduler.look()
