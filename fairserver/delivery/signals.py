"""What other parts of the fair are told once a unit of work has committed.

An action says `unit.signal(GRANTS_CHANGED, person)`; after the commit the journal sends it. A signal of `EVERYWHERE`
is published on the control channel and obeyed by every process, this one too; any other is obeyed here only.

A signal is a hint that makes things happen at once. It may be lost with the process that should have sent it, so
everything it leads to also happens without it: due jobs are looked for every second, logins and grants are read
again with every request, and rights are checked anew when the bus was away.
"""

import json
from collections.abc import Awaitable, Callable

import structlog

from fairserver.base.errors import FairError
from fairserver.delivery.bus import CONTROL, Bus

LOGIN_ENDED = "login.ended"  # value: the login's id
GRANTS_CHANGED = "grants.changed"  # value: the person's id
PERSON_CHANGED = "person.changed"  # value: the person's id
CLOCK_MOVED = "clock.moved"  # value: the fair clock's offset from wall time, in milliseconds
JOBS_ADDED = "jobs.added"  # value: 0
STAGE_CLEARED = "stage.cleared"  # value: the stage's place id
STAGE_KEY_REVOKED = "stage.key_revoked"  # value: the key's id

EVERYWHERE = frozenset({LOGIN_ENDED, GRANTS_CHANGED, PERSON_CHANGED, CLOCK_MOVED})

Signal = tuple[str, int]  # its name, and the id or number it is about
SignalHandler = Callable[[int], Awaitable[None]]

log = structlog.get_logger()


class Signals:
    """Sends signals, and calls the handlers that the wiring registered for each."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._handlers: dict[str, list[SignalHandler]] = {}

    def on(self, name: str, *handlers: SignalHandler) -> None:
        """Call these, in this order, whenever the signal comes."""
        self._handlers.setdefault(name, []).extend(handlers)

    async def send(self, name: str, value: int) -> None:
        """Never raises: what was committed stays committed, whatever a handler does."""
        if name in EVERYWHERE:
            await self._bus.publish(CONTROL, json.dumps([name, value]).encode())
        else:
            await self._obey(name, value)

    async def receive(self, _channel: str, payload: bytes) -> None:
        """A message of the control channel."""
        name, value = json.loads(payload)
        await self._obey(name, value)

    async def _obey(self, name: str, value: int) -> None:
        for handler in self._handlers.get(name, ()):
            try:
                await handler(value)
            except FairError as refused:
                log.warning("signal.failed", signal=name, value=value, code=refused.code)
            except Exception:
                log.exception("signal.failed", signal=name, value=value)
