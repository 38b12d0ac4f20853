"""Behind a company's firewall: media goes through a relay, and the page says so."""

import shutil
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, async_playwright, expect

from tests.browser.conftest import DESKTOP, PHONE, Sit, seated
from tests.browser.test_talk import DEVICES, EN, FRAMES, GONE, go_in
from tests.ports import free_port
from tests.running import Running, running
from tests.talks import asked
from tests.turn_server import SECRET, certificate, turn_server
from tests.waiting import until

WAYS = {"tcp": "turn:localhost:{}?transport=tcp", "tls": "turns:turn.localhost:{}?transport=tcp"}


@pytest.fixture
async def walled() -> AsyncIterator[Browser]:
    """A browser that sends no UDP, as behind a firewall that lets only TCP out."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=["--no-sandbox", "--use-fake-device-for-media-stream", "--ignore-certificate-errors",
                  "--webrtc-ip-handling-policy=disable_non_proxied_udp"],
        )  # fmt: skip
        yield browser
        await browser.close()


@pytest.mark.parametrize("way", ["tcp", "tls"])
async def test_a_call_goes_through_the_firewall(chromium: Browser, walled: Browser, tmp_path: Path, way: str) -> None:
    port, tls_port = free_port(), free_port()
    await certificate(tmp_path, "localhost", "turn.localhost")
    url = WAYS[way].format(tls_port if way == "tls" else port)
    async with turn_server(tmp_path, port, tls_port), relayed_by(url, tmp_path) as fair:
        talk = await asked(fair, "participant2", 15)
        async with (
            seated(chromium, fair, "participant2", "ja.light", DESKTOP, permissions=DEVICES) as chen,
            seated(walled, fair, "representative", "en.dark", DESKTOP, permissions=DEVICES) as onodera,
        ):
            for seat in (chen, onodera):
                seat.expect(GONE)
                await seat.go(f"/talks/{talk}")
            await onodera.page.get_by_role("button", name=EN["talk.network.try"]).click()
            checked = onodera.page.locator(reached("relay-only"))
            await expect(checked).to_contain_text(EN["talk.network.blocked"])
            await expect(checked).to_contain_text("ms there and back, 0 % lost")
            for seat in (chen, onodera):
                await go_in(seat.page)
            for seat in (chen, onodera):
                await expect(seat.page.locator(".face video")).to_be_visible()
            await expect(onodera.page.locator(f"[data-way={way}]")).to_be_visible()
            await expect(chen.page.locator("[data-way]")).to_have_count(0)
            for seat in (chen, onodera):
                before = await seat.page.evaluate(FRAMES)
                await until(partial(more_than, seat.page, before))


async def test_with_the_relay_down_the_page_says_what_is_left(walled: Browser, tmp_path: Path) -> None:
    async with relayed_by(f"turn:localhost:{free_port()}?transport=tcp", tmp_path) as fair:
        talk = await asked(fair, "participant2", 15)
        async with seated(walled, fair, "participant2", "en.light", DESKTOP) as chen:
            chen.expect(GONE)
            await chen.go(f"/talks/{talk}")
            await chen.page.get_by_role("button", name=EN["talk.network.try"]).click()
            await expect(chen.page.locator("[data-network=none]")).to_contain_text(EN["talk.network.none"])
            await go_in(chen.page, "text")
            await expect(chen.page.locator("[data-talk=text]")).to_be_visible()


async def test_without_a_wall_it_goes_directly(sit: Sit, fair: Running) -> None:
    talk = await asked(fair, "participant2", 15)
    chen = await sit("participant2", "en.light", PHONE)
    chen.expect(GONE)
    await chen.go(f"/talks/{talk}")
    await chen.page.get_by_role("button", name=EN["talk.network.try"]).click()
    checked = chen.page.locator(reached("good"))
    await expect(checked).to_contain_text("0 % lost")
    await expect(checked).not_to_contain_text(EN["talk.network.relay"])


def reached(best: str) -> str:
    """Where the page says so, or that the way is slow: on a busy machine it is."""
    return ", ".join(f"[data-network={verdict}]" for verdict in (best, "weak", "poor"))


def relayed_by(url: str, folder: Path) -> AbstractAsyncContextManager[Running]:
    """A fair whose pages know this TURN server."""
    database = f"sqlite+aiosqlite:///{folder}/fair.db"
    return running(database, turn_urls=url, turn_secret=SECRET, media_announce="127.0.0.1")


async def more_than(page: Any, before: int) -> bool:
    return bool(await page.evaluate(FRAMES) > before)
