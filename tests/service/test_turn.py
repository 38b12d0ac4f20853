"""TURN servers: their credentials, what `fair doctor` finds out about them, and the port they share."""

import asyncio
import base64
import hashlib
import hmac
import re
import time
from pathlib import Path

import aiohttp
import pytest
from aioice import stun, turn

from fairserver.base.settings import Settings
from fairserver.media.turn import VALID_SECONDS, ice_server_links, turn_credentials
from fairserver.ops.doctor import examine
from fairserver.ops.readiness import settings_gaps
from fairserver.ops.turn_check import TurnUnfit, allocate
from tests.nginx_server import STREAM_MODULE, nginx
from tests.ports import free_port
from tests.service.test_nginx import once
from tests.turn_server import SECRET, certificate, turn_server

URLS = ("turn:fair.example:3478?transport=udp", "turns:turn.fair.example:443?transport=tcp")


def test_credentials_end_and_name_nobody() -> None:
    first, second = turn_credentials(SECRET, 1_700_000_000.5), turn_credentials(SECRET, 1_700_000_000.5)
    assert first.username.startswith(f"{1_700_000_000 + VALID_SECONDS}:")
    assert first.username != second.username
    digest = hmac.new(SECRET.encode(), first.username.encode(), hashlib.sha1).digest()
    assert base64.b64decode(first.password) == digest


def test_each_server_is_a_link() -> None:
    links = ice_server_links(URLS, SECRET, 0)
    assert [re.match("<([^>]+)>", link)[1] for link in links] == list(URLS)  # type: ignore[index]
    for link in links:
        assert re.search(r'; rel="ice-server"; username="3600:\w{16}"; credential="[\w+/=]+"', link)
    assert ice_server_links((), SECRET, 0) == []


@pytest.mark.parametrize("transport", ["udp", "tcp"])
async def test_the_doctor_is_given_an_address(tmp_path: Path, transport: str, monkeypatch: pytest.MonkeyPatch) -> None:
    port = free_port()
    monkeypatch.setenv("FAIR_TURN_URLS", f"turn:127.0.0.1:{port}?transport={transport}")
    monkeypatch.setenv("FAIR_TURN_SECRET", SECRET)
    async with turn_server(tmp_path, port):
        (found,) = [finding for finding in await examine() if finding.part == "TURN"]
        assert found.ok
        assert re.search(r"relays from 127\.0\.0\.1:\d+$", found.found)
        monkeypatch.setenv("FAIR_TURN_SECRET", SECRET[::-1])
        (refused,) = [finding for finding in await examine() if finding.part == "TURN"]
        assert not refused.ok
        assert "it refuses us: 401" in refused.found
    (gone,) = [finding for finding in await examine() if finding.part == "TURN"]
    assert not gone.ok


def test_a_server_without_the_secret_is_a_gap() -> None:
    assert "FAIR_TURN_SECRET" in settings_gaps(Settings(turn_urls=[URLS[0]]))[0]


async def test_it_relays_to_nobody_but_the_media_node(tmp_path: Path) -> None:
    """Not into our own networks (ASVS 17.1.1), nor for anybody else's calls."""
    port = free_port()
    async with turn_server(tmp_path, port):
        username, password = turn_credentials(SECRET, time.time())
        relayed, _ = await turn.create_turn_endpoint(
            asyncio.DatagramProtocol, ("127.0.0.1", port), username, password, transport="udp"
        )
        client = relayed._TurnTransport__inner_protocol  # type: ignore[attr-defined]
        await client.channel_bind(0x4000, ("127.0.0.1", 9))
        for number, peer in enumerate(("10.0.0.1", "127.0.0.2", "1.1.1.1", "169.254.169.254"), 0x4001):
            with pytest.raises(stun.TransactionFailed, match="403"):
                await client.channel_bind(number, (peer, 9))
        relayed.close()


@pytest.mark.skipif(not STREAM_MODULE.exists(), reason="Debian has it in libnginx-mod-stream")
async def test_both_answer_at_one_port(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And the fair knows who came, past the PROXY protocol."""
    port, front, web = free_port(), free_port(), free_port()
    heard = asyncio.get_running_loop().create_future()
    await certificate(tmp_path, "localhost")
    monkeypatch.setenv("SSL_CERT_FILE", f"{tmp_path}/fullchain.pem")
    async with (
        turn_server(tmp_path, port),
        await asyncio.start_server(once(heard), "127.0.0.1", web),
        nginx(tmp_path, web, front, certificates=str(tmp_path), turn=f"127.0.0.1:{port}"),
        aiohttp.ClientSession(connector=aiohttp.TCPConnector(local_addr=("127.0.0.2", 0))) as http,
    ):
        await (await http.get(f"https://127.0.0.1:{front}/", ssl=False)).read()
        assert b"X-Forwarded-For: 127.0.0.2\r\n" in await heard
        assert (await allocate(f"turns:localhost:{front}?transport=tcp", SECRET)).startswith("127.0.0.1:")
        with pytest.raises(TurnUnfit):  # the name decides
            await allocate(f"turns:127.0.0.1:{front}?transport=tcp", SECRET)
