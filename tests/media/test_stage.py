"""A venue's encoder, and people who watch it."""

import asyncio
from collections.abc import Awaitable, Callable

from playwright.async_api import Page

from .conftest import Encoder, Stand, numbers, until, wait_for_picture

Open = Callable[..., Awaitable[Page]]


async def test_three_viewers_see_every_frame_of_ffmpeg(
    stand: Stand, encoder: Callable[..., Encoder], open_page: Open
) -> None:
    await encoder(stand.whip("hall")).start()
    await stand.events.wait("hall", "live")
    pages = [await open_page(stand.page("viewer", url="/whep/hall")) for _ in range(3)]
    for page in pages:
        await wait_for_picture(page)
    before = [await page.evaluate("viewer.sound()") for page in pages]
    await asyncio.gather(
        *(until(page, "viewer.numbers.length > 2 + 100") for page in pages)
    )
    for page, energy in zip(pages, before, strict=True):
        seen = await numbers(page)
        first, last = seen[2], seen[-1]
        shown = len({entry["number"] for entry in seen[2:]})
        assert shown >= 0.8 * (last["number"] - first["number"] + 1)
        assert shown / (last["at"] - first["at"]) * 1000 >= 0.8 * 25
        assert await page.evaluate("viewer.sound()") > energy
        assert [entry["state"] for entry in await page.evaluate("viewer.states")] == ["connecting", "live"]
