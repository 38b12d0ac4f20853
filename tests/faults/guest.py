"""A page that survives every fault, like static/client/connection.js: it comes back, resumes, and sends again
under the same id what was not answered."""

import asyncio
import random
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any
from uuid import uuid4

import socketio
from socketio.exceptions import SocketIOError

from fairserver.delivery.journal import State, apply
from fairserver.web.http_context import cookie_name
from tests.cluster import Cluster
from tests.faults.truth import Visits
from tests.running import as_change
from tests.stalled import stalled
from tests.waiting import stretched, until

PATIENCE = 5.0
KNOCK_SECONDS = 0.5
LATER = ("busy", "rate.exceeded", "login.missing")  # refusals that mean: try again
COMING = 25  # at once, as a browser's network would spread them


class Guest:
    def __init__(self, place: Cluster, release: str, token: str, person: int, booth: int) -> None:
        self._place = place
        self._auth = {"release": release}
        self._cookie = f"{cookie_name('login', secure=False)}={token}"
        self.person = person
        self.booth = booth
        self.visits_kept = Visits()
        self.client: socketio.AsyncClient | None = None
        self.inside = asyncio.Event()
        self.may_return = True
        self.visits = 0
        self.moves = 0
        self.lost = 0  # how often its connection ended without its having been told
        self.gone_at = self.back_at = 0.0
        self.clocks: list[int] = []  # offsets it was told
        # what it knows
        self.scope = ""
        self.state: State = {}
        self.epoch, self.seq = "", 0
        self.count = 0
        self._heres: dict[str, dict[str, Any]] = {}  # the newest `here` of this visit, by scope
        self.counts_seen: set[int] = set()
        # what it may rely on, and what went wrong
        self.acked: dict[int, str] = {}
        self.told: Counter[str] = Counter()  # how often each message arrived as a change
        self.broken: list[str] = []
        self.refused: Counter[str] = Counter()
        self.slowest = 0.0  # seconds one request took to be answered, or to fail
        self._early: list[dict[str, Any]] = []
        self._gone = asyncio.Event()

    # ---- staying

    async def stay(self, door: asyncio.Semaphore) -> None:
        while self.may_return:
            with suppress(SocketIOError, TimeoutError, OSError):
                await self._visit(door)
            await asyncio.sleep(random.uniform(0, KNOCK_SECONDS))

    async def _visit(self, door: asyncio.Semaphore) -> None:
        client = socketio.AsyncClient(reconnection=False)
        gone = self._gone = asyncio.Event()
        moves = self.moves

        def left(*_reason: Any) -> None:
            self.lost += self.moves == moves and not gone.is_set()
            self.gone_at = asyncio.get_running_loop().time()
            self.inside.clear()
            self.visits_kept.ended(told=False)
            gone.set()

        client.on("disconnect", left)
        client.on("out", lambda _data: gone.set())
        for event, heard in (("change", self._change), ("here", self._here), ("clock", self._clock)):
            client.on(event, heard)
        client.on("move", self._move)
        client.on("bye", lambda data: self.refused.update([data["code"]]))
        try:
            async with door, asyncio.timeout(stretched(PATIENCE)):
                await client.connect(
                    self._place.url, headers={"Origin": self._place.url, "Cookie": self._cookie},
                    auth=self._auth, transports=["websocket"],
                )  # fmt: skip
                await self._enter(client)
            await gone.wait()
        finally:
            self.inside.clear()
            self.visits_kept.ended(told=True)
            await hang_up(client)

    async def _enter(self, client: socketio.AsyncClient) -> None:
        after = {"after": {"epoch": self.epoch, "seq": self.seq}} if self.epoch else {}
        self._early.clear()
        self._heres.clear()
        asked = time.time()
        entered = await self._ask(client, "place.enter", {"place": self.booth, **after})
        self.visits_kept.began(asked)
        self.scope = entered["scope"]
        if entered["events"] is None:
            self.state, self.seq = entered["state"], entered["seq"]
        for event in entered["events"] or []:
            self._take(event)
        self.epoch = entered["epoch"]
        self._here(entered["here"])
        self.client, self.visits = client, self.visits + 1
        self.back_at = asyncio.get_running_loop().time()
        self.inside.set()
        for event in self._early:
            self._take(event)

    async def drop(self) -> None:
        """The connection goes without a word, as when a train enters a tunnel."""
        if self.client and self.client.eio.ws:
            self.inside.clear()
            self.visits_kept.ended(told=False)
            self.client.eio.ws._response.connection.transport.abort()

    # ---- hearing

    def _change(self, data: dict[str, Any]) -> None:
        if self.inside.is_set():
            self._take(data)
        else:
            self._early.append(data)

    def _take(self, change: dict[str, Any]) -> None:
        if change["scope"] != self.scope or change["seq"] <= self.seq:
            return
        if change["seq"] != self.seq + 1:
            self.broken.append(f"a gap: {self.seq} → {change['seq']}")
        self.seq, self.epoch = change["seq"], change["epoch"]
        self.state = apply(self.state, as_change(change))
        self.told.update(change["put"].get("messages", {}).keys() if change["type"] == "chat.said" else ())

    def _here(self, data: dict[str, Any]) -> None:
        """An event may come before the reply that says which scope the place has."""
        known = self._heres.setdefault(data["scope"], data)
        if data["version"] >= known["version"]:
            self._heres[data["scope"]] = data
        if data["scope"] == self.scope:
            self.count = self._heres[self.scope]["count"]
            self.counts_seen.add(self.count)

    def _move(self, _data: dict[str, Any]) -> None:
        self.moves += 1

    def _clock(self, data: dict[str, Any]) -> None:
        self.clocks.append(data["offset_ms"])

    # ---- asking

    async def say(self, text: str) -> int:
        """Until it is acknowledged, under the same id each time."""
        request = {"id": str(uuid4()), "place": self.booth, "text": text, "language": "en"}
        while True:
            await self.inside.wait()
            assert self.client
            try:
                message = int((await self._ask(self.client, "chat.say", request))["message"])
            except (SocketIOError, OSError, TimeoutError):
                await asyncio.sleep(random.uniform(0.1, KNOCK_SECONDS))
            else:
                self.acked[message] = text
                return message

    async def _ask(self, client: socketio.AsyncClient, event: str, request: dict[str, Any]) -> dict[str, Any]:
        clock = asyncio.get_running_loop().time
        began = clock()
        asked = asyncio.ensure_future(client.call(event, request, timeout=stretched(PATIENCE * 2)))
        gone = asyncio.ensure_future(self._gone.wait())
        try:
            await asyncio.wait({asked, gone}, return_when=asyncio.FIRST_COMPLETED)
            if not asked.done():
                raise ConnectionError("gone before the answer")
            reply = asked.result()
        finally:
            asked.cancel()
            gone.cancel()
            self.slowest = max(self.slowest, clock() - began)
        if "ok" in reply:
            return dict(reply["ok"])
        code = reply["error"]["code"]
        self.refused.update([code])
        assert code in LATER, code
        raise TimeoutError(code)


async def hang_up(client: socketio.AsyncClient) -> None:
    """A frozen worker never answers a leave: what is still open after a second is closed without it."""
    wire, http = client.eio.ws, client.eio.http
    with suppress(Exception):
        async with asyncio.timeout(1):
            await client.disconnect()
    if wire:
        wire._response.close()
    if http:
        await http.close()


@asynccontextmanager
async def crowd(place: Cluster, number: int, booth: int, *, spread: bool = False) -> AsyncIterator[list[Guest]]:
    """People nobody knew before, all inside. `spread`: half of them at each of two workers. The kernel chooses which
    one accepts a connection, so one worker stands still while half of the people come again.
    """
    release, door = await place.release(), asyncio.Semaphore(COMING)
    guests = [Guest(place, release, token, person, booth) for token, person in (await place.tickets(number)).items()]
    staying = [asyncio.create_task(guest.stay(door)) for guest in guests]
    try:
        await until(lambda: all(guest.inside.is_set() for guest in guests), 30)
        for worker, half in zip(place.workers, (guests[::2], guests[1::2]), strict=True) if spread else ():
            with stalled(worker):
                for guest in half:
                    await guest.drop()
                await until(lambda: all(guest.inside.is_set() for guest in guests), 30)
        for guest in guests:
            guest.visits = 1
        yield guests
    finally:
        for task in staying:
            task.cancel()
        await asyncio.gather(*staying, return_exceptions=True)
