"""A season file says which row is wrong and what to do."""

import pytest

from fairserver.demo.world.season import SEASON, text
from fairserver.seasonfile.loader import Refused, read

GOOD = """
[[venues]]
key = "osaka"
name = { ja = "大阪", en = "Osaka" }
zone = "Asia/Tokyo"
[[venues]]
key = "london"
name = { ja = "ロンドン", en = "London" }
zone = "Europe/London"
[[programmes]]
key = "fair"
name = { ja = "フェア", en = "Fair" }
[[companies]]
key = "hiyori"
number = "9000000000001"
name = { ja = "ひより", en = "Hiyori" }
line = { ja = "旅", en = "Travel" }
about = { ja = "旅", en = "Travel" }
industry = { ja = "観光", en = "Tourism" }
location = { ja = "福岡", en = "Fukuoka" }
[[editions]]
key = "fair-2023"
programme = "fair"
fiscal_year = 2023
name = { ja = "フェア", en = "Fair" }
about = { ja = "フェア", en = "Fair" }
zone = "Asia/Tokyo"
hall = { ja = "会場", en = "Hall" }
[[editions.openings]]
date = 2024-02-17
venue = "osaka"
opens = "10:00"
closes = "17:00"
[[editions.openings]]
date = 2024-03-31
venue = "london"
opens = "00:30"
closes = "05:00"
[[editions.places]]
key = "stage"
kind = "stage"
name = { ja = "ステージ", en = "Stage" }
[[editions.sessions]]
key = "talk"
kind = "presentation"
place = "stage"
date = 2024-02-17
venue = "osaka"
starts = "13:00"
ends = "13:30"
title = { ja = "話", en = "Talk" }
about = { ja = "話", en = "Talk" }
speakers = ["ken@hiyori.example"]
[[editions.exhibitors]]
company = "hiyori"
appearances = [["2024-02-17", "osaka"]]
[[people]]
email = "ken@hiyori.example"
name = "Ken"
grants = [{ role = "representative", edition = "fair-2023", company = "hiyori" }]
"""

SECOND_TALK = """[[editions.sessions]]
key = "other"
kind = "panel"
place = "PLACE"
date = 2024-02-17
venue = "osaka"
starts = "13:20"
ends = "14:00"
title = { ja = "別", en = "Other" }
about = { ja = "別", en = "Other" }
speakers = ["ken@hiyori.example"]
[[editions.exhibitors]]"""
SECOND_COMPANY = """[[companies]]
key = "kaede"
number = "9000000000001"
name = { ja = "楓", en = "Kaede" }
line = { ja = "訳", en = "Words" }
about = { ja = "訳", en = "Words" }
industry = { ja = "翻訳", en = "Translation" }
location = { ja = "東京", en = "Tokyo" }
[[editions]]"""


def problems(found: str) -> list[tuple[str, str]]:
    try:
        read(found)
    except Refused as refused:
        for problem in refused.problems:
            assert problem.words.endswith("."), problem
        return [(problem.code, problem.row) for problem in refused.problems]
    return []


def test_a_good_file_has_no_problems() -> None:
    assert problems(GOOD) == []


TALK = "editions 1 (fair-2023), sessions 1 (talk)"
OTHER = "editions 1 (fair-2023), sessions 2 (other)"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ('zone = "Europe/London"', 'zone = "Asia/Osaka"', ("zone.unknown", "venues 2 (london)")),
        (', en = "Hiyori" }', " }", ("translation.missing", "companies 1 (hiyori)")),
        ('en = "Talk" }\nspeakers', 'en = " " }\nspeakers', ("translation.missing", TALK)),
        ("[[editions]]", SECOND_COMPANY, ("number.twice", "companies 2 (kaede)")),
        ("[[editions.exhibitors]]", SECOND_TALK.replace("PLACE", "stage"), ("session.overlaps", OTHER)),
        ("[[editions.exhibitors]]", SECOND_TALK.replace("PLACE", "stage"), ("speaker.overlaps", OTHER)),
        ('starts = "13:00"', 'starts = "09:00"', ("session.outside_opening", TALK)),
        ('ends = "13:30"', 'ends = "12:30"', ("time.order", TALK)),
        ('opens = "00:30"', 'opens = "01:30"', ("time.skipped", "editions 1 (fair-2023), openings 2 (2024-03-31)")),
        ('place = "stage"', 'place = "roof"', ("reference.unknown", TALK)),
        ('company = "hiyori"\napp', 'company = "nobody"\napp',
         ("reference.unknown", "editions 1 (fair-2023), exhibitors 1 (nobody)")),
        ('"ken@hiyori.example"\nname', '"ken at hiyori"\nname', ("address.invalid", "people 1 (ken at hiyori)")),
        ('key = "osaka"', 'key = "osaka"\ncolour = "red"', ("field.unknown", "venues 1 (osaka)")),
        ("fiscal_year = 2023", "", ("field.missing", "editions 1 (fair-2023)")),
        ('"2024-02-17", "osaka"', '"2024-02-18", "osaka"',
         ("opening.missing", "editions 1 (fair-2023), exhibitors 1 (hiyori)")),
        ("[[venues]]", "[[venues", ("file.unreadable", "the file")),
    ],
)  # fmt: skip
def test_a_wrong_row_is_named(before: str, after: str, expected: tuple[str, str]) -> None:
    assert before in GOOD
    assert expected in problems(GOOD.replace(before, after, 1))


def test_an_hour_that_comes_twice_asks_which() -> None:
    autumn = GOOD.replace("2024-03-31", "2024-10-27").replace('opens = "00:30"', 'opens = "01:30"')
    assert [code for code, _ in problems(autumn)] == ["time.twice"]
    assert problems(autumn.replace('opens = "01:30"', 'opens = "01:30+01:00"')) == []


def test_the_committed_season_is_what_the_generator_writes() -> None:
    assert SEASON.read_text("utf-8") == text()


def test_the_season_has_the_figures_that_do_not_depend_on_who_comes() -> None:
    season = read(text())
    fair = next(edition for edition in season.editions if edition.key == "fair-2023")
    earlier = next(edition for edition in season.editions if edition.key == "fair-2022")
    vision = next(edition for edition in season.editions if edition.key == "vision-2023")
    before = {exhibitor.company for exhibitor in earlier.exhibitors}
    assert sum(len(exhibitor.appearances) for exhibitor in fair.exhibitors) == 150
    assert sum(exhibitor.company not in before for exhibitor in fair.exhibitors) == 49
    assert sum(session.kind == "presentation" for session in fair.sessions) == 26
    assert len({session.industry.en for session in vision.sessions if session.industry}) == 12
    for figure in ("616", "379", "588"):
        assert f" {figure}人" not in text()
        assert f" {figure} people" not in text()
