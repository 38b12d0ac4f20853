"""What follows when somebody's grants change, or a session in which they have a role begins or ends: their sockets
leave the scopes that they may no longer follow, and they attend in another capacity.
"""

from datetime import datetime

from fairserver.access.principal import Principal
from fairserver.base.errors import FairError
from fairserver.delivery.journal import Journal
from fairserver.presence.places import Places
from fairserver.realtime.messages import OutMessage
from fairserver.realtime.scopes import ScopeKinds
from fairserver.sockets.dispatch import load_principal
from fairserver.sockets.server import Socket, Sockets


class PermissionRecheck:
    """Checks the scopes that the sockets of this process follow against the grants of their people."""

    def __init__(self, sockets: Sockets, journal: Journal, places: Places, scopes: ScopeKinds) -> None:
        self._sockets = sockets
        self._journal = journal
        self._places = places
        self._scopes = scopes

    async def recheck(self, person: int, at: datetime | None = None) -> None:
        """End what this person's sockets may no longer follow, and let them attend in the capacity that they have from
        `at` on (fair time; None: now). The handler of the signals `grants.changed` and
        `grants.given`.

        Raises busy when the database does not answer.
        """
        for socket in [each for each in self._sockets.open.values() if each.person == person]:
            try:
                principal, lost, now = await self._no_longer_permitted(socket)
            except FairError as ended:
                await self._sockets.close(socket, ended.code)
                continue
            for scope, code in lost.items():
                async with socket.moving:
                    attended = self._places.of(socket.id)
                    if attended and attended.scope == scope:
                        await self._places.leave(socket, "left")
                    await socket.unfollow(scope)
                out = OutMessage(scope=scope, code=code)
                await self._sockets.socketio.say("out", out, to=socket.id)
            async with socket.moving:
                if not socket.closed:
                    await self._places.recheck_capacity(socket, principal.grants, at or now)

    async def _no_longer_permitted(self, socket: Socket) -> tuple[Principal, dict[str, str], datetime]:
        """Who the socket's person is now, the scopes that the person may no longer follow with the code that says why,
        and the fair time.
        """
        async with self._journal.reading() as unit:
            principal = await load_principal(unit, socket.login)
            lost = {}
            for scope in list(socket.scopes):  # the page may follow others meanwhile
                kind, number = self._scopes.find(scope)
                try:
                    resource = await kind.about(unit.session, number)
                except FairError as gone:  # it was deleted, or it is over
                    lost[scope] = gone.code
                    continue
                if not principal.may(kind.action, resource):
                    lost[scope] = "permission.withdrawn"
            return principal, lost, unit.now

    async def talk_changed(self, talk: int) -> None:
        """Somebody is no longer admitted to a talk, or it has ended: recheck who is inside. The handler of the signal
        `talk.changed`.
        """
        inside = {socket.person for socket in self._sockets.open.values() if f"talk:{talk}" in socket.scopes}
        for person in sorted(inside):
            await self.recheck(person)

    async def recheck_all(self) -> None:
        """Recheck everybody who is connected here, because a signal may have been missed."""
        for person in {socket.person for socket in self._sockets.open.values()}:
            await self.recheck(person)
