"""Everything with a keyboard: from the hall into a booth, a message, a report, and out."""

import asyncio

from playwright.async_api import Page, Route, expect

from tests.browser.conftest import BOOTHS, LOADING, Sit


async def tab_to(page: Page, selector: str, most: int = 80) -> None:
    for _ in range(most):
        await page.keyboard.press("Tab")
        if await page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"no way to {selector}")


async def test_from_the_hall_to_a_message_and_a_report(sit: Sit) -> None:
    onodera, amara = await sit("representative"), await sit("participant")
    await onodera.go("/booths/2")
    await onodera.page.locator(".composer textarea").fill("いらっしゃいませ")
    await onodera.page.keyboard.press("Enter")
    page = await amara.go("/hall")
    await page.locator(BOOTHS).first.wait_for()

    await tab_to(page, 'a[href="/booths/2"]')
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/booths/2")
    await expect(page.locator("h1")).to_be_focused()

    await page.locator(".message .words", has_text="いらっしゃいませ").wait_for()
    await tab_to(page, ".message-actions button")
    await page.keyboard.press("Enter")
    await tab_to(page, ".message-actions .line button:nth-of-type(2)")  # after the one that answers
    await page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    await expect(dialog).to_be_visible()
    await page.keyboard.press("Escape")
    await expect(dialog).to_have_count(0)

    await tab_to(page, ".composer textarea")
    await page.keyboard.type("こんにちは")
    await page.keyboard.press("Enter")
    await expect(page.locator(".message:not(.pending) .words", has_text="こんにちは")).to_have_count(1)


async def test_the_first_tab_stop_skips_to_the_page(sit: Sit) -> None:
    amara = await sit("participant")
    page = await amara.go("/hall")
    await page.locator(BOOTHS).first.wait_for()  # what is skipped to while loading gives its focus to the heading
    await page.keyboard.press("Tab")
    await expect(page.locator(".skip")).to_be_focused()
    await page.keyboard.press("Enter")
    await expect(page.locator("#main")).to_be_focused()


async def test_who_skips_while_the_page_loads_stays_in_it(sit: Sit) -> None:
    amara = await sit("participant")
    come = asyncio.Event()

    async def hold(route: Route) -> None:
        await come.wait()
        await route.continue_()

    page = amara.page
    await page.route("**/bundles/views/hall/hall.js", hold)
    await page.goto(f"{amara.place.url}/hall")
    await page.locator("nav a[href='/hall']").first.wait_for()  # it knows who looks; only the view is late
    await expect(page.locator(LOADING)).to_have_count(1)
    await page.keyboard.press("Tab")
    await page.keyboard.press("Enter")
    await expect(page.locator("#main")).to_be_focused()
    come.set()
    await page.locator(BOOTHS).first.wait_for()
    await expect(page.locator("h1")).to_be_focused()
