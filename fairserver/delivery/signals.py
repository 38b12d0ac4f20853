"""Signals to other parts of the server, sent once a unit of work has committed.

An action calls `unit.signal(GRANTS_CHANGED, person)`, and the journal sends the signal after the commit. A signal in
`EVERYWHERE` is published on the control channel and handled by every process, including this one; any other signal is
handled by this process only.

A signal makes things happen at once. It is lost when the process ends before it was sent, so everything that it leads
to also happens without it: the scheduler looks for due jobs every second, logins and grants are read again with every
request, and after an outage of the bus the grants of everybody connected are checked again.
"""

import json
from collections.abc import Awaitable, Callable

import structlog

from fairserver.base.errors import FairError
from fairserver.delivery.bus import CONTROL, Bus

LOGIN_ENDED = "login.ended"  # value: the login's id
GRANTS_CHANGED = "grants.changed"  # value: the person's id; a grant was withdrawn
GRANTS_GIVEN = "grants.given"  # value: the person's id; a grant was given, or the session it is for was moved
PERSON_CHANGED = "person.changed"  # value: the person's id
CLOCK_MOVED = "clock.moved"  # value: the fair clock's offset from wall time, in milliseconds
JOBS_ADDED = "jobs.added"  # value: 0
TALK_CHANGED = "talk.changed"  # value: the talk's place id; somebody is no longer admitted to it
STAGE_CLEARED = "stage.cleared"  # value: the stage's place id
STAGE_KEY_REVOKED = "stage_key.revoked"  # value: the key's id

EVERYWHERE = frozenset({LOGIN_ENDED, GRANTS_CHANGED, GRANTS_GIVEN, PERSON_CHANGED, CLOCK_MOVED, TALK_CHANGED})

Signal = tuple[str, int]  # its name, and the id or number it is about
SignalHandler = Callable[[int], Awaitable[None]]

log = structlog.get_logger()


class Signals:
    """Sends signals, and calls the handlers that `app.py` registered for each."""

    def __init__(self, bus: Bus) -> None:
        self._bus = bus
        self._handlers: dict[str, list[SignalHandler]] = {}

    def on(self, name: str, *handlers: SignalHandler) -> None:
        """Call these handlers, in this order, with the value of each signal of this name."""
        self._handlers.setdefault(name, []).extend(handlers)

    async def send(self, name: str, value: int) -> None:
        """Send one signal. Never raises: the commit before it cannot be undone, so a handler's failure is logged."""
        if name in EVERYWHERE:
            await self._bus.publish(CONTROL, json.dumps([name, value]).encode())
        else:
            await self._handle(name, value)

    async def receive(self, _channel: str, payload: bytes) -> None:
        """Handle a message of the control channel. `payload`: JSON [name, value]."""
        name, value = json.loads(payload)
        await self._handle(name, value)

    async def _handle(self, name: str, value: int) -> None:
        for handler in self._handlers.get(name, ()):
            try:
                await handler(value)
            except FairError as refused:
                log.warning("signal.failed", signal=name, value=value, code=refused.code)
            except Exception:
                log.exception("signal.failed", signal=name, value=value)
