"""What follows a commit: each signal once, none lost to a neighbour that fails, in every process where it must."""

import json

import structlog

from fairserver.base.errors import FairError
from fairserver.delivery.bus import CONTROL, MemoryBus
from fairserver.delivery.signals import CLOCK_MOVED, JOBS_ADDED, Signals


class ListeningBus(MemoryBus):
    def __init__(self) -> None:
        super().__init__()
        self.published: list[tuple[str, bytes]] = []

    async def publish(self, channel: str, payload: bytes) -> None:
        self.published.append((channel, payload))


async def test_one_handler_that_fails_keeps_no_other_from_running() -> None:
    heard: list[int] = []

    async def fails(_value: int) -> None:
        raise RuntimeError("broken")

    async def refuses(_value: int) -> None:
        raise FairError("busy")

    async def hears(value: int) -> None:
        heard.append(value)

    signals = Signals(MemoryBus())
    signals.on(JOBS_ADDED, fails, refuses, hears)
    with structlog.testing.capture_logs() as lines:
        await signals.send(JOBS_ADDED, 7)
    assert heard == [7]
    assert [(line["event"], line["log_level"]) for line in lines] == [
        ("signal.failed", "error"),
        ("signal.failed", "warning"),
    ]


async def test_some_signals_go_to_every_process() -> None:
    heard: list[int] = []

    async def hears(value: int) -> None:
        heard.append(value)

    bus = ListeningBus()
    signals = Signals(bus)
    signals.on(CLOCK_MOVED, hears)
    await signals.send(CLOCK_MOVED, 60_000)
    ((channel, payload),) = bus.published
    assert (channel, json.loads(payload), heard) == (CONTROL, [CLOCK_MOVED, 60_000], [])
    await signals.receive(channel, payload)
    assert heard == [60_000]
