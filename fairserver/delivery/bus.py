"""Publish and subscribe between processes. A publication is a hint: the journal is the truth."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

import structlog

from fairserver.base.errors import FairError

Listener = Callable[[str, bytes], Awaitable[None]]
Returned = Callable[[], Awaitable[None]]

log = structlog.get_logger()

CONTROL = "control"  # what every worker hears: logins revoked, grants changed, the clock moved


class Bus(Protocol):
    """Payloads are ready bytes; messages of one publisher on one channel arrive in its order.

    Publishing never waits and never fails. `returned` is called when this process may have missed
    what others published: after an outage, and before the first word of theirs.
    """

    async def start(self, listener: Listener, returned: Returned) -> None: ...
    async def stop(self) -> None: ...
    async def subscribe(self, channel: str) -> None: ...
    async def unsubscribe(self, channel: str) -> None: ...
    async def publish(self, channel: str, payload: bytes) -> None: ...


class MemoryBus:
    """One process: what is published here is heard here, in order, by a task of its own."""

    def __init__(self) -> None:
        self._channels: set[str] = set()
        self._queue: asyncio.Queue[tuple[str, bytes] | None] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    async def start(self, listener: Listener, returned: Returned) -> None:
        self._task = asyncio.create_task(self._deliver(careful(listener)), name="bus")

    async def stop(self) -> None:
        """What was published is heard first."""
        if self._task:
            self._queue.put_nowait(None)
            await self._task

    async def subscribe(self, channel: str) -> None:
        self._channels.add(channel)

    async def unsubscribe(self, channel: str) -> None:
        self._channels.discard(channel)

    async def publish(self, channel: str, payload: bytes) -> None:
        if channel in self._channels:
            self._queue.put_nowait((channel, payload))

    async def _deliver(self, listener: Listener) -> None:
        while (message := await self._queue.get()) is not None:
            channel, payload = message
            await listener(channel, payload)


def by_channel(special: Mapping[str, Listener], others: Listener) -> Listener:
    """A listener that passes some channels on to listeners of their own, and all others to one."""

    async def receive(channel: str, payload: bytes) -> None:
        await special.get(channel, others)(channel, payload)

    return receive


def careful(listener: Listener) -> Listener:
    """One message that could not be obeyed must not make the process deaf."""

    async def heard(channel: str, payload: bytes) -> None:
        try:
            await listener(channel, payload)
        except FairError as away:
            log.warning("bus.heard", channel=channel, code=away.code)
        except Exception:
            log.exception("bus.heard", channel=channel)

    return heard
