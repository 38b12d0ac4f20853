"""A page that comes back by itself, as static/wire.js does: asks again with the same id until it is answered."""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from uuid import uuid4

import aiohttp
from socketio.exceptions import ConnectionError as NotConnected
from socketio.exceptions import SocketIOError

from tests.running import Place, Visitor, page

LONGEST_PAUSE = 0.5
AWAY = (NotConnected, SocketIOError, aiohttp.ClientError, OSError, TimeoutError)


class Returning:
    """`acked`: what it may rely on. `seen`: the texts of the place as changes told them, by message."""

    def __init__(self, place: Place, http: aiohttp.ClientSession, booth: int) -> None:
        self.place = place
        self.http = http
        self.booth = booth
        self.acked: list[str] = []
        self.longest = 0.0  # seconds a request took, over all its attempts
        self.visitor: Visitor | None = None
        self.inside = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def _live(self) -> None:
        while True:
            with suppress(*AWAY, AssertionError):
                async with page(self.place, self.http) as visitor:
                    await visitor.enter(self.booth)
                    self.visitor = visitor
                    self.inside.set()
                    await visitor.next_("gone", within=1000)
            self.inside.clear()
            await asyncio.sleep(random.uniform(0.05, LONGEST_PAUSE))

    async def say(self, text: str) -> None:
        await self.until_answered("chat.say", id=str(uuid4()), place=self.booth, text=text, language="ja")
        self.acked.append(text)

    async def until_answered(self, event: str, **request: Any) -> Any:
        clock = asyncio.get_running_loop().time
        began = clock()
        while True:
            await self.inside.wait()
            assert self.visitor
            with suppress(*AWAY):
                reply = await self.visitor.client.call(event, request, timeout=2)
                if "ok" in reply:
                    self.longest = max(self.longest, clock() - began)
                    return reply["ok"]
                code = reply["error"]["code"]
                assert code in ("busy", "rate.exceeded", "login.missing"), code
            await asyncio.sleep(0.1)

    @property
    def texts(self) -> list[str]:
        """What its chat shows now, in order."""
        messages = self.visitor.states[f"booth:{self.booth}"]["messages"] if self.visitor else {}
        return [messages[key]["text"] for key in sorted(messages, key=int)]

    @property
    def count(self) -> int:
        return self.visitor.shown if self.visitor else 0


@asynccontextmanager
async def returning(place: Place, browsers: list[aiohttp.ClientSession], booth: int) -> AsyncIterator[list[Returning]]:
    """One for each browser, all inside."""
    people = [Returning(place, http, booth) for http in browsers]
    for person in people:
        person._task = asyncio.create_task(person._live())
    try:
        async with asyncio.timeout(20):
            await asyncio.gather(*(person.inside.wait() for person in people))
        yield people
    finally:
        for person in people:
            assert person._task
            person._task.cancel()
        await asyncio.gather(*(person._task for person in people if person._task), return_exceptions=True)
