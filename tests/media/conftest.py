"""A node behind a tiny web application, an encoder, and browsers: what the media tests share."""

import asyncio
import contextlib
import importlib
import shutil
import signal
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.async_api import Browser, BrowserContext, Page, async_playwright
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from fairserver.base.errors import FairError
from fairserver.media import frame_barcode
from fairserver.media.node import MediaNode
from fairserver.media.node_types import SeatRule
from fairserver.media.whip import Admitted, whip_routes
from tests.waiting import stretched

from .hall import Events, Hall

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
CSP = "default-src 'self'; script-src 'self'; style-src 'self'; media-src 'self' blob:"


@dataclass
class Stand:
    """A running node with its doors."""

    node: MediaNode
    origin: str
    events: Events
    refused: set[str] = field(default_factory=set)  # owners whose rights were withdrawn

    def whip(self, place: str) -> str:
        return f"{self.origin}/whip/{place}"

    def whep(self, place: str) -> str:
        return f"{self.origin}/whep/{place}"

    def page(self, name: str, **query: str) -> str:
        pairs = "&".join(f"{key}={value}" for key, value in query.items())
        return f"{self.origin}/pages/{name}.html?{pairs}"


def content_security_policy(app: ASGIApp) -> ASGIApp:
    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        async def with_policy(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"].append((b"content-security-policy", CSP.encode()))
            await send(message)

        await app(scope, receive, with_policy)

    return wrapped


@contextlib.asynccontextmanager
async def serve(app: ASGIApp) -> AsyncIterator[str]:
    """Run an ASGI application in this loop; yields its origin."""
    sock = socket.socket()
    sock.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="warning", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    task = asyncio.create_task(server._serve([sock]))
    while not server.started:
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{sock.getsockname()[1]}"
    finally:
        server.should_exit = True
        server.force_exit = True
        await task


@contextlib.asynccontextmanager
async def run_stand(
    max_viewers: int = 300, ice_servers: Callable[[], Sequence[str]] = lambda: ()
) -> AsyncIterator[Stand]:
    events = Events()
    node = MediaNode(port=0, max_viewers=max_viewers, on_event=events)
    await node.start()
    refused: set[str] = set()

    async def authorise(request: Request, place: str, purpose: str) -> Admitted:
        bearer = request.headers.get("authorization", "").removeprefix("Bearer ").strip()
        owner = bearer or request.headers.get("x-owner") or request.headers.get("referer", "anyone")
        if owner in refused:
            raise FairError("permission.withdrawn")
        return Admitted(owner, SeatRule(int(request.query_params.get("seat", 0))))

    routes = [
        *whip_routes(node, authorise, ice_servers=ice_servers),
        Mount("/static", StaticFiles(directory=ROOT / "static")),
        Mount("/pages", StaticFiles(directory=HERE / "pages")),
    ]
    app = Starlette(routes=routes, middleware=[Middleware(content_security_policy)])
    async with serve(app) as origin:
        yield Stand(node, origin, events, refused)
    await node.stop()


@pytest.fixture
async def stand() -> AsyncIterator[Stand]:
    async with run_stand() as running:
        yield running


@pytest.fixture
async def hall() -> AsyncIterator[Hall]:
    hall = Hall()
    await hall.node.start()
    yield hall
    await hall.stop()


class Encoder:
    """FFmpeg as a venue's encoder: a test picture with frame numbers as barcodes, and a tone."""

    def __init__(self, url: str, key: str = "key") -> None:
        self.url = url
        self.key = key
        self.process: asyncio.subprocess.Process | None = None

    async def start(self, *flags: str) -> None:
        ffmpeg = importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe()
        self.process = await asyncio.create_subprocess_exec(
            ffmpeg,
            *["-hide_banner", "-loglevel", "error", "-nostdin", "-re", "-f", "lavfi", "-i"],
            picture(),
            *["-re", "-f", "lavfi", "-i", "sine=frequency=440:sample_rate=48000"],
            *[
                "-map",
                "0:v",
                "-map",
                "1:a",
                "-c:v",
                "libx264",
                "-profile:v",
                "baseline",
                "-preset",
                "ultrafast",
            ],
            *[
                "-tune",
                "zerolatency",
                "-pix_fmt",
                "yuv420p",
                "-bf",
                "0",
                "-g",
                "25",
                "-b:v",
                "800k",
                "-maxrate",
                "800k",
                "-bufsize",
                "400k",
            ],
            *["-c:a", "libopus", "-b:a", "64k", "-ar", "48000", "-ac", "2", "-whip_flags", "dtls_active"],
            *flags,
            *("-authorization", self.key, "-f", "whip", self.url),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )

    async def stop(self, how: signal.Signals = signal.SIGKILL) -> str:
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(how)
        _, errors = await self.process.communicate()
        return errors.decode()


def picture() -> str:
    """A lavfi graph: one pixel for each block of the barcode, enlarged over a moving test picture."""
    bits = "+".join(f"mod(floor(N/{1 << shift}),2)" for shift in range(frame_barcode.BITS))
    bit = f"mod(floor(N/pow(2,{frame_barcode.BITS + 2}-X)),2)"
    level = f"if(lt(X,3),if(eq(X,1),16,235),if(lt(X,19),16+219*{bit},16+219*mod({bits},2)))"
    return (
        "testsrc2=size=640x360:rate=25[picture];"
        f"color=black:size=20x2:rate=25,format=yuv444p,geq=lum='{level}':cb=128:cr=128,"
        "scale=640:32:flags=neighbor[barcode];[picture][barcode]overlay=0:0,format=yuv420p"
    )


@pytest.fixture
async def encoder() -> AsyncIterator[Callable[..., Encoder]]:
    made: list[Encoder] = []

    def make(url: str, key: str = "key") -> Encoder:
        made.append(Encoder(url, key))
        return made[-1]

    yield make
    for one in made:
        if one.process is not None:
            await one.stop()


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    """Chromium with a fake camera but its real permission questions, so that mDNS candidates are real too."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=[
                "--no-sandbox",
                "--use-fake-device-for-media-stream",
                "--autoplay-policy=no-user-gesture-required",
            ],
        )
        yield browser
        await browser.close()


@pytest.fixture
async def open_page(browser: Browser) -> AsyncIterator[Callable[..., Awaitable[Page]]]:
    """Opens pages, each in a context of its own; a page's error is the test's error."""
    contexts: list[BrowserContext] = []
    errors: list[str] = []

    async def open_(url: str, *, permissions: list[str] | None = None) -> Page:
        context = await browser.new_context(permissions=permissions or [])
        contexts.append(context)
        page = await context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        await page.goto(url)
        return page

    yield open_
    for context in contexts:
        await context.close()
    assert not errors


async def numbers(page: Page) -> list[dict[str, Any]]:
    """The frame numbers a viewer has presented, with times in milliseconds."""
    return list(await page.evaluate("viewer.numbers"))


async def newest(page: Page) -> int:
    """The number of the frame a viewer presents."""
    return int((await numbers(page))[-1]["number"])


async def whole_frames(page: Page) -> int:
    """How many came whole, presented or not: a busy machine decodes fewer than it is sent."""
    return int(await page.evaluate("viewer.stats().then(([video]) => video.framesReceived)"))


async def until(page: Page, condition: str, *, seconds: float = 15) -> Any:
    """The first true value of an expression in a page (Playwright's own wait needs eval; CSP forbids)."""
    value: Any = None
    try:
        async with asyncio.timeout(stretched(seconds)):
            while not (value := await page.evaluate(condition)):
                await asyncio.sleep(0.05)
    except TimeoutError:
        raise AssertionError(f"never true within {seconds} s: {condition}") from None
    return value


async def wait_for_picture(page: Page, *, seconds: float = 10) -> None:
    await until(page, "viewer.numbers.length > 2", seconds=seconds)
