"""One list of tests that every bus passes, and what only the one between processes must do."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from fairserver.delivery.bus import Bus, MemoryBus
from fairserver.delivery.redis_bus import RedisBus
from fairserver.redis.connection import RedisConnection
from tests.redis_server import RedisServer
from tests.waiting import stretched, until

MakeBus = Callable[[], Bus]


class Listener:
    def __init__(self) -> None:
        self.received: list[tuple[str, bytes]] = []
        self.reconnected = 0

    async def receive(self, channel: str, payload: bytes) -> None:
        if payload == b"bad":
            raise ValueError("not obeyed")
        self.received.append((channel, payload))

    async def on_reconnected(self) -> None:
        self.reconnected += 1

    def payloads(self, channel: str) -> list[bytes]:
        return [payload for name, payload in self.received if name == channel]


@pytest.fixture(params=["memory", "redis"])
def make_bus(request: pytest.FixtureRequest) -> MakeBus:
    if request.param == "memory":
        return MemoryBus
    link = request.getfixturevalue("link")
    return lambda: RedisBus(link)


@asynccontextmanager
async def listening(bus: Bus) -> AsyncIterator[Listener]:
    listener = Listener()
    await bus.start(listener.receive, listener.on_reconnected)
    try:
        yield listener
    finally:
        await bus.stop()


# ---- every bus


async def test_what_is_published_is_heard_in_order(make_bus: MakeBus) -> None:
    bus = make_bus()
    async with listening(bus) as listener:
        await bus.subscribe("booth:1")
        said = [str(number).encode() for number in range(500)]
        for payload in said:
            await bus.publish("booth:1", payload)
        await until(lambda: len(listener.received) == 500)
        assert listener.payloads("booth:1") == said


async def test_only_what_is_subscribed_is_heard(make_bus: MakeBus) -> None:
    bus = make_bus()
    async with listening(bus) as listener:
        await bus.subscribe("booth:1")
        await bus.subscribe("booth:2")
        await bus.unsubscribe("booth:2")
        await bus.publish("booth:2", b"unheard")
        await bus.publish("booth:1", b"heard")
        await until(lambda: listener.received)
        assert listener.received == [("booth:1", b"heard")]


async def test_payloads_are_any_bytes(make_bus: MakeBus) -> None:
    bus = make_bus()
    async with listening(bus) as listener:
        await bus.subscribe("booth:1")
        await bus.publish("booth:1", bytes(range(256)) + "はじめまして".encode())
        await until(lambda: listener.received)
        assert listener.received == [("booth:1", bytes(range(256)) + "はじめまして".encode())]


async def test_a_listener_that_fails_is_not_deaf_afterwards(make_bus: MakeBus) -> None:
    bus = make_bus()
    async with listening(bus) as listener:
        await bus.subscribe("booth:1")
        await bus.publish("booth:1", b"bad")
        await bus.publish("booth:1", b"good")
        await until(lambda: listener.received)


async def test_subscribed_again_is_heard_again(make_bus: MakeBus) -> None:
    bus = make_bus()
    async with listening(bus) as listener:
        await bus.subscribe("booth:1")
        await bus.unsubscribe("booth:1")
        await bus.subscribe("booth:1")
        await bus.publish("booth:1", b"heard")
        await until(lambda: listener.received)


# ---- between processes


@asynccontextmanager
async def two(link: RedisConnection) -> AsyncIterator[tuple[RedisBus, Listener, RedisBus, Listener]]:
    ours, theirs = RedisBus(link), RedisBus(link)
    async with listening(ours) as here, listening(theirs) as there:
        await until(lambda: here.reconnected and there.reconnected)
        yield ours, here, theirs, there


async def test_another_process_hears_everything_once_and_in_order(link: RedisConnection) -> None:
    async with two(link) as (ours, here, theirs, there):
        await ours.subscribe("booth:1")
        await theirs.subscribe("booth:1")
        said = [str(number).encode() for number in range(2000)]
        for payload in said:
            await ours.publish("booth:1", payload)
        await until(lambda: len(there.received) >= 2000 and len(here.received) >= 2000)
        assert there.payloads("booth:1") == said
        assert here.payloads("booth:1") == said


async def test_a_process_is_subscribed_only_to_what_it_follows(link: RedisConnection) -> None:
    async with two(link) as (ours, _here, theirs, _there):
        await ours.subscribe("booth:1")
        await theirs.subscribe("booth:2")
        assert set(await link.redis.pubsub_channels(link.key("*"))) == {
            link.key("booth:1").encode(),
            link.key("booth:2").encode(),
        }
        await ours.unsubscribe("booth:1")

        async def gone() -> bool:
            return await link.redis.pubsub_channels(link.key("*")) == [link.key("booth:2").encode()]

        await until(gone)


async def test_keys_and_channels_of_other_programs_are_left_alone(link: RedisConnection) -> None:
    async with two(link) as (ours, _here, theirs, there):
        await theirs.subscribe("booth:1")
        await link.redis.publish("booth:1", b"12345678another program")
        await ours.publish("booth:1", b"ours")
        await until(lambda: there.received)
        assert there.received == [("booth:1", b"ours")]


@asynccontextmanager
async def outage(server: RedisServer) -> AsyncIterator[tuple[RedisBus, Listener, RedisBus, Listener]]:
    link = RedisConnection(server.url, "fair")
    try:
        async with two(link) as buses:
            for bus in (buses[0], buses[2]):
                await bus.subscribe("booth:1")
            yield buses
    finally:
        await link.close()


async def quickly(work: Awaitable[None]) -> None:
    async with asyncio.timeout(stretched(0.2)):  # Redis would be waited for a second
        await work


async def test_without_redis_nobody_waits_and_own_people_still_hear(redis_server: RedisServer) -> None:
    async with outage(redis_server) as (ours, here, _theirs, _there):
        redis_server.kill()
        await until(lambda: not ours.connected)
        await quickly(ours.subscribe("booth:2"))
        await quickly(ours.publish("booth:2", b"heard here"))
        await until(lambda: here.received)


async def test_after_an_outage_it_is_back_at_once_and_says_so(redis_server: RedisServer) -> None:
    async with outage(redis_server) as (ours, here, theirs, there):
        redis_server.kill()
        await until(lambda: not ours.connected and not theirs.connected)
        await ours.publish("booth:1", b"meanwhile")
        await theirs.subscribe("booth:3")
        redis_server.start()
        await until(lambda: here.reconnected == 2 and there.reconnected == 2, within=5)
        await ours.publish("booth:3", b"after")
        await until(lambda: there.payloads("booth:3") == [b"after"])


async def test_a_frozen_redis_is_noticed_and_comes_back(redis_server: RedisServer) -> None:
    async with outage(redis_server) as (ours, here, theirs, there):
        redis_server.freeze()
        await until(lambda: not ours.connected and not theirs.connected, within=5)
        await quickly(ours.publish("booth:1", b"meanwhile"))
        redis_server.thaw()
        await until(lambda: here.reconnected == 2 and there.reconnected == 2, within=5)
        await ours.publish("booth:1", b"after")
        await until(lambda: b"after" in there.payloads("booth:1"))
