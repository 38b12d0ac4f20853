"""A node with one stage, its cameras and viewers, all in this process."""

import asyncio
from collections.abc import Callable
from typing import Any

from fairserver.media.node import MediaNode
from fairserver.media.node_types import MediaEvent, SeatRule
from tests.waiting import stretched

from .peer import VP8, Camera, Peer

Enter = Callable[[str], Any]


class Events:
    """Events of a node as they come, to be waited for."""

    def __init__(self) -> None:
        self.seen: list[MediaEvent] = []
        self._changed = asyncio.Event()

    def __call__(self, event: MediaEvent) -> None:
        self.seen.append(event)
        self._changed.set()

    async def wait(self, place: str, kind: str, *, after: int = 0, seconds: float = 15) -> MediaEvent:
        """The first such event after a position in `seen`."""
        async with asyncio.timeout(stretched(seconds)):
            while True:
                self._changed.clear()
                for event in self.seen[after:]:
                    if (event.place, event.kind) == (place, kind):
                        return event
                await self._changed.wait()


class Hall:
    """A node with one stage, its cameras and viewers."""

    def __init__(self, **options: Any) -> None:
        self.events = Events()
        self.node = MediaNode(port=0, announce=("127.0.0.1", "::1"), on_event=self.events, **options)
        self.peers: list[Peer] = []
        self.cameras: list[Camera] = []

    def publish(self, owner: str = "key", *, takeover: bool = False) -> Enter:
        return lambda offer: self.node.publish("hall", owner, offer, takeover=takeover)

    def watch(self, owner: str = "viewer") -> Enter:
        return lambda offer: self.node.watch("hall", owner, offer)

    def join(self, owner: str, seat: int) -> Enter:
        return lambda offer: self.node.join("talk", owner, offer, SeatRule(seat))

    async def camera(self, *, codec: int = VP8, takeover: bool = False, **options: Any) -> Camera:
        peer = Peer("sendonly", codecs=(codec,))
        self.peers.append(peer)
        await peer.connect(self.publish(takeover=takeover))
        self.cameras.append(Camera(peer, codec=codec, **options))
        return self.cameras[-1]

    async def viewer(self, **options: Any) -> Peer:
        peer = Peer("recvonly", **options)
        self.peers.append(peer)
        peer.owner = f"viewer {len(self.peers)}"
        await peer.connect(self.watch(peer.owner))
        return peer

    async def stop(self) -> None:
        for camera in self.cameras:
            await camera.stop()
        for peer in self.peers:
            await peer.close()
        await self.node.stop()
