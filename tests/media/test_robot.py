"""The robot publishes from its own process; a viewer reads its frame numbers and hears its beep."""

import asyncio
import os
import signal
import sys
from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Page

from fairserver.media import frame_barcode

from .conftest import Stand, newest, until, wait_for_picture, whole_frames

Open = Callable[..., Awaitable[Page]]


@pytest.mark.parametrize("number", [0, 1, 0x5555, 0xFFFF, 0x1_0002])
def test_a_number_is_decoded_as_encoded(number: int) -> None:
    levels = tuple(200 if bit else 40 for bit in frame_barcode.encode(number))
    assert frame_barcode.decode(levels) == number & 0xFFFF
    assert frame_barcode.decode((40, *levels[1:])) is None


@pytest.mark.parametrize("codec", ["vp8", "h264"])
async def test_a_robot_is_seen_and_heard(stand: Stand, open_page: Open, codec: str) -> None:
    robot = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "fairserver.media.robot", stand.whip("hall"), "--codec", codec,
        env={**os.environ, "STAGE_KEY": "robot"},
    )  # fmt: skip
    await stand.events.wait("hall", "live")
    page = await open_page(stand.page("viewer", url="/whep/hall"))
    await wait_for_picture(page)
    came, first, energy = await whole_frames(page), await newest(page), await page.evaluate("viewer.sound()")
    await until(page, "viewer.numbers.length > 2 + 75")
    sent = await newest(page) - first
    assert await whole_frames(page) - came >= 0.8 * sent
    assert await page.evaluate("viewer.sound()") > energy
    robot.send_signal(signal.SIGTERM)
    await stand.events.wait("hall", "ended")
    assert await robot.wait() == 0
