"""The node as a process of its own, reached through its control API."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from functools import partial

import aiohttp
import pytest

from fairserver.base.errors import FairError
from fairserver.media.node_types import SeatRule
from fairserver.media.remote_node import RemoteNode
from tests.ports import free_port, free_udp_port
from tests.waiting import stretched

from .hall import Events
from .peer import Camera, Peer, stops

SECRET = "a secret of some length"


@dataclass
class Apart:
    """A node elsewhere and our view of it."""

    node: RemoteNode
    events: Events
    origin: str
    ports: tuple[int, int]
    process: asyncio.subprocess.Process | None = None

    async def run(self) -> None:
        port, media_port = map(str, self.ports)
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "fairserver", "media", "--port", port),
            env={
                **os.environ,
                "FAIR_MEDIA_SECRET": SECRET,
                "FAIR_MEDIA_PORT": media_port,
                "FAIR_MEDIA_ANNOUNCE": "127.0.0.1",
                "FAIR_MEDIA_VIEWERS": "2",
            },
        )
        async with asyncio.timeout(stretched(15)):
            await self.node.connected()

    async def kill(self, how: signal.Signals) -> int:
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(how)
        return await self.process.wait()


@pytest.fixture
async def apart() -> AsyncIterator[Apart]:
    events = Events()
    port = free_port()
    node = RemoteNode(host="127.0.0.1", port=port, secret=SECRET, on_event=events)
    apart = Apart(node, events, f"http://127.0.0.1:{port}", (port, free_udp_port()))
    await node.start()
    await apart.run()
    yield apart
    await node.stop()
    await apart.kill(signal.SIGKILL)


@contextlib.asynccontextmanager
async def filming(apart: Apart) -> AsyncIterator[Camera]:
    peer = Peer("sendonly")
    await peer.connect(lambda offer: apart.node.publish("hall", "key", offer))
    camera = Camera(peer)
    camera.start()
    yield camera
    await camera.stop()
    await peer.close()


async def test_everything_works_through_another_process(apart: Apart) -> None:
    async with filming(apart):
        await apart.events.wait("hall", "live")
        viewer = Peer("recvonly")
        await viewer.connect(lambda offer: apart.node.watch("hall", "viewer", offer))
        await viewer.until(lambda: len(viewer.of("video")) > 20)
        await apart.node.trickle(viewer.session, "viewer", "a=end-of-candidates\r\n", viewer.etag)
        async with asyncio.timeout(stretched(5)):
            while (health := apart.node.health("hall")) is None or health.frames_per_second == 0:
                await asyncio.sleep(0.05)
        assert health.codecs == ("opus", "VP8")
        assert health.viewers == 1
        with pytest.raises(FairError) as refused:
            await apart.node.close(viewer.session, "somebody")
        assert refused.value.code == "media.session_unknown"
        with pytest.raises(FairError) as refused:
            await apart.node.watch("hall", "viewer", "v=0")
        assert (refused.value.code, refused.value.details) == ("media.offer_malformed", {"reason": "media"})
        await apart.node.close(viewer.session, "viewer")
        await viewer.close()
        await apart.node.kick(owner="key")
        await apart.events.wait("hall", "ended")


async def test_two_talk_through_another_process_and_a_third_finds_it_full(apart: Apart) -> None:
    peers = {owner: Peer("sendrecv") for owner in "ab"}
    for seat, (owner, peer) in enumerate(peers.items()):
        await peer.connect(partial(apart.node.join, "talk", owner, seat=SeatRule(seat)))
    cameras = [Camera(peer) for peer in peers.values()]
    for camera in cameras:
        camera.start()
    for peer in peers.values():
        await peer.until(peer.sees)
    await apart.node.arrange("talk", [SeatRule(0, pictures=False), SeatRule(1, muted=True)])
    await stops(peers["a"], "audio", peers["b"])
    await stops(peers["a"], "video", peers["b"])
    third = Peer("recvonly")
    with pytest.raises(FairError) as refused:
        await apart.node.watch("hall", "c", await third.offer())
    assert refused.value.code == "media.full"
    await apart.events.wait("hall", "full")
    for camera in cameras:
        await camera.stop()
    for peer in (*peers.values(), third):
        await peer.close()


async def test_a_killed_node_is_noticed_and_found_again(apart: Apart) -> None:
    async with filming(apart):
        await apart.events.wait("hall", "live")
        await apart.kill(signal.SIGKILL)
        with pytest.raises(FairError) as refused:
            await apart.node.kick(place="hall")
        assert refused.value.code == "media.unreachable"
    await apart.run()
    await apart.events.wait("hall", "ended")
    async with filming(apart):
        await apart.events.wait("hall", "live")
    assert await apart.kill(signal.SIGTERM) == 0


async def test_only_the_secret_opens_it(apart: Apart) -> None:
    async with aiohttp.ClientSession() as http:
        for headers in ({}, {"Authorization": "Bearer wrong"}):
            for method, path in (("POST", "/kick"), ("GET", "/events")):
                async with http.request(method, apart.origin + path, json={}, headers=headers) as response:
                    assert response.status == 403
        headers = {"Authorization": f"Bearer {SECRET}"}
        for path, body in (("/kick", b"[]"), ("/kick", b'{"x": 1}'), ("/nothing", b"{}"), ("/kick", b"{")):
            async with http.post(apart.origin + path, data=body, headers=headers) as response:
                assert response.status == 422
