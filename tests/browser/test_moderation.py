"""What a moderator does in a room, and what the other person sees of it."""

from playwright.async_api import expect

from tests.browser.conftest import PHONE, Sit
from tests.browser.test_meeting import said, say


async def test_the_box_says_under_which_name_one_writes(sit: Sit) -> None:
    """Whose name is not shown at booths is named by what she writes."""
    amara = await sit("participant", "en.light", size=PHONE)
    page = await amara.go("/booths/2")
    await expect(page.locator(".composer #how")).to_contain_text("You write as Amara Okafor")
    await say(page, "Hello!")
    await expect(page.locator(".message .by", has_text="Amara Okafor")).to_have_count(1)


async def test_muted_everywhere_and_heard_again(sit: Sit) -> None:
    amara, mori = await sit("participant", "en.light", size=PHONE), await sit("moderator", "en.light")
    page, desk = await amara.go("/booths/2"), await mori.go("/booths/2")
    await say(page, "something rude")
    await expect(said(desk, "something rude")).to_have_count(1)
    await desk.get_by_role("button", name="Actions for the message by Amara Okafor").click()
    await desk.get_by_role("button", name="Mute…").click()
    dialog = desk.locator("dialog")
    await dialog.get_by_label("Everywhere in this fair").check()
    await dialog.get_by_role("button", name="Mute", exact=True).click()
    await expect(page.locator(".composer")).to_contain_text("You cannot write in this fair now")
    await amara.go("/booths/3")
    await expect(page.locator(".composer")).to_contain_text("You cannot write in this fair now")
    await mori.go("/desk")
    muted = desk.locator("section", has=desk.locator("#mutes"))
    await expect(muted).to_contain_text("Everywhere in this fair")
    await muted.get_by_role("button", name="Unmute").click()
    await expect(page.locator(".composer textarea")).to_be_visible()
