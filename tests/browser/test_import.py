"""A list of people, from the organiser's file to a mail in someone's box; and what a wrong file gets."""

import asyncio

import pytest
from playwright.async_api import FileChooser, Page, expect

from fairserver.base.subject_files import words
from tests.browser import axe
from tests.browser.conftest import BOOTHS, HOME, PHONE, Sit
from tests.browser.test_keyboard import tab_to
from tests.running import Running
from tests.waiting import PATIENCE, stretched

HEADINGS = {"ja": "メールアドレス,氏名,言語\n", "en": "Email,Name,Language\n"}
ROWS = "lin@example.org,林 美玲,ja\nKim@Example.org,Kim Minji,en\n"
SUBJECTS = {
    "lin@example.org": "JETキャリアシーズンへの招待",
    "kim@example.org": "Your invitation to the JET Career Season",
}


async def choose(page: Page, text: str, name: str = "people.csv", encoding: str = "utf-8") -> None:
    await page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": text.encode(encoding)}
    )


@pytest.mark.parametrize("language", ["ja", "en"])
async def test_from_a_file_to_a_mail(sit: Sit, fair: Running, language: str) -> None:
    said = words(language)
    sato, lin = await sit("organiser", look=f"{language}.light"), await sit(look=f"{language}.light")
    page = await sato.go("/desk")
    await page.get_by_role("link", name=said["nav.import"]).click()
    await page.wait_for_url("**/editions/1/import")
    await expect(page.locator("h1")).to_be_focused()
    await choose(page, HEADINGS[language] + ROWS, encoding="cp932")
    await expect(page.locator("#live")).to_contain_text("2")
    await expect(page.locator(".import-table tbody tr")).to_have_count(2)
    await expect(page.locator(".import-table tbody tr").first).to_contain_text("林 美玲")
    deed = page.locator("section[aria-labelledby=outcome] .btn.primary")
    new, invitations = said["import.sum.new.people"], said["import.sum.invitations"]
    for sum_ in (new, invitations):
        form = sum_["other"] if isinstance(sum_, dict) else sum_
        await expect(deed).to_contain_text(form.replace("{count}", "2"))
    assert not await fair.mails("lin@example.org"), "a preview writes nothing"
    await deed.focus()
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", name=said["import.done"])).to_be_focused()
    await expect(page.locator("#live")).to_have_text(said["import.done"])

    await page.get_by_role("link", name=said["import.see.invitations"]).click()
    invited = page.locator(".rows > li", has_text="kim@example.org")
    await expect(invited).to_contain_text(said["invite.sent-at"])

    box = await lin.go("/demo/mailbox")
    for address, subject in SUBJECTS.items():
        await expect(box.locator(".mail-row", has_text=address)).to_contain_text(subject)
    await box.locator(".mail-row", has_text="kim@example.org").click()
    await box.locator(".letter a").click()
    await box.locator("main .btn.primary").click()
    await box.wait_for_url(HOME)
    await expect(invited).to_contain_text(said["invite.used"])


async def test_what_is_wrong_is_said_in_its_row_and_the_corrected_file_goes_in(sit: Sit) -> None:
    said = words("en")
    sato = await sit("organiser", look="en.dark", size=PHONE)
    sato.expect("422|415")
    page = await sato.go("/editions/1/import")
    await page.locator(".drop").wait_for()
    await choose(page, "Name,Age\nLin,30\n")
    await expect(page.locator(".note.harm")).to_contain_text(said["error.import.columns"])
    await expect(page.locator(".note.harm")).to_contain_text("Age")
    await choose(page, "PK\x03\x04", name="people.xlsx")
    await expect(page.locator(".note.harm")).to_contain_text(said["error.import.workbook"])
    await choose(page, HEADINGS["en"] + ROWS + "nobody,=1+1,fr\n")
    await expect(page.locator(".import-table tbody tr")).to_have_count(1)  # errors first
    for code in ("address.invalid", "cell.formula", "language.unknown"):
        await expect(page.locator(".import-table")).to_contain_text(said[f"import.why.{code}"])
    await expect(page.locator("section[aria-labelledby=outcome] .btn.primary")).to_have_count(0)
    await page.get_by_role("button", name=said["import.all"]).click()
    await expect(page.locator(".import-table tbody tr")).to_have_count(3)
    assert await page.evaluate("document.documentElement.scrollWidth") <= 360
    assert await axe.complaints(page) == ""
    await choose(page, HEADINGS["en"] + ROWS)
    await page.locator("section[aria-labelledby=outcome] .btn.primary").click()
    await expect(page.get_by_role("heading", name=said["import.done"])).to_be_focused()
    await choose(page, HEADINGS["en"] + ROWS)
    await expect(page.get_by_text(said["import.nothing"])).to_be_visible()


async def test_a_file_is_dropped_and_the_button_is_reached_by_keyboard(sit: Sit) -> None:
    sato = await sit("organiser", look="en.light")
    chooser: asyncio.Future[FileChooser] = asyncio.get_running_loop().create_future()

    def chosen(found: FileChooser) -> None:
        chooser.set_result(found)

    sato.page.on("filechooser", chosen)  # long before: the browser takes its time to look out for it
    page = await sato.go("/editions/1/import")
    await page.locator(".drop").wait_for()
    await tab_to(page, ".drop button")
    await page.keyboard.press("Enter")
    assert not (await asyncio.wait_for(chooser, stretched(PATIENCE))).is_multiple()
    await page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.items.add(new File([text], "companies.csv", { type: "text/csv" }));
          const about = { bubbles: true, cancelable: true, dataTransfer: data };
          for (const type of ["dragover", "drop"])
            document.querySelector(".drop").dispatchEvent(new DragEvent(type, about));
        }""",
        HEADINGS["en"] + ROWS,
    )
    await expect(page.locator(".drop b")).to_have_text("companies.csv")
    await expect(page.locator(".import-table tbody tr")).to_have_count(2)


async def test_a_booth_appears_in_an_open_hall(sit: Sit) -> None:
    sato, amara = await sit("organiser", look="en.light"), await sit("participant", look="en.light")
    hall, page = await amara.go("/hall"), await sato.go("/editions/1/import")
    await expect(hall.locator(BOOTHS)).to_have_count(118)
    await page.locator("input[value=companies]").check()
    await choose(page, "Name (Japanese),Name (English)\nやまね電機,Yamane Electric\n")
    await page.locator("section[aria-labelledby=outcome] .btn.primary").click()
    await expect(hall.locator(BOOTHS, has_text="Yamane Electric")).to_have_count(1)


async def test_an_invitation_is_revoked_at_the_desk(sit: Sit) -> None:
    said = words("en")
    page = await (await sit("organiser", look="en.light")).go("/desk")
    rosa = page.locator(".rows > li", has_text="rosa.fernandez@example.org")
    await rosa.get_by_role("button", name=said["invite.revoke"]).click()
    await page.locator("dialog .btn.harm").click()
    await expect(rosa).to_contain_text(said["invite.revoked-at"])
    await rosa.get_by_role("button", name=said["invite.again"]).click()
    await expect(rosa).to_contain_text(said["invite.sent-at"])


@pytest.mark.parametrize("role", ["participant", "moderator"])
async def test_the_page_is_the_organisers(sit: Sit, role: str) -> None:
    page = await (await sit(role, look="en.light")).go("/editions/1/import")
    await expect(page.locator(".refused")).to_be_visible()
    await page.goto(page.url.replace("/import", ""))
    await page.locator("h1").first.wait_for()
    await expect(page.get_by_role("link", name=words("en")["nav.import"])).to_have_count(0)
