"""Talks of two with picture and sound, beside a stage or not: what a talk costs the node, and how late packets come.

    python -m load_tests.media.talks --runs 20+0,0+300,20+300

The node runs alone on core 0; those who talk, FFmpeg and the viewers (a process of their own) share core 1. Each person
sends 25 frames a second of five packets, 1.2 Mbit/s, and 50 packets of sound, and receives the other's. Lateness is
measured in the first room, from before a packet is encrypted until the other has decrypted it; in the other rooms only
packets are counted.
"""

import argparse
import asyncio
import os
import secrets
import struct
import time
from functools import partial

from starlette.applications import Starlette
from starlette.requests import Request

from fairserver.media.node_types import SeatRule
from fairserver.media.remote_node import RemoteNode
from fairserver.media.whip import Admitted, whip_routes
from tests.media.conftest import Encoder, serve
from tests.media.peer import AUDIO_SSRC, DELTA_FRAME, KEY_FRAME, OPUS, VIDEO_SSRC, Peer

from .audience import audience
from .drain import Drain, Enter
from .fanout import RATES, WARM_SECONDS, cpu_seconds, node

TICK = 0.02  # seconds between two packets of sound
PACKETS, OCTETS = 5, 1180  # of a frame, and in each packet
KEY_EVERY = 50  # frames
STAMP = struct.Struct("!Q")  # nanoseconds, at the end of each packet


class Sender:
    """Sends one person's picture and sound."""

    def __init__(self, peer: Peer, phase: int) -> None:
        self.peer = peer
        self.ticks = phase
        self.sequence = 0
        self.filling = secrets.token_bytes(OCTETS - len(DELTA_FRAME) - STAMP.size)

    async def tick(self) -> None:
        """What is due every 20 ms: sound, and every other time a frame."""
        self.ticks += 1
        sound = secrets.token_bytes(72) + stamp()
        await self.peer.send_rtp(self.ticks, self.ticks * 960, sound, ssrc=AUDIO_SSRC, payload_type=OPUS)
        frame, odd = divmod(self.ticks, 2)
        if odd:
            return
        head = KEY_FRAME if frame % KEY_EVERY == 0 else DELTA_FRAME
        for number in range(PACKETS):
            begins = head if number == 0 else b"\x80" + head[1:]
            payload = begins + self.filling + stamp()
            last = number == PACKETS - 1
            await self.peer.send_rtp(self.sequence, frame * 3600, payload, ssrc=VIDEO_SSRC + 1, marker=last)
            self.sequence += 1


def stamp() -> bytes:
    return STAMP.pack(time.monotonic_ns())


def listen(peer: Peer, late: list[float]) -> None:
    """Keep, of what this peer receives, only how late it is, in ms."""

    async def received(data: bytes, arrival_time_ms: int) -> None:
        late.append((time.monotonic_ns() - STAMP.unpack(data[-STAMP.size :])[0]) / 1e6)

    peer.dtls._handle_rtp_data = received  # type: ignore[method-assign]


async def talk(senders: list[Sender]) -> None:
    """Send for everybody, evenly over each tick, until cancelled."""
    began, ticks = time.monotonic(), 0
    while senders:
        for number, sender in enumerate(senders):
            due = began + (ticks + number / len(senders)) * TICK
            if (wait := due - time.monotonic()) > 0.001:
                await asyncio.sleep(wait)
            await sender.tick()
        ticks += 1


async def measure(rooms: int, viewers: int, seconds: float) -> None:
    async def authorise(request: Request, place: str, purpose: str) -> Admitted:
        return Admitted("load")

    secret = secrets.token_hex()
    async with (
        node(secret) as (process, remote),
        serve(Starlette(routes=whip_routes(remote, authorise))) as origin,
        audience(viewers, secret) as watching,
    ):
        encoder = Encoder(f"{origin}/whip/hall")
        if viewers:
            await encoder.start(*RATES)
        drain = Drain()
        reports = asyncio.create_task(drain.report())
        late: list[float] = []
        first = [Peer("sendrecv"), Peer("sendrecv")] if rooms else []
        for seat, peer in enumerate(first):
            await peer.connect(join(remote, 0, seat))
            listen(peer, late)
        for room in range(1, rooms):
            for seat in range(2):
                await drain.add(join(remote, room, seat), direction="sendrecv")
        people = first + [each.peer for each in drain.viewers]
        sending = asyncio.create_task(talk([Sender(peer, phase) for phase, peer in enumerate(people)]))
        await asyncio.sleep(WARM_SECONDS)
        drain.reset()
        await watching.ask("reset")
        late.clear()
        used, began = cpu_seconds(process), time.monotonic()
        await asyncio.sleep(seconds)
        passed = time.monotonic() - began
        used = cpu_seconds(process) - used
        late.sort()
        packets = (len(late) + drain.packets) / passed / max(1, len(people))
        times = " | ".join(f"{late[int(len(late) * part)]:.1f}" if late else "-" for part in (0.5, 0.99))
        loss = f"{drain.loss_percent():.2f}" if rooms else "-"
        theirs = await watching.ask("loss") if viewers else "-"
        print(
            f"| {rooms} | {viewers} | {packets:.0f} | {100 * used / passed:.1f} | {times} | {loss} | {theirs} |",
            flush=True,
        )
        for task in (sending, reports):
            task.cancel()
        await asyncio.gather(sending, reports, return_exceptions=True)
        if viewers:
            await encoder.stop()
        await drain.stop()
        for peer in first:
            await peer.close()


def join(remote: RemoteNode, room: int, seat: int) -> Enter:
    return partial(remote.join, f"talk {room}", f"owner {room} {seat}", seat=SeatRule(seat))


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", default="20+0,0+300,20+300", help="talks + viewers of a stage beside")
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=10)
    options = parser.parse_args()
    os.sched_setaffinity(0, {1})
    columns = (
        "talks",
        "viewers beside",
        "packets/s each",
        "node, core %",
        "p50 ms",
        "p99 ms",
        "loss %",
        "viewers' loss %",
    )
    print(f"| {' | '.join(columns)} |\n{'|---' * len(columns)}|", flush=True)
    for run in options.runs.split(",") * options.times:
        rooms, viewers = map(int, run.split("+"))
        await measure(rooms, viewers, options.seconds)


if __name__ == "__main__":
    asyncio.run(main())
