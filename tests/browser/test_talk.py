"""A talk as its people see it: asked at the booth, the check before, faces with names, the clock, a lost cable, the
end.
"""

from datetime import timedelta

from playwright.async_api import Page, expect

from fairserver.base.subject_files import words
from tests.browser import axe
from tests.browser.conftest import PHONE, Seat, Sit
from tests.running import Running
from tests.talks import BOOTH, asked, move_clock, opened
from tests.waiting import until

DEVICES = ["camera", "microphone"]
SCREEN_WIDTH = "document.querySelector('.frame.screen video')?.videoWidth ?? 0"
FRAMES = "document.querySelector('.face video')?.getVideoPlaybackQuality().totalVideoFrames ?? 0"
GONE = "403|404|409"  # the page ends a media session that the server ended before it
EN, JA = words("en"), words("ja")


async def go_in(page: Page, how: str = "both") -> None:
    """Past the check before, with what `how` names."""
    texts = JA if await page.locator("html[lang=ja]").count() else EN
    await page.get_by_role("radio", name=texts[f"talk.how.{how}"]).check()
    await page.get_by_role("button", name=texts["talk.enter"]).click()
    await page.locator(".call").wait_for()


async def two(sit: Sit, fair: Running, *, minutes: int = 15) -> tuple[Seat, Seat]:
    """Chen on a phone, and Onodera at a desk, in front of the talk that both agreed to."""
    talk = await asked(fair, "participant2", minutes)
    chen = await sit("participant2", "ja.light", PHONE, permissions=DEVICES)
    onodera = await sit("representative", "en.dark", permissions=DEVICES)
    for seat in (chen, onodera):
        seat.expect(GONE)
        await seat.go(f"/talks/{talk}")
    return chen, onodera


async def test_asked_at_the_booth_they_meet(sit: Sit) -> None:
    chen = await sit("participant2", "ja.light", PHONE, permissions=DEVICES)
    onodera = await sit("representative", "en.dark", permissions=DEVICES)
    for seat in (chen, onodera):
        seat.expect(GONE)
        await seat.go(f"/booths/{BOOTH}")
    await onodera.page.get_by_role("button", name="Ask for a talk").click()
    await onodera.page.get_by_role("radio", name="10 minutes").check()
    await onodera.page.get_by_role("button", name="Ask", exact=True).click()
    await expect(onodera.page.locator(".ring")).to_contain_text("Asking 陳 怡婷")
    ring = chen.page.get_by_role("alert").filter(has_text="小野寺 健さんから面談の誘いです")
    await expect(ring).to_contain_text("10分")
    await ring.get_by_role("button", name="話す").click()
    await chen.page.wait_for_url("**/talks/*")
    await onodera.page.locator(".ring").get_by_role("link", name="Go there").click()
    for seat in (chen, onodera):
        await go_in(seat.page)
    await expect(chen.page.locator(".face")).to_contain_text("小野寺 健 企業の担当者")
    await expect(onodera.page.locator(".face")).to_contain_text("陳 怡婷 Visitor")
    for seat in (chen, onodera):
        await expect(seat.page.locator("[data-talk=live]")).to_be_visible()
        await expect(seat.page.locator(".face video")).to_be_visible()
        await expect(seat.page.locator(".face[data-speaking=true]")).to_have_count(1)  # the browser's own beep

    await chen.page.get_by_role("button", name="カメラ オン").click()
    await chen.page.get_by_role("button", name="マイク オン").click()
    await expect(onodera.page.locator(".face")).to_contain_text("Camera off")
    await expect(onodera.page.locator(".face video")).to_be_hidden()
    await expect(onodera.page.locator(".face .name")).to_contain_text("Muted")
    await chen.page.get_by_role("button", name="退室する").click()
    await expect(onodera.page.locator(".face")).to_contain_text("Left at")
    await expect(onodera.page.locator(".face")).to_have_count(1)  # no second panel beside it
    await expect(chen.page.locator("h1")).to_have_text("面談を出ました")
    await chen.page.get_by_role("button", name="もう一度入る").click()
    await go_in(chen.page)
    await expect(onodera.page.locator(".face video")).to_be_visible()


async def test_saying_no_is_as_easy(sit: Sit) -> None:
    chen, onodera = await sit("participant2", "en.light"), await sit("representative", "en.light")
    for seat in (chen, onodera):
        await seat.go(f"/booths/{BOOTH}")
    for _ in range(2):  # and may be asked again
        await onodera.page.get_by_role("button", name="Ask for a talk").click()
        await onodera.page.get_by_role("button", name="Ask", exact=True).click()
        await chen.page.get_by_role("button", name="Not now").click()
        await expect(onodera.page.locator(".toast")).to_contain_text("陳 怡婷 cannot talk just now.")
        await expect(onodera.page.locator(".ring")).to_have_count(0)
        await expect(chen.page.locator(".ring")).to_have_count(0)


async def test_without_cameras_nobody_is_blind(sit: Sit, fair: Running) -> None:
    chen, onodera = await two(sit, fair)
    await go_in(chen.page, "sound")
    await expect(chen.page.locator(".face")).to_contain_text("まだ入っていません")
    await go_in(onodera.page, "listen")
    await expect(chen.page.locator(".face")).to_contain_text("カメラ オフ")
    await expect(onodera.page.locator(".face")).to_contain_text("Camera off")
    await expect(onodera.page.locator(".face .name")).not_to_contain_text("Muted")
    await expect(chen.page.locator(".face .name")).to_contain_text("マイク オフ")
    await expect(onodera.page.locator(".face[data-speaking=true]")).to_have_count(1)


async def test_it_works_whole_as_text(sit: Sit, fair: Running) -> None:
    chen, onodera = await two(sit, fair)
    for seat in (chen, onodera):
        await go_in(seat.page, "text")
        await expect(seat.page.locator("[data-talk=text]")).to_be_visible()
    await expect(onodera.page.locator(".face")).to_contain_text("Here by text")
    await onodera.page.get_by_label("Write").fill("Shall we write?")
    await onodera.page.get_by_role("button", name="Send").click()
    await expect(chen.page.get_by_role("log")).to_contain_text("Shall we write?")


ENCODED = """async () => {
  const reports = await Promise.all(connections.map((one) => one.getStats()));
  const sent = reports.flatMap((one) => [...one.values()]).filter((one) => one.type === "outbound-rtp");
  const [picture] = sent.filter((one) => one.kind === "video");
  const [sound] = sent.filter((one) => one.kind === "audio");
  return { frames: picture?.framesEncoded ?? 0, width: picture?.frameWidth ?? 0, packets: sound?.packetsSent ?? 0 };
}"""
# The page keeps its connections to itself; a test looks at them from outside.
WATCHED = """window.connections = [];
const open = window.RTCPeerConnection;
window.RTCPeerConnection = class extends open {
  constructor(...given) { super(...given); connections.push(this); }
};"""


async def stands_still(page: Page) -> bool:
    """Whether no picture was encoded while half a second of sound was sent."""
    before = await page.evaluate(ENCODED)

    async def later() -> bool:
        return bool((await page.evaluate(ENCODED))["packets"] >= before["packets"] + 25)

    await until(later)
    return bool((await page.evaluate(ENCODED))["frames"] == before["frames"])


async def test_with_little_data_pictures_are_small_or_not_sent_at_all(sit: Sit, fair: Running) -> None:
    chen, onodera = await two(sit, fair)
    await onodera.context.add_init_script(WATCHED)
    await onodera.page.reload()
    await go_in(onodera.page)
    await until(lambda: stands_still(onodera.page))  # nobody is there to see it
    await go_in(chen.page)
    await expect(chen.page.locator(".face video")).to_be_visible()
    full = 0

    async def is_wide() -> bool:
        nonlocal full
        full = int((await onodera.page.evaluate(ENCODED))["width"])
        return full > 300

    await until(is_wide)

    async def receive(which: str) -> None:
        await chen.page.get_by_role("button", name=JA["talk.settings"]).click()
        await chen.page.get_by_role("radio", name=JA[f"talk.receives.{which}"]).check()
        await chen.page.get_by_role("button", name=JA["talk.devices.use"]).click()
        await expect(chen.page.get_by_role("dialog")).to_have_count(0)

    async def narrower() -> bool:
        return bool(0 < (await onodera.page.evaluate(ENCODED))["width"] <= full / 2)

    await receive("small")
    await until(narrower)
    await receive("sound")
    await expect(chen.page.locator(".face")).to_contain_text(JA["talk.sound-only"])
    await until(lambda: stands_still(onodera.page))
    await expect(chen.page.locator(".face[data-speaking=true]")).to_have_count(1)  # the sound goes on
    await receive("everything")
    await expect(chen.page.locator(".face video")).to_be_visible()
    before = await chen.page.evaluate(FRAMES)
    await until(lambda: more_frames(chen.page, before))


async def more_frames(page: Page, before: int) -> bool:
    return bool(await page.evaluate(FRAMES) > before)


async def test_a_picture_that_my_device_cannot_show_is_said(sit: Sit, fair: Running) -> None:
    chen, onodera = await two(sit, fair)
    await chen.context.add_init_script("""
        const known = RTCRtpReceiver.getCapabilities;
        const others = ({mimeType}) => !/VP8/i.test(mimeType);
        const without = (found) => found && { ...found, codecs: found.codecs.filter(others) };
        RTCRtpReceiver.getCapabilities = (kind) => without(known.call(RTCRtpReceiver, kind));
        const add = RTCPeerConnection.prototype.addTransceiver;
        RTCPeerConnection.prototype.addTransceiver = function (what, how) {
          const made = add.call(this, what, how);
          const {codecs} = RTCRtpReceiver.getCapabilities(made.receiver.track.kind);
          made.setCodecPreferences(codecs);
          return made;
        };
    """)
    await chen.page.reload()
    await go_in(onodera.page)
    await go_in(chen.page)
    await expect(chen.page.locator(".face")).to_contain_text(JA["talk.no-codec"])
    await expect(chen.page.locator(".face[data-speaking=true]")).to_have_count(1)


async def test_a_moderator_is_called_mutes_and_takes_out(sit: Sit, fair: Running) -> None:
    chen, onodera = await two(sit, fair)
    for seat in (chen, onodera):
        await go_in(seat.page, "sound")
    mori = await sit("moderator", "en.light")
    await mori.go("/hall")
    await chen.page.get_by_role("button", name=JA["talk.help"]).click()
    await expect(chen.page.locator(".call")).to_contain_text(JA["talk.help.asked"])
    await expect(mori.page.locator(".toast")).to_contain_text("陳 怡婷 asks for help in a talk")
    await mori.go("/desk")
    talks = mori.page.locator("section", has=mori.page.locator("#talks"))
    await expect(talks).to_contain_text("陳 怡婷 asks for help since")
    await talks.get_by_role("listitem").filter(has_text="陳").get_by_role("button", name="People…").click()
    await mori.page.get_by_label("Whom").select_option(label="小野寺 健")
    await mori.page.get_by_role("radio", name="Mute").check()
    await mori.page.get_by_role("button", name="Do it").click()
    await expect(onodera.page.locator(".call")).to_contain_text(EN["talk.muted-by"])
    await expect(chen.page.locator(".face .name")).to_contain_text(JA["talk.muted"])
    await expect(chen.page.locator(".face[data-speaking=true]")).to_have_count(0)
    await expect(talks).to_contain_text("小野寺 健: Muted")
    await talks.get_by_role("listitem").filter(has_text="陳").get_by_role("button", name="People…").click()
    await mori.page.get_by_label("Whom").select_option(label="小野寺 健")
    await mori.page.get_by_role("radio", name="Take out").check()
    await mori.page.get_by_role("button", name="Do it").click()
    await expect(onodera.page.locator(".call")).to_have_count(0)
    await expect(chen.page.locator("h1")).to_have_text(JA["talk.over"])


async def test_a_second_tab_takes_the_seat_and_the_first_says_so(sit: Sit, fair: Running) -> None:
    chen, onodera = await two(sit, fair)
    for seat in (chen, onodera):
        await go_in(seat.page)
    second = await chen.tab()
    await second.goto(chen.page.url)
    await go_in(second)
    await expect(chen.page.locator(".call")).to_contain_text("別の端末で入っています")
    await expect(onodera.page.locator(".face")).to_have_count(1)
    await expect(second.locator(".face")).to_contain_text("小野寺 健")
    await expect(second.locator(".face video")).to_be_visible()
    await chen.page.get_by_role("button", name="この端末で続ける").click()
    await expect(second.locator(".call")).to_contain_text("別の端末で入っています")
    await expect(chen.page.locator(".face video")).to_be_visible()
    await expect(onodera.page.locator(".face video")).to_be_visible()


async def test_a_pulled_cable_is_said_and_mended(sit: Sit, fair: Running) -> None:
    chen, onodera = await two(sit, fair)
    chen.expect("WebSocket|INTERNET_DISCONNECTED")
    for seat in (chen, onodera):
        await go_in(seat.page)
    await expect(onodera.page.locator(".face video")).to_be_visible()
    await chen.context.set_offline(True)
    await expect(onodera.page.locator(".face")).to_contain_text("Lost the connection", timeout=40_000)
    await expect(onodera.page.locator(".face")).to_contain_text("The room stays as it is for 2 minutes")
    await chen.context.set_offline(False)
    await expect(onodera.page.locator(".face video")).to_be_visible()
    await expect(chen.page.locator(".face video")).to_be_visible()


async def test_the_clock_is_said_and_moved_by_both(sit: Sit, fair: Running) -> None:
    chen, onodera = await two(sit, fair)
    for seat in (chen, onodera):
        await go_in(seat.page, "text")
    await expect(chen.page.get_by_role("timer")).to_contain_text("14:")
    await move_clock(fair, timedelta(minutes=11))
    await expect(onodera.page.locator("#live")).to_have_text("4 minutes left.")
    await onodera.page.get_by_role("button", name="5 minutes more").click()
    await expect(onodera.page.locator(".call .note")).to_contain_text("when everybody agrees")
    await expect(chen.page.locator(".call .note")).to_contain_text("小野寺 健さんが5分の延長を希望しています。")
    await chen.page.get_by_role("button", name="5分延ばす").click()
    for seat in (chen, onodera):
        await expect(seat.page.get_by_role("timer")).to_contain_text("8:")
    await move_clock(fair, timedelta(minutes=9))
    await expect(chen.page.locator(".call .note")).to_contain_text("時間です。")
    await move_clock(fair, timedelta(seconds=31))
    for seat, over in ((chen, "面談は終わりました"), (onodera, "The talk is over")):
        await expect(seat.page.locator("h1")).to_have_text(over)


async def test_its_host_ends_it(sit: Sit, fair: Running) -> None:
    chen, onodera = await two(sit, fair)
    for seat in (chen, onodera):
        await go_in(seat.page, "text")
    assert await chen.page.get_by_role("button", name="面談を終える").count() == 0
    await onodera.page.get_by_role("button", name="End the talk").click()
    await onodera.page.get_by_role("button", name="End for everybody").click()
    for seat in (chen, onodera):
        await seat.page.locator("[data-talk=over]").wait_for()
    await onodera.page.get_by_role("link", name="Back to Hiyori Travel").click()
    await onodera.page.wait_for_url(f"**/booths/{BOOTH}/desk")


async def test_too_early_it_says_when_and_opens_by_itself(sit: Sit, fair: Running) -> None:
    talk = await opened(fair, "alumnus", "participant2", after=timedelta(minutes=40))
    daniel = await sit("alumnus", "en.light")
    await daniel.go("/my-day")
    await expect(daniel.page.locator("[aria-labelledby=talks]")).to_contain_text("Talk with 陳 怡婷")
    await daniel.go(f"/talks/{talk}")
    await expect(daniel.page.locator("main")).to_contain_text("13:40 (for you 04:40) until 14:10")
    async with fair.visitor("moderator") as moderator:
        later = fair.app.clocks.fair_now() + timedelta(hours=1)
        await moderator.change("talk.move", talk=talk, starts_at=later.isoformat(), minutes=30)
    await expect(daniel.page.locator("main")).to_contain_text("The time has changed. It was Sat 17 Feb 13:40")
    await move_clock(fair, timedelta(minutes=56))
    await expect(daniel.page.get_by_role("button", name="Go in")).to_be_visible()


async def test_nobody_else_comes_in(sit: Sit, fair: Running) -> None:
    talk = await asked(fair, "participant")
    chen = await sit("participant2", "en.light")
    await chen.go(f"/talks/{talk}")
    await expect(chen.page.locator("h1")).to_have_text("This talk is not open to you")


async def test_a_moderator_opens_one_and_goes_in_by_name(sit: Sit, fair: Running) -> None:
    mori = await sit("moderator", "en.light")
    page = await mori.go("/desk")
    await page.get_by_role("button", name="Open a talk").click()
    dialog = page.get_by_role("dialog")
    for name in ("Chen", "Daniel"):
        await dialog.get_by_role("searchbox").fill("陳" if name == "Chen" else name)
        await dialog.get_by_role("button", name="Add").click()
    await dialog.get_by_role("button", name="Open the talk").click()
    row = page.locator("[aria-labelledby=talks] > .rows > li").filter(has_text="陳 怡婷")
    await expect(row).to_contain_text("Daniel Mbeki")
    daniel = await sit("alumnus", "en.light")
    await daniel.page.locator(".ring").get_by_role("link", name="Go there").click()
    await go_in(daniel.page, "text")
    await expect(row).to_contain_text("1 inside")
    await row.get_by_role("button", name="Go in").click()
    await dialog.get_by_role("button", name="Go in by name").click()
    await page.wait_for_url("**/talks/*")
    await expect(daniel.page.locator(".face")).to_have_count(2)
    await go_in(page, "text")
    await expect(daniel.page.locator(".toast")).to_contain_text("森 奈緒子 of the organisers came in.")


async def test_axe_finds_nothing_inside(sit: Sit, fair: Running) -> None:
    chen, onodera = await two(sit, fair)
    for seat in (chen, onodera):
        await expect(seat.page.locator("[data-talk=check]")).to_be_visible()
        assert await axe.complaints(seat.page) == ""
        await go_in(seat.page)
    for seat in (chen, onodera):
        await expect(seat.page.locator(".face video")).to_be_visible()
        assert await axe.complaints(seat.page) == ""


async def test_it_is_gone_through_by_keyboard(sit: Sit, fair: Running) -> None:
    _chen, onodera = await two(sit, fair)
    page = onodera.page
    await page.get_by_role("radio", name="Picture and sound").focus()
    await page.keyboard.press("ArrowUp")  # around to the last: text only
    await expect(page.get_by_role("radio", name="Text only")).to_be_checked()
    for _ in range(3):  # past the loudspeaker and the network
        await page.keyboard.press("Tab")
        if await page.locator(".btn.primary:focus").count():
            break
    await page.keyboard.press("Enter")
    await expect(page.locator(".call h1")).to_be_focused()
    for _ in range(4):
        await page.keyboard.press("Tab")
        if await page.locator(".btn.leave:focus").count():
            break
    await page.keyboard.press("Enter")
    await expect(page.locator("[data-talk=over] h1")).to_be_focused()  # a host who gives up alone ends it


async def test_afterwards_contacts_a_note_and_a_block(sit: Sit, fair: Running) -> None:
    chen, onodera = await two(sit, fair)
    for seat in (chen, onodera):
        await go_in(seat.page, "text")
    await expect(chen.page.locator(".face")).to_have_attribute("data-where", "inside")
    await onodera.page.get_by_role("button", name="End the talk").click()
    await onodera.page.get_by_role("button", name="End for everybody").click()
    await chen.page.get_by_label("そのほか(任意)").fill("LINE: chen")
    await chen.page.get_by_role("button", name="小野寺 健さんと交換する").click()
    await expect(chen.page.locator("main")).to_contain_text("小野寺 健さんも選ぶと、互いに伝わります。")
    await onodera.page.get_by_role("checkbox", name="My mail address").uncheck()
    await onodera.page.get_by_label("Something else (if you like)").fill("092-123-4567")
    await onodera.page.get_by_role("button", name="Exchange with 陳 怡婷").click()
    await expect(onodera.page.locator("main")).to_contain_text("chen.yiting@example.org")
    await expect(onodera.page.locator("main")).to_contain_text("LINE: chen")
    await expect(chen.page.locator("main")).to_contain_text("092-123-4567")

    await chen.page.get_by_role("textbox", name="自分のメモ").fill("ビザは4月から")
    await chen.page.get_by_role("button", name="はい").click()
    await expect(chen.page.get_by_role("button", name="はい")).to_have_attribute("aria-pressed", "true")
    await chen.page.reload()
    await expect(chen.page.get_by_role("textbox", name="自分のメモ")).to_have_value("ビザは4月から")
    assert await axe.complaints(chen.page) == ""

    await chen.page.get_by_role("button", name="通報・ブロック").click()
    dialog = chen.page.get_by_role("dialog")
    assert await axe.complaints(chen.page) == ""
    await dialog.get_by_role("checkbox", name="運営に通報する").uncheck()
    await dialog.get_by_role("checkbox", name="今後、この人と引き合わせない").check()
    await dialog.get_by_role("button", name="ブロックだけする").click()
    await expect(dialog).to_have_count(0)
    await chen.go("/me")
    blocked = chen.page.locator("[aria-labelledby=blocks]")
    await expect(blocked).to_contain_text("小野寺 健")
    await blocked.get_by_role("button", name="解除する").click()
    await expect(blocked).to_have_count(0)


async def test_a_report_from_inside_reaches_the_desk(sit: Sit, fair: Running) -> None:
    chen, onodera = await two(sit, fair)
    for seat in (chen, onodera):
        await go_in(seat.page, "text")
    await onodera.page.get_by_label("Write").fill("an insult")
    await onodera.page.get_by_role("button", name="Send").click()
    await expect(chen.page.get_by_role("log")).to_contain_text("an insult")
    await chen.page.get_by_role("button", name="通報・ブロック").click()
    dialog = chen.page.get_by_role("dialog")
    await dialog.get_by_role("checkbox", name="最大5件添える").check()
    await dialog.get_by_label("何がありましたか").fill("怒鳴られました")
    await dialog.get_by_role("button", name="通報する").click()
    mori = await sit("moderator", "en.light")
    report = mori.page.locator("[aria-labelledby=reports] li")
    await expect(report).to_contain_text("怒鳴られました")
    await expect(report).to_contain_text("an insult")
    await expect(report.get_by_role("button", name="Delete")).to_have_count(0)


async def test_a_screen_is_shown_beside_the_faces(sit: Sit, fair: Running) -> None:
    chen, onodera = await two(sit, fair)
    for seat in (chen, onodera):
        await go_in(seat.page)
        # The browser's own dialog, in which a person chooses a window, is answered by a second camera.
        await seat.page.evaluate(
            "navigator.mediaDevices.getDisplayMedia = () => navigator.mediaDevices.getUserMedia({ video: true })"
        )
    await onodera.page.get_by_role("button", name="Share screen").click()
    screen = chen.page.locator(".frame.screen")
    await expect(screen).to_contain_text("小野寺 健さんの画面")
    await expect(chen.page.locator(".face video")).to_be_visible()
    await until(lambda: chen.page.evaluate(SCREEN_WIDTH))
    await chen.page.get_by_role("button", name="画面を見せる").click()
    await expect(onodera.page.locator(".frame.screen")).to_contain_text("陳 怡婷’s screen")
    await expect(screen).to_have_count(0)
    await expect(onodera.page.get_by_role("button", name="Share screen")).to_have_attribute("aria-pressed", "false")
    await until(lambda: onodera.page.evaluate(SCREEN_WIDTH))
    await chen.page.get_by_role("button", name="画面共有をやめる").click()
    await expect(onodera.page.locator(".frame.screen")).to_have_count(0)
    await expect(onodera.page.locator(".face video")).to_be_visible()


async def test_another_camera_is_chosen_without_leaving(sit: Sit, fair: Running) -> None:
    chen, onodera = await two(sit, fair)
    for seat in (chen, onodera):
        await go_in(seat.page)
    await expect(chen.page.locator(".face video")).to_be_visible()
    await expect(chen.page.locator(".face")).to_contain_text("接続 良好")
    await onodera.page.evaluate("void (RTCPeerConnection = function () { window.again = true; })")
    await onodera.page.get_by_role("button", name="Devices").click()
    dialog = onodera.page.get_by_role("dialog")
    camera = dialog.get_by_label("Camera")
    await expect(camera.locator("option")).not_to_have_count(0)
    names = await camera.locator("option").all_inner_texts()
    await camera.select_option(names[-1])
    await dialog.get_by_role("button", name="Use these").click()
    await expect(dialog).to_have_count(0)
    before: int = await chen.page.evaluate(FRAMES)

    async def went_on() -> bool:
        now: int = await chen.page.evaluate(FRAMES)
        return now > before + 5

    await until(went_on)
    assert not await onodera.page.evaluate("window.again === true"), "no new connection"
