"""Wire types of the figures."""

from typing import Annotated, Literal

from pydantic import Field, model_validator

from fairserver.base.wire_types import At, Bilingual, Id, Named, Wire
from fairserver.presence.rules import Capacity

FigureUnit = Literal["day", "venue-day", "session"]
Seconds = Annotated[int, Field(ge=0, le=24 * 3600, strict=True)]
FiscalYear = Annotated[int, Field(ge=1987, le=2100, strict=True)]
Listed = Literal["unique", "cumulative", "peak", "live"]


class Counting(Wire):
    """`minimum_seconds` in a unit make a person count there; `grace_seconds` away are no leaving."""

    unit: FigureUnit = "day"
    capacity: Capacity = "audience"
    minimum_seconds: Seconds = 60
    grace_seconds: Seconds = 30


class AskFigures(Counting):
    edition: Id


class AskSeasonFigures(Counting):
    """Of a fiscal year; without one, of that of the edition that is on."""

    fiscal_year: FiscalYear | None = None


class UnitFigure(Wire):
    """One unit of the sum; a session is at one `place`."""

    id: Id
    name: Bilingual
    place: Id | None
    starts_at: At
    ends_at: At
    people: int
    peak: int
    peak_at: At | None


class Figure(Wire):
    """Of one place; of the whole edition where `place` is null; of the season where `edition` is null too."""

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
    capacity: Capacity
    unique: int
    cumulative: int
    peak: int
    peak_at: At | None


class DayPlot(Wire):
    """How many at once over one day: `steps` are [second of the day, people], each the most within its minute."""

    id: Id
    starts_at: At
    ends_at: At
    steps: list[tuple[int, int]]


class Appeared(Wire):
    edition: Id
    venue: Bilingual
    zone: str
    opens_at: At


class ExhibitorRow(Wire):
    company: Id
    name: Bilingual
    first_time: bool
    appearances: list[Appeared]


class PresentationRow(Wire):
    """`held`: it has ended; before, it is planned."""

    id: Id
    title: Bilingual
    company: Id
    name: Bilingual
    starts_at: At
    zone: str
    held: bool


class Register(Wire):
    """From the register of companies and the timetable. `appearances`: 延べ, company × venue-day. `about` rounds it to
    tens, as reports print it.
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
    at: At
    asked: AskFigures
    zone: str
    whole: Figure
    places: list[Figure]
    capacities: list[CapacityFigure]
    days: list[DayPlot]
    trade: Register


class SeasonFigures(Wire):
    at: At
    asked: AskSeasonFigures
    fiscal_year: int
    years: list[int]
    zone: str
    whole: Figure
    editions: list[Figure]
    capacities: list[CapacityFigure]
    trade: Register


class AskList(Counting):
    """The people behind one number: of an edition, of its `place`, or of a `fiscal_year`; of one unit where `of` is
    given. `live` are those there now, of whom there is no attendance yet to count.
    """

    edition: Id | None = None
    fiscal_year: FiscalYear | None = None
    place: Id | None = None
    of: Id | None = None
    figure: Listed

    @model_validator(mode="after")
    def _of_one_thing(self) -> "AskList":
        if (self.edition is None) == (self.fiscal_year is None) or (self.place is not None and self.edition is None):
            raise ValueError("either an edition or a fiscal year")
        if self.figure == "live" and (self.edition is None or self.of is not None or self.capacity != "audience"):
            raise ValueError("people are live in an edition or a place")
        return self


class ListRow(Wire):
    """`units`: where the person counts, `seconds` there in all. Not told of those who are live."""

    person: Named
    units: list[Id]
    seconds: int | None
    first: At | None
    last: At | None


class PeopleList(Wire):
    """`number` is the figure this is the list of: the rows, or for the cumulative one their units."""

    at: At
    number: int
    rows: list[ListRow]
