"""A real browser, and people who sit in front of it."""

import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Browser, BrowserContext, Page, async_playwright, expect

from tests.running import Place, Running
from tests.waiting import PATIENCE, stretched

LOADING = ".skeleton, [aria-busy=true]"
HOME = re.compile(r"/(my-day|desk|season)$")  # where who signs in lands
BOOTHS = ".booths > li, #closed-booths > li"  # of the hall: cards of open ones, and the list of the others
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}


def ms(seconds: float) -> float:
    """Playwright counts in milliseconds."""
    return stretched(seconds) * 1000


expect.set_options(timeout=ms(PATIENCE))


@pytest.fixture(scope="session")
async def chromium() -> AsyncIterator[Browser]:
    """Debian's, headless; `--no-sandbox` because CI is root. No fake permissions: viewers have none."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--use-fake-device-for-media-stream"],
        )
        yield browser
        await browser.close()


class Seat:
    """One person's browser. Complaints of the page (console errors, exceptions, CSP) fail the test."""

    def __init__(self, place: Place, context: BrowserContext, page: Page) -> None:
        self.place = place
        self.context = context
        self.page = page
        self.complaints: list[str] = []
        self.expected: list[str] = []
        self.watch(page)

    def watch(self, page: Page) -> None:
        page.set_default_timeout(ms(PATIENCE))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self._console)

    def _console(self, message: Any) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def expect(self, pattern: str) -> None:
        """The browser itself reports refused requests and lost sockets; a test says which it means."""
        self.expected.append(pattern)

    def unexpected(self) -> list[str]:
        return [line for line in self.complaints if not any(re.search(each, line) for each in self.expected)]

    async def tab(self) -> Page:
        page = await self.context.new_page()
        self.watch(page)
        return page

    async def go(self, path: str) -> Page:
        """Opens a page and waits until it shows what it has to show."""
        await self.page.goto(f"{self.place.url}{path}")
        await self.settled()
        return self.page

    async def settled(self) -> None:
        """No part of the page still waits for the server: each shows grey bars where its words will stand."""
        await self.page.locator("h1").first.wait_for()
        await expect(self.page.locator(LOADING)).to_have_count(0)

    async def sign_in(self, role: str) -> None:
        link = (await self.place.personas())[role]
        await self.page.goto(f"{self.place.url}{link}")
        await self.page.locator("main .btn.primary").click()
        await self.page.wait_for_url(HOME)


Sit = Callable[..., Awaitable[Seat]]


@pytest.fixture
async def sit(chromium: Browser, fair: Running) -> AsyncIterator[Sit]:
    """`await sit("participant", look="en.dark", size=PHONE)`; without a role, somebody who is not signed in."""
    async with AsyncExitStack() as stack:

        async def seat(role: str | None = None, look: str = "ja.light", size: Any = None, **more: Any) -> Seat:
            return await stack.enter_async_context(seated(chromium, fair, role, look, size or DESKTOP, **more))

        yield seat


@asynccontextmanager
async def seated(
    chromium: Browser, place: Place, role: str | None, look: str, size: Any, **more: Any
) -> AsyncIterator[Seat]:
    context = await chromium.new_context(viewport=size, reduced_motion="reduce", **more)
    await context.add_cookies([{"name": "fair_look", "value": look, "url": place.url}])
    seat = Seat(place, context, await context.new_page())
    if role:
        await seat.sign_in(role)
    try:
        yield seat
    finally:
        await context.close()
    assert seat.unexpected() == []
