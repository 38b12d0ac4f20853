"""A worker's place in the journal of each scope it has sockets for: every change once, in order, none missed.

A frame from the bus is delivered when it is the next one. An early frame is held for 50 ms, then the journal
is read once for all local sockets. Every 2 s the heads of all scopes here are compared with the database,
so a worker killed between commit and publish delays a change, and never loses it.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from fairserver.base.dataloader import DataLoader
from fairserver.base.periodic import Periodic
from fairserver.delivery.bus import Bus
from fairserver.delivery.journal import Journal, NumberedChange, head, heads, since

HOLD_SECONDS = 0.05
POLL_SECONDS = 2.0

Deliver = Callable[[NumberedChange], Awaitable[None]]
Restart = Callable[[str], Awaitable[None]]


@dataclass
class Subscription:
    followers: int = 0
    epoch: str = ""
    seen: int = 0
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    held: dict[int, NumberedChange] = field(default_factory=dict)
    reading: asyncio.Lock = field(default_factory=asyncio.Lock)
    timer: asyncio.TimerHandle | None = None

    def next_held(self) -> NumberedChange | None:
        """A scope that was never told of has no epoch yet; its first frame brings one."""
        frame = self.held.get(self.seen + 1)
        return frame if frame and self.epoch in ("", frame.epoch) else None


class Subscriptions:
    def __init__(self, journal: Journal, bus: Bus, deliver: Deliver, restart: Restart) -> None:
        """`deliver` sends one frame to a scope's sockets; `restart` tells them to ask for a snapshot."""
        self._journal = journal
        self._bus = bus
        self._deliver = deliver
        self._restart = restart
        self._feeds: dict[str, Subscription] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._newest = DataLoader("heads", self._heads)
        self._poll = Periodic("feeds.poll", POLL_SECONDS, self.compare)

    async def start(self) -> None:
        self._poll.start()

    async def stop(self) -> None:
        await self._poll.stop()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def has(self, scope: str) -> bool:
        return scope in self._feeds

    def open_scopes(self, before: str, after: str) -> list[str]:
        return [scope for scope in self._feeds if scope.startswith(before) and scope.endswith(after)]

    async def open(self, scope: str) -> None:
        """After this, every later change of the scope is delivered; take the snapshot after it."""
        feed = self._feeds.get(scope)
        if feed is None:
            feed = self._feeds[scope] = Subscription()
        feed.followers += 1
        try:
            async with feed.reading:
                if not feed.ready.is_set():  # the first one's turn; the next one's, should it fail
                    await self._bus.subscribe(scope)
                    feed.epoch, feed.seen = await self.newest(scope)
                    feed.ready.set()
        except BaseException:
            await self.close(scope)
            raise
        await self._drain(scope, feed)

    async def newest(self, scope: str) -> tuple[str, int]:
        """Epoch and number of what was committed last, by whichever process."""
        return await self._newest.ask(scope)

    async def _heads(self, scopes: list[str]) -> dict[str, tuple[str, int]]:
        async with self._journal.reading() as unit:
            return dict.fromkeys(scopes, ("", 0)) | await heads(unit.session, scopes)

    async def close(self, scope: str) -> None:
        feed = self._feeds[scope]
        feed.followers -= 1
        if feed.followers == 0:
            del self._feeds[scope]
            feed.ready.set()
            if feed.timer:
                feed.timer.cancel()
            await self._bus.unsubscribe(scope)
            if scope in self._feeds:  # opened again while we let go
                await self._bus.subscribe(scope)

    async def hear(self, scope: str, payload: bytes) -> None:
        """A publication: maybe early, late, doubled or of an epoch we do not know yet."""
        feed = self._feeds.get(scope)
        if feed is None:
            return
        frame = NumberedChange(**json.loads(payload))
        if frame.seq > feed.seen or frame.epoch != feed.epoch:
            feed.held[frame.seq] = frame
            if feed.ready.is_set():
                await self._drain(scope, feed)

    async def _drain(self, scope: str, feed: Subscription) -> None:
        async with feed.reading:
            while frame := feed.next_held():
                await self._pass_on(feed, frame)
        if feed.held and feed.timer is None:
            feed.timer = asyncio.get_running_loop().call_later(HOLD_SECONDS, self._give_up_waiting, scope, feed)

    def _give_up_waiting(self, scope: str, feed: Subscription) -> None:
        feed.timer = None
        if feed.held and self._feeds.get(scope) is feed:
            self.spawn(self._catch_up(scope, feed))

    async def _catch_up(self, scope: str, feed: Subscription) -> None:
        """Read the journal once for everybody here."""
        async with feed.reading:
            async with self._journal.reading() as unit:
                missed = await since(unit.session, scope, feed.epoch, feed.seen)
                newest = await head(unit.session, scope)
            if missed is None:
                feed.epoch, feed.seen = newest
                feed.held.clear()
                await self._restart(scope)
                return
            for frame in missed:
                if frame.seq == feed.seen + 1:
                    await self._pass_on(feed, frame)
            feed.held = {seq: frame for seq, frame in feed.held.items() if seq > feed.seen}

    async def _pass_on(self, feed: Subscription, frame: NumberedChange) -> None:
        feed.epoch, feed.seen = frame.epoch, frame.seq
        feed.held.pop(frame.seq, None)
        await self._deliver(frame)

    async def compare(self) -> None:
        """One look at the heads of every scope here, then the journal of those that moved on."""
        if not self._feeds:
            return
        async with self._journal.reading() as unit:
            newest = await heads(unit.session, list(self._feeds))
        for scope, known in newest.items():
            feed = self._feeds.get(scope)
            if (
                feed
                and feed.ready.is_set()
                and known != (feed.epoch, feed.seen)
                and (known[0] != feed.epoch or known[1] > feed.seen)
            ):
                await self._catch_up(scope, feed)

    def spawn(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
