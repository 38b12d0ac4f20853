"""What is held about me, read, taken along, and forgotten; what I take back is gone from pages that are open."""

import json
from pathlib import Path

from playwright.async_api import expect

from tests.browser.conftest import PHONE, Sit, ms

BOOTH = "/booths/2"


async def test_i_read_it_and_take_it_along(sit: Sit) -> None:
    amara = await sit("participant", "ja.light", size=PHONE)
    page = await amara.go("/me")
    await page.get_by_text("保存されている内容を見る").click()
    await expect(page.locator("pre")).to_contain_text("アドレス: amara.okafor@example.org")
    async with page.expect_download() as downloading:
        await page.get_by_role("link", name="JSONで受け取る").click()
    held = json.loads(Path(await (await downloading.value).path()).read_text("utf-8"))
    assert held["profile"][0]["name"] == "Amara Okafor"
    await page.get_by_role("link", name="個人情報の扱い").click()
    await expect(page.get_by_role("heading", level=1, name="個人情報の扱い")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


async def test_what_i_take_back_is_gone_from_open_pages(sit: Sit) -> None:
    chen, amara = await sit("participant2", "en.light"), await sit("participant", "en.light")
    page = await amara.go(BOOTH)
    await chen.go(BOOTH)
    await expect(page.get_by_text("陳 怡婷")).to_have_count(1)
    tab = await chen.tab()
    await tab.goto(f"{chen.place.url}/me")
    await tab.get_by_role("checkbox", name="Show my name").uncheck()
    await expect(page.get_by_text("陳 怡婷")).to_have_count(0, timeout=ms(2))


async def test_forgotten_everywhere_at_once(sit: Sit) -> None:
    chen, amara = await sit("participant2", "en.light"), await sit("participant", "en.light")
    page = await amara.go(BOOTH)
    mine = await chen.go(BOOTH)
    await mine.locator(".composer textarea").fill("さようなら")
    await mine.keyboard.press("Enter")
    await expect(page.locator(".message", has_text="陳 怡婷")).to_have_count(1)
    await chen.go("/me")
    await mine.get_by_role("button", name="Erase my account").click()
    await mine.get_by_label("To confirm").fill("Somebody Else")
    await mine.get_by_role("button", name="Erase", exact=True).click()
    await expect(mine.get_by_text("That is not the name shown").first).to_be_visible()
    await mine.get_by_label("To confirm").fill("陳 怡婷")
    await mine.get_by_role("button", name="Erase", exact=True).click()
    await mine.wait_for_url("**/sign-in")
    await expect(page.get_by_text("陳 怡婷")).to_have_count(0)
    await expect(page.get_by_text("さようなら")).to_have_count(0)
    await expect(page.locator(".message").last).to_contain_text("—")
