"""Pages as cheap as they can be: a raw WebSocket each, that asks its first questions and counts what it is told."""

import asyncio
import json
import time
from collections.abc import Sequence
from typing import Any

from load_tests.live.servers import Server

CONNECTING_MOST = 256

Question = tuple[str, dict[str, Any]]


class Page(asyncio.Protocol):
    """Says who it is, asks, and from the snapshot on notes that each change follows the one before."""

    def __init__(self, crowd: "Crowd", hello: str, auth: dict[str, Any], questions: Sequence[Question]) -> None:
        self.crowd = crowd
        self.gaps = 0
        self.seqs: dict[bytes, int] = {}
        self._hello = hello.encode()
        self._auth = auth
        self._questions = questions
        self._opening = len(questions)
        self._buffer = bytearray()
        self._upgraded = False
        self._transport: asyncio.Transport | None = None
        self._replies: dict[int, asyncio.Future[Any]] = {}
        self._asked = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._hello)

    def connection_lost(self, _error: Exception | None) -> None:
        self.crowd.cut_off()

    def close(self) -> None:
        if self._transport:
            self._transport.abort()

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        if not self._upgraded:
            end = self._buffer.find(b"\r\n\r\n")
            if end < 0:
                return
            assert self._buffer.startswith(b"HTTP/1.1 101"), bytes(self._buffer[:80])
            del self._buffer[: end + 4]
            self._upgraded = True
        while size := self._frame():
            del self._buffer[:size]

    def _frame(self) -> int:
        """Take one frame if it is whole; its size."""
        buffer = self._buffer
        if len(buffer) < 2:
            return 0
        length, start = buffer[1], 2
        if length == 126:
            length, start = int.from_bytes(buffer[2:4], "big"), 4
        elif length == 127:
            length, start = int.from_bytes(buffer[2:10], "big"), 10
        if len(buffer) < start + length:
            return 0
        if buffer[0] == 0x81:
            self._take(bytes(buffer[start : start + length]))
        return start + length

    def _take(self, text: bytes) -> None:
        if text.startswith(b'42["change"'):
            self._changed(text)
        elif text.startswith((b'42["counts"', b'42["here"')):
            self.crowd.hinted(self, text)
        elif text == b"2":
            self.send("3")
        elif text.startswith(b"0{"):
            self.send("40" + json.dumps(self._auth))
        elif text.startswith(b"40{"):
            for number, question in enumerate(self._questions):
                self.send(f"42{number}" + json.dumps(question))
            self._asked = len(self._questions)
        elif text.startswith(b"43"):
            self._answered(text)
        elif text.startswith(b"44"):
            raise AssertionError(text)

    def _changed(self, text: bytes) -> None:
        scope, seq = position(text)
        if (known := self.seqs.get(scope)) is not None:  # else it came before the snapshot that holds it
            if known < seq != known + 1:
                self.gaps += 1
            self.seqs[scope] = max(seq, known)
        self.crowd.heard()

    def _answered(self, text: bytes) -> None:
        at = text.find(b"[")
        number = int(text[2:at])
        if number in self._replies:
            self._replies.pop(number).set_result(json.loads(text[at:])[0])
            return
        assert text.startswith(b'[{"ok"', at), text[:200]
        scope, seq = position(text)
        self.seqs[scope] = seq
        self.crowd.octets += len(text)
        self._opening -= 1
        if not self._opening:
            self.crowd.came_in()

    def send(self, text: str) -> None:
        data = text.encode()
        assert self._transport
        size = bytes([0x80 | len(data)]) if len(data) < 126 else b"\xfe" + len(data).to_bytes(2, "big")
        self._transport.write(b"\x81" + size + bytes(4) + data)

    async def ask(self, event: str, request: dict[str, Any]) -> Any:
        self._asked += 1
        reply = self._replies[self._asked] = asyncio.get_running_loop().create_future()
        self.send(f"42{self._asked}" + json.dumps([event, request]))
        return await reply


def position(text: bytes) -> tuple[bytes, int]:
    """Scope and number of a change or a snapshot, without reading the rest."""
    at = text.find(b'"scope":"') + 9
    scope = text[at : text.find(b'"', at)]
    at = text.find(b'"seq":') + 6
    return scope, int(text[at : text.find(b",", at)])


class Crowd:
    def __init__(self) -> None:
        self.pages: list[Page] = []
        self.inside = 0
        self.lost = 0
        self.hints = 0
        self.octets = 0
        self.deliveries = 0
        self.stamps: list[float] = []
        self.waits: list[float] = []
        self.leaving = False
        self._began = 0.0
        self._said_at = 0.0
        self._count = 0
        self._goal = 0
        self._all_in = asyncio.Event()
        self._reached = asyncio.Event()

    def came_in(self) -> None:
        self.inside += 1
        self.waits.append(time.perf_counter() - self._began)
        self._look_round()

    def cut_off(self) -> None:
        """By the server: nobody waits for them."""
        if not self.leaving:
            self.lost += 1
            self._look_round()

    def _look_round(self) -> None:
        if self.inside + self.lost >= self._count:
            self._all_in.set()

    def heard(self) -> None:
        self.deliveries += 1
        self.stamps.append(time.perf_counter() - self._said_at)
        if self.deliveries >= self._goal:
            self._reached.set()

    def hinted(self, _page: Page, _text: bytes) -> None:
        self.hints += 1

    async def come(self, server: Server, questions: Sequence[Sequence[Question]], within: float = 120) -> float:
        """Everybody at once; seconds until the last has every answer."""
        self._began, self._count = time.perf_counter(), self.inside + len(questions)
        self._all_in.clear()
        gate = asyncio.Semaphore(CONNECTING_MOST)
        guests = server.guests[len(self.pages) : len(self.pages) + len(questions)]

        async def one(cookie: str, asked: Sequence[Question]) -> None:
            async with gate:
                await self.open(server, cookie, asked)

        await asyncio.gather(*(one(guest.cookie, asked) for guest, asked in zip(guests, questions, strict=True)))
        async with asyncio.timeout(within):
            await self._all_in.wait()
        return time.perf_counter() - self._began

    async def open(self, server: Server, cookie: str, questions: Sequence[Question]) -> None:
        hello = (
            f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: localhost:{server.port}\r\n"
            f"Origin: {server.origin}\r\nCookie: {cookie}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        _transport, page = await asyncio.get_running_loop().create_connection(
            lambda: Page(self, hello, server.auth, questions), "127.0.0.1", server.port
        )
        self.pages.append(page)

    def expect(self, more: int) -> asyncio.Task[None]:
        """Before something is said: done when that many deliveries were heard."""
        self._said_at, self._goal = time.perf_counter(), self.deliveries + more
        self._reached.clear()
        return asyncio.create_task(self._hear())

    async def _hear(self) -> None:
        async with asyncio.timeout(60):
            await self._reached.wait()

    def leave(self) -> None:
        self.leaving = True
        for page in self.pages:
            page.close()
