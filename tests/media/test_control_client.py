"""Kept connections to a media node, and what happens when one breaks."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from fairserver.base.errors import FairError
from fairserver.media.control_client import ControlClient

RESPONSE = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 4\r\n\r\nnull"


class FakeNode:
    """An HTTP server that answers `answers` requests on each connection.

    Then it closes the connection: at once, as a restarted node has, or in the middle of the next request.
    """

    def __init__(self, answers: int, *, closes_at_once: bool = False) -> None:
        self.answers = answers
        self.closes_at_once = closes_at_once
        self.closed = asyncio.Event()
        self.connections = 0
        self.requests: list[str] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            for _ in range(self.answers):
                await self._read(reader)
                writer.write(RESPONSE)
            if not self.closes_at_once:
                await self._read(reader)
        except asyncio.IncompleteReadError:
            pass  # the client closed the connection
        finally:
            writer.close()
            await writer.wait_closed()
            self.closed.set()

    async def _read(self, reader: asyncio.StreamReader) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
        length = int(head.partition("content-length: ")[2].partition("\r\n")[0])
        await reader.readexactly(length)
        self.requests.append(head.split()[1])


@asynccontextmanager
async def client_of(node: FakeNode) -> AsyncIterator[ControlClient]:
    server = await asyncio.start_server(node.serve, "127.0.0.1", 0)
    client = ControlClient("127.0.0.1", server.sockets[0].getsockname()[1], "secret")
    try:
        yield client
    finally:
        await client.close()
        server.close()
        await server.wait_closed()


async def test_requests_share_a_connection() -> None:
    node = FakeNode(answers=3)
    async with client_of(node) as client:
        for _ in range(3):
            await client.call("watch", {})
    assert node.connections == 1


async def test_a_request_that_may_be_repeated_survives_a_broken_connection() -> None:
    node = FakeNode(answers=1)
    async with client_of(node) as client:
        await client.call("kick", {})
        await client.call("kick", {})
    assert node.connections == 2
    assert node.requests == ["/kick", "/kick", "/kick"]


async def test_a_node_that_restarted_is_called_on_another_connection() -> None:
    node = FakeNode(answers=1, closes_at_once=True)
    async with client_of(node) as client:
        await client.call("kick", {})
        await node.closed.wait()
        await client.call("watch", {})
    assert node.connections == 2
    assert node.requests == ["/kick", "/watch"]


async def test_a_request_that_makes_a_session_is_sent_once() -> None:
    node = FakeNode(answers=1)
    async with client_of(node) as client:
        await client.call("kick", {})
        with pytest.raises(FairError) as refused:
            await client.call("watch", {})
    assert refused.value.code == "media.unreachable"
    assert node.requests == ["/kick", "/watch"]


async def test_a_node_that_breaks_every_connection_is_unreachable() -> None:
    node = FakeNode(answers=0)
    async with client_of(node) as client:
        with pytest.raises(FairError) as refused:
            await client.call("kick", {})
    assert refused.value.code == "media.unreachable"
    assert node.requests == ["/kick", "/kick"]


async def test_a_closed_client_finds_no_node() -> None:
    client = ControlClient("127.0.0.1", 9, "secret")
    await client.close()
    with pytest.raises(FairError) as refused:
        await client.call("kick", {})
    assert refused.value.code == "media.unreachable"
