"""Wire types of the figures. Times are in seconds, and instants are fair time."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from fairserver.base.wire_types import At, Bilingual, Id, Named, Wire, example
from fairserver.presence.rules import Capacity

FigureUnit = Literal["day", "venue-day", "session"]
Seconds = Annotated[int, Field(ge=0, le=24 * 3600, strict=True)]
FiscalYear = Annotated[int, Field(ge=1987, le=2100, strict=True)]
ListedFigure = Literal["unique", "cumulative", "peak", "live"]

# Parts of the examples below.
HIYORI = {"ja": "ひより旅行社", "en": "Hiyori Travel"}
COUNTING = {"unit": "day", "capacity": "audience", "minimum_seconds": 60, "grace_seconds": 30}
PEOPLE = {"unique": 412, "cumulative": 530, "peak": 188, "peak_at": "2024-02-17T05:10:00.000+00:00"}
CAPACITY = {"capacity": "audience", **PEOPLE}
WHOLE = {
    "edition": 1, "place": None, "kind": None, "name": {"ja": "キャリアフェア", "en": "Career fair"}, **PEOPLE,
    "units": [
        {
            "id": 1, "name": {"ja": "大阪", "en": "Osaka"}, "place": None, "people": 301, "peak": 120,
            "starts_at": "2024-02-17T01:00:00.000+00:00", "ends_at": "2024-02-17T08:00:00.000+00:00",
            "peak_at": "2024-02-17T05:10:00.000+00:00",
        }
    ],
}  # fmt: skip
TRADE = {
    "exhibitors": 96, "appearances": 148, "about": 150, "first_time": 21, "presentations": 40, "presenters": 36,
    "planned": 2,
    "companies": [
        {
            "company": 3, "name": HIYORI, "first_time": True,
            "appearances": [
                {
                    "edition": 1, "venue": {"ja": "大阪", "en": "Osaka"}, "zone": "Asia/Tokyo",
                    "opens_at": "2024-02-17T01:00:00.000+00:00",
                }
            ],
        }
    ],
    "timetable": [
        {
            "id": 12, "title": {"ja": "旅をつくる仕事", "en": "Making journeys"}, "company": 3, "name": HIYORI,
            "starts_at": "2024-02-17T07:00:00.000+00:00", "zone": "Asia/Tokyo", "state": "held",
            "seconds_on_air": 1500,
        }
    ],
}  # fmt: skip


class Counting(Wire):
    """How people are counted: added up over which `unit`, and in what `capacity`. A person counts in a unit with
    `minimum_seconds` or more there in all; an absence of `grace_seconds` or less is no leaving.
    """

    unit: FigureUnit = "day"
    capacity: Capacity = "audience"
    minimum_seconds: Seconds = 60
    grace_seconds: Seconds = 30


class AskFigures(Counting):
    """The figures of one edition."""

    edition: Id


class AskSeasonFigures(Counting):
    """The figures of a fiscal year; when it is null, of the current edition's."""

    fiscal_year: FiscalYear | None = None


class UnitFigure(Wire):
    """How many people count in one unit, and the most at once in it. `place`: a session's, null for other units."""

    id: Id
    name: Bilingual
    place: Id | None
    starts_at: At
    ends_at: At
    people: int
    peak: int
    peak_at: At | None


class Figure(Wire):
    """The figures of a place; of the edition where `place` is null, of the season where `edition` is null too.

    `unique`: people who count in at least one unit. `cumulative` (延べ): people who count, added up over the units.
    `peak`: the most people at once, and when that was first so.
    """

    edition: Id | None
    place: Id | None
    kind: str | None
    name: Bilingual
    unique: int
    cumulative: int
    peak: int
    peak_at: At | None
    units: list[UnitFigure]


class CapacityFigure(Wire):
    """The same three figures for one capacity: audience, speakers, representatives, staff."""

    capacity: Capacity
    unique: int
    cumulative: int
    peak: int
    peak_at: At | None


class DayPlot(Wire):
    """How many people were there at once over one day. `steps` are [second of the day, people], from each minute in
    which the number changes; the number is the greatest of its minute.
    """

    id: Id
    starts_at: At
    ends_at: At
    steps: list[tuple[int, int]]


class AppearanceRow(Wire):
    """A venue-day on which a company appeared. `zone`: the venue's (IANA)."""

    edition: Id
    venue: Bilingual
    zone: str
    opens_at: At


class ExhibitorRow(Wire):
    """A company that exhibited, and where it appeared."""

    company: Id
    name: Bilingual
    first_time: bool
    appearances: list[AppearanceRow]


class PresentationRow(Wire):
    """A company's presentation on a stage. `state`: "held" when it was on air for a minute or more of its time,
    "missed" when its time is over without that, "planned" before. `zone`: the edition's (IANA).
    """

    id: Id
    title: Bilingual
    company: Id
    name: Bilingual
    starts_at: At
    zone: str
    state: Literal["held", "missed", "planned"]
    seconds_on_air: int


class ExhibitorFigures(Wire):
    """What is counted in companies. `appearances` (延べ): companies, added up over the venue-days. `about`: the same
    rounded to tens, as reports print it. `presentations`: those that were held, by so many `presenters`. `planned`:
    those that were not cancelled, held or not.
    """

    exhibitors: int
    appearances: int
    about: int
    first_time: int
    presentations: int
    presenters: int
    planned: int
    companies: list[ExhibitorRow]
    timetable: list[PresentationRow]


class Figures(Wire):
    """The figures of one edition: the whole, each place, each capacity, each day, and the exhibitors (`trade`)."""

    model_config = example(
        {
            "at": "2024-02-17T09:00:00.000+00:00", "asked": {"edition": 1, **COUNTING}, "zone": "Asia/Tokyo",
            "whole": WHOLE, "places": [{**WHOLE, "place": 12, "kind": "booth", "name": HIYORI, "units": []}],
            "capacities": [CAPACITY],
            "days": [
                {
                    "id": 1, "starts_at": "2024-02-17T01:00:00.000+00:00", "ends_at": "2024-02-17T08:00:00.000+00:00",
                    "steps": [[36000, 12], [36060, 48]],
                }
            ],
            "trade": TRADE,
        }
    )  # fmt: skip

    at: At
    asked: AskFigures
    zone: str
    whole: Figure
    places: list[Figure]
    capacities: list[CapacityFigure]
    days: list[DayPlot]
    trade: ExhibitorFigures


class SeasonFigures(Wire):
    """The figures of a fiscal year. `years`: all that there are."""

    model_config = example(
        {
            "at": "2024-02-17T09:00:00.000+00:00", "asked": {"fiscal_year": 2023, **COUNTING}, "fiscal_year": 2023,
            "years": [2022, 2023], "zone": "Asia/Tokyo", "whole": {**WHOLE, "edition": None, "units": []},
            "editions": [WHOLE], "capacities": [CAPACITY], "trade": TRADE,
        }
    )  # fmt: skip

    at: At
    asked: AskSeasonFigures
    fiscal_year: int
    years: list[int]
    zone: str
    whole: Figure
    editions: list[Figure]
    capacities: list[CapacityFigure]
    trade: ExhibitorFigures


class AskList(Counting):
    """The people behind one figure: of an edition, of its `place`, or of a `fiscal_year`; of one unit where `of` is
    given. The figure `live` is of the people who are there now: it is no attendance yet, and has no units.
    """

    edition: Id | None = None
    fiscal_year: FiscalYear | None = None
    place: Id | None = None
    of: Id | None = None
    figure: ListedFigure

    @model_validator(mode="after")
    def _of_one_thing(self) -> "AskList":
        if (self.edition is None) == (self.fiscal_year is None) or (self.place is not None and self.edition is None):
            raise ValueError("either an edition or a fiscal year")
        if self.figure == "live" and (self.edition is None or self.of is not None or self.capacity != "audience"):
            raise ValueError("people are live in an edition or a place")
        return self


class ListRow(Wire):
    """A person: the ids of the `units` in which the person counts, the `seconds` there in all, and when the person
    first came and last left. Empty and null for people who are there now.
    """

    person: Named
    units: list[Id]
    seconds: int | None
    first: At | None
    last: At | None


class PeopleList(Wire):
    """The people behind a figure. `number`: the figure, which is how many rows there are, or for the cumulative one how
    many units they have.
    """

    model_config = example(
        {
            "at": "2024-02-17T09:00:00.000+00:00", "number": 1,
            "rows": [
                {
                    "person": {"id": 7, "name": "Amara Okafor", "furigana": "アマラ・オカフォー"}, "units": [1],
                    "seconds": 1260, "first": "2024-02-17T04:00:00.000+00:00", "last": "2024-02-17T04:21:00.000+00:00",
                }
            ],
        }
    )  # fmt: skip

    at: At
    number: int
    rows: list[ListRow]
