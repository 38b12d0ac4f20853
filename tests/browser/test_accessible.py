"""axe on every route × role, in both languages and both themes: routes come from the server's own router."""

import asyncio
import re
from itertools import chain

import pytest
from playwright.async_api import expect

from fairserver.base.settings import STATIC
from fairserver.web.pages import DEMO_PAGES, PAGES
from tests.browser import axe
from tests.browser.conftest import Seat, Sit

PLACES = {
    "/booths/{place:id}": 2,
    "/booths/{place:id}/desk": 2,
    "/booths/{place:id}/edit": 2,
    "/stages/{place:id}": 120,
    "/stages/{place:id}/board": 120,
    "/talks/{place:id}": 133,  # the demo's
}
ROUTES = [
    path.replace("{place:id}", str(PLACES.get(path, ""))).replace("{edition:id}", "1") for path in (*PAGES, *DEMO_PAGES)
] + ["/nowhere"]
ROLES = [None, "participant", "alumnus", "representative", "operator", "moderator", "organiser"]
LIGHT, DARK = ("ja", "light"), ("en", "dark")
# One card of a long list is like the next; all 118 would take most of the time of the whole suite.
REST_OF_A_LONG_LIST = ".booths > li:nth-child(n+13), #closed-booths > li:nth-child(n+13)"

once = axe.Once()


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
    language_button, theme_button = (seat.page.locator(".tools button").nth(at) for at in (0, 1))
    for route in routes:
        await seat.context.add_cookies([{"name": "fair_look", "value": ".".join(LIGHT), "url": seat.place.url}])
        await seat.go(route)
        for language, theme in (LIGHT, DARK):
            if (language, theme) == DARK:
                await theme_button.click()
                await language_button.click()
            await expect(seat.page.locator(f"html[lang={language}][data-theme={theme}]")).to_have_count(1)
            await seat.settled()
            wrong = await once.complaints(seat.page, f"{language}.{theme}", REST_OF_A_LONG_LIST)
            found += [f"{route} {language} {theme}\n{wrong}"] if wrong else []
    return found


def test_no_style_depends_on_language_and_theme_at_once() -> None:
    """So that two looks show what all four would: every language, every theme."""
    for sheet in STATIC.rglob("*.css"):
        for selectors in re.findall(r"([^{}]+){", sheet.read_text("utf-8")):
            assert not (":lang(" in selectors and "data-theme" in selectors), (sheet.name, selectors)


async def test_axe_sees_a_fault_where_there_is_one(sit: Sit) -> None:
    page = await (await sit("participant")).go("/hall")
    assert await once.complaints(page, "ja.light", REST_OF_A_LONG_LIST) == ""
    await page.evaluate("document.querySelector('main').append(document.createElement('button'))")
    assert "button-name" in await once.complaints(page, "ja.light", REST_OF_A_LONG_LIST)
