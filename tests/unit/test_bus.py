"""Publish and subscribe inside one process."""

import asyncio

from fairserver.bus import MemoryBus


async def test_only_what_is_subscribed_is_heard_and_in_order() -> None:
    bus, heard, done = MemoryBus(), list[bytes](), asyncio.Event()

    async def listen(_channel: str, payload: bytes) -> None:
        heard.append(payload)
        if payload == b"last":
            done.set()

    await bus.start(listen)
    await bus.subscribe("booth:12")
    for channel, payload in (("booth:12", b"1"), ("booth:13", b"x"), ("booth:12", b"2"), ("booth:12", b"last")):
        await bus.publish(channel, payload)
    await asyncio.wait_for(done.wait(), 1)
    await bus.stop()
    assert heard == [b"1", b"2", b"last"]


async def test_one_message_that_fails_does_not_stop_the_others() -> None:
    bus, heard = MemoryBus(), asyncio.Event()

    async def listen(_channel: str, payload: bytes) -> None:
        if payload == b"poison":
            raise RuntimeError("a listener's fault")
        heard.set()

    await bus.start(listen)
    await bus.subscribe("control")
    await bus.publish("control", b"poison")
    await bus.publish("control", b"fine")
    await asyncio.wait_for(heard.wait(), 1)
    await bus.stop()
