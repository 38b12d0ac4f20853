"""How fast a demo opens and how cleanly it closes; what serving logs; what the terminal refuses."""

import asyncio
import json
import os
import signal
import socket
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import pytest
from typer.testing import CliRunner

from fairserver import cli
from tests.running import PATIENCE, Place, free_port, page, spawned, sqlite_url


@dataclass
class Ran:
    code: int
    said: str
    fell: bool  # with a traceback


async def fair(*argv: str, **environment: str) -> Ran:
    """A command that ends by itself, in a thread of this process: it begins an event loop of its own."""
    runner = CliRunner(env={"COLUMNS": "200", **environment})
    ran = await asyncio.to_thread(runner.invoke, cli.app, argv)
    fell = ran.exception is not None and not isinstance(ran.exception, SystemExit)
    return Ran(ran.exit_code, " ".join(ran.output.split()), fell)


async def start(*argv: str, **environment: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "fairserver", *argv, env={**os.environ, **environment},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.parametrize(("at", "why"), [
    ("9999-12-31T23:59Z", "between 2000 and 2100"), ("0001-01-01T00:00+09:00", "between 2000 and 2100"),
])  # fmt: skip
async def test_a_fair_time_that_cannot_be(tmp_path: Path, at: str, why: str) -> None:
    ran = await fair("demo", "--port", str(free_port()), "--at", at, FAIR_DATABASE_URL=sqlite_url(tmp_path))
    assert ran.code == 1
    assert why in ran.said
    assert not ran.fell


@asynccontextmanager
async def opened(*argv: str, **environment: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, str, float]]:
    """The process, what it said until it was ready, and the seconds that took."""
    began = time.monotonic()
    process = await start(*argv, **environment)
    assert process.stdout
    said = (await asyncio.wait_for(process.stdout.readuntil(b"Ctrl-C"), 3 * PATIENCE)).decode()
    try:
        yield process, said, time.monotonic() - began
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


async def closed(process: asyncio.subprocess.Process) -> int:
    process.send_signal(signal.SIGINT)
    return await asyncio.wait_for(process.wait(), PATIENCE)


async def test_the_second_start_is_quick_and_keeps_what_happened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Issue: under 3 seconds. Asserted with room for a busy machine; the figure is printed."""
    url, port = sqlite_url(tmp_path), free_port()
    at = ("--at", "2024-02-25T10:15+09:00")
    async with opened("demo", "--port", str(port), *at, FAIR_DATABASE_URL=url) as (process, said, first):
        assert f"http://localhost:{port}/link#" in said
        assert await closed(process) == 0
    async with opened("demo", "--port", str(port), FAIR_DATABASE_URL=url) as (process, said, second):
        async with aiohttp.ClientSession() as http, http.get(f"http://localhost:{port}/api/demo/mailbox") as answer:
            mails = (await answer.json())["mails"]
        assert len(mails) == 1, "one invitation, written once"
        assert "Fair time 2024-02-25 01:15" in said, "the clock stopped with the process"
        await closed(process)
    with capsys.disabled():
        sys.stdout.write(f"\nfair demo: ready after {first:.2f} s, the second time {second:.2f} s\n")
    assert second < 10


async def test_reset_forgets(tmp_path: Path) -> None:
    url, port = sqlite_url(tmp_path), free_port()
    async with spawned(url, port) as place, place.browser("participant") as http, page(place, http) as amara:
        await amara.change("chat.say", place=2, text="of yesterday", language="en")
    async with opened("demo", "--port", str(port), "--reset", FAIR_DATABASE_URL=url), Place(port).visitor() as amara:
        assert (await amara.enter(2))["state"]["messages"] == {}


async def test_ctrl_c_leaves_nothing_running(tmp_path: Path) -> None:
    port = free_port()
    async with opened("demo", "--port", str(port), FAIR_DATABASE_URL=sqlite_url(tmp_path)) as (process, _said, _):
        children = Path(f"/proc/{process.pid}/task/{process.pid}/children")
        family = [process.pid, *map(int, children.read_text().split())] if children.exists() else [process.pid]
        async with aiohttp.ClientSession() as http:
            wire = await http.ws_connect(
                f"http://localhost:{port}/socket.io/?EIO=4&transport=websocket",
                headers={"Origin": f"http://localhost:{port}"},
            )
            assert await closed(process) == 0, "even with a socket open"
            await wire.close()
    for pid in family:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    with socket.create_server(("127.0.0.1", port)):
        pass  # the port is free again


async def test_serving_writes_one_json_line_per_request(tmp_path: Path) -> None:
    url, port = sqlite_url(tmp_path), free_port()
    await fair("migrate", FAIR_DATABASE_URL=url)
    process = await start(
        "serve", FAIR_DATABASE_URL=url, FAIR_PORT=str(port), FAIR_SMTP_URL="smtp://127.0.0.1:9",
        FAIR_PUBLIC_URL=f"http://localhost:{port}",
    )  # fmt: skip
    assert process.stderr
    async with aiohttp.ClientSession(f"http://localhost:{port}") as http:
        await answering(http)
        for path in ("/api/start?token=secret", "/nowhere", "/healthz"):
            async with http.get(path, headers={"X-Forwarded-For": "192.0.2.7"}) as answer:
                await answer.read()
    process.send_signal(signal.SIGINT)
    lines = [json.loads(line) for line in (await process.communicate())[1].decode().splitlines()]
    http_lines = [(line["method"], line["path"], line["status"]) for line in lines if line["event"] == "http"]
    assert http_lines == [("GET", "/api/start", 200), ("GET", "/nowhere", 404)], "health is not news"
    assert all({"id", "ms", "timestamp", "level"} <= set(line) for line in lines if line["event"] == "http")


async def answering(http: aiohttp.ClientSession) -> None:
    async with asyncio.timeout(3 * PATIENCE):
        while True:
            try:
                async with http.get("/healthz"):
                    return
            except aiohttp.ClientConnectionError:
                await asyncio.sleep(0.05)  # the process says nothing when it is ready


async def test_the_doctor(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    sick = await fair("doctor", FAIR_DATABASE_URL=url, FAIR_PUBLIC_URL="http://fair.example")
    assert sick.code == 1
    for remedy in ("run `fair migrate`", "FAIR_SMTP_URL", "FAIR_PUBLIC_URL should be https"):
        assert remedy in sick.said
    await fair("migrate", FAIR_DATABASE_URL=url)
    well = await fair(
        "doctor", FAIR_DATABASE_URL=url, FAIR_PUBLIC_URL="https://fair.example", FAIR_SMTP_URL="smtp://me:secret@mx"
    )
    assert well.code == 0, well.said
    assert "secret" not in well.said
    away = await fair("doctor", FAIR_DATABASE_URL="postgresql+psycopg://fair:secret@127.0.0.1:9/fair")
    assert (away.code, "secret" in away.said, away.fell) == (1, False, False)


async def test_the_first_organiser_is_invited_from_the_terminal(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    await fair("migrate", FAIR_DATABASE_URL=url)
    assert (await fair("invite", "sato@example.org", "--name", "佐藤", FAIR_DATABASE_URL=url)).code == 0
    wrong = await fair("invite", "sato@example.org", "--name", "佐藤", "--role", "king", FAIR_DATABASE_URL=url)
    assert (wrong.code, "no role" in wrong.said, wrong.fell) == (1, True, False)
    wrong = await fair("invite", "not an address", "--name", "佐藤", FAIR_DATABASE_URL=url)
    assert (wrong.code, wrong.fell) == (1, False)
