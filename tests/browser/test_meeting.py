"""Two people walk into a booth in two browsers, talk, lose a cable, and miss nothing."""

import asyncio

import pytest
from playwright.async_api import Locator, Page, WebSocketRoute, expect

from tests.browser.conftest import BOOTHS, PHONE, Sit, ms
from tests.running import Running

BOOTH = 2


async def say(page: Page, text: str) -> None:
    await page.locator(".composer textarea").fill(text)
    await page.keyboard.press("Enter")


def said(page: Page, text: str) -> Locator:
    return page.locator(".message:not(.pending) .words", has_text=text)


@pytest.mark.parametrize("look", ["ja.light", "en.dark"])
async def test_they_meet_and_talk(sit: Sit, look: str) -> None:
    amara = await sit("participant", look)
    onodera = await sit("representative", look, size=PHONE)
    for seat in (amara, onodera):
        await seat.go(f"/booths/{BOOTH}")
    await say(amara.page, "はじめまして。Hello!")
    await expect(said(onodera.page, "はじめまして。Hello!")).to_have_count(1)
    await say(onodera.page, "ようこそ。")
    await expect(said(amara.page, "ようこそ。")).to_have_count(1)


async def test_ten_seconds_without_a_cable_lose_and_double_nothing(sit: Sit) -> None:
    amara, onodera = await sit("participant"), await sit("representative")
    amara.expect("ERR_INTERNET_DISCONNECTED|WebSocket")
    for seat in (amara, onodera):
        await seat.go(f"/booths/{BOOTH}")
    await say(amara.page, "一")
    for page in (amara.page, onodera.page):
        await expect(said(page, "一")).to_have_count(1)

    await amara.context.set_offline(True)
    await expect(amara.page.locator(".note.lost")).to_be_visible()
    await say(amara.page, "二")  # typed while away: kept, and sent afterwards
    await expect(amara.page.locator(".message.pending")).to_have_count(1)
    for text in ("三", "四", "五"):
        await say(onodera.page, text)
    await amara.page.wait_for_timeout(10_000)  # as long as the story says
    await amara.context.set_offline(False)

    await expect(amara.page.locator(".note.lost")).to_be_hidden()
    for page in (amara.page, onodera.page):
        for text in ("一", "二", "三", "四", "五"):
            await expect(said(page, text)).to_have_count(1)


async def test_three_tabs_count_one(sit: Sit) -> None:
    amara, onodera = await sit("participant"), await sit("representative")
    tabs = [amara.page, await amara.tab(), await amara.tab()]
    for tab in tabs:
        await tab.goto(f"{amara.place.url}/booths/{BOOTH}")
        await tab.locator(".composer").wait_for()
    await onodera.go(f"/booths/{BOOTH}")
    count = onodera.page.locator("[aria-labelledby=here] .count .fig")
    await expect(count).to_have_text("1")
    await tabs[0].close()
    await tabs[1].close()
    await say(tabs[2], "まだいます")
    await expect(said(onodera.page, "まだいます")).to_have_count(1)
    await expect(count).to_have_text("1")


async def test_a_revoked_login_falls_out_at_once(sit: Sit) -> None:
    here, elsewhere = await sit("participant"), await sit("participant")
    elsewhere.expect("401|WebSocket")
    await elsewhere.go(f"/booths/{BOOTH}")
    await here.go("/me")
    await here.page.locator("[aria-labelledby=logins] li", has_not_text="この").locator("button").first.click()
    await elsewhere.page.wait_for_url("**/sign-in", timeout=ms(3))
    await expect(elsewhere.page.locator("main")).to_contain_text("サインイン")


async def test_the_language_switches_at_once_and_is_remembered(sit: Sit, fair: Running) -> None:
    amara = await sit("participant", "ja.light")
    await amara.go("/hall")
    await amara.page.locator(".tools .btn").first.click()
    await expect(amara.page.locator("h1")).to_have_text("Career fair")
    await amara.go("/hall")
    await expect(amara.page.locator("html")).to_have_attribute("lang", "en")


async def test_the_cable_pulled_while_the_socket_opens_costs_no_timeout(sit: Sit) -> None:
    amara = await sit("participant")
    amara.expect("ERR_INTERNET_DISCONNECTED|WebSocket")
    opening = asyncio.Event()

    async def first_is_never_answered(socket: WebSocketRoute) -> None:
        if opening.is_set():
            socket.connect_to_server()
        opening.set()

    await amara.context.route_web_socket("**/socket.io/**", first_is_never_answered)
    await amara.page.goto(f"{amara.place.url}/hall")
    await opening.wait()
    await amara.context.set_offline(True)
    await amara.context.set_offline(False)
    await expect(amara.page.locator(BOOTHS).first).to_be_visible()


async def test_a_page_of_another_release_is_asked_to_reload(sit: Sit, fair: Running) -> None:
    amara = await sit("participant")
    amara.expect("ERR_INTERNET_DISCONNECTED|WebSocket")
    await amara.go("/hall")
    fair.app.sockets.release = "another"
    await amara.context.set_offline(True)
    await expect(amara.page.locator(".note.lost")).to_be_visible()
    await amara.context.set_offline(False)
    await expect(amara.page.locator(".outdated")).to_be_visible()


async def test_a_network_without_websockets_is_named(sit: Sit) -> None:
    """Pages arrive, no socket opens: the page says so after some tries, and goes on by itself when one does."""
    amara = await sit("participant", "en.light", size=PHONE)
    amara.expect("WebSocket")
    blocked = True

    async def refuse(socket: WebSocketRoute) -> None:
        if blocked:
            await socket.close()
        else:
            socket.connect_to_server()

    await amara.context.route_web_socket("**/socket.io/**", refuse)
    await amara.page.goto(f"{amara.place.url}/booths/{BOOTH}")
    note = amara.page.locator(".note.lost")
    await expect(note).to_contain_text("seems to let no live connection through")
    blocked = False
    await expect(note).to_be_hidden()
    await expect(amara.page.locator(".composer textarea")).to_be_visible()


async def test_one_page_too_many_says_why_and_opens_when_another_closes(
    sit: Sit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fairserver.sockets.server.SOCKETS_MOST", 1)
    amara = await sit("participant", "en.light", size=PHONE)
    await amara.go(f"/booths/{BOOTH}")
    second = await amara.tab()
    await second.goto(f"{amara.place.url}/booths/3")
    await expect(second.locator(".note.lost")).to_contain_text("Close some of them: this one opens then.")
    await amara.page.close()
    await expect(second.locator(".note.lost")).to_be_hidden()
    await expect(second.locator(".composer textarea")).to_be_visible()
