"""Wire types of backgrounds, applications and the season's page."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from fairserver.base.wire_types import At, Bilingual, ChangeRequest, Id, Named, Wire
from fairserver.people.messages import Spokens
from fairserver.programmes.messages import EditionCard
from fairserver.programmes.requirements import Position, Status, Test

State = Literal["refused", "accepted", "waiting", "offered", "expired", "withdrawn"]


class BackgroundCard(Wire):
    """What I told of my JET time."""

    status: Status
    position: Position
    contract_year: Annotated[int, Field(ge=1, le=5)]
    leaves_on: date | None
    japanese_test: Test | None
    japanese_level: Annotated[str | None, Field(max_length=3)]
    has_certificate: bool
    languages: Spokens
    wishes: Annotated[str, Field(max_length=1000)]
    access_needs: Annotated[str, Field(max_length=1000)]


class EditBackground(ChangeRequest, BackgroundCard):
    pass


class AboutEdition(ChangeRequest):
    edition: Id


class RegistrationCard(Wire):
    """My application to an edition. `missing`: the requirements I did not meet, by key."""

    edition: Id
    state: State
    missing: list[str]
    applied_at: At
    offered_until: At | None


class Applied(Wire):
    """The answer, at once. `reasons`: the words of what is missing."""

    state: State
    reasons: list[Bilingual]
    offered_until: At | None


class ApplicantCard(Wire):
    """An application as organisers see it."""

    person: Named
    state: State
    missing: list[str]
    applied_at: At
    offered_until: At | None


class ApplicantsState(Wire):
    applicants: dict[str, ApplicantCard]


class SeasonEdition(EditionCard):
    """An edition on the season's page, and what it says to me. `unmet` is null where I told nothing yet."""

    programme_name: Bilingual
    hall: int | None
    sessions: int
    unmet: list[str] | None


class Season(Wire):
    fiscal_year: int | None
    editions: list[SeasonEdition]
