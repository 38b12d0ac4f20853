"""A booth as visitors see it, and as its company writes it: saved as one types, over a pulled cable, by two at once."""

from datetime import datetime, timedelta

from playwright.async_api import Locator, Page, expect

from fairserver.delivery.signals import CLOCK_MOVED
from tests.browser.conftest import BOOTHS, PHONE, Sit, ms
from tests.running import Running

BOOTH, EDIT = "/booths/2", "/booths/2/edit"


def side(page: Page | Locator, field: str, language: str) -> Locator:
    """One side of a text in the editor, by its label."""
    return page.get_by_label(f"{field}: {language}", exact=True)


def words(page: Page) -> Locator:
    """The form about the company."""
    return page.locator("section", has=page.locator("#edit-words"))


def saved(form: Locator) -> Locator:
    return form.locator(".save-state[data-state=saved]")


def thing(page: Page, title: str) -> Locator:
    """The form of one job or document."""
    return page.locator("li.card", has=page.get_by_role("heading", name=title))


async def test_a_visitor_sees_what_they_offer_and_when(sit: Sit) -> None:
    """Daniel is in London: two times side by side."""
    daniel = await sit("alumnus", "en.light", size=PHONE)
    page = await daniel.go(BOOTH)
    await expect(page.get_by_role("heading", name="Itinerary planner")).to_be_visible()
    await expect(page.get_by_text("as of 10 Feb 2024")).to_have_count(2)
    await expect(page.get_by_text("They help you change status")).to_be_visible()
    guide = page.get_by_role("link", name="Company guide 2024")
    await expect(guide).to_have_attribute("href", "https://hiyori.example/guide-2024.pdf")
    await expect(guide).to_have_attribute("rel", "noopener noreferrer")
    hours = page.locator("section", has=page.locator("#hours"))
    await expect(hours).to_contain_text("for you Sat 17 Feb 01:00–08:00")
    await expect(hours).to_contain_text("Sat 17 Feb 10:00–17:00 Japan time")
    here = page.locator("section", has=page.locator("#here"))
    await expect(here).to_contain_text("小野寺 健")
    await expect(here).to_contain_text("Japanese, English")
    await page.get_by_role("button", name="Show Japanese beside").click()
    await expect(page.locator("h3 bdi.other[lang=ja]", has_text="旅程プランナー")).to_be_visible()
    assert await page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


async def test_a_representative_who_takes_it_back_is_gone_from_an_open_page(sit: Sit) -> None:
    onodera, amara = await sit("representative", "en.light"), await sit("participant", "en.light")
    page = await amara.go(BOOTH)
    await expect(page.get_by_text("小野寺 健")).to_have_count(1)
    mine = await onodera.go("/me")
    await mine.get_by_role("checkbox", name="Show my name").uncheck()
    await expect(page.get_by_text("小野寺 健")).to_have_count(0, timeout=ms(2))


async def test_what_is_typed_is_saved_and_seen(sit: Sit) -> None:
    onodera, amara = await sit("representative", "en.light"), await sit("participant", "ja.light")
    edit, visit = await onodera.go(EDIT), await amara.go(BOOTH)
    await side(edit, "In one line", "日本語").fill("歩く旅をつくる")
    await expect(edit.locator(".preview")).not_to_contain_text("歩く旅をつくる")  # it shows English
    await edit.locator(".preview").locator("xpath=..").get_by_role("button", name="日本語").click()
    await expect(edit.locator(".preview")).to_contain_text("歩く旅をつくる")
    await expect(edit.locator(".preview")).to_contain_text("求人")
    await expect(visit.get_by_text("歩く旅をつくる")).to_be_visible()
    await expect(saved(words(edit))).to_contain_text("Saved at")
    await expect(edit.locator("#live")).to_have_text("Saved.")

    await side(edit, "About you", "English").fill("")
    await expect(words(edit).locator(".save-state")).to_contain_text("filled in: About you (English)")
    await edit.reload()
    await expect(side(edit, "About you", "English")).to_have_value("")
    await side(edit, "About you", "English").fill("We walk.")
    await expect(saved(words(edit))).to_be_visible()


async def test_nothing_typed_is_lost_over_a_pulled_cable_and_a_reload(sit: Sit) -> None:
    onodera, amara = await sit("representative", "en.light", size=PHONE), await sit("participant", "en.light")
    onodera.expect("ERR_INTERNET_DISCONNECTED|WebSocket")
    edit, visit = await onodera.go(EDIT), await amara.go(BOOTH)
    await expect(side(edit, "In one line", "English")).to_have_value("Designs journeys to Japan")
    await onodera.context.set_offline(True)
    await side(edit, "In one line", "English").fill("Journeys on foot")
    await expect(words(edit).locator(".save-state")).to_contain_text("no connection")
    await edit.get_by_role("button", name="Add a job").click()
    new = edit.locator("li.card").nth(2)
    await side(new, "Job title", "日本語").fill("山の案内人")
    await onodera.context.set_offline(False)
    await expect(saved(words(edit))).to_be_visible()
    await expect(visit.get_by_text("Journeys on foot")).to_be_visible()

    await edit.reload()
    new = edit.locator("li.card").nth(2)
    await expect(side(new, "Job title", "日本語")).to_have_value("山の案内人")
    await side(new, "Job title", "English").fill("Mountain guide")
    for field, text in (("Needs", "N3"), ("Place", "Nagano"), ("Start", "May")):
        for language in ("日本語", "English"):
            await side(new, field, language).fill(text)
    await expect(saved(thing(edit, "Mountain guide"))).to_be_visible()
    await expect(visit.get_by_role("heading", name="Mountain guide")).to_have_count(1)
    await edit.reload()
    await expect(edit.get_by_role("heading", name="Mountain guide")).to_have_count(2)  # its form, and the preview
    await thing(edit, "Mountain guide").get_by_role("button", name="Delete").click()
    await edit.locator("dialog").get_by_role("button", name="Delete", exact=True).click()
    await expect(visit.get_by_role("heading", name="Mountain guide")).to_have_count(0)


async def test_two_editors_and_neither_overwrites_the_other(sit: Sit) -> None:
    onodera, sato = await sit("representative", "en.light"), await sit("organiser", "en.light")
    sato.expect("ERR_INTERNET_DISCONNECTED|WebSocket")
    one, two = await onodera.go(EDIT), await sato.go(EDIT)
    await side(one, "In one line", "日本語").fill("歩いて旅する")
    await side(two, "In one line", "English").fill("Journeys on foot")  # the other side: both stay
    for page in (one, two):
        await expect(side(page, "In one line", "日本語")).to_have_value("歩いて旅する")
        await expect(side(page, "In one line", "English")).to_have_value("Journeys on foot")

    await sato.context.set_offline(True)
    await side(two, "Place of work", "English").fill("Kyushu")
    await side(one, "Place of work", "English").fill("Fukuoka")
    await expect(saved(words(one))).to_be_visible()
    await sato.context.set_offline(False)
    clash = two.locator(".conflict")
    await expect(clash).to_contain_text("someone else changed the same part")
    await expect(clash.locator(".quote")).to_have_text("Fukuoka")
    await expect(side(two, "Place of work", "English")).to_have_value("Kyushu")
    await clash.get_by_role("button", name="Overwrite it with mine").click()
    await expect(clash).to_have_count(0)
    await expect(side(one, "Place of work", "English")).to_have_value("Kyushu")


async def test_who_is_not_of_the_booth_does_not_edit_it(sit: Sit) -> None:
    amara = await sit("participant", "en.light")
    page = await amara.go(EDIT)
    await expect(page.get_by_role("heading", name="Your role does not open this page")).to_be_visible()
    onodera = await sit("representative", "en.light")
    other = await onodera.go("/booths/3/edit")
    await expect(other.get_by_role("heading", name="Your role does not open this page")).to_be_visible()


async def test_what_is_saved_does_not_jump_under_the_cursor(sit: Sit) -> None:
    """The server takes away the space at the end; the box keeps it, as one may go on writing."""
    onodera = await sit("representative", "en.light")
    edit = await onodera.go(EDIT)
    line = side(edit, "In one line", "English")
    await line.fill("Journeys on foot ")
    await expect(saved(words(edit))).to_be_visible()
    await line.press("End")
    await line.press_sequentially("and by boat")
    await expect(line).to_have_value("Journeys on foot and by boat")
    await expect(saved(words(edit))).to_be_visible()


async def move_clock(fair: Running, to: str) -> None:
    """To this time in Japan."""
    ahead = datetime.fromisoformat(f"{to}:00+09:00") - fair.app.clocks.fair_now()
    later = fair.app.clocks.offset + ahead
    await fair.app.signals.send(CLOCK_MOVED, later // timedelta(milliseconds=1))


async def test_a_booth_says_open_only_while_it_is(sit: Sit, fair: Running) -> None:
    """In the hall and on its page alike: by its hours, by its status, and by who is there."""
    amara, chen = await sit("participant", "en.light"), await sit("participant2", "en.light")
    onodera = await sit("representative", "en.light", size=PHONE)
    hall, page = await amara.go("/hall"), await chen.go(BOOTH)
    card = hall.locator(BOOTHS, has_text="Hiyori Travel")
    counted = hall.locator("section", has=hall.locator("#booths"))
    await expect(card).to_contain_text("Nobody to talk to now")
    await expect(counted).to_contain_text("0 of 118 are open")
    await onodera.go(BOOTH)
    await expect(card).to_contain_text("Open")
    await expect(counted).to_contain_text("1 of 118 are open")
    await expect(page.locator(".booth-head")).to_contain_text("Open")
    await onodera.go("/me")  # not at the booth any more
    await expect(card).to_contain_text("Nobody to talk to now")
    await onodera.go(BOOTH)
    await expect(card).to_contain_text("Open")
    for at, said in (("2024-02-17T17:30", "Opens later"), ("2024-02-25T17:30", "Over")):
        await move_clock(fair, at)
        await expect(card).to_contain_text(said)
        await expect(page.locator(".booth-head")).to_contain_text(said)
        await expect(counted).to_contain_text("0 of 118 are open")
