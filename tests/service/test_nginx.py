"""The same set as docker-compose.yml names, started by hand: nginx, PostgreSQL, Redis, media and two workers."""

import asyncio
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from fairserver.nginx import nginx_config
from tests.cluster import cluster, hears, say
from tests.conftest import postgres_database
from tests.redis_server import RedisServer
from tests.running import free_port
from tests.waiting import until

BOOTH = 2
AMARA, CHEN = "amara.okafor@example.org", "chen.yiting@example.org"
AROUND = """
daemon off;
pid {folder}/pid;
error_log stderr;
events {{ worker_connections 512; }}
http {{
    access_log off;
    {temporary}
    include {folder}/fair.conf;
}}
"""
TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


@asynccontextmanager
async def nginx(folder: Path, upstream: int, port: int) -> AsyncIterator[None]:
    (folder / "fair.conf").write_text(nginx_config(f"127.0.0.1:{upstream}", f"127.0.0.1:{port}"))
    temporary = "\n    ".join(f"{each}_temp_path {folder}/{each};" for each in TEMPORARY)
    (folder / "nginx.conf").write_text(AROUND.format(folder=folder, temporary=temporary))
    process = await asyncio.create_subprocess_exec("nginx", "-e", "stderr", "-c", str(folder / "nginx.conf"))
    try:
        await until(lambda: answers(port))
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


async def answers(port: int) -> bool:
    try:
        _reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


async def test_the_set_that_compose_names_started_by_hand(
    postgres: str, redis_shared: RedisServer, redis_prefix: str, tmp_path: Path
) -> None:
    front = free_port()
    url = f"http://localhost:{front}"
    more: dict[str, Any] = {"FAIR_PUBLIC_URL": url, "FAIR_TRUSTED_PROXIES": "127.0.0.1"}
    async with (
        cluster(postgres_database(postgres), redis_shared.url, redis_prefix, media=True, **more) as place,
        nginx(tmp_path, place.port, front),
    ):
        place.url = url
        async with place.apart(BOOTH, AMARA, CHEN) as (amara, chen):
            await say(chen, BOOTH, "through the proxy")
            await hears(amara, "through the proxy")
            await amara.next_("here", lambda data: data["count"] == 2)
            os.kill(place.workers[0], signal.SIGKILL)
            await until(lambda: len(place.workers) == 2)
        async with place.person(AMARA) as again:
            assert "through the proxy" in str((await again.enter(BOOTH))["state"])
        async with aiohttp.ClientSession(url) as http:
            for path, status in (("/metrics", 404), ("/readyz", 404), ("/healthz", 200), ("/hall", 200)):
                async with http.get(path) as answer:
                    assert answer.status == status, path


@pytest.mark.parametrize("claimed", ["X-Forwarded-Host", "X-Forwarded-For", "X-Real-IP", "Forwarded"])
async def test_what_a_client_says_of_itself_does_not_arrive(tmp_path: Path, claimed: str) -> None:
    heard = asyncio.get_running_loop().create_future()

    async def upstream(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.set_result(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
        writer.close()

    port, front = free_port(), free_port()
    async with await asyncio.start_server(upstream, "127.0.0.1", port), nginx(tmp_path, port, front):
        async with aiohttp.ClientSession() as http:
            await (await http.get(f"http://127.0.0.1:{front}/", headers={claimed: "evil.example"})).read()
        assert b"evil.example" not in await heard
        assert b"X-Forwarded-For: 127.0.0.1\r\n" in await heard
