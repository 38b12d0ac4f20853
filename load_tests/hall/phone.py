"""150 booths on a phone without a stutter: frames, long tasks and messages while 600 people come and go.

    python -m load_tests.hall.phone --seconds 20 --slower 4

A real server in its own process, Debian's Chromium at 360 px with its processor slowed by CDP. `standing` looks on;
`scrolling` moves 8 px a frame through the whole list, up and down.
"""

import argparse
import asyncio
import os
import shutil
import statistics
import tempfile
from pathlib import Path
from typing import Any

from playwright.async_api import CDPSession, Page, async_playwright

from tests.browser.conftest import BOOTHS
from tests.running import spawned, sqlite_url

WIDTH, HEIGHT = 360, 740
WARM_SECONDS = 4
COLUMNS = ("what", "booths", "frames/s", "p50 ms", "p95 ms", "max ms", "long tasks / longest ms", "messages/s",
           "kB/s", "CPU %", "of it script", "style and layout")  # fmt: skip

# Frames as the page gets them; a long task is one of more than 50 ms.
MEASURE = """async ({ seconds, scrolling }) => {
  const frames = [], long = [];
  const watcher = new PerformanceObserver((list) => list.getEntries().forEach((one) => long.push(one.duration)));
  watcher.observe({ type: "longtask" });
  const end = performance.now() + seconds * 1000;
  let before = performance.now(), down = 8;
  await new Promise((done) => requestAnimationFrame(function frame(now) {
    frames.push(now - before);
    before = now;
    if (scrolling) {
      const y = scrollY;
      scrollBy({ top: down, behavior: "instant" });
      if (scrollY == y) down = -down;
    }
    now < end ? requestAnimationFrame(frame) : done();
  }));
  watcher.disconnect();
  const booths = document.querySelectorAll(".booths > li, #closed-booths > li").length;
  return { frames: frames.slice(1), long, booths };
}"""


class Traffic:
    """What the page is told."""

    def __init__(self) -> None:
        self.messages = 0
        self.octets = 0

    def frame(self, event: dict[str, Any]) -> None:
        self.messages += 1
        self.octets += len(event["response"]["payloadData"].encode())


async def busy(cdp: CDPSession) -> dict[str, float]:
    """CPU seconds of the page's main thread since it began: what CDP slows and what others take is not in it."""
    found = (await cdp.send("Performance.getMetrics"))["metrics"]
    return {each["name"]: each["value"] for each in found if each["name"].endswith("Duration")}


async def measure(page: Page, cdp: CDPSession, traffic: Traffic, seconds: float, *, scrolling: bool) -> None:
    before, messages, octets = await busy(cdp), traffic.messages, traffic.octets
    found = await page.evaluate(MEASURE, {"seconds": seconds, "scrolling": scrolling})
    after = await busy(cdp)
    frames = sorted(found["frames"])
    told = traffic.messages - messages
    cost = {name: (after[name] - before[name]) / seconds * 100 for name in before}
    cells = [
        "scrolling" if scrolling else "standing",
        str(found["booths"]),
        f"{len(frames) / seconds:.0f}",
        f"{statistics.median(frames):.1f}",
        f"{frames[int(len(frames) * 0.95)]:.1f}",
        f"{frames[-1]:.0f}",
        f"{len(found['long'])} / {max(found['long'], default=0):.0f}",
        f"{told / seconds:.1f}",
        f"{(traffic.octets - octets) / seconds / 1000:.1f}",
        f"{cost['TaskDuration']:.1f}",
        f"{cost['ScriptDuration']:.1f}",
        f"{cost['RecalcStyleDuration'] + cost['LayoutDuration']:.1f}",
    ]
    print(f"| {' | '.join(cells)} |", flush=True)


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--slower", type=float, default=4)
    parser.add_argument("--crowd", default="600", help="0: what the page and the measuring cost by themselves")
    options = parser.parse_args()
    print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    with tempfile.TemporaryDirectory() as folder:
        async with (
            spawned(sqlite_url(Path(folder)), module="load_tests.hall.crowd", CROWD=options.crowd) as fair,
            async_playwright() as play,
        ):
            browser = await play.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = await browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=2)
            cdp = await page.context.new_cdp_session(page)
            traffic = Traffic()
            cdp.on("Network.webSocketFrameReceived", traffic.frame)
            await cdp.send("Network.enable")
            await cdp.send("Performance.enable", {"timeDomain": "threadTicks"})
            await page.goto(fair.url + (await fair.personas())["participant"])
            await page.locator("button.primary").click()
            await page.wait_for_url("**/my-day")
            await page.goto(f"{fair.url}/hall")
            await page.locator(BOOTHS).nth(100).wait_for(state="attached")
            await page.evaluate("document.querySelector('details').open = true")
            await cdp.send("Emulation.setCPUThrottlingRate", {"rate": options.slower})
            await asyncio.sleep(WARM_SECONDS)
            for scrolling in (False, True):
                await measure(page, cdp, traffic, options.seconds, scrolling=scrolling)
            await browser.close()
    print(f"# load {os.getloadavg()[0]:.1f}", flush=True)


if __name__ == "__main__":
    asyncio.run(main())
