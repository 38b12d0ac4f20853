"""Whether a person meets the requirements of an edition."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fairserver.programmes.requirements import (
    BJT,
    BJT_MOST,
    LEVELS,
    ContractYearNeed,
    JapaneseNeed,
    LeavingNeed,
    Need,
    Position,
    PositionNeed,
    Requirement,
    Status,
    StatusNeed,
    Test,
)


@dataclass(frozen=True)
class BackgroundFacts:
    """What requirements are checked against."""

    status: Status
    position: Position
    contract_year: int
    leaves_on: date | None = None
    japanese_test: Test | None = None
    japanese_level: str | None = None  # N1 … N5, or BJT points
    has_certificate: bool = False


def unmet(requirements: Iterable[Requirement], facts: BackgroundFacts) -> list[Requirement]:
    """The requirements that a person does not meet, in the edition's order."""
    return [
        requirement
        for requirement in requirements
        if (not requirement.of or facts.status in requirement.of) and not meets(requirement.needs, facts)
    ]


def meets(need: Need, facts: BackgroundFacts) -> bool:
    """Whether a person has what a requirement needs."""
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
    """Whether the result of a person's test is at the needed level or above."""
    level = facts.japanese_level
    if facts.japanese_test == "JLPT" and level in LEVELS:
        return LEVELS.index(level) >= LEVELS.index(need.least)
    if facts.japanese_test == "BJT" and level and level.isascii() and level.isdigit():
        return int(level) >= (BJT[need.least] if need.bjt is None else need.bjt)
    return False


def level_fits(test: Test | None, level: str | None) -> bool:
    """Whether a level is a possible result of a test: N1 … N5 of the JLPT, 0 … 800 points of the BJT, none without a
    test.
    """
    if test is None or level is None:
        return test is None and level is None
    if test == "JLPT":
        return level in LEVELS
    return level.isascii() and level.isdigit() and len(level) <= 3 and int(level) <= BJT_MOST


def role_of(status: str) -> str:
    """The role that a person with this status gets when the registration is accepted."""
    return "alumnus" if status == "alumnus" else "participant"
