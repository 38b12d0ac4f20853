"""The bus between processes, over Redis: one channel for each scope, and one connection that publishes in order.

Listeners of the publishing process itself get a message directly, so the people of one worker reach each other also
while Redis is unavailable.
"""

import asyncio
import secrets
from collections import deque
from contextlib import suppress

from redis.asyncio.connection import AbstractConnection

from fairserver.delivery.bus import Listener, MemoryBus, OnReconnected, log_failures
from fairserver.redis.connection import REDIS_ERRORS, RedisConnection, cancel_and_wait, run_forever, send_commands
from fairserver.redis.subscriber import RedisSubscriber

WAITING_MOST = 2000  # messages kept while Redis is unavailable; the oldest are dropped first: the journal has them
LAST_SECONDS = 0.5  # a stopping process spends at most so long on sending what waits
SENDER_BYTES = 8  # each payload begins with the sender's name, so that a process can drop its own messages


class RedisBus:
    """A `Bus` of every process with the same Redis and prefix."""

    def __init__(self, redis_connection: RedisConnection) -> None:
        self._redis_connection = redis_connection
        self._sender = secrets.token_hex(SENDER_BYTES // 2).encode()
        self._local = MemoryBus()
        self._waiting: deque[tuple[str, bytes]] = deque(maxlen=WAITING_MOST)
        self._more = asyncio.Event()
        self._all_sent = asyncio.Event()
        self._subscriber: RedisSubscriber | None = None
        self._publisher: asyncio.Task[None] | None = None

    async def start(self, listener: Listener, on_reconnected: OnReconnected) -> None:
        """Return without waiting for Redis."""
        receive = log_failures(listener)

        async def receive_from_others(channel: str, payload: bytes) -> None:
            if not payload.startswith(self._sender):
                await receive(channel, payload[SENDER_BYTES:])

        await self._local.start(listener, on_reconnected)
        self._subscriber = RedisSubscriber(self._redis_connection, receive_from_others, on_reconnected)
        await self._subscriber.start()
        self._publisher = asyncio.create_task(run_forever("publisher", self._send), name="redis publisher")

    async def stop(self) -> None:
        """Send what waits, if that is possible within LAST_SECONDS, then stop."""
        if self._publisher and self._subscriber:
            if self._more.is_set() and self.connected:
                self._all_sent.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._all_sent.wait(), LAST_SECONDS)
            await cancel_and_wait(self._publisher)
            await self._subscriber.stop()
        await self._local.stop()

    @property
    def connected(self) -> bool:
        """Whether messages of other processes arrive here."""
        return self._subscriber is not None and self._subscriber.connected

    async def subscribe(self, channel: str) -> None:
        """Never raises. While Redis is unavailable, messages of other processes begin after it came back."""
        await self._local.subscribe(channel)
        if self._subscriber:
            await self._subscriber.subscribe(channel)

    async def unsubscribe(self, channel: str) -> None:
        """Receive no more of this channel."""
        await self._local.unsubscribe(channel)
        if self._subscriber:
            self._subscriber.unsubscribe(channel)

    async def publish(self, channel: str, payload: bytes) -> None:
        """Put the message into a queue. Never waits for Redis and never raises."""
        await self._local.publish(channel, payload)
        self._waiting.append((self._redis_connection.key(channel), self._sender + payload))
        self._more.set()

    async def _send(self) -> None:
        """Connect and send messages until the connection fails. Raises one of REDIS_ERRORS."""
        connection = await self._redis_connection.connect()
        try:
            while True:
                await self._more.wait()
                await self._send_waiting(connection)
                self._more.clear()
                self._all_sent.set()
        finally:
            await connection.disconnect(nowait=True)

    async def _send_waiting(self, connection: AbstractConnection) -> None:
        """Send everything that waits, in one write."""
        while self._waiting:
            batch = list(self._waiting)
            self._waiting.clear()
            try:
                await send_commands(connection, [("PUBLISH", channel, payload) for channel, payload in batch])
                for _ in batch:
                    await connection.read_response()
            except REDIS_ERRORS:
                self._waiting.extendleft(reversed(batch))  # some may have arrived: receiving one twice is harmless
                raise
