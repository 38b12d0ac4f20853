"""What an edition may require of the people who take part. Requirements are data of the edition; whether a person meets
them is decided in `registrations.rules`.
"""

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
    """To be a current, leaving or former participant of JET."""

    kind: Literal["status"]
    among: Annotated[list[Status], Field(min_length=1)]


class PositionNeed(Wire):
    """To work, or have worked, in one of these positions."""

    kind: Literal["position"]
    among: Annotated[list[Position], Field(min_length=1)]


class ContractYearNeed(Wire):
    """To be, or have been, at least in this year of the contract."""

    kind: Literal["contract_year"]
    least: Annotated[int, Field(ge=1, le=5)]


class JapaneseNeed(Wire):
    """To have at least this level of the JLPT, or so many points of the BJT: `bjt`, by default those in BJT.
    `certificate`: a certificate is needed.
    """

    kind: Literal["japanese"]
    least: Level
    bjt: Annotated[int | None, Field(ge=0, le=BJT_MOST)] = None  # points that count as `least`
    certificate: bool = False


class LeavingNeed(Wire):
    """To have the last working day after one date, by another, or both (inclusive)."""

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
    """One requirement, with the words that tell it. `of`: people of which status must meet it; empty for everybody."""

    key: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,39}$")]
    text: Bilingual
    needs: Need
    of: list[Status] = Field(default_factory=list)
