"""Companies, the people at their booths, and what they offer."""

import random
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import Any

from fairserver.demo.world.industries import BEGINNINGS, CRESTS, INDUSTRIES, TOWNS, Industry, Words
from fairserver.demo.world.names import FAMILIES, GIVENS

AS_OF = date(2024, 2, 10)
Row = dict[str, Any]


def both(words: Words) -> dict[str, str]:
    return {"ja": words[0], "en": words[1]}


@dataclass(frozen=True)
class Made:
    """A company and the field it works in."""

    row: Row
    industry: Industry

    @property
    def key(self) -> str:
        return str(self.row["key"])


def make_companies(chance: random.Random, count: int, first_number: int) -> list[Made]:
    names = [
        (beginning, industry, ending)
        for industry in INDUSTRIES
        for beginning, ending in product(BEGINNINGS, industry.endings)
    ]
    chance.shuffle(names)
    taken: set[str] = set()
    made: list[Made] = []
    for beginning, industry, ending in names:
        key = f"{beginning[1]}-{ending[1]}".lower().replace(" ", "-")
        if len(made) < count and beginning[1] + industry.name[1] not in taken and key not in taken:
            taken |= {beginning[1] + industry.name[1], key}
            number = f"{first_number + len(made):013d}"
            made.append(Made(_company(chance, key, number, beginning, industry, ending), industry))
    return made


def _company(chance: random.Random, key: str, number: str, beginning: Words, industry: Industry, ending: Words) -> Row:
    line, town, since = chance.choice(industry.lines), chance.choice(TOWNS), chance.randint(1951, 2016)
    about = (
        f"{town[0]}で{since}年から、{line[0]}を仕事にしています。地域の学校や役場で働いてきた人の、人と言葉のあいだに立つ力を求めています。",
        f"{line[1]}: our work in {town[1]} since {since}. We look for people who have stood between languages in schools and town halls.",
    )
    return {
        "key": key,
        "number": number,
        "name": both((beginning[0] + ending[0], f"{beginning[1]} {ending[1]}")),
        "line": both(line),
        "about": both(about),
        "industry": both(industry.name),
        "location": both(town),
        "employees": chance.choice((12, 24, 38, 55, 80, 120, 190, 260, 410, 730)),
        "cloth": industry.cloth,
        "mon": chance.choice(CRESTS),
    }


def exhibitor(chance: random.Random, made: Made, appearances: list[tuple[date, str]]) -> Row:
    languages = [
        "ja",
        *(["en"] if chance.random() < 0.8 else []),
        *chance.sample(["zh", "ko", "es", "pt", "vi", "fr"], k=1),
    ]
    employment = chance.choice(("job", "membership", "both"))
    return {
        "company": made.key,
        "languages": languages if chance.random() < 0.4 else languages[:-1],
        "japanese": chance.choice(("N1", "N2", "N2", "N3", "N3", None)),
        "visa_help": chance.random() < 0.6,
        "employment": employment,
        "state": "closed",
        "appearances": [[day.isoformat(), venue] for day, venue in appearances],
        "jobs": [job(chance, made, employment, title) for title in made.industry.jobs[: chance.choice((1, 1, 2))]],
    }


def job(chance: random.Random, made: Made, employment: str, title: Words) -> Row:
    level = chance.choice(("N1", "N2", "N2", "N3"))
    return {
        "key": title[1].lower().replace(",", "").replace(" ", "-"),
        "title": both(title),
        "needs": both((f"日本語{level}程度、英語での調整", f"Japanese around {level}, coordination in English")),
        "location": made.row["location"],
        "starts": both(
            chance.choice((("8月から相談", "From August, flexible"), ("4月または10月", "April or October")))
        ),
        "japanese": level,
        "employment": employment if employment != "both" else chance.choice(("job", "membership")),
        "visa_help": chance.random() < 0.6,
        "as_of": AS_OF,
    }


def representative(chance: random.Random, company: str, edition: str) -> Row:
    family, given = chance.choice(FAMILIES), chance.choice(GIVENS)
    return {
        "email": f"{family[2].lower()}.{given[2].lower()}@{company}.example",
        "name": f"{family[0]} {given[0]}",
        "furigana": f"{family[1]} {given[1]}",
        "language": "ja",
        "grants": [{"role": "representative", "edition": edition, "company": company}],
    }
