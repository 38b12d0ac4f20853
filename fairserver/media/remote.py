"""A media node in another process, with MediaNode's methods."""

import asyncio
import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httptools

from fairserver.base.errors import CODES, FairError

from .contract import Answer, Health, MediaEvent

REQUEST_SECONDS = 10
SILENT_SECONDS = 5  # health comes every second
RETRY_SECONDS = 0.5
READ_BYTES = 1 << 16


@dataclass
class _Reply:
    """Collects one HTTP response as httptools parses it."""

    complete: bool = False
    body: bytearray = field(default_factory=bytearray)

    def on_body(self, data: bytes) -> None:
        self.body += data

    def on_message_complete(self) -> None:
        self.complete = True


class RemoteNode:
    """Requests over short connections; events, health and snapshots over one long response."""

    def __init__(self, *, host: str, port: int, secret: str, on_event: Callable[[MediaEvent], None]) -> None:
        self._host = host
        self._port = port
        self._secret = secret
        self._on_event = on_event
        self._health: dict[str, Health] = {}
        self._places: dict[tuple[str, str], MediaEvent] = {}
        self._listener: asyncio.Task[None] | None = None
        self._connected = asyncio.Event()

    async def start(self) -> None:
        """Begin to listen; keeps trying until `stop`."""
        self._listener = asyncio.get_running_loop().create_task(self._listen())

    async def connected(self) -> None:
        """Wait until the node's present state is known."""
        await self._connected.wait()

    async def answers(self) -> str:
        return "ok" if self._connected.is_set() else "away"

    async def stop(self) -> None:
        """Stop listening; the node goes on."""
        if self._listener is not None:
            self._listener.cancel()
            await asyncio.wait([self._listener])

    async def publish(self, place: str, owner: str, offer: str, *, takeover: bool = False) -> Answer:
        return Answer(**await self._ask("publish", place=place, owner=owner, offer=offer, takeover=takeover))

    async def watch(self, place: str, owner: str, offer: str) -> Answer:
        return Answer(**await self._ask("watch", place=place, owner=owner, offer=offer))

    async def join(self, place: str, owner: str, offer: str) -> Answer:
        return Answer(**await self._ask("join", place=place, owner=owner, offer=offer))

    async def trickle(self, session: str, owner: str, fragment: str, etag: str | None) -> None:
        await self._ask("trickle", session=session, owner=owner, fragment=fragment, etag=etag)

    async def close(self, session: str, owner: str) -> None:
        await self._ask("close", session=session, owner=owner)

    async def kick(self, *, owner: str | None = None, place: str | None = None, viewers_only: bool = False) -> None:
        await self._ask("kick", owner=owner, place=place, viewers_only=viewers_only)

    def health(self, place: str) -> Health | None:
        """As the node said within the last second."""
        return self._health.get(place)

    async def _ask(self, action: str, **arguments: Any) -> Any:
        body = json.dumps(arguments).encode()
        reply = _Reply()
        try:
            async with asyncio.timeout(REQUEST_SECONDS):
                reader, writer = await asyncio.open_connection(self._host, self._port)
                try:
                    writer.write(self._request("POST", f"/{action}", body))
                    parser = httptools.HttpResponseParser(reply)
                    while not reply.complete:
                        parser.feed_data(await _read(reader))
                finally:
                    await _close(writer)
        except (OSError, TimeoutError, httptools.HttpParserError) as error:
            raise FairError("media.unreachable") from error
        answer = json.loads(bytes(reply.body))
        if parser.get_status_code() != 200:
            code = answer["code"]
            raise FairError(code if code in CODES else "internal", **answer["details"])
        return answer

    async def _listen(self) -> None:
        while True:
            with contextlib.suppress(OSError, TimeoutError, httptools.HttpParserError):
                await self._follow()
            self._connected.clear()
            self._health.clear()
            await asyncio.sleep(RETRY_SECONDS)

    async def _follow(self) -> None:
        async with asyncio.timeout(REQUEST_SECONDS):
            reader, writer = await asyncio.open_connection(self._host, self._port)
        try:
            writer.write(self._request("GET", "/events", b""))
            reply = _Reply()
            parser = httptools.HttpResponseParser(reply)
            while not reply.complete:
                async with asyncio.timeout(SILENT_SECONDS):
                    parser.feed_data(await _read(reader))
                *lines, rest = bytes(reply.body).split(b"\n")
                reply.body[:] = rest
                for line in lines:
                    self._take(json.loads(line))
        finally:
            await _close(writer)

    def _take(self, message: dict[str, Any]) -> None:
        if "event" in message:
            self._tell(MediaEvent(**message["event"]))
        elif "health" in message:
            self._health = {
                place: Health(**{**report, "codecs": tuple(report["codecs"])})
                for place, report in message["health"].items()
            }
        elif "places" in message:
            self._resume([MediaEvent(**event) for event in message["places"]])

    def _resume(self, present: list[MediaEvent]) -> None:
        """After a gap: what ended meanwhile, then what is now."""
        there = {(event.place, event.owner) for event in present}
        for key, event in list(self._places.items()):
            if key not in there:
                self._tell(MediaEvent(event.place, "ended", event.owner))
        for event in present:
            if self._places.get((event.place, event.owner)) != event:
                self._tell(event)
        self._connected.set()

    def _tell(self, event: MediaEvent) -> None:
        key = (event.place, event.owner)
        if event.kind == "ended":
            self._places.pop(key, None)
        elif event.kind != "full":
            self._places[key] = event
        self._on_event(event)

    def _request(self, method: str, path: str, body: bytes) -> bytes:
        head = (
            f"{method} {path} HTTP/1.1\r\nHost: {self._host}:{self._port}\r\n"
            f"Authorization: Bearer {self._secret}\r\nConnection: close\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return head.encode() + body


async def _read(reader: asyncio.StreamReader) -> bytes:
    data = await reader.read(READ_BYTES)
    if not data:
        raise ConnectionResetError("the media node closed the connection")
    return data


async def _close(writer: asyncio.StreamWriter) -> None:
    writer.close()
    with contextlib.suppress(OSError):
        await writer.wait_closed()
