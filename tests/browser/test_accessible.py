"""axe on every route × role × language × theme: routes come from the server's own router."""

import asyncio
from itertools import chain

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page

from fairserver.web.pages import DEMO_PAGES, PAGES
from tests.browser.conftest import Seat, Sit

PLACES = {
    "/booths/{place:int}": 2,
    "/booths/{place:int}/edit": 2,
    "/stages/{place:int}": 120,
    "/stages/{place:int}/board": 120,
    "/talks/{place:int}": 123,
}
ROUTES = [
    path.replace("{place:int}", str(PLACES.get(path, ""))).replace("{edition:int}", "1")
    for path in (*PAGES, *DEMO_PAGES)
] + ["/nowhere"]
ROLES = [None, "participant", "alumnus", "representative", "operator", "moderator", "organiser"]
# From ja.light, each press of a button changes one of the two: ja.dark, en.dark, en.light.
PRESSES = (None, "theme", "language", "theme")
BUTTONS = {"language": 0, "theme": 1}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
# One card of a long list is like the next; all 118 would take most of the time of the whole suite.
CONTEXT = {"exclude": [[".booths > li:nth-child(n+13)"]]}


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.timeout(300)
async def test_axe_finds_nothing(sit: Sit, role: str | None) -> None:
    """In two windows at once: the looking is the browser's work."""
    seats = [await sit(role), await sit(role)]
    found = await asyncio.gather(*(faults(seat, ROUTES[at::2]) for at, seat in enumerate(seats)))
    assert not any(found), "\n".join(chain(*found))


async def faults(seat: Seat, routes: list[str]) -> list[str]:
    found: list[str] = []
    seat.expect("404|403|WebSocket")
    for route in routes:
        await seat.context.add_cookies([{"name": "fair_look", "value": "ja.light", "url": seat.place.url}])
        await seat.go(route)
        for press in PRESSES:
            if press:
                await seat.page.locator(".tools button").nth(BUTTONS[press]).click()
            await seat.page.locator("[aria-busy=true]").wait_for(state="detached")
            results = await Axe().run(seat.page, context=CONTEXT, options=RULES)
            if results.violations_count:
                found.append(f"{route} {await look(seat.page)}\n{results.generate_report()}")
    return found


async def look(page: Page) -> str:
    return str(await page.evaluate("document.documentElement.lang + ' ' + document.documentElement.dataset.theme"))


async def test_axe_sees_a_fault_where_there_is_one(sit: Sit) -> None:
    page = await (await sit("participant")).go("/hall")
    await page.locator(".booth").first.wait_for()
    await page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    results = await Axe().run(page, options=RULES)
    assert [violation["id"] for violation in results.response["violations"]] == ["button-name"]
