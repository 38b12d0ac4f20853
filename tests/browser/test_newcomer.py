"""From the invitation to the hall, on a phone, in both languages."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Browser, Page, Route, expect
from sqlalchemy import select

from fairserver.base.subject_files import words
from fairserver.demo.staff import arrive, open_booths
from fairserver.invitations import actions
from fairserver.mail.tables import Mail
from tests.browser.conftest import BOOTHS, HOME, ms
from tests.running import Running
from tests.waiting import PATIENCE

FAIR = 1


@asynccontextmanager
async def phone(chromium: Browser, language: str) -> AsyncIterator[Page]:
    """One that was never here: the system's language, and the clock of London."""
    context = await chromium.new_context(
        viewport={"width": 360, "height": 740}, locale=language, timezone_id="Europe/London", color_scheme="light"
    )
    page = await context.new_page()
    page.set_default_timeout(ms(PATIENCE))
    try:
        yield page
    finally:
        await context.close()


async def invited(fair: Running, language: str) -> str:
    """The link in the newcomer's mail; the seat itself is applied for."""
    async with fair.app.journal.writing() as unit:
        await actions.send(
            unit, fair.url, "newcomer@example.org", "Nova Newcomer", language, "participant", FAIR, granted=False
        )
        await unit.session.flush()
        mail = await unit.session.scalar(select(Mail).where(Mail.to == "newcomer@example.org"))
        assert mail is not None
        return next(line.strip() for line in mail.text.splitlines() if "/link#" in line)


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_from_the_invitation_to_the_hall(chromium: Browser, fair: Running, language: str) -> None:
    said, link = words(language), await invited(fair, language)
    async with phone(chromium, language) as page:
        failures: list[str] = []
        page.on("pageerror", lambda error: failures.append(str(error)))
        page.on("console", lambda line: failures.append(line.text) if line.type == "error" else None)
        await page.goto(link)
        await page.locator("button.primary").click()
        await expect(page).to_have_url(f"{fair.url}/season")
        await expect(page.locator(".season-list li")).to_have_count(5)
        next_step = page.locator("li[aria-current=step]")
        await next_step.get_by_role("link", name=said["steps.profile"]).click()
        await page.get_by_label(said["me.zone"]).select_option("Europe/London")
        await page.get_by_role("button", name=said["save"]).click()
        await expect(page.locator("#live")).to_have_text(said["me.saved"])
        await page.goto(f"{fair.url}/season")
        await expect(next_step).to_contain_text(said["steps.background"])
        await page.goto(f"{fair.url}/hall")
        await expect(page.get_by_role("heading", name=said["hall.no-seat"])).to_be_visible()
        await page.get_by_role("link", name=said["hall.no-seat.go"]).click()
        await expect(page).to_have_url(f"{fair.url}/editions/{FAIR}")
        await page.goto(f"{fair.url}/season")
        await page.locator(".season-list a").last.click()
        await expect(page.get_by_text(said["registration.tell"])).to_be_visible()
        await page.get_by_label(said["background.status"]).select_option("leaver")
        await page.get_by_label(said["background.leaves"]).fill("2025-07-31")
        await page.get_by_role("button", name=said["save"]).click()
        await expect(page.get_by_text(said["registration.unmet.next"])).to_be_visible()
        await page.get_by_label(said["background.leaves"]).fill("2024-07-31")
        await page.get_by_role("button", name=said["save"]).click()
        await expect(page.get_by_text(said["registration.unmet.next"])).to_be_hidden()
        await page.get_by_role("button", name=said["registration.apply"], exact=True).click()
        await expect(page.get_by_text(said["registration.accepted"], exact=True).first).to_be_visible()
        await page.locator(".timetable .row-actions button").first.click()
        await page.get_by_role("link", name=said["registration.hall"]).click()
        await expect(page).to_have_url(f"{fair.url}/hall")
        await expect(page.locator(BOOTHS)).to_have_count(118)
        assert await page.evaluate("document.documentElement.scrollWidth") <= 360
        assert failures == []


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_what_does_not_arrive_says_so_and_comes_when_asked_again(
    chromium: Browser, fair: Running, language: str
) -> None:
    said, link = words(language), await invited(fair, language)
    async with phone(chromium, language) as page:
        await page.route("**/api/links/show", lambda route: route.abort())
        await page.goto(link)
        await expect(page.get_by_role("heading", name=said["link.not-now"])).to_be_visible()
        await page.unroute("**/api/links/show")
        await page.get_by_role("button", name=said["again"]).click()
        await page.get_by_role("button", name=said["link.come-in"]).click()
        await expect(page).to_have_url(f"{fair.url}/season")
        # Until my background is known the season is asked for twice, and could arrive by itself.
        await expect(page.get_by_role("heading", name=said["steps.title"])).to_be_visible()
        await page.locator(".season-list a").first.click()
        await expect(page).to_have_url(re.compile("/editions/"))
        await page.route("**/api/season", lambda route: route.abort())
        await page.go_back()
        await expect(page.locator("main").get_by_text(said["error.network"])).to_be_visible()
        await page.unroute("**/api/season")
        await page.get_by_role("button", name=said["again"]).click()
        await expect(page.locator(".season-list li")).to_have_count(5)
        await page.goto(f"{fair.url}/editions/999")
        await expect(page.get_by_role("heading", name=said["refused.404"])).to_be_visible()
        await page.get_by_role("link", name=said["refused.to-season"]).click()
        await expect(page).to_have_url(f"{fair.url}/season")


async def test_the_theme_is_kept_while_another_language_arrives(chromium: Browser, fair: Running) -> None:
    arrived = asyncio.Event()

    async def late(route: Route) -> None:
        await arrived.wait()
        await route.continue_()

    async with phone(chromium, "ja") as page:
        await page.goto(fair.url)
        language_button, theme_button = (page.locator(".tools button").nth(at) for at in (0, 1))
        await page.route("**/i18n/en.json", late)
        await language_button.click()
        await theme_button.click()
        await expect(page.locator("html[lang=ja][data-theme=dark]")).to_have_count(1)
        arrived.set()
        await expect(page.locator("html[lang=en][data-theme=dark]")).to_have_count(1)


async def test_a_booth_and_its_filters_on_a_phone(chromium: Browser, fair: Running) -> None:
    said = words("en")
    async with phone(chromium, "en") as page:
        await page.goto(fair.url + (await fair.personas())["participant"])
        await page.locator("button.primary").click()
        await page.wait_for_url(HOME)
        await page.locator(".dock a[href='/hall']").click()
        await expect(page.locator(BOOTHS)).to_have_count(118)
        await page.get_by_role("button", name=said["filter.first"]).click()
        await expect(page.locator(BOOTHS)).to_have_count(49)
        await expect(page).to_have_url(f"{fair.url}/hall?first=1")
        await expect(page.locator("#live")).to_have_text("49 of 118 shown")
        await page.get_by_role("button", name=said["filter.visa"]).click()
        await page.get_by_role("link", name="Hiyori Travel", exact=True).click()
        await expect(page.get_by_role("heading", name="Itinerary planner")).to_be_visible()
        await page.get_by_role("link", name=said["booth.back"]).click()
        await expect(page).to_have_url(f"{fair.url}/hall?first=1&visa=1")
        await expect(page.get_by_role("button", name=said["filter.visa"])).to_have_attribute("aria-pressed", "true")


# How many of the demo's 118 booths each filter leaves, counted from what the server says of them.
FILTERS: dict[str, Callable[[dict[str, Any], dict[int, bool]], bool]] = {
    "industry=Tourism": lambda booth, _online: booth["industry"]["en"] == "Tourism",
    "level=N3": lambda booth, _online: booth["japanese"] in (None, "N3", "N4", "N5"),
    "visa=1": lambda booth, _online: booth["visa_help"],
    "language=zh": lambda booth, _online: "zh" in booth["languages"],
    "employment=membership": lambda booth, _online: booth["employment"] in ("membership", "both"),
    "first=1": lambda booth, _online: booth["first_time"],
    "online=1": lambda booth, online: any(online[each] for each in booth["openings"]),
    "onsite=1": lambda booth, online: not all(online[each] for each in booth["openings"]),
    "open=1": lambda booth, _online: booth["state"] == "open",
    "words=hiyori%20TRAVEL": lambda booth, _online: booth["name"]["en"] == "Hiyori Travel",
}


async def test_every_filter_leaves_what_it_says(chromium: Browser, fair: Running) -> None:
    async with fair.visitor("participant") as amara:
        hall = (await amara.enter(1))["state"]
    async with fair.app.journal.reading() as unit:
        arrive(fair.app.presence, await open_booths(unit, personas=()))
    online = {each["id"]: each["online"] for each in hall["edition"][str(FAIR)]["openings"]}
    booths = [place for place in hall["places"].values() if place["kind"] == "booth"]
    async with phone(chromium, "en") as page:
        await page.goto(fair.url + (await fair.personas())["participant"])
        await page.locator("button.primary").click()
        await page.wait_for_url(HOME)
        for query, leaves in FILTERS.items():
            await page.goto(f"{fair.url}/hall?{query}")
            left = sorted(booth["id"] for booth in booths if leaves(booth, online))
            assert 0 < len(left) < 118, query
            await expect(page.locator(BOOTHS), query).to_have_count(len(left))
