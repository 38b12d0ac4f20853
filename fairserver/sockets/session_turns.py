"""Sessions begin and end: who has a role in one attends in another capacity from that second on.

Every process looks for itself, each second, which sessions began or ended since it looked last. So nothing has to be
kept for a session that is moved, and after an outage of the database the same look is made again.
"""

from datetime import timedelta

from fairserver.base.periodic import Periodic
from fairserver.delivery.journal import Journal
from fairserver.people import grants
from fairserver.programmes.running_sessions import turns_between
from fairserver.sockets.permission_recheck import PermissionRecheck
from fairserver.sockets.server import Sockets

LOOK_SECONDS = 1.0

# Who enters just before a turn is written down just after it. Looking back so far finds them too; twice is as once.
LOOK_BACK = timedelta(seconds=3)


class SessionTurns:
    """Rechecks the people of this process who have a role in a session that begins or ends."""

    def __init__(self, journal: Journal, sockets: Sockets, permissions: PermissionRecheck) -> None:
        self._journal = journal
        self._sockets = sockets
        self._permissions = permissions
        self._seen = journal.clocks.fair_now()  # the fair time of the last look
        self._periodic = Periodic("session.turns", LOOK_SECONDS, self.look)

    def start(self) -> None:
        """Look every LOOK_SECONDS, for what turns from now on."""
        self._seen = self._journal.clocks.fair_now()
        self._periodic.start()

    async def stop(self) -> None:
        """Finish the look that is running."""
        await self._periodic.stop()

    async def look(self) -> None:
        """Find what turned since the last look. When the fair clock was moved back, what lies between is turned too.

        Raises busy when the database does not answer; the next look then begins where this one did.
        """
        async with self._journal.reading() as unit:
            now = unit.now
            earlier, later = sorted((self._seen, now))
            turned = await turns_between(unit.session, earlier - LOOK_BACK, later)
            held = await grants.held(unit.session, scope="session", scope_id=list(turned)) if turned else []
        here = {socket.person for socket in self._sockets.open.values()}
        for person, session in {(row.person_id, row.scope_id) for row in held if row.person_id in here}:
            await self._permissions.recheck(person, min(turned[session], now))
        self._seen = now
