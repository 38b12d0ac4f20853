"""How a page begins: on a device whose clock is wrong, and by a link in a mail before signing in."""

import pytest
from playwright.async_api import expect

from fairserver.base.subject_files import words
from tests.browser.conftest import HOME, Sit, ms
from tests.running import Running

AMARA = "amara.okafor@example.org"
WRONG = """{
  const Right = Date;
  const shifted = () => Right.now() + 90 * 60_000;
  globalThis.Date = class extends Right {
    constructor(...given) { given.length ? super(...given) : super(shifted()); }
    static now() { return shifted(); }
  };
}"""


async def test_a_device_clock_that_is_wrong_changes_nothing(sit: Sit) -> None:
    """The demo begins at 13:00; this device says 14:30."""
    chen = await sit("participant2", look="en.light")
    await chen.page.add_init_script(WRONG)
    await chen.go("/hall")
    assert (
        await chen.page.evaluate("Math.round((new Date() - performance.timeOrigin - performance.now()) / 60000)") == 90
    )
    await expect(chen.page.locator(".clock time").first).to_have_text("13:00")


async def test_a_link_in_a_mail_is_gone_to_after_signing_in(sit: Sit, fair: Running) -> None:
    said = words("en")
    stranger = await sit(look="en.light")
    await stranger.page.goto(f"{fair.url}/booths/3#jobs")
    await stranger.page.wait_for_url("**/sign-in", timeout=ms(5))
    await stranger.page.get_by_label(said["sign-in.address"]).fill(AMARA)
    await stranger.page.get_by_role("button", name=said["sign-in.send"]).click()
    await expect(stranger.page.get_by_text(AMARA).first).to_be_visible()
    token, _code = await fair.mailed(AMARA)
    await stranger.page.goto(f"{fair.url}/link#{token}")
    await stranger.page.locator("button.primary").click()
    await stranger.page.wait_for_url("**/booths/3#jobs", timeout=ms(5))
    await expect(stranger.page.locator("h1")).to_be_visible()


@pytest.mark.parametrize("mark", [".", ">", ")", "。"])
async def test_a_mark_that_a_mail_program_took_into_the_link_is_dropped(sit: Sit, fair: Running, mark: str) -> None:
    somebody = await sit(None, "en.light")
    link = (await fair.personas())["participant"]
    page = await somebody.go(f"{link}{mark}")
    await page.locator("main .btn.primary").click()
    await page.wait_for_url(HOME)
