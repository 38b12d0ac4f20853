"""Wire types of the figures."""

from typing import Annotated, Literal

from pydantic import Field

from fairserver.presence.rules import Capacity
from fairserver.wire import At, Both, Id, Wire

Unit = Literal["day", "venue-day", "session"]
Seconds = Annotated[int, Field(ge=0, le=24 * 3600, strict=True)]


class AskFigures(Wire):
    """`minimum_seconds` in a unit make a person count there; `grace_seconds` away are no leaving."""

    edition: Id
    unit: Unit = "day"
    capacity: Capacity = "audience"
    minimum_seconds: Seconds = 60
    grace_seconds: Seconds = 30


class UnitFigure(Wire):
    """One unit of the sum: `people` are those behind its number."""

    id: Id
    name: Both
    starts_at: At
    ends_at: At
    people: list[Id]


class Figure(Wire):
    """Of one place; of the whole edition where `place` is null."""

    place: Id | None
    name: Both
    unique: int
    cumulative: int
    peak: int
    peak_at: At | None
    units: list[UnitFigure]


class Figures(Wire):
    at: At
    asked: AskFigures
    figures: list[Figure]
