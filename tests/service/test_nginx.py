"""nginx, with what `fair config nginx` prints."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

import aiohttp
import pytest

from tests.nginx_server import nginx
from tests.ports import free_port

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


async def test_with_certificates_it_ends_tls_and_says_so(tmp_path: Path) -> None:
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1 -subj /CN=localhost"
    command += f" -keyout {tmp_path}/privkey.pem -out {tmp_path}/fullchain.pem"
    made = await asyncio.create_subprocess_exec(*command.split(), stderr=asyncio.subprocess.DEVNULL)
    assert await made.wait() == 0
    heard = asyncio.get_running_loop().create_future()
    port, front = free_port(), free_port()
    async with (
        await asyncio.start_server(once(heard), "127.0.0.1", port),
        nginx(tmp_path, port, front, certificates=str(tmp_path)),
        aiohttp.ClientSession() as http,
    ):
        await (await http.get(f"https://127.0.0.1:{front}/", ssl=False)).read()
        assert b"X-Forwarded-Proto: https\r\n" in await heard
