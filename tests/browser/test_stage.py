"""A venue on air, people watching: the stage's own page and its board."""

import asyncio
import os
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Page, expect

from fairserver.base.subject_files import words
from fairserver.media import frame_barcode
from fairserver.people.rules import hashed
from fairserver.programmes import place_states
from fairserver.programmes.tables import Place
from fairserver.stages.tables import StageKey
from tests.browser.conftest import PHONE, Sit, ms
from tests.running import Running
from tests.waiting import stretched

STAGE = 120
RATE = 25  # of the robot
GONE = "403|404|409"  # the page ends a media session that the server ended before it
# The barcode along the top of the robot's picture, read as a row of grey levels.
READ = f"""() => {{
  const [blocks, part] = [{frame_barcode.BLOCKS}, {frame_barcode.HEIGHT} / 360];
  const video = document.querySelector("[data-player] video.pic");
  if (!video?.videoWidth) return null;
  const canvas = Object.assign(document.createElement("canvas"), {{ width: blocks, height: 1 }});
  const context = canvas.getContext("2d");
  context.drawImage(video, 0, 0, video.videoWidth, video.videoHeight * part, 0, 0, blocks, 1);
  const levels = [...context.getImageData(0, 0, blocks, 1).data];
  return levels.filter((_, at) => at % 4 == 0);
}}"""


@asynccontextmanager
async def robot(fair: Running, key: str | None = None) -> AsyncIterator[asyncio.subprocess.Process]:
    """A venue with a key of its own, or with one it had before."""
    if key is None:
        key = await give_key(fair)
    command = ["-m", "fairserver.media.robot", f"{fair.url}/whip/{STAGE}"]
    environment = {**os.environ, "STAGE_KEY": key}
    process = await asyncio.create_subprocess_exec(sys.executable, *command, env=environment)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
        await process.wait()


async def give_key(fair: Running) -> str:
    key = "-" + secrets.token_urlsafe(32)  # as one in sixty-four begins
    async with fair.app.journal.writing() as unit:
        await place_states.put_state(unit.session, STAGE, "interrupted")  # on air, and no picture yet
        unit.session.add(StageKey(place_id=STAGE, key_hash=hashed(key), label="robot", made_at=unit.wall))
    return key


async def live(page: Page, within: float = 10) -> None:
    await expect(page.locator("[data-player=live]")).to_be_visible(timeout=ms(within))


async def frame_number(page: Page) -> int:
    """Read until a frame is whole: one may be caught between two pictures."""
    async with asyncio.timeout(stretched(5)):
        while True:
            levels = await page.evaluate(READ)
            if levels and (number := frame_barcode.decode(tuple(levels))) is not None:
                return number
            await page.evaluate("new Promise(requestAnimationFrame)")


# The page's connections, so that a test can ask for what arrived: a busy machine shows fewer frames than that.
WATCHED = """{
  const Native = RTCPeerConnection;
  window.connections = [];
  window.RTCPeerConnection = class extends Native {
    constructor(...given) { super(...given); connections.push(this); }
  };
}"""
FRAMES = """async () => {
  const found = [...(await connections.at(-1).getStats()).values()];
  return found.find((entry) => entry.type == "inbound-rtp" && entry.kind == "video").framesReceived;
}"""


async def whole_frames(page: Page) -> int:
    return int(await page.evaluate(FRAMES))


async def test_people_see_the_venue_at_its_rate(sit: Sit, fair: Running) -> None:
    amara, daniel = await sit("participant"), await sit("alumnus", "en.dark")
    async with robot(fair):
        for seat in (amara, daniel):
            await seat.page.add_init_script(WATCHED)
            await seat.go(f"/stages/{STAGE}")
            await live(seat.page)
            first, came = await frame_number(seat.page), await whole_frames(seat.page)
            async with asyncio.timeout(stretched(20)):
                while (sent := await frame_number(seat.page) - first) < 3 * RATE:
                    await seat.page.evaluate("new Promise(requestAnimationFrame)")
            assert await whole_frames(seat.page) - came >= 0.8 * sent
        await expect(amara.page.locator(".tag .fig").first).to_have_text("2")


async def test_a_picture_that_was_paused_from_outside_plays_on(sit: Sit, fair: Running) -> None:
    """A call or a headset's button pauses it; where only a press will do, there is a button."""
    async with robot(fair):
        amara = await sit("participant")
        page = await amara.go(f"/stages/{STAGE}")
        await live(page)
        await page.evaluate("document.querySelectorAll('video').forEach((video) => video.pause())")
        await expect(page.locator("[data-player=live] video.pic").first).to_have_js_property("paused", False)
        only_by_a_press = "video.play = () => Promise.reject(new DOMException('', 'NotAllowedError')); video.pause()"
        await page.evaluate(f"() => {{ const video = document.querySelector('video.pic'); {only_by_a_press}; }}")
        play = page.get_by_role("button", name=words("ja")["player.play"], exact=True)
        await expect(play).to_be_visible()
        await page.evaluate("() => { delete document.querySelector('video.pic').play; }")
        await play.click()
        await expect(page.locator("[data-player=live] video.pic").first).to_have_js_property("paused", False)


async def test_full_screen_where_only_a_video_can(sit: Sit, fair: Running) -> None:
    """An iPhone: its videos can, no other element; where neither can, there is no button."""
    whole = words("ja")["player.whole"]
    async with robot(fair):
        for can, shown in (("HTMLVideoElement.prototype.webkitEnterFullscreen = () => {};", 1), ("", 0)):
            amara = await sit("participant")
            await amara.page.add_init_script(
                "delete Element.prototype.requestFullscreen;"
                f"delete HTMLVideoElement.prototype.webkitEnterFullscreen; {can}"
            )
            page = await amara.go(f"/stages/{STAGE}")
            await live(page)
            assert await page.get_by_role("button", name=whole).count() == shown


async def test_a_venue_that_dies_and_returns_needs_no_reload(sit: Sit, fair: Running) -> None:
    amara = await sit("participant")
    amara.expect(GONE)
    key = await give_key(fair)
    async with robot(fair, key) as venue:
        await amara.go(f"/stages/{STAGE}")
        await live(amara.page)
        venue.kill()
        await expect(amara.page.locator(".badge.warn")).to_be_visible(timeout=ms(4))
        await expect(amara.page.locator(".frame .say h2")).to_have_text("会場からの映像が途切れています")
    async with robot(fair, key):
        await live(amara.page)
        assert await frame_number(amara.page) >= 0


async def test_a_right_withdrawn_ends_the_picture(sit: Sit, fair: Running) -> None:
    amara = await sit("participant")
    amara.expect(GONE)
    async with robot(fair), fair.visitor("participant") as other_tab, fair.visitor("organiser") as sato:
        await amara.go(f"/stages/{STAGE}")
        await live(amara.page)
        mine = (await other_tab.follow(f"person:{other_tab.person}"))["state"]["grants"]
        for grant in mine:
            await sato.change("grant.withdraw", grant=int(grant))
        await expect(amara.page.locator("[data-player]")).to_have_count(0, timeout=ms(1))
        await expect(amara.page.locator("h1")).to_be_visible()


async def test_an_operator_goes_on_air_from_a_camera(sit: Sit, fair: Running) -> None:
    hara = await sit("operator", permissions=["camera", "microphone"])
    amara = await sit("participant")
    amara.expect(GONE)
    hara.expect(GONE)
    quiet = 121
    await amara.go(f"/stages/{quiet}")
    await expect(amara.page.locator(".frame .say h2")).to_have_text("まだ始まっていません")
    board = await hara.go(f"/stages/{quiet}/board")
    await board.locator("#source ~ .line .btn").first.click()
    await board.locator("[aria-labelledby=source] .btn.primary").click()
    await expect(board.locator("[aria-labelledby=source] .note.open")).to_be_visible()
    await expect(board.locator(".facts dd").first).to_contain_text("kbit/s")
    assert await amara.page.locator("[data-player=off]").count() == 1  # standby is not on air
    await board.locator(".steps button.on").click()
    await live(amara.page)
    await board.locator(".steps button").last.click()
    await board.locator("dialog .btn.harm").click()
    await expect(amara.page.locator(".frame .say h2")).to_have_text("この回は終わりました")


async def test_a_key_is_shown_once(sit: Sit) -> None:
    hara = await sit("operator")
    board = await hara.go(f"/stages/{STAGE}/board")
    await board.locator("input[name=label]").fill("OBS")
    await board.locator("[aria-labelledby=keys] form .btn").click()
    key = await board.locator(".note .copy code").inner_text()
    assert len(key) == 43
    await board.reload()
    await board.locator("[aria-labelledby=keys] li").first.wait_for()
    assert key not in await board.content()


async def test_a_lost_source_looks_lost_to_the_operator(sit: Sit, fair: Running) -> None:
    hara = await sit("operator", "en.light", size=PHONE)
    async with fair.app.database.writing() as session:
        (await session.get_one(Place, STAGE)).state = "interrupted"
    board = await hara.go(f"/stages/{STAGE}/board")
    warning = board.get_by_role("alert")
    await expect(warning).to_contain_text("The audience sees no picture.")
    pressed = board.locator(".steps button[aria-pressed=true]")
    await expect(pressed).to_have_text("On air")
    await expect(pressed).to_have_class("hold")


async def test_without_a_clipboard_the_address_is_selected(sit: Sit) -> None:
    hara = await sit("operator", "en.light")
    await hara.context.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    board = await hara.go(f"/stages/{STAGE}/board")
    await board.locator("[aria-labelledby=keys] .copy .btn").first.click()
    assert (await board.evaluate("getSelection().toString()")).endswith(f"/whip/{STAGE}")
    await expect(board.locator(".toast", has_text="It is selected")).to_be_visible()
