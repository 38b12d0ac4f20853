"""One encoder, N viewers: what a forwarded packet costs and whether any is lost.

    python -m load_tests.media.fanout --viewers 50,100,300 --relay 3,5

The server runs alone on core 0; the encoder (FFmpeg) and the viewers share core 1.
"""

import argparse
import asyncio
import os
import secrets
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from starlette.applications import Starlette
from starlette.requests import Request

from fairserver.media.node_types import Answer
from fairserver.media.remote_node import RemoteNode
from fairserver.media.whip import Admitted, whip_routes
from tests.media.conftest import Encoder, serve
from tests.media.peer import H264

from .audience import CONTROL_PORT, SECRET
from .drain import Drain, Enter

WARM_SECONDS = 3
RATES = ["-b:v", "1200k", "-minrate", "1200k", "-maxrate", "1200k", "-bufsize", "200k"]


def cpu_seconds(process: int) -> float:
    """CPU time of all threads, to the nanosecond."""
    tasks = Path(f"/proc/{process}/task").iterdir()
    return sum(int((task / "schedstat").read_text().split()[0]) for task in tasks) / 1e9


async def measure(label: str, process: int, drain: Drain, seconds: float) -> None:
    await asyncio.sleep(WARM_SECONDS)
    drain.reset()
    used, began = cpu_seconds(process), time.monotonic()
    await asyncio.sleep(seconds)
    used, passed = cpu_seconds(process) - used, time.monotonic() - began
    packets, count = drain.packets, len(drain.viewers)
    per_packet = used / max(1, packets) * 1e6
    starving = sum(not viewer.counts for viewer in drain.viewers)
    rates = f"{packets / passed / count:.0f} | {drain.octets * 8 / passed / count / 1e6:.2f}"
    cost = f"{used / passed * 100:.0f} | {per_packet:.1f} | {drain.loss_percent():.2f} | {starving}"
    print(f"| {label} | {count} | {rates} | {cost} |", flush=True)


@asynccontextmanager
async def node(secret: str) -> AsyncIterator[tuple[int, RemoteNode]]:
    """A media node as its own process on core 0."""
    process = await asyncio.create_subprocess_exec(
        *("taskset", "-c", "0", sys.executable, "-m", "fairserver", "media", "--port", str(CONTROL_PORT)),
        env={
            **os.environ,
            SECRET: secret,
            "FAIR_MEDIA_PORT": "18289",
            "FAIR_MEDIA_ANNOUNCE": "127.0.0.1",
            "FAIR_MEDIA_VIEWERS": "2000",
        },
    )
    remote = RemoteNode(
        host="127.0.0.1", port=CONTROL_PORT, secret=secret, on_event=lambda event: print("#", event, flush=True)
    )
    await remote.start()
    await remote.connected()
    yield process.pid, remote
    await remote.stop()
    process.send_signal(signal.SIGTERM)
    await process.wait()


async def forwarded(steps: list[int], seconds: float) -> None:
    async def authorise(request: Request, place: str, purpose: str) -> Admitted:
        return Admitted("load")

    async with (
        node(secrets.token_hex()) as (process, remote),
        serve(Starlette(routes=whip_routes(remote, authorise))) as origin,
    ):
        encoder = Encoder(f"{origin}/whip/hall")
        await encoder.start(*RATES)
        await climb("node", process, lambda offer: remote.watch("hall", secrets.token_hex(4), offer), steps, seconds)
        await encoder.stop()


async def relayed(steps: list[int], seconds: float) -> None:
    process = await asyncio.create_subprocess_exec(
        *("taskset", "-c", "0", sys.executable, "-m", "load_tests.media.relay", "18290")
    )
    await asyncio.sleep(3)
    encoder = Encoder("http://127.0.0.1:18290/whip/hall")
    await encoder.start("-whip_flags", "0", *RATES)
    await asyncio.sleep(3)
    async with aiohttp.ClientSession() as http:

        async def enter(offer: str) -> Answer:
            async with http.post("http://127.0.0.1:18290/whep/hall", data=offer) as response:
                return Answer("", await response.text(), "")

        await climb("MediaRelay", process.pid, enter, steps, seconds)
    await encoder.stop()
    process.kill()
    await process.wait()


async def climb(label: str, process: int, enter: Enter, steps: list[int], seconds: float) -> None:
    drain = Drain()
    joins: list[float] = []
    reports = asyncio.create_task(drain.report())
    for step in steps:
        while len(drain.viewers) < step:
            began = time.monotonic()
            async with asyncio.timeout(20):
                await drain.add(enter, codecs=(H264,))
            joins.append(time.monotonic() - began)
        print(f"# slowest join {max(joins):.2f} s", file=sys.stderr, flush=True)
        await measure(label, process, drain, seconds)
    reports.cancel()
    await drain.stop()


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--viewers", default="50,100,200,300")
    parser.add_argument("--relay", default="3,5")
    parser.add_argument("--seconds", type=float, default=10)
    options = parser.parse_args()
    os.sched_setaffinity(0, {1})
    print("| server | viewers | packets/s each | Mbit/s each | core % | µs a packet | loss % | without media |")
    print("|---|---|---|---|---|---|---|---|")
    if options.viewers:
        await forwarded([int(step) for step in options.viewers.split(",")], options.seconds)
    if options.relay:
        await relayed([int(step) for step in options.relay.split(",")], options.seconds)


if __name__ == "__main__":
    asyncio.run(main())
