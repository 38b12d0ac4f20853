"""Finding people by name: the same on both databases, however it is typed."""

from collections.abc import AsyncIterator

import pytest

from fairserver.people.new_people import NewPerson, make_people
from tests.running import Running, Visitor, running

EDITION = 1
PEOPLE = (
    NewPerson("elodie@example.org", "Élodie Dupré", "エロディ・デュプレ", language="en"),
    NewPerson("athina@example.org", "Αθηνά Παπαδοπούλου", language="en"),
    NewPerson("otani@example.org", "大谷 翔", "オオタニ ショウ"),
)
FOUND = {
    "élodie": "Élodie Dupré", "DUPRÉ": "Élodie Dupré", "e\u0301lodie": "Élodie Dupré", "ＤＵＰＲÉ": "Élodie Dupré",
    "αθηνά": "Αθηνά Παπαδοπούλου", "ｵｵﾀﾆ": "大谷 翔", "大谷翔": "大谷 翔", "おおたに": None, "%": None, "_": None,
    "ＯＴＡＮＩ＠ＥＸＡＭＰＬＥ．ＯＲＧ": "大谷 翔", "otani@example": None,
}  # fmt: skip


async def found(organiser: Visitor, text: str) -> list[str]:
    return [each["name"] for each in (await organiser.ask("people.find", edition=EDITION, text=text))["people"]]


@pytest.fixture
async def place(database_url: str) -> AsyncIterator[Running]:
    async with running(database_url) as fair:
        async with fair.app.journal.writing() as unit:
            await make_people(unit, PEOPLE)
        yield fair


async def test_case_width_composition_and_spaces_do_not_matter(place: Running) -> None:
    async with place.visitor("organiser") as sato:
        for text, name in FOUND.items():
            assert await found(sato, text) == ([name] if name else []), text


async def test_a_changed_name_is_found_and_the_former_is_not(place: Running) -> None:
    async with place.visitor("organiser") as sato, place.visitor("participant") as amara:
        me = amara.start["person"]
        await amara.change(
            "profile.edit", name="Amara Ñandú", furigana="", language="en", zone=me["zone"], visible_to_companies=False
        )
        assert await found(sato, "ñandú") == ["Amara Ñandú"]
        assert await found(sato, "okafor") == []
