"""In what capacity people attend now: asked for many at once, as hundreds enter in the same second."""

from collections.abc import Iterable

from fairserver.access.permissions import Grant
from fairserver.base.dataloader import DataLoader
from fairserver.delivery.journal import Journal
from fairserver.presence.rules import Capacity, capacity
from fairserver.programmes.running_sessions import running_among


class Capacities:
    """Asks which sessions are held now, for those people only who have a role in one."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._running = DataLoader("running sessions", self._load)

    async def of(self, grants: Iterable[Grant], edition: int) -> Capacity:
        """The capacity of a person with these grants in the edition. Raises busy when the database does not answer."""
        held = tuple(grants)
        mine = [grant.scope_id for grant in held if grant.scope == "session" and grant.edition == edition]
        return capacity(held, edition, [session for session in mine if await self._running.load(session)])

    async def _load(self, sessions: list[int]) -> dict[int, bool]:
        async with self._journal.reading() as unit:
            running = await running_among(unit.session, sessions, unit.now)
        return {session: session in running for session in sessions}
