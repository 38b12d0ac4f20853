"""One subscribing connection that comes back by itself. What was said while it was away is lost; it says so."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import structlog
from redis.asyncio.connection import AbstractConnection

from fairserver.redis.connection import RedisConnection, end, keep, send

BEAT_SECONDS = 1.0  # silence after which Redis is asked whether it lives; twice that is away
CONFIRM_SECONDS = 0.5

log = structlog.get_logger()

Heard = Callable[[str, bytes], Awaitable[None]]
Returned = Callable[[], Awaitable[None]]


class RedisSubscriber:
    def __init__(self, link: RedisConnection, heard: Heard, returned: Returned) -> None:
        """`returned`: the connection is (again) up and everything wanted is subscribed."""
        self._link = link
        self._heard = heard
        self._returned = returned
        self._wanted: dict[str, asyncio.Event] = {}  # channel → confirmed
        self._touched: set[str] = set()
        self._changed = asyncio.Event()
        self._connection: AbstractConnection | None = None
        self._returning = False
        self._task: asyncio.Task[None] | None = None

    @property
    def up(self) -> bool:
        return self._connection is not None

    async def start(self) -> None:
        self._task = asyncio.create_task(keep("ear", self._listen), name="redis ear")

    async def stop(self) -> None:
        if self._task:
            await end(self._task)

    async def follow(self, channel: str) -> None:
        """Returns once subscribed; without Redis at once, or soon: nobody waits for a hint."""
        confirmed = self._wanted.setdefault(channel, asyncio.Event())
        self._touch(channel)
        if self.up:
            with suppress(TimeoutError):
                async with asyncio.timeout(CONFIRM_SECONDS):
                    await confirmed.wait()

    def forget(self, channel: str) -> None:
        self._wanted.pop(channel, None)
        self._touch(channel)

    def _touch(self, channel: str) -> None:
        self._touched.add(channel)
        self._changed.set()

    async def _listen(self) -> None:
        connection = await self._link.connect()
        self._touched = set(self._wanted)
        await self._subscribe(connection)
        await send(connection, [("PING",)])  # its answer comes after every subscription is confirmed
        self._returning = True
        self._connection = connection
        asking = asyncio.create_task(self._subscribe_more(connection))
        try:
            await self._read(connection)
        finally:
            self._connection = None
            for confirmed in self._wanted.values():
                confirmed.clear()
            await end(asking)
            await connection.disconnect(nowait=True)

    async def _subscribe_more(self, connection: AbstractConnection) -> None:
        while True:
            await self._changed.wait()
            await self._subscribe(connection)

    async def _subscribe(self, connection: AbstractConnection) -> None:
        """What was followed or forgotten since the last turn of the loop, in one command each."""
        self._changed.clear()
        touched, self._touched = self._touched, set()
        wanted = [self._link.key(channel) for channel in touched if channel in self._wanted]
        unwanted = [self._link.key(channel) for channel in touched if channel not in self._wanted]
        commands = [("SUBSCRIBE", *wanted)] * bool(wanted) + [("UNSUBSCRIBE", *unwanted)] * bool(unwanted)
        if commands:
            await send(connection, commands)

    async def _read(self, connection: AbstractConnection) -> None:
        silent = 0
        while True:
            # None: nothing came in that time; the connection stays as it is.
            said = await connection.read_response(timeout=BEAT_SECONDS, disconnect_on_error=False)
            if said is None:
                silent += 1
                if silent > 1:
                    raise TimeoutError("Redis is silent")
                await send(connection, [("PING",)])
                continue
            silent = 0
            await self._take(said)

    async def _take(self, said: Any) -> None:
        if not isinstance(said, list) or len(said) != 3:  # the answer to a PING
            if self._returning:
                self._returning = False
                await self._returned()
            return
        kind, channel = said[0], said[1].decode().removeprefix(f"{self._link.prefix}:")
        if kind == b"message":
            await self._heard(channel, said[2])
        elif kind == b"subscribe" and channel in self._wanted:
            self._wanted[channel].set()
