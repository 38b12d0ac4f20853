"""The line at a booth: a number on a phone, a call that asks, a talk, and what came of it."""

import re

from playwright.async_api import expect

from fairserver.base.subject_files import words
from tests.browser.conftest import PHONE, Sit
from tests.browser.test_keyboard import tab_to
from tests.browser.test_talk import DEVICES, GONE, go_in
from tests.lines import join, represents, until_away
from tests.pdfs import pages_of, pdf
from tests.running import Running
from tests.talks import BOOTH

OTHER_BOOTH = 3
EN, JA = words("en"), words("ja")
DESK = f"/booths/{BOOTH}/desk"


async def test_from_number_to_outcome(sit: Sit, fair: Running) -> None:
    """Chen on a phone in Japanese, elsewhere in the fair when the call comes; Onodera at the desk in English."""
    chen = await sit("participant2", "ja.light", PHONE, permissions=DEVICES)
    onodera = await sit("representative", "en.dark", permissions=DEVICES)
    for seat in (chen, onodera):
        seat.expect(GONE)
    await onodera.go(DESK)
    await expect(onodera.page.locator("main")).to_contain_text(EN["booth-desk.nobody"])
    await chen.go(f"/booths/{BOOTH}")
    async with fair.visitor("participant") as amara:
        await join(amara)
        await expect(chen.page.locator(".bigfig")).to_contain_text("1人")
        await chen.page.get_by_role("button", name=JA["line.join"]).click()
        ticket = chen.page.locator(".ticket")
        await expect(ticket).to_contain_text("2")
        await expect(ticket.locator(".pos")).to_contain_text("1人")
        await amara.change("queue.leave", ticket=1)
    await expect(ticket).to_contain_text(JA["ticket.first"])
    await chen.page.get_by_role("navigation", name=JA["nav.dock"]).get_by_role("link", name=JA["nav.season"]).click()
    await expect(chen.page.locator(".my-ticket")).to_contain_text(JA["ticket.first"])

    await expect(onodera.page.locator(".rows > li")).to_contain_text("陳 怡婷")
    await onodera.page.get_by_role("button", name=EN["booth-desk.call"]).click()
    ring = chen.page.get_by_role("alert").filter(has_text=JA["call.turn"])
    await expect(ring).to_contain_text("整理番号2")
    await expect(chen.page).to_have_title(re.compile(JA["call.turn"]))
    await expect(onodera.page.locator("[data-now=ringing]")).to_contain_text("陳 怡婷")
    await ring.get_by_role("button", name=JA["call.yes"]).click()
    await chen.page.wait_for_url("**/talks/*")
    await expect(onodera.page.locator("[data-now=coming]")).to_be_visible()
    await onodera.page.get_by_role("link", name=EN["booth-desk.to-room"]).click()
    for seat in (chen, onodera):
        await go_in(seat.page)
    for seat in (chen, onodera):
        await expect(seat.page.locator(".face video")).to_be_visible()

    await onodera.go(DESK)
    await expect(onodera.page.locator("[data-now=talking]")).to_be_visible()
    await onodera.page.get_by_role("radio", name=EN["booth-desk.outcome.next_step"]).check()
    await onodera.page.get_by_role("button", name=EN["booth-desk.next.interview"]).click()
    await onodera.page.get_by_label(EN["booth-desk.note"]).fill("Writes well")
    await onodera.page.reload()  # what is typed stays
    await expect(onodera.page.get_by_label(EN["booth-desk.note"])).to_have_value("Writes well")
    await onodera.page.get_by_label(EN["booth-desk.note"]).press("Control+Enter")
    await expect(onodera.page.locator(".toast")).to_contain_text("Saved the outcome for 陳 怡婷.")
    await onodera.page.get_by_role("button", name=EN["booth-desk.end"]).click()
    await onodera.page.get_by_role("button", name=EN["talk.end.do"]).click()
    written = onodera.page.locator("[aria-labelledby=visits] .rows > li")
    await expect(written).to_contain_text(EN["booth-desk.outcome.next_step"])
    await expect(onodera.page.locator(".bigfigs")).to_contain_text("1")
    async with onodera.page.expect_download() as download:
        await onodera.page.get_by_role("button", name=EN["booth-desk.leads.csv"], exact=True).click()
    assert "陳 怡婷" in (await (await download.value).path()).read_text("utf-8-sig")
    await onodera.page.get_by_role("button", name=EN["booth-desk.thank"]).click()
    dialog = onodera.page.get_by_role("dialog")
    await expect(dialog.get_by_role("textbox")).to_have_value(EN["booth-desk.thank.start"])
    await dialog.get_by_role("textbox").fill("Your stories stay with us.")
    await dialog.get_by_role("checkbox").check()
    await dialog.get_by_role("button", name=EN["booth-desk.thank.do"]).click()
    await expect(onodera.page.locator("[aria-labelledby=outcome]")).to_contain_text("Thanked at")
    await expect(chen.page.locator("h1")).to_have_text(JA["talk.over"])
    await chen.go(f"/booths/{BOOTH}")
    await expect(chen.page.get_by_role("button", name=JA["line.join"])).to_be_visible()
    await chen.go("/my-day")
    visits = chen.page.locator("[aria-labelledby=visits]")
    for told in ("Your stories stay with us.", JA["visits.outcome.next_step"], JA["visits.next.interview"]):
        await expect(visits).to_contain_text(told)
    await chen.page.get_by_role("link", name=JA["visits.notes"]).click()
    await expect(chen.page.locator("h1")).to_have_text(JA["talk.over"])


async def test_a_number_outlives_the_connection(sit: Sit, fair: Running) -> None:
    """The cable is pulled in the line: the next is called, and who comes back is first again."""
    chen, onodera = await sit("participant2", "en.light"), await sit("representative", "ja.dark")
    chen.expect("ERR_INTERNET_DISCONNECTED|WebSocket")
    await chen.go(f"/booths/{BOOTH}")
    await chen.page.get_by_role("button", name=EN["line.join"]).click()
    await expect(chen.page.locator(".ticket")).to_be_visible()
    async with fair.visitor("participant") as amara:
        await amara.follow(f"person:{amara.person}")
        await amara.enter(1)
        await join(amara)
        await onodera.go(DESK)
        await chen.context.set_offline(True)
        await chen.page.close()  # for good
        await expect(onodera.page.locator(".rows > li")).to_have_count(2)
        await until_away(fair, 2)
        await onodera.page.get_by_role("button", name=JA["booth-desk.call"]).click()
        await expect(onodera.page.locator("[data-now=ringing]")).to_contain_text("Amara")
        await expect(onodera.page.locator(".rows > li")).to_contain_text("陳 怡婷")
        await onodera.page.get_by_role("button", name=JA["talk.asking.stop"]).click()
    await chen.context.set_offline(False)
    page = await chen.tab()
    await page.goto(f"{fair.url}/my-day")
    await expect(page.locator(".ticket")).to_contain_text(EN["ticket.first"])
    await onodera.page.get_by_role("button", name=JA["booth-desk.call"]).click()
    await expect(page.get_by_role("alert").filter(has_text=EN["call.turn"])).to_be_visible()


async def test_letting_one_pass_leaving_and_closing(sit: Sit, fair: Running) -> None:
    chen, onodera = await sit("participant2", "en.dark", PHONE), await sit("representative", "en.light")
    await onodera.go(DESK)
    await chen.go(f"/booths/{BOOTH}")
    await chen.page.get_by_role("button", name=EN["line.join"]).click()
    for button in ("call.pass", "call.pass.last"):
        await onodera.page.get_by_role("button", name=EN["booth-desk.call"]).click()
        await chen.page.locator(".ring").get_by_role("button", name=EN[button]).click()
        await expect(onodera.page.locator("[data-now]")).to_have_count(0)
    await chen.page.get_by_role("button", name=EN["line.join"]).click()
    await chen.page.get_by_role("button", name=EN["ticket.leave"]).click()
    await chen.page.get_by_role("dialog").get_by_role("button", name=EN["ticket.leave"]).click()
    await expect(chen.page.locator(".toast")).to_contain_text(EN["ticket.left"])
    await chen.page.get_by_role("button", name=EN["line.join"]).click()
    await expect(chen.page.locator(".ticket .no")).to_contain_text("3")
    await onodera.page.get_by_role("button", name=EN["booth-desk.state.closing"]).click()
    await expect(chen.page.locator(".ticket")).to_be_visible()
    await onodera.page.get_by_role("button", name=EN["booth-desk.state.closed"]).click()
    await onodera.page.get_by_role("dialog").get_by_role("button", name=EN["booth-desk.close.do"]).click()
    await expect(chen.page.locator(".note.warn")).to_contain_text("number 3")
    await expect(chen.page.locator("main")).to_contain_text(EN["line.closed"])


async def test_by_keyboard(sit: Sit, fair: Running) -> None:
    chen, onodera = await sit("participant2", "ja.light"), await sit("representative", "en.light")
    await onodera.go(DESK)
    page = await chen.go(f"/booths/{BOOTH}")
    await tab_to(page, ".btn.mine")
    await page.keyboard.press("Enter")
    await expect(page.locator(".first:has(.ticket)")).to_be_focused()
    await tab_to(onodera.page, ".btn.mine")
    await onodera.page.keyboard.press("Enter")
    await expect(onodera.page.locator("#now")).to_be_focused()
    await page.get_by_role("alert").filter(has_text=JA["call.turn"]).wait_for()
    await tab_to(page, ".ring .btn.primary")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/talks/*")
    await expect(page.locator("h1")).to_be_focused()


async def test_only_representatives_have_a_desk(sit: Sit) -> None:
    for role in ("participant", "organiser"):
        seat = await sit(role, "en.light")
        await seat.go(DESK)
        await expect(seat.page.locator("h1")).to_contain_text(re.compile("not|may", re.IGNORECASE))


async def test_representatives_come_and_go(sit: Sit, fair: Running) -> None:
    """Two of them at one booth: it is open while one is available, and the other sees who is on a break until when."""
    chen = await sit("participant2", "ja.light")
    onodera, hara = await sit("representative", "en.light"), await sit("operator", "en.dark", PHONE)
    async with fair.visitor("operator") as visitor:
        await represents(fair, visitor, BOOTH)
    status = chen.page.locator(".booth-head .dot")
    for seat in (onodera, hara):
        await seat.go(DESK)
        await seat.page.get_by_role("button", name=EN["shift.available"], exact=True).click()
        await expect(seat.page.get_by_role("button", name=EN["shift.available"], exact=True)).to_have_attribute(
            "aria-pressed", "true"
        )
    await chen.go(f"/booths/{BOOTH}")
    await onodera.page.get_by_role("button", name=EN["shift.away"], exact=True).click()
    await expect(status).to_have_attribute("data-state", "open")
    await hara.page.get_by_role("button", name=EN["shift.break"]).click()
    await hara.page.get_by_role("dialog").get_by_role("radio", name="30").check()
    await hara.page.get_by_role("dialog").get_by_role("button", name=EN["shift.break.do"]).click()
    await expect(onodera.page.locator("#colleagues + .rows")).to_contain_text("on a break until 13:3")
    await expect(status).to_have_attribute("data-state", "break")


async def test_a_company_sees_what_is_ticked(sit: Sit, fair: Running) -> None:
    """Amara shows Hiyori Travel two things, one of them by the same press as another company before; in her settings
    she takes one back, and the desk loses it at once.
    """
    amara, onodera = await sit("participant", "en.dark", PHONE), await sit("representative", "ja.light")
    await onodera.go(DESK)
    await amara.go(f"/booths/{OTHER_BOOTH}")
    for field in ("shown.japanese", "shown.wishes"):
        await amara.page.get_by_role("checkbox", name=f"{EN[field]}: ").check()
    consents = amara.page.locator("[data-shows]")
    await amara.go(f"/booths/{BOOTH}")
    await expect(consents.get_by_role("checkbox", checked=True)).to_have_count(0)
    await consents.get_by_role("button", name=EN["shown.as-last"]).click()
    await expect(consents.get_by_role("checkbox", checked=True)).to_have_count(2)
    await amara.page.get_by_role("button", name=EN["line.join"]).click()
    row = onodera.page.locator("[aria-labelledby=line] .rows > li")
    await expect(row).to_contain_text("JLPT N2")
    await expect(row).to_contain_text("keeps a region alive")
    await onodera.page.get_by_role("button", name=JA["booth-desk.call"]).click()
    ring = amara.page.get_by_role("alert").filter(has_text=EN["call.turn"])
    await expect(ring).to_contain_text("They see: your name, Japanese, Wishes")
    await ring.get_by_role("button", name=EN["call.yes"]).click()
    now = onodera.page.locator("[data-now]")
    await expect(now).to_contain_text("keeps a region alive")
    await amara.go("/me")
    mine = amara.page.locator("[aria-labelledby=consents] li").filter(has_text="Hiyori Travel")
    await mine.get_by_role("button", name=EN["shown.wishes"]).click()
    await expect(now).not_to_contain_text("keeps a region alive")
    await expect(now).to_contain_text("JLPT N2")
    await mine.get_by_role("button", name=EN["consents.withdraw.all"]).click()
    await expect(mine).to_have_count(0)
    await expect(now).not_to_contain_text("JLPT N2")


async def test_a_cv_is_put_here_shown_and_read(sit: Sit, fair: Running) -> None:
    """A file that is none is refused with words; the next is kept, shown to one company, and downloaded at its desk."""
    amara, onodera = await sit("participant", "ja.light", PHONE), await sit("representative", "en.light")
    amara.expect("415")
    await amara.go("/me#cv")
    card = amara.page.locator("[aria-labelledby=cv]")
    choose = card.locator("input[type=file]")
    await choose.set_input_files({"name": "cv.pdf", "mimeType": "application/pdf", "buffer": b"no PDF"})
    await expect(card).to_contain_text(JA["error.cv.not_pdf"])
    await choose.set_input_files({"name": "cv-okafor.pdf", "mimeType": "application/pdf", "buffer": pdf(2)})
    await expect(card).to_contain_text("2ページ")
    await amara.go(f"/booths/{BOOTH}")
    await amara.page.get_by_role("checkbox", name=JA["shown.cv"]).check()
    await amara.page.get_by_role("button", name=JA["line.join"]).click()
    await onodera.go(DESK)
    async with onodera.page.expect_download() as download:
        await onodera.page.locator("[aria-labelledby=line]").get_by_role("button", name="2 pages").click()
    kept = await (await download.value).path()
    assert pages_of(kept.read_bytes()) == 2
    assert (await download.value).suggested_filename == "CV Amara Okafor.pdf"


async def test_the_organiser_sees_where_nobody_is(sit: Sit, fair: Running) -> None:
    """A line without anybody at the booth comes first; the organiser hides its positions, and closes it."""
    sato, chen = await sit("organiser", "en.light"), await sit("participant2", "ja.dark", PHONE)
    await chen.go(f"/booths/{BOOTH}")
    await chen.page.get_by_role("button", name=JA["line.join"]).click()
    await expect(chen.page.locator(".ticket")).to_contain_text(JA["ticket.first"])
    await sato.go("/editions/1/lines")
    row = sato.page.locator("[data-lines] > li")
    await expect(row).to_contain_text("Hiyori Travel")
    await expect(row).to_contain_text(EN["booth.state.nobody"])
    for state, shown in (("open", False), ("closed", True)):
        await row.get_by_role("button").click()
        dialog = sato.page.get_by_role("dialog")
        await dialog.get_by_role("radio", name=EN[f"lines.state.{state}"], exact=True).check()
        await dialog.get_by_role("checkbox").set_checked(shown)
        await dialog.get_by_role("button", name=EN["lines.change.do"]).click()
        await expect(dialog).to_have_count(0)
        if not shown:
            await expect(chen.page.locator(".ticket")).to_contain_text(JA["ticket.hidden"])
    await expect(row).to_contain_text(EN["lines.state.closed"])
    await expect(chen.page.locator(".note.warn")).to_be_visible()
