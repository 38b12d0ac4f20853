"""The whole season from one seed: exactly 150 appearances, 49 first-time companies, 26 presentations.

Figures that depend on who comes (43, 616, 379, 41, 588) are not data and are not here.
"""

import random
import tomllib
from datetime import date
from pathlib import Path
from typing import Any

from fairserver.demo.world import editions, toml
from fairserver.demo.world.companies import AS_OF, Made, exhibitor, make_companies, representative
from fairserver.demo.world.editions import OSAKA_DAY, TOKYO_DAY, Row
from fairserver.demo.world.names import ABROAD, MORE_GIVEN

SEED = 2023
WRITTEN = Path(__file__).parent.parent / "fair.toml"  # nine companies and eight people, written by hand
SEASON = Path(__file__).parent.parent / "season.toml"
TITLE = """The season of FY2023, invented: companies and people exist nowhere.
Written by `python -m fairserver.demo.world`; edit fair.toml or fairserver/demo/world/ instead."""

MADE_COMPANIES, FIRST_TIME, ONLY_LAST_YEAR = 109, 49, 24
# Where companies of the generator appear, in their order: 132 appearances, and 18 of the nine written ones.
APPEARANCES: tuple[tuple[int, int, date, str], ...] = (
    (0, 30, OSAKA_DAY, "osaka"),
    (30, 83, TOKYO_DAY, "tokyo"),
    (83, 109, TOKYO_DAY, "online"),
    (30, 52, OSAKA_DAY, "online"),
    (52, 53, TOKYO_DAY, "online"),
)
NEW_OF_WRITTEN = ("hiyori", "wakatake", "kaede")
MODERATOR = "mori@organiser.example"


def season() -> dict[str, list[Row]]:
    chance = random.Random(SEED)  # noqa: S311 (invented names need no secret)
    written = tomllib.loads(WRITTEN.read_text("utf-8"))
    made = make_companies(chance, MADE_COMPANIES + ONLY_LAST_YEAR, 9000000000101)
    here, gone = made[:MADE_COMPANIES], made[MADE_COMPANIES:]
    representatives = _representatives(chance, written, here)
    exhibitors = [
        *(_written_exhibitor(row) for row in written["companies"]),
        *(exhibitor(chance, each, _appearances(index)) for index, each in enumerate(here)),
    ]
    names = {row["key"]: row for row in (*written["companies"], *(each.row for each in here))}
    keys = [each.key for each in here]
    old = editions.pick(chance, keys, MADE_COMPANIES - (FIRST_TIME - len(NEW_OF_WRITTEN)))
    stayed = [row["key"] for row in written["companies"] if row["key"] not in NEW_OF_WRITTEN]
    alumni = _alumni(chance, 36)
    return {
        "venues": editions.VENUES,
        "programmes": editions.PROGRAMMES,
        "companies": [
            *(_written_company(row) for row in written["companies"]),
            *(each.row for each in made),
        ],
        # the fair first: the demo opens on it
        "editions": [
            editions.career_fair(exhibitors, _presentations(exhibitors, names, representatives)),
            editions.internship(),
            editions.career_vision([row["email"] for row in alumni], MODERATOR),
            editions.webinar(),
            editions.networking(),
            editions.earlier_fair([*stayed, *old, *(each.key for each in gone)]),
        ],
        "people": [*(_written_person(row) for row in written["people"]), *representatives.values(), *alumni],
    }


def text() -> str:
    return toml.document(TITLE, season())


def _appearances(index: int) -> list[tuple[date, str]]:
    return [(day, venue) for first, end, day, venue in APPEARANCES if first <= index < end]


def _written_company(row: Row) -> Row:
    return {key: given for key, given in row.items() if key not in EXHIBITING}


EXHIBITING = ("languages", "japanese", "state", "visa_help", "employment", "jobs", "documents")


def _written_exhibitor(row: Row) -> Row:
    first = (TOKYO_DAY, "online") if row["key"] == "minamikaze" else (OSAKA_DAY, "osaka")
    appearances = [[day.isoformat(), venue] for day, venue in (first, (TOKYO_DAY, "tokyo"))]
    jobs = [{**job, "as_of": AS_OF} for job in row.get("jobs", [])]
    own = {key: row[key] for key in EXHIBITING if key in row and key != "jobs"}
    return {"company": row["key"], **own, "appearances": appearances, "jobs": jobs}


def _written_person(row: Row) -> Row:
    kept = {key: row[key] for key in ("email", "name", "furigana", "language", "zone", "visible", "invited", "languages",
                                      "background") if key in row}  # fmt: skip
    grant: dict[str, Any] = {"role": row["role"]}
    if row["role"] != "organiser":
        grant["edition"] = "fair-2023"
    if "company" in row:
        grant["company"] = row["company"]
    grants = [grant | {"place": stage} for stage in row["stages"]] if "stages" in row else [grant]
    return kept | {"persona": row["about"], "grants": grants}


def _representatives(chance: random.Random, written: dict[str, Any], here: list[Made]) -> dict[str, Row]:
    """By company; those written by hand are among the people already."""
    has_one = {row.get("company") for row in written["people"]}
    keys = [row["key"] for row in written["companies"] if row["key"] not in has_one] + [each.key for each in here]
    return {key: representative(chance, key, "fair-2023") for key in keys}


def _presentations(exhibitors: list[Row], names: dict[str, Row], people: dict[str, Row]) -> list[Row]:
    """Each by a company that appears that day; Hiyori Travel is on air at 13:00 in Osaka."""
    found: list[Row] = []
    speakers = {key: row["email"] for key, row in people.items()} | {"hiyori": "onodera@hiyori.example"}
    waiting = {
        day: [row for row in exhibitors if any(each[0] == day.isoformat() for each in row["appearances"])]
        for day in (OSAKA_DAY, TOKYO_DAY)
    }
    for day, first in ((OSAKA_DAY, 5), (TOKYO_DAY, 7)):  # the fifth slot of the first day begins at 13:00
        rows = waiting[day]
        hiyori = next(row for row in rows if row["company"] == "hiyori")
        rows.remove(hiyori)
        rows.insert(first - 1, hiyori)
    for number, (stage, day, venue, minute) in enumerate(editions.presentation_times(), 1):
        row = waiting[day].pop(0)
        company = names[row["company"]]
        name, line = company["name"], company["line"]
        title = (f"{name['ja']}: {line['ja']}", f"{name['en']}: {line['en']}")
        if row["company"] == "hiyori":
            title = ("ひより旅行社: 訪日旅行をつくる仕事", "Hiyori Travel: making journeys to Japan")
        spoken = [each for each in row["languages"] if each in ("ja", "en")]
        found.append(
            editions.session(
                f"presentation-{number}", "presentation", stage, day, venue,
                (editions.clock(minute), editions.clock(minute + 30)), title,
                (company["about"]["ja"], company["about"]["en"]),
                industry=company["industry"], languages=spoken, japanese=row.get("japanese"),
                company=row["company"], speakers=[speakers[row["company"]]],
            )
        )  # fmt: skip
    return found


def _alumni(chance: random.Random, count: int) -> list[Row]:
    people = [(given, family, reading, zone) for given, family, reading, zone in ABROAD]
    people += [
        (given, family, f"{said}・{reading.partition('・')[2]}", zone)
        for given, said in MORE_GIVEN
        for _, family, reading, zone in chance.sample(ABROAD, 3)
    ]
    return [
        {
            "email": f"{given.lower()}.{family.lower()}@alumni.example",
            "name": f"{given} {family}",
            "furigana": reading,
            "language": "en",
            "zone": zone,
            "background": {
                "status": "alumnus",
                "position": chance.choice(("ALT", "ALT", "ALT", "CIR", "SEA")),
                "contract_year": chance.randint(1, 5),
                "japanese_test": "JLPT",
                "japanese_level": chance.choice(("N1", "N2", "N3")),
                "languages": ["en", "ja"],
            },
        }
        for given, family, reading, zone in people[:count]
    ]
