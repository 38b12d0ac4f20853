"""A subscription to channels of Redis (SUBSCRIBE) that reconnects by itself.

Messages published while the connection is down are lost, so the caller is told of every reconnection.
"""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

from redis.asyncio.connection import AbstractConnection

from fairserver.redis.connection import RedisConnection, cancel_and_wait, run_forever, send_commands

PING_SECONDS = 1.0  # without a message for so long, PING; without an answer for as long again, reconnect
CONFIRM_SECONDS = 0.5

OnMessage = Callable[[str, bytes], Awaitable[None]]  # the channel's name without the prefix, and the payload
OnConnected = Callable[[], Awaitable[None]]


class RedisSubscriber:
    """One connection that is subscribed to every channel this process wants."""

    def __init__(self, redis_connection: RedisConnection, on_message: OnMessage, on_connected: OnConnected) -> None:
        """`on_connected`: called each time the connection is up and every wanted channel is subscribed."""
        self._redis_connection = redis_connection
        self._on_message = on_message
        self._on_connected = on_connected
        self._wanted: dict[str, asyncio.Event] = {}  # channel → whether Redis has confirmed the subscription
        self._changed_channels: set[str] = set()
        self._changed = asyncio.Event()
        self._connection: AbstractConnection | None = None
        self._connecting = False
        self._task: asyncio.Task[None] | None = None

    @property
    def connected(self) -> bool:
        """Whether the connection is up."""
        return self._connection is not None

    async def start(self) -> None:
        """Connect in a task of its own, and reconnect until `stop`."""
        self._task = asyncio.create_task(run_forever("subscriber", self._receive), name="redis subscriber")

    async def stop(self) -> None:
        """Close the connection."""
        if self._task:
            await cancel_and_wait(self._task)

    async def subscribe(self, channel: str) -> None:
        """Return when Redis has confirmed, or after CONFIRM_SECONDS; without a connection at once. Never raises:
        the channel is subscribed as soon as there is a connection.
        """
        confirmed = self._wanted.setdefault(channel, asyncio.Event())
        self._mark_changed(channel)
        if self.connected:
            with suppress(TimeoutError):
                async with asyncio.timeout(CONFIRM_SECONDS):
                    await confirmed.wait()

    def unsubscribe(self, channel: str) -> None:
        """No longer want the channel; Redis is told soon after."""
        self._wanted.pop(channel, None)
        self._mark_changed(channel)

    def _mark_changed(self, channel: str) -> None:
        self._changed_channels.add(channel)
        self._changed.set()

    async def _receive(self) -> None:
        """Connect, subscribe and pass messages on until the connection fails. Raises one of REDIS_ERRORS."""
        connection = await self._redis_connection.connect()
        self._changed_channels = set(self._wanted)
        await self._send_changes(connection)
        await send_commands(connection, [("PING",)])  # answered after every subscription was confirmed
        self._connecting = True
        self._connection = connection
        changes = asyncio.create_task(self._send_later_changes(connection))
        try:
            await self._read(connection)
        finally:
            self._connection = None
            for confirmed in self._wanted.values():
                confirmed.clear()
            await cancel_and_wait(changes)
            await connection.disconnect(nowait=True)

    async def _send_later_changes(self, connection: AbstractConnection) -> None:
        while True:
            await self._changed.wait()
            await self._send_changes(connection)

    async def _send_changes(self, connection: AbstractConnection) -> None:
        """Subscribe and unsubscribe what changed since the last call: at most one command for each of the two."""
        self._changed.clear()
        channels, self._changed_channels = self._changed_channels, set()
        commands = []
        if wanted := [self._redis_connection.key(channel) for channel in channels if channel in self._wanted]:
            commands.append(("SUBSCRIBE", *wanted))
        if unwanted := [self._redis_connection.key(channel) for channel in channels if channel not in self._wanted]:
            commands.append(("UNSUBSCRIBE", *unwanted))
        if commands:
            await send_commands(connection, commands)

    async def _read(self, connection: AbstractConnection) -> None:
        silent = 0
        while True:
            # None: nothing came within PING_SECONDS; the connection stays open.
            response = await connection.read_response(timeout=PING_SECONDS, disconnect_on_error=False)
            if response is None:
                silent += 1
                if silent > 1:
                    raise TimeoutError("Redis is silent")
                await send_commands(connection, [("PING",)])
                continue
            silent = 0
            await self._handle(response)

    async def _handle(self, response: Any) -> None:
        """One response of a subscribed connection (RESP2): [kind, channel, payload or number], or a PING's answer."""
        if not isinstance(response, list) or len(response) != 3:  # the answer to a PING
            if self._connecting:
                self._connecting = False
                await self._on_connected()
            return
        kind, channel = response[0], response[1].decode().removeprefix(f"{self._redis_connection.prefix}:")
        if kind == b"message":
            await self._on_message(channel, response[2])
        elif kind == b"subscribe" and channel in self._wanted:
            self._wanted[channel].set()
