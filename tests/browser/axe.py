"""axe-core on an open page."""

from typing import Any

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.async_api import Page

OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
RUN = "([without, options]) => axe.run({ exclude: without.map((selector) => [selector]) }, options)"
# Two pieces: the badge of who is signed in, and the document without it. Of a text's digits only their number is kept.
PIECES = """() => {
    const copy = document.documentElement.cloneNode(true);
    const badge = copy.querySelector(".bar .tools .person");
    badge?.remove();
    const texts = document.createNodeIterator(copy, NodeFilter.SHOW_TEXT);
    for (let text; (text = texts.nextNode()); ) text.data = text.data.replace(/\\d/g, "0");
    return [copy.outerHTML, badge?.outerHTML ?? ""];
}"""


async def run(page: Page, *without: str) -> AxeResults:
    """Every rule of WCAG 2.2 A and AA and of good practice, on all of a page but what these selectors name."""
    if not await page.evaluate("'axe' in window"):
        await page.evaluate(AXE_SCRIPT)
    return AxeResults(await page.evaluate(RUN, [without, OPTIONS]))


async def complaints(page: Page, *without: str) -> str:
    """A report of what axe finds wrong; empty when it finds nothing."""
    results = await run(page, *without)
    return str(results.generate_report()) if results.violations_count else ""


class Once:
    """Remembers what was looked at: the same markup in the same look gets the same verdict.

    A page is looked at when any of its pieces is new. axe reads markup, names and colours; it asks neither which
    number stands in a text (people here, the time) nor whether the badge in the bar belongs to this page or another.
    """

    def __init__(self) -> None:
        self.seen: set[tuple[str, str]] = set()
        self.looked = 0

    async def complaints(self, page: Page, look: str, *without: str) -> str:
        pieces: list[Any] = await page.evaluate(PIECES)
        new = {(look, piece) for piece in pieces} - self.seen
        if not new:
            return ""
        self.seen |= new
        self.looked += 1
        return await complaints(page, *without)
