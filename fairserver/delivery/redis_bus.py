"""The bus between processes over Redis: a channel per scope, one ordered publishing connection.

What is published here is heard here without the detour, so one worker's people go on without Redis.
"""

import asyncio
import secrets
from collections import deque
from contextlib import suppress

from redis.asyncio.connection import AbstractConnection

from fairserver.delivery.bus import Listener, MemoryBus, Returned, careful
from fairserver.redis.connection import AWAY, RedisConnection, end, keep, send
from fairserver.redis.subscriber import RedisSubscriber

WAITING_MOST = 2000  # publications kept through an outage; the oldest go first, the journal has them
LAST_SECONDS = 0.5  # for what was published just before this process stops
SENDER = 8  # bytes before each payload that say who published, so that nobody hears an echo


class RedisBus:
    def __init__(self, link: RedisConnection) -> None:
        self._link = link
        self._sender = secrets.token_hex(SENDER // 2).encode()
        self._here = MemoryBus()
        self._waiting: deque[tuple[str, bytes]] = deque(maxlen=WAITING_MOST)
        self._more = asyncio.Event()
        self._all_said = asyncio.Event()
        self._ear: RedisSubscriber | None = None
        self._mouth: asyncio.Task[None] | None = None

    async def start(self, listener: Listener, returned: Returned) -> None:
        heard = careful(listener)

        async def from_others(channel: str, payload: bytes) -> None:
            if not payload.startswith(self._sender):
                await heard(channel, payload[SENDER:])

        await self._here.start(listener, returned)
        self._ear = RedisSubscriber(self._link, from_others, returned)
        await self._ear.start()
        self._mouth = asyncio.create_task(keep("mouth", self._speak), name="redis mouth")

    async def stop(self) -> None:
        if self._mouth and self._ear:
            if self._more.is_set() and self.up:
                self._all_said.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._all_said.wait(), LAST_SECONDS)
            await end(self._mouth)
            await self._ear.stop()
        await self._here.stop()

    @property
    def up(self) -> bool:
        return self._ear is not None and self._ear.up

    async def subscribe(self, channel: str) -> None:
        await self._here.subscribe(channel)
        if self._ear:
            await self._ear.follow(channel)

    async def unsubscribe(self, channel: str) -> None:
        await self._here.unsubscribe(channel)
        if self._ear:
            self._ear.forget(channel)

    async def publish(self, channel: str, payload: bytes) -> None:
        """Never waits and never fails: a publication is a hint."""
        await self._here.publish(channel, payload)
        self._waiting.append((self._link.key(channel), self._sender + payload))
        self._more.set()

    async def _speak(self) -> None:
        connection = await self._link.connect()
        try:
            while True:
                await self._more.wait()
                await self._say_all(connection)
                self._more.clear()
                self._all_said.set()
        finally:
            await connection.disconnect(nowait=True)

    async def _say_all(self, connection: AbstractConnection) -> None:
        """Everything published since the last turn of the loop, in one write."""
        while self._waiting:
            said = list(self._waiting)
            self._waiting.clear()
            try:
                await send(connection, [("PUBLISH", channel, payload) for channel, payload in said])
                for _ in said:
                    await connection.read_response()
            except AWAY:
                self._waiting.extendleft(reversed(said))  # heard twice is harmless
                raise
