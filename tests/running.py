"""A real fair on a free port, and people who open pages in it."""

import asyncio
import os
import re
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
import socketio
import uvicorn
from rich.console import Console
from sqlalchemy import select

from fairserver.account.sign_in import SEND_LINK
from fairserver.app import App
from fairserver.base.settings import DemoSettings, Settings
from fairserver.delivery.journal import State, apply, offline_journal
from fairserver.jobs.scheduled import ScheduledJob
from fairserver.ops import demo as demo_command
from fairserver.sockets.compression import CompressedWebSocket
from fairserver.sockets.engineio_socket import LARGEST
from tests.ports import free_port
from tests.prepared import prepare
from tests.waiting import PATIENCE, stretched, until


class Place:
    """Where a fair answers."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.url = f"http://localhost:{port}"

    async def personas(self) -> dict[str, str]:
        """role → link of the first persona with it; participants are participant, participant2."""
        async with aiohttp.ClientSession() as http, http.get(f"{self.url}/api/demo/personas") as answer:
            links: dict[str, str] = {}
            for persona in (await answer.json())["personas"]:
                key, more = persona["role"], 2
                while key in links:
                    key, more = f"{persona['role']}{more}", more + 1
                links[key] = persona["link"]
            return links

    async def release(self) -> str:
        async with aiohttp.ClientSession() as http, http.get(f"{self.url}/healthz") as answer:
            return str((await answer.json())["release"])

    async def mailed(self, to: str) -> tuple[str, str]:
        """Token and six digits of the newest mail to an address."""
        text = (await self.mails(to))[0]["text"]
        token, code = re.search(r"/link#([\w-]+)", text), re.search(r"^ +(\d{6})$", text, re.MULTILINE)
        assert token
        return token[1], code[1] if code else ""

    async def mails(self, to: str) -> list[dict[str, Any]]:
        """What the demo's mailbox holds for an address, newest first."""
        async with aiohttp.ClientSession() as http, http.get(f"{self.url}/api/demo/mailbox") as answer:
            return [mail for mail in (await answer.json())["mails"] if mail["to"] == to]

    @asynccontextmanager
    async def visitor(self, role: str = "participant") -> AsyncIterator["Visitor"]:
        """Sign in by the persona's link and open one page."""
        async with self.browser(role) as http, page(self, http) as visitor:
            yield visitor

    @asynccontextmanager
    async def browser(self, role: str | None = None) -> AsyncIterator[aiohttp.ClientSession]:
        """A browser's cookies; signed in when a role is given."""
        jar = aiohttp.CookieJar(unsafe=True)
        async with aiohttp.ClientSession(self.url, cookie_jar=jar) as http:
            if role is not None:
                token = (await self.personas())[role].partition("#")[2]
                async with http.post("/api/links/confirm", json={"token": token}) as answer:
                    assert answer.status == 200, await answer.text()
            yield http


async def post(http: aiohttp.ClientSession, path: str, **sent: Any) -> tuple[int, Any]:
    """Status and reply."""
    async with http.post(path, json=sent) as answer:
        return answer.status, await answer.json()


async def outcome(http: aiohttp.ClientSession, path: str, **sent: Any) -> str:
    """ok, or the code of the refusal."""
    _status, reply = await post(http, path, **sent)
    return str(reply["error"]["code"]) if "error" in reply else "ok"


async def name_of(http: aiohttp.ClientSession) -> str | None:
    """Who is signed in in this browser."""
    async with http.get("/api/start") as answer:
        person = (await answer.json())["person"]
        return person["name"] if person else None


class Running(Place):
    """In this process, so that a test can look inside."""

    async def mails(self, to: str) -> list[dict[str, Any]]:
        """Also those that were asked for and are written by a job."""
        await until(self._nobody_waits_for_a_link)
        return await super().mails(to)

    async def _nobody_waits_for_a_link(self) -> bool:
        async with self.app.database.reading() as session:
            waiting = select(ScheduledJob.id).where(ScheduledJob.kind == SEND_LINK)
            return await session.scalar(waiting.limit(1)) is None

    def __init__(self, app: App, port: int, persona_links: dict[int, str]) -> None:
        super().__init__(port)
        self.app = app
        self.persona_links = persona_links


@asynccontextmanager
async def running(database_url: str, *, demo: bool = True, **more: Any) -> AsyncIterator[Running]:
    port = free_port()
    usual: dict[str, Any] = {"media_port": 0, "port": port, "public_url": f"http://localhost:{port}"}
    settings = (DemoSettings if demo else Settings)(database_url=database_url, **usual | more)
    prepare(database_url)
    async with offline_journal(database_url) as journal:
        links = await demo_command.prepare(journal, settings.public_url, None)
    app = App(settings, links)
    config = uvicorn.Config(
        app.asgi, host="127.0.0.1", port=port, ws=CompressedWebSocket, ws_max_size=2 * LARGEST,
        ws_ping_interval=None, lifespan="on", log_config=None, timeout_graceful_shutdown=1, proxy_headers=False,
    )  # fmt: skip
    server = uvicorn.Server(config)
    task = asyncio.create_task(server._serve())
    while not server.started:
        assert not task.done(), task.exception()
        await asyncio.sleep(0.01)
    try:
        yield Running(app, port, links)
    finally:
        server.should_exit = True
        await task


class Spawned(Place):
    """A process of its own, so that a test can kill it."""

    def __init__(self, port: int, process: asyncio.subprocess.Process) -> None:
        super().__init__(port)
        self.process = process

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)


@asynccontextmanager
async def spawned(
    database_url: str, module: str = "fairserver", *, from_nothing: bool = False, **environment: str
) -> AsyncIterator[Spawned]:
    if not from_nothing:
        prepare(database_url)
    port = free_port()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, "demo", "--port", str(port),
        env={**os.environ, "FAIR_DATABASE_URL": database_url, "FAIR_MEDIA_PORT": "0", **environment},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    assert process.stdout
    said = b""
    async with asyncio.timeout(stretched(PATIENCE * 3)):
        while b"Ctrl-C" not in said:
            line = await process.stdout.readline()
            assert line, said.decode()
            said += line
    drain = asyncio.create_task(process.stdout.read())
    try:
        yield Spawned(port, process)
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()
        await drain


class Visitor:
    """One open page: what it was told, and what it knows of each scope by the page's own rules."""

    def __init__(self, place: Place, client: socketio.AsyncClient, start_: dict[str, Any]) -> None:
        self.place = place
        self.client = client
        self.start = start_
        self.told: list[tuple[str, Any]] = []
        self.states: dict[str, State] = {}
        self.seqs: dict[str, int] = {}
        self.buffers: dict[str, list[dict[str, Any]]] = {}
        self.entered: dict[str, Any] = {}
        self._news = asyncio.Condition()

    @property
    def person(self) -> int:
        return int(self.start["person"]["id"])

    async def heard(self, event: str, data: Any) -> None:
        async with self._news:
            self.told.append((event, data))
            if event == "change":
                self.buffers.setdefault(data["scope"], []).append(data)
                self._take(data["scope"])
            self._news.notify_all()

    def _take(self, scope: str) -> None:
        """Nothing before the snapshot, nothing twice, no gap."""
        if scope not in self.states:
            return
        for change in self.buffers.pop(scope, []):
            if change["seq"] <= self.seqs[scope]:
                continue
            assert change["seq"] == self.seqs[scope] + 1, (scope, self.seqs[scope], change["seq"])
            self.seqs[scope] = change["seq"]
            self.states[scope] = apply(self.states[scope], as_change(change))

    async def ask(self, event: str, **request: Any) -> dict[str, Any]:
        """The reply, or an AssertionError with the refusal."""
        reply = await self.try_(event, **request)
        assert "ok" in reply, (event, reply)
        return dict(reply["ok"])

    async def try_(self, event: str, **request: Any) -> dict[str, Any]:
        return dict(await self.client.call(event, request, timeout=stretched(PATIENCE)))

    async def change(self, event: str, **request: Any) -> dict[str, Any]:
        """Ask for a change with an id of our own."""
        return await self.ask(event, id=str(uuid4()), **request)

    async def enter(self, place: int) -> dict[str, Any]:
        self.entered = self._know(await self.ask("place.enter", place=place))
        self.told.append(("here", self.entered["here"]))
        return self.entered

    async def follow(self, scope: str) -> dict[str, Any]:
        return self._know(await self.ask("scope.follow", scope=scope))

    def _know(self, followed: dict[str, Any]) -> dict[str, Any]:
        scope = followed["scope"]
        self.states[scope], self.seqs[scope] = followed["state"], followed["seq"]
        self._take(scope)
        return followed

    async def wait(self, found: Callable[[], Any], within: float = PATIENCE) -> Any:
        """Until `found()` is true, looking again at everything told."""
        async with asyncio.timeout(stretched(within)), self._news:
            await self._news.wait_for(found)
        return found()

    async def reaches(self, scope: str, seq: int, within: float = PATIENCE) -> None:
        """Until the scope is known up to this change."""
        await self.wait(lambda: self.seqs[scope] >= seq, within)

    async def next_(
        self, event: str, fits: Callable[[Any], bool] = lambda _data: True, within: float = PATIENCE
    ) -> Any:
        """The first such event told from the beginning."""
        return (await self.wait(lambda: [data for name, data in self.told if name == event and fits(data)], within))[0]

    @property
    def shown(self) -> int:
        """The number beside its place; of what was told the newest version counts."""
        told = [data for name, data in self.told if name == "here" and data["scope"] == self.entered["scope"]]
        return int(max(reversed(told), key=lambda data: int(data["version"]))["count"])

    def last(self, event: str, fits: Callable[[Any], bool] = lambda _data: True) -> Any:
        return next((data for name, data in reversed(self.told) if name == event and fits(data)), None)


def as_change(data: dict[str, Any]) -> Any:
    from fairserver.delivery.journal import Change

    return Change(data["type"], data["put"], data["drop"])


@asynccontextmanager
async def page(place: Place, http: aiohttp.ClientSession, **auth: Any) -> AsyncIterator[Visitor]:
    """Open one socket with this browser's cookies. Afterwards a fair in this process has let go of it: who comes next
    finds nobody left over."""
    async with http.get("/api/start") as answer:
        start_ = await answer.json()
    client = socketio.AsyncClient(reconnection=False)
    visitor = Visitor(place, client, start_)

    def hear(event: str) -> None:
        async def handler(data: Any) -> None:
            await visitor.heard(event, data)

        client.on(event, handler)

    for event in ("change", "here", "counts", "out", "clock", "bye", "move"):
        hear(event)

    async def gone(*_reason: Any) -> None:
        await visitor.heard("gone", None)

    client.on("disconnect", gone)
    cookies = "; ".join(f"{cookie.key}={cookie.value}" for cookie in http.cookie_jar)
    await client.connect(
        place.url,
        headers={"Origin": place.url, "Cookie": cookies},
        auth={"release": await place.release(), **auth},
        transports=["websocket"],
    )
    ours = place.app.sockets.open.get(client.get_sid()) if isinstance(place, Running) else None
    try:
        yield visitor
    finally:
        await client.disconnect()
        if ours:
            async with asyncio.timeout(stretched(PATIENCE)):
                await ours.gone.wait()


def sqlite_url(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'fair.db'}"


def quiet() -> Console:
    return Console(quiet=True)
