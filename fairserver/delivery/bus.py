"""Publish and subscribe between processes. A message is only a hint: what it says can be read from the journal too."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

import structlog

from fairserver.base.errors import FairError

Listener = Callable[[str, bytes], Awaitable[None]]  # called with channel and payload
OnReconnected = Callable[[], Awaitable[None]]

log = structlog.get_logger()

CONTROL = "control"  # the channel of signals, which every process receives (`delivery.signals`)


class Bus(Protocol):
    """Delivers the messages that any process publishes on a channel to every process subscribed to it.

    Payloads are bytes of any kind. Messages of one publisher on one channel arrive in the order of publication, with
    gaps where a connection was lost. No method raises.
    """

    async def start(self, listener: Listener, on_reconnected: OnReconnected) -> None:
        """`listener`: gets the messages of subscribed channels, one after the other. `on_reconnected`: called when
        this process may have missed messages of others: when it is first connected, and after each outage.
        """

    async def stop(self) -> None:
        """Deliver what is queued, then stop."""

    async def subscribe(self, channel: str) -> None:
        """Messages that are published on the channel after this returns are received."""

    async def unsubscribe(self, channel: str) -> None:
        """Messages of the channel are no longer received."""

    async def publish(self, channel: str, payload: bytes) -> None:
        """Never waits for other processes and never raises."""


class MemoryBus:
    """The bus of a single process: a queue and a task that empties it. It never calls `on_reconnected`."""

    def __init__(self) -> None:
        self._channels: set[str] = set()
        self._queue: asyncio.Queue[tuple[str, bytes] | None] = asyncio.Queue()
        self._task: asyncio.Task[None] | None = None

    async def start(self, listener: Listener, on_reconnected: OnReconnected) -> None:
        self._task = asyncio.create_task(self._deliver(log_failures(listener)), name="bus")

    async def stop(self) -> None:
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
    """A listener that passes the messages of some channels to listeners of their own, and all others to one."""

    async def receive(channel: str, payload: bytes) -> None:
        await special.get(channel, others)(channel, payload)

    return receive


def log_failures(listener: Listener) -> Listener:
    """The listener, with its exceptions logged instead of raised, so that the messages after it are still delivered."""

    async def receive(channel: str, payload: bytes) -> None:
        try:
            await listener(channel, payload)
        except FairError as error:
            log.warning("bus.listener_failed", channel=channel, code=error.code)
        except Exception:
            log.exception("bus.listener_failed", channel=channel)

    return receive
