"""This process's subscriptions: for each scope with sockets here, how far its changes have been delivered.

A change that the bus publishes is delivered when its number is the next one. An early one is held for 50 ms, then the
journal is read once for all sockets of this process. Every 2 s the newest numbers of all scopes here are compared with
the database, so a process killed between its commit and its publication delays a change and never loses it.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from fairserver.base.background import BackgroundTasks
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
    """One scope in this process: changes are delivered up to `seq` of `epoch`. `early`: changes that came before the
    one they follow, by number.
    """

    followers: int = 0
    epoch: str = ""
    seq: int = 0
    ready: asyncio.Event = field(default_factory=asyncio.Event)
    early: dict[int, NumberedChange] = field(default_factory=dict)
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    timer: asyncio.TimerHandle | None = None

    def next_change(self) -> NumberedChange | None:
        """The change that comes next, when it is here. A scope of which nothing was ever told has no epoch yet; its
        first change brings one.
        """
        change = self.early.get(self.seq + 1)
        return change if change and self.epoch in ("", change.epoch) else None


class Subscriptions:
    """Every scope that a socket of this process follows."""

    def __init__(self, journal: Journal, bus: Bus, deliver: Deliver, restart: Restart) -> None:
        """`deliver` sends one change to a scope's sockets; `restart` tells them to ask for a snapshot."""
        self._journal = journal
        self._bus = bus
        self._deliver = deliver
        self._restart = restart
        self._scopes: dict[str, Subscription] = {}
        self._tasks = BackgroundTasks()
        self._newest = DataLoader("heads", self._load_heads)
        self._poll = Periodic("subscriptions.compare", POLL_SECONDS, self.compare)

    async def start(self) -> None:
        """Compare with the database every POLL_SECONDS."""
        self._poll.start()

    async def stop(self) -> None:
        """Finish what is being read."""
        await self._poll.stop()
        await self._tasks.finish()

    def followers(self, scope: str) -> int:
        """How many sockets of this process follow the scope."""
        subscription = self._scopes.get(scope)
        return subscription.followers if subscription else 0

    def followed(self, before: str, after: str) -> list[str]:
        """The followed scopes whose names begin with `before` and end with `after`."""
        return [scope for scope in self._scopes if scope.startswith(before) and scope.endswith(after)]

    async def open(self, scope: str) -> None:
        """One follower more. After this every later change of the scope is delivered; take the snapshot after it."""
        subscription = self._scopes.get(scope)
        if subscription is None:
            subscription = self._scopes[scope] = Subscription()
        subscription.followers += 1
        try:
            async with subscription.lock:
                if not subscription.ready.is_set():  # the first follower does this; the next one, should it fail
                    await self._bus.subscribe(scope)
                    subscription.epoch, subscription.seq = await self.newest(scope)
                    subscription.ready.set()
        except BaseException:
            await self.close(scope)
            raise
        await self._deliver_next(scope, subscription)

    async def newest(self, scope: str) -> tuple[str, int]:
        """Epoch and number of the scope's last committed change, by whichever process."""
        return await self._newest.load(scope)

    async def _load_heads(self, scopes: list[str]) -> dict[str, tuple[str, int]]:
        async with self._journal.reading() as unit:
            return dict.fromkeys(scopes, ("", 0)) | await heads(unit.session, scopes)

    async def close(self, scope: str) -> None:
        """One follower less; the last one ends the subscription."""
        subscription = self._scopes[scope]
        subscription.followers -= 1
        if subscription.followers == 0:
            del self._scopes[scope]
            subscription.ready.set()
            if subscription.timer:
                subscription.timer.cancel()
            await self._bus.unsubscribe(scope)
            if scope in self._scopes:  # opened again while the bus unsubscribed
                await self._bus.subscribe(scope)

    async def receive(self, scope: str, payload: bytes) -> None:
        """A message of the bus: a change that may be early, late, repeated, or of an epoch that is not known yet."""
        subscription = self._scopes.get(scope)
        if subscription is None:
            return
        change = NumberedChange.of(payload.decode())
        if change.seq > subscription.seq or change.epoch != subscription.epoch:
            subscription.early[change.seq] = change
            if subscription.ready.is_set():
                await self._deliver_next(scope, subscription)

    async def _deliver_next(self, scope: str, subscription: Subscription) -> None:
        async with subscription.lock:
            while change := subscription.next_change():
                await self._deliver_one(subscription, change)
        if subscription.early and subscription.timer is None:
            loop = asyncio.get_running_loop()
            subscription.timer = loop.call_later(HOLD_SECONDS, self._held_long_enough, scope, subscription)

    def _held_long_enough(self, scope: str, subscription: Subscription) -> None:
        subscription.timer = None
        if subscription.early and self._scopes.get(scope) is subscription:
            self._tasks.start(self._read_missed(scope, subscription))

    async def _read_missed(self, scope: str, subscription: Subscription) -> None:
        """Read the missed changes from the journal, once for all followers in this process."""
        async with subscription.lock:
            async with self._journal.reading() as unit:
                missed = await since(unit.session, scope, subscription.epoch, subscription.seq)
                newest = await head(unit.session, scope)
            if missed is None:
                subscription.epoch, subscription.seq = newest
                subscription.early.clear()
                await self._restart(scope)
                return
            for change in missed:
                if change.seq == subscription.seq + 1:
                    await self._deliver_one(subscription, change)
            subscription.early = {seq: change for seq, change in subscription.early.items() if seq > subscription.seq}

    async def _deliver_one(self, subscription: Subscription, change: NumberedChange) -> None:
        subscription.epoch, subscription.seq = change.epoch, change.seq
        subscription.early.pop(change.seq, None)
        await self._deliver(change)

    async def compare(self) -> None:
        """One query for the newest numbers of every scope here, then the journal of those that have moved on."""
        if not self._scopes:
            return
        async with self._journal.reading() as unit:
            newest = await heads(unit.session, list(self._scopes))
        for scope, (epoch, seq) in newest.items():
            subscription = self._scopes.get(scope)
            if subscription is None or not subscription.ready.is_set():
                continue
            if epoch != subscription.epoch or seq > subscription.seq:
                await self._read_missed(scope, subscription)
