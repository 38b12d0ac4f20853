"""nginx, with what `fair config nginx` prints."""

import asyncio
import re
import socket
import struct
from collections.abc import Awaitable, Callable
from io import BytesIO
from pathlib import Path
from typing import cast

import aiohttp
import pytest
import uvicorn

from fairserver.media.control_client import REQUEST_SECONDS
from fairserver.ops.nginx import NeedsResolver, nginx_config
from fairserver.ops.subjects import ROUTES
from fairserver.sockets.heartbeats import PING_SECONDS, PONG_SECONDS
from fairserver.web.request_body import FILE
from tests.nginx_server import nginx
from tests.ports import free_port
from tests.running import Running
from tests.turn_server import certificate
from tests.waiting import until

Upstream = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


def once(heard: "asyncio.Future[bytes]") -> Upstream:
    """A server that keeps the head of one request."""

    async def upstream(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.set_result(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        writer.close()

    return upstream


@pytest.mark.parametrize("claimed", ["X-Forwarded-Host", "X-Forwarded-For", "X-Real-IP", "Forwarded"])
async def test_what_a_client_says_of_itself_does_not_arrive(tmp_path: Path, claimed: str) -> None:
    heard = asyncio.get_running_loop().create_future()
    port, front = free_port(), free_port()
    async with await asyncio.start_server(once(heard), "127.0.0.1", port), nginx(tmp_path, port, front):
        async with aiohttp.ClientSession() as http:
            await (await http.get(f"http://127.0.0.1:{front}/", headers={claimed: "evil.example"})).read()
        assert b"evil.example" not in await heard
        assert b"X-Forwarded-For: 127.0.0.1\r\n" in await heard


class NameServer(asyncio.DatagramProtocol):
    """Answers questions for an A record with `address`, to be kept for ten minutes, as Docker's does (RFC 1035)."""

    address = "127.0.0.2"

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        end = data.index(b"\0", 12) + 5  # of the one question
        wants_ipv4 = data[end - 4 : end - 2] == b"\0\1"
        head = data[:2] + struct.pack("!HHHHH", 0x8180, 1, wants_ipv4, 0, 0)
        answer = struct.pack("!HHHIH", 0xC00C, 1, 1, 600, 4) + socket.inet_aton(self.address) if wants_ipv4 else b""
        self.transport.sendto(head + data[12:end] + answer, addr)


def named(name: str) -> Upstream:
    """A server that answers with its name."""

    async def upstream(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: {len(name)}\r\n\r\n{name}".encode())
        writer.close()

    return upstream


async def test_a_container_that_comes_back_at_another_address_is_found(tmp_path: Path) -> None:
    port, front, names = free_port(), free_port(), free_port()
    transport, server = await asyncio.get_running_loop().create_datagram_endpoint(
        NameServer, local_addr=("127.0.0.1", names)
    )

    async def asked() -> str:
        async with aiohttp.ClientSession() as http, http.get(f"http://127.0.0.1:{front}/hall") as answer:
            return await answer.text() if answer.status == 200 else ""

    async def second_answers() -> bool:
        return await asked() == "second"

    async with nginx(tmp_path, port, front, host="web", resolver=f"127.0.0.1:{names}"):
        first = await asyncio.start_server(named("first"), "127.0.0.2", port)
        assert await asked() == "first"
        first.close()
        await first.wait_closed()
        server.address = "127.0.0.3"
        async with await asyncio.start_server(named("second"), "127.0.0.3", port):
            await until(second_answers)
    transport.close()


def test_a_name_without_a_name_server_is_refused() -> None:
    for host in ("127.0.0.1", "[::1]", "localhost"):
        assert f"server {host}:8000;" in nginx_config(f"{host}:8000", "80")
    with pytest.raises(NeedsResolver):
        nginx_config("web:8000", "80")


async def test_what_is_too_large_is_said_by_the_fair(tmp_path: Path, fair: Running) -> None:
    front = free_port()
    async with nginx(tmp_path, fair.port, front), aiohttp.ClientSession(f"http://127.0.0.1:{front}") as http:
        for row in ROUTES:
            if row.method == "POST" and not row.demo_only:
                headers = {"Host": f"localhost:{fair.port}", "Content-Type": FILE if row.file else "application/json"}
                body = BytesIO(b"a" * (row.largest + 1))
                async with http.post(row.path, data=body, headers=headers) as answer:
                    code = (await answer.json())["error"]["code"]
                    assert (answer.status, code) == (413, "file.too_large" if row.file else "request.too_large"), (
                        row.path
                    )


def test_the_limits_of_nginx_go_with_ours() -> None:
    """A kept connection is let go before uvicorn closes it, and no socket is cut between two heartbeats."""
    config = nginx_config("127.0.0.1:8000", "80")

    def seconds(name: str) -> int:
        return int(re.search(rf"^ *{name} (\d+)s;", config, re.MULTILINE)[1])  # type: ignore[index]

    assert seconds("keepalive_timeout") < uvicorn.Config("").timeout_keep_alive
    assert seconds("proxy_read_timeout") > PING_SECONDS + PONG_SECONDS
    assert seconds("proxy_read_timeout") > REQUEST_SECONDS


async def test_with_certificates_it_ends_tls_and_says_so(tmp_path: Path) -> None:
    await certificate(tmp_path, "localhost")
    heard = asyncio.get_running_loop().create_future()
    port, front = free_port(), free_port()
    async with (
        await asyncio.start_server(once(heard), "127.0.0.1", port),
        nginx(tmp_path, port, front, certificates=str(tmp_path)),
        aiohttp.ClientSession() as http,
    ):
        await (await http.get(f"https://127.0.0.1:{front}/", ssl=False)).read()
        assert b"X-Forwarded-Proto: https\r\n" in await heard
