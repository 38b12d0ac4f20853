"""When something of ours fails: generic to the person, found by its id, and over when it is over."""

import asyncio
from typing import Any

import psycopg
import pytest
from sqlalchemy.engine import make_url

from fairserver.web.middleware import CSP
from tests.conftest import postgres_database
from tests.running import Running, outcome, running
from tests.waiting import stretched

AWAY = {"ok": False, "degraded": ["database"], "parts": {"database": "away"}}


@pytest.mark.parametrize("path", ["../fairserver/settings.py", "..%2f..%2fetc%2fpasswd", "%00", "vendor", "index.html",
                                  "/etc/passwd", "a" * 5000],
                         ids=["up", "up, quoted", "nul", "folder", "shell", "root", "long"])  # fmt: skip
async def test_no_file_but_our_own(shared: Running, path: str) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", shared.port)
    writer.write(
        f"GET /static/{await shared.release()}/{path} HTTP/1.1\r\nHost: localhost:{shared.port}\r\n"
        "Connection: close\r\n\r\n".encode()
    )
    answer = await reader.read()
    writer.close()
    assert answer.split(b" ", 2)[1] in (b"404", b"400")


async def test_our_own_failure_is_generic_with_an_id(
    fair: Running, logged: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("the secret reason")

    monkeypatch.setattr(fair.app.journal, "reading", broken)
    async with fair.browser() as http:
        async with http.get("/api/start") as answer:
            error = (await answer.json())["error"]
            assert (answer.status, error["code"]) == (500, "internal")
            assert "secret" not in await answer.text()
        lines = [line["event"] for line in logged if line.get("id") == error["log"]]
        assert sorted(lines) == ["http", "http.failed"]


async def test_our_own_failure_has_a_page(fair: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(ctx: Any) -> bool:
        raise RuntimeError("the secret reason")

    monkeypatch.setattr("fairserver.app.is_demo_and_local", broken)
    async with fair.browser() as http, http.get("/demo") as answer:
        assert answer.status == 500
        assert 'data-status="500"' in await answer.text()
        assert answer.headers["content-security-policy"] == CSP


async def test_a_failure_in_an_action_reaches_nobody(
    fair: Running, logged: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any) -> None:
        raise RuntimeError("the secret reason")

    async with fair.visitor("participant") as amara:
        monkeypatch.setattr(fair.app.announcer, "here", broken)
        error = (await amara.try_("place.enter", place=2))["error"]
        assert (error["code"], error["details"]) == ("internal", {})
        lines = [line["event"] for line in logged if line["event"].startswith("socket.")]
        assert lines == ["socket.failed", "socket.refused"]


async def test_not_ready_while_the_database_is_away(postgres: str) -> None:
    """It says so quickly, requests are refused as busy, and all is well when the database is back."""
    url = postgres_database(postgres)
    name = make_url(url).database
    async with (
        running(url) as fair,
        fair.browser() as http,
        fair.visitor("participant") as amara,
        await psycopg.AsyncConnection.connect(f"postgresql://{postgres}/postgres", autocommit=True) as owner,
    ):
        await owner.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS false'.encode())
        await owner.execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'".encode())
        async with asyncio.timeout(stretched(3)), http.get("/readyz") as answer:
            assert (answer.status, await answer.json()) == (503, AWAY)
        async with http.get("/healthz") as answer:
            assert answer.status == 200, "a restart would not help"
        async with http.get("/api/start") as answer:
            assert (answer.status, (await answer.json())["error"]["code"]) == (503, "busy")
            assert answer.headers["retry-after"]
        assert await outcome(http, "/api/sign-in", email="amara.okafor@example.org", language="en") == "busy"
        assert (await amara.try_("place.enter", place=2))["error"]["code"] == "busy"

        await owner.execute(f'ALTER DATABASE "{name}" ALLOW_CONNECTIONS true'.encode())
        async with http.get("/readyz") as answer:
            assert answer.status == 200
        await amara.enter(2)
        await amara.change("chat.say", place=2, text="back again", language="en")
        await amara.reaches("booth:2", 1)
