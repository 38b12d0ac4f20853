"""A media node in another process, with the methods of MediaNode, behind the control API."""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from typing import Any

from fairserver.base.errors import FairError

from .node_types import Answer, Health, MediaEvent, SeatRule, Slot

RETRY_SECONDS = 0.5


class RemoteNode:
    """Calls the node, and knows its publications and health from its events.

    The methods that call it raise the same errors as those of MediaNode, and media.unreachable.
    """

    def __init__(self, *, host: str, port: int, secret: str, on_event: Callable[[MediaEvent], None]) -> None:
        """`host` and TCP `port` are those of the control API."""
        # Imported here because httpx takes 0.1 s, which a web with the node in its own process need not spend.
        from .control_client import ControlClient

        self._client = ControlClient(host, port, secret)
        self._on_event = on_event
        self._health: dict[str, Health] = {}
        self._publications: dict[tuple[str, str], MediaEvent] = {}  # the last event, by place and owner
        self._follower: asyncio.Task[None] | None = None
        self._connected = asyncio.Event()

    async def start(self) -> None:
        """Begin to follow the node's events; this goes on until `stop`, also while the node cannot be reached."""
        self._follower = asyncio.get_running_loop().create_task(self._follow())

    async def connected(self) -> None:
        """Wait until the node's present publications are known."""
        await self._connected.wait()

    async def answers(self) -> str:
        """Return "ok" while the node's events arrive, else "away"; for /readyz."""
        return "ok" if self._connected.is_set() else "away"

    async def stop(self) -> None:
        """Close all connections; the node itself goes on."""
        if self._follower is not None:
            self._follower.cancel()
            await asyncio.wait([self._follower])
        await self._client.close()

    async def publish(self, place: str, owner: str, offer: str, *, takeover: bool = False) -> Answer:
        """See MediaNode.publish."""
        return Answer(**await self._call("publish", place=place, owner=owner, offer=offer, takeover=takeover))

    async def watch(self, place: str, owner: str, offer: str) -> Answer:
        """See MediaNode.watch."""
        return Answer(**await self._call("watch", place=place, owner=owner, offer=offer))

    async def join(self, place: str, owner: str, offer: str, seat: SeatRule) -> Answer:
        """See MediaNode.join."""
        return Answer(**await self._call("join", place=place, owner=owner, offer=offer, seat=seat))

    async def share(self, place: str, owner: str, offer: str, seat: int) -> Answer:
        """See MediaNode.share."""
        return Answer(**await self._call("share", place=place, owner=owner, offer=offer, seat=seat))

    async def echo(self, place: str, owner: str, offer: str) -> Answer:
        """See MediaNode.echo."""
        return Answer(**await self._call("echo", place=place, owner=owner, offer=offer))

    async def trickle(self, session: str, owner: str, fragment: str, etag: str | None) -> None:
        """See MediaNode.trickle."""
        await self._call("trickle", session=session, owner=owner, fragment=fragment, etag=etag)

    async def close(self, session: str, owner: str) -> None:
        """See MediaNode.close."""
        await self._call("close", session=session, owner=owner)

    async def kick(self, *, owner: str | None = None, place: str | None = None, viewers_only: bool = False) -> None:
        """See MediaNode.kick."""
        await self._call("kick", owner=owner, place=place, viewers_only=viewers_only)

    async def arrange(self, place: str, seats: Sequence[SeatRule]) -> None:
        """See MediaNode.arrange."""
        await self._call("arrange", place=place, seats=list(seats))

    async def lay_out(self, place: str, video: Sequence[Slot], audio: Sequence[Slot]) -> None:
        """See MediaNode.lay_out."""
        await self._call("lay_out", place=place, video=list(video), audio=list(audio))

    def health(self, place: str) -> Health | None:
        """Return a stage's health as the node reported it within the last second; None while it is unknown."""
        return self._health.get(place)

    async def _call(self, method: str, **arguments: Any) -> Any:
        return await self._client.call(method, arguments)

    async def _follow(self) -> None:
        while True:
            with contextlib.suppress(FairError):
                await self._client.follow(self._message_received)
            self._connected.clear()
            self._health.clear()
            await asyncio.sleep(RETRY_SECONDS)

    def _message_received(self, message: dict[str, Any]) -> None:
        if "event" in message:
            self._emit(MediaEvent(**message["event"]))
        elif "health" in message:
            self._health = {
                place: Health(**{**report, "codecs": tuple(report["codecs"])})
                for place, report in message["health"].items()
            }
        elif "places" in message:
            self._resynchronise([MediaEvent(**event) for event in message["places"]])

    def _resynchronise(self, present: list[MediaEvent]) -> None:
        """Emit the events that were missed while not connected: first what ended, then what is new or changed."""
        present_keys = {(event.place, event.owner) for event in present}
        for key, event in list(self._publications.items()):
            if key not in present_keys:
                self._emit(MediaEvent(event.place, "ended", event.owner))
        for event in present:
            if self._publications.get((event.place, event.owner)) != event:
                self._emit(event)
        self._connected.set()

    def _emit(self, event: MediaEvent) -> None:
        key = (event.place, event.owner)
        if event.kind == "ended":
            self._publications.pop(key, None)
        elif event.kind != "full":
            self._publications[key] = event
        self._on_event(event)
