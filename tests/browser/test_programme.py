"""The programme and the forms around it, as a participant uses them."""

from playwright.async_api import expect

from tests.browser.conftest import PHONE, Sit


async def test_what_is_on_says_so_and_leads_to_its_stage(sit: Sit) -> None:
    amara = await sit("participant", "en.light", size=PHONE)
    page = await amara.go("/editions/1")
    on = page.locator("li[data-state=on]").first
    await expect(on).to_contain_text("Now")
    await on.get_by_role("link", name="Watch").click()
    await page.wait_for_url("**/stages/*")
    await amara.go("/editions/1")
    company = page.locator("li[data-state=on] a[href^='/booths/']").first
    await company.click()
    await page.wait_for_url("**/booths/*")


async def test_what_was_typed_of_oneself_is_kept_until_it_is_saved(sit: Sit) -> None:
    amara = await sit("participant", "en.light", size=PHONE)
    page = await amara.go("/season")
    await page.get_by_label("Wishes").fill("A job near the sea")
    await expect(page.get_by_text("Not saved yet")).to_be_visible()
    await amara.go("/hall")
    await amara.go("/season")
    await expect(page.get_by_label("Wishes")).to_have_value("A job near the sea")
    form = page.locator("form", has=page.locator("#background"))
    await form.get_by_role("button", name="Save").click()
    await expect(page.get_by_text("Not saved yet")).to_have_count(0)
    await page.reload()
    await expect(page.get_by_label("Wishes")).to_have_value("A job near the sea")
    await expect(page.get_by_text("Not saved yet")).to_have_count(0)
