"""The first view of a page on a slow phone and a slow network, with nothing in the cache.

    python -m load_tests.page
    python -m load_tests.page --runs 1 --networks 64-kbit

A real server in its own process, Debian's Chromium at 360 px, its processor slowed by CDP, and a slow network between.
*Usable*: what the page is for can be pressed. CLS, and what long tasks take above 50 ms, until then and 2 s more.
"""

import argparse
import asyncio
import shutil
import statistics
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from playwright.async_api import Browser, async_playwright

from load_tests.live.cpu import calibration, machine
from load_tests.slow_network import ADDRESS, Network, SlowNetwork, slow_network
from tests.running import spawned, sqlite_url

SCREEN: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "device_scale_factor": 2}
LATER_MS, TIMEOUT_MS = 2000, 60_000
BROWSER = ["--no-sandbox", f"--host-resolver-rules=MAP localhost {ADDRESS}"]
FAST = Network(down=1e9, up=1e9, round_trip=0)
NETWORKS = {
    "slow-4g": Network(down=1_600_000, up=750_000, round_trip=0.15),
    "64-kbit": Network(down=64_000, up=64_000, round_trip=0.6),
}
# By path: who opens it, and what it is for.
PAGES = {
    "/sign-in": ("", "form button.primary"),
    "/my-day": ("participant", ".rows a[href]"),
    "/hall": ("participant", ".booths a[href]"),
    "/stages/120": ("participant", "textarea"),
}
COLUMNS = ("network", "page", "kB", "requests", "FCP ms", "LCP ms", "usable ms", "CLS", "blocked ms")

WATCH = """
  window.seen = { lcp: 0, cls: 0, blocked: 0 };
  const watch = (type, each) =>
    new PerformanceObserver((list) => list.getEntries().forEach(each)).observe({ type, buffered: true });
  watch("largest-contentful-paint", (entry) => (window.seen.lcp = entry.startTime));
  watch("layout-shift", (entry) => entry.hadRecentInput || (window.seen.cls += entry.value));
  watch("longtask", (entry) => (window.seen.blocked += entry.duration - 50));
"""
FOUND = """() => ({
  ...window.seen,
  fcp: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? 0,
})"""


async def first_view(
    browser: Browser, url: str, path: str, cookies: Any, slower: float, slow: SlowNetwork
) -> list[float]:
    """One cold view: kB, requests, FCP, LCP, usable, CLS and blocked."""
    context = await browser.new_context(**SCREEN)
    await context.add_cookies(cookies)
    page = await context.new_page()
    cdp = await context.new_cdp_session(page)
    await cdp.send("Network.enable")
    await cdp.send("Emulation.setCPUThrottlingRate", {"rate": slower})
    requests: list[Any] = []
    for kind in ("request", "websocket"):
        page.on(kind, lambda one: requests.append(one))  # noqa: PLW0108 - playwright cannot keep a built-in method
    await page.add_init_script(WATCH)
    await page.goto(url + path, wait_until="commit", timeout=TIMEOUT_MS)
    await page.locator(PAGES[path][1]).first.wait_for(state="visible", timeout=TIMEOUT_MS)
    usable, fetched, until = await page.evaluate("performance.now()"), slow.down.octets / 1000, len(requests)
    await page.wait_for_timeout(LATER_MS)
    found = await page.evaluate(FOUND)
    await context.close()
    return [fetched, until, found["fcp"], found["lcp"], usable, found["cls"], found["blocked"]]


async def sign_in(browser: Browser, link: str) -> Any:
    """The cookies of who opens a link from a mail."""
    page = await browser.new_page()
    await page.goto(link)
    await page.locator("button.primary").click()
    await page.wait_for_url("**/my-day")
    cookies = await page.context.cookies()
    await page.context.close()
    return cookies


async def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--slower", type=float, default=4)
    parser.add_argument("--networks", default=",".join(NETWORKS))
    parser.add_argument("--pages", default=",".join(PAGES))
    options = parser.parse_args()
    print(f"{machine()}; calibration {calibration():.0f} ms")
    print(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    views: dict[tuple[str, str], list[list[float]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        async with spawned(sqlite_url(Path(folder))) as fair, async_playwright() as play:
            browser = await play.chromium.launch(executable_path=shutil.which("chromium"), args=BROWSER)
            async with slow_network(FAST, fair.port):
                cookies = await sign_in(browser, fair.url + (await fair.personas())["participant"])
            for _run in range(options.runs):
                for network in options.networks.split(","):
                    for path in options.pages.split(","):
                        async with slow_network(NETWORKS[network], fair.port) as slow:
                            held = cookies if PAGES[path][0] else []
                            found = await first_view(browser, fair.url, path, held, options.slower, slow)
                        views[network, path].append(found)
            await browser.close()
    for (network, path), runs in views.items():
        *whole, cls, blocked = map(statistics.median, zip(*runs, strict=True))
        print(f"| {network} | {path} | {' | '.join(f'{one:.0f}' for one in whole)} | {cls:.3f} | {blocked:.0f} |")


if __name__ == "__main__":
    asyncio.run(main())
