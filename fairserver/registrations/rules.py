"""Who may take part: each requirement is data of an edition, with one text in both languages."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, model_validator

from fairserver.base.wire_types import Bilingual, Wire

Status = Literal["current", "leaver", "alumnus"]
Position = Literal["ALT", "CIR", "SEA"]
Level = Literal["N1", "N2", "N3", "N4", "N5"]
Test = Literal["JLPT", "BJT"]

LEVELS: tuple[Level, ...] = ("N5", "N4", "N3", "N2", "N1")  # rising
BJT_MOST = 800
# BJT points that count as a JLPT level where an edition does not say otherwise: J1 530, J2 420, J3 320, J4 200.
BJT: dict[Level, int] = {"N1": 530, "N2": 420, "N3": 320, "N4": 200, "N5": 0}


class StatusNeed(Wire):
    kind: Literal["status"]
    among: Annotated[list[Status], Field(min_length=1)]


class PositionNeed(Wire):
    kind: Literal["position"]
    among: Annotated[list[Position], Field(min_length=1)]


class ContractYearNeed(Wire):
    kind: Literal["contract_year"]
    least: Annotated[int, Field(ge=1, le=5)]


class JapaneseNeed(Wire):
    kind: Literal["japanese"]
    least: Level
    bjt: Annotated[int | None, Field(ge=0, le=BJT_MOST)] = None  # points that count as `least`
    certificate: bool = False


class LeavingNeed(Wire):
    """The last working day lies in these dates."""

    kind: Literal["leaving"]
    after: date | None = None
    by: date | None = None

    @model_validator(mode="after")
    def _some_date(self) -> "LeavingNeed":
        if self.after is None and self.by is None:
            raise ValueError("say after, by, or both")
        return self


Need = Annotated[StatusNeed | PositionNeed | ContractYearNeed | JapaneseNeed | LeavingNeed, Field(discriminator="kind")]


class Requirement(Wire):
    """`of`: who is asked this at all; everyone when it is empty."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
    text: Bilingual
    needs: Need
    of: list[Status] = Field(default_factory=list)


@dataclass(frozen=True)
class BackgroundFacts:
    """What requirements ask of a person."""

    status: Status
    position: Position
    contract_year: int
    leaves_on: date | None = None
    japanese_test: Test | None = None
    japanese_level: str | None = None  # N1 … N5, or BJT points
    has_certificate: bool = False


def unmet(requirements: Iterable[Requirement], facts: BackgroundFacts) -> list[Requirement]:
    """The requirements this person does not meet, in the edition's order; none: welcome."""
    return [
        requirement
        for requirement in requirements
        if (not requirement.of or facts.status in requirement.of) and not meets(requirement.needs, facts)
    ]


def meets(need: Need, facts: BackgroundFacts) -> bool:
    match need:
        case StatusNeed():
            return facts.status in need.among
        case PositionNeed():
            return facts.position in need.among
        case ContractYearNeed():
            return facts.contract_year >= need.least
        case JapaneseNeed():
            return reads_at_least(need, facts) and (facts.has_certificate or not need.certificate)
        case LeavingNeed():
            return (
                facts.leaves_on is not None
                and (need.after is None or facts.leaves_on >= need.after)
                and (need.by is None or facts.leaves_on <= need.by)
            )


def reads_at_least(need: JapaneseNeed, facts: BackgroundFacts) -> bool:
    level = facts.japanese_level
    if facts.japanese_test == "JLPT" and level in LEVELS:
        return LEVELS.index(level) >= LEVELS.index(need.least)
    if facts.japanese_test == "BJT" and level and level.isascii() and level.isdigit():
        return int(level) >= (BJT[need.least] if need.bjt is None else need.bjt)
    return False


def level_fits(test: Test | None, level: str | None) -> bool:
    """Whether this is a result of that test."""
    if test is None or level is None:
        return test is None and level is None
    if test == "JLPT":
        return level in LEVELS
    return level.isascii() and level.isdigit() and len(level) <= 3 and int(level) <= BJT_MOST
