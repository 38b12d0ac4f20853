"""Wire types of backgrounds, registrations, and the page of the season."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from fairserver.base.wire_types import At, Bilingual, ChangeRequest, Id, Named, Wire, example
from fairserver.people.messages import Spokens
from fairserver.programmes.messages import EditionCard
from fairserver.programmes.requirements import Position, Status, Test

# "removed": an organiser ended it, and only an organiser lifts that.
State = Literal["refused", "accepted", "waiting", "offered", "expired", "withdrawn", "removed"]


class BackgroundCard(Wire):
    """A person's JET time, as the person described it. Requirements are checked against it."""

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
    """Describe the own JET time, or change that."""


class AboutEdition(ChangeRequest):
    """Apply to an edition, accept the seat that was offered, or withdraw."""

    edition: Id


class RegistrationCard(Wire):
    """The own registration to an edition. `missing`: keys of the requirements that are not met. `offered_until`: the
    end of an offer (fair time).
    """

    edition: Id
    state: State
    missing: list[str]
    applied_at: At
    offered_until: At | None


class Applied(Wire):
    """The answer to an application. `reasons`: the words of the requirements that are not met."""

    model_config = example(
        {
            "state": "refused", "offered_until": None,
            "reasons": [{"ja": "今年終了する方が対象です", "en": "You leave JET this year"}],
        }
    )  # fmt: skip

    state: State
    reasons: list[Bilingual]
    offered_until: At | None


class ApplicantCard(Wire):
    """A registration as organisers get it."""

    person: Named
    state: State
    missing: list[str]
    applied_at: At
    offered_until: At | None


class ApplicantsState(Wire):
    """What the scope `edition:{}/registrations` holds, by person."""

    applicants: dict[str, ApplicantCard]


class SeasonEdition(EditionCard):
    """An edition on the page of the season. `hall`: its hall as a place. `sessions`: how many are not cancelled.
    `unmet`: keys of the requirements that the person does not meet, null for who is not signed in or has no background.
    """

    programme_name: Bilingual
    hall: int | None
    sessions: int
    unmet: list[str] | None


class Season(Wire):
    """The editions of the current fiscal year, in the order in which they open."""

    model_config = example(
        {
            "fiscal_year": 2023,
            "editions": [
                {
                    "id": 1, "programme": "career-fair", "fiscal_year": 2023,
                    "programme_name": {"ja": "キャリアフェア", "en": "Career fair"},
                    "name": {"ja": "キャリアフェア", "en": "Career fair"},
                    "about": {"ja": "会う日。", "en": "A day to meet."}, "zone": "Asia/Tokyo", "capacity": 600,
                    "requirements": [
                        {
                            "key": "leaving", "text": {"ja": "終了予定者", "en": "You leave this year"},
                            "needs": {"kind": "status", "among": ["leaver"]}, "of": [],
                        }
                    ],
                    "version": 1,
                    "openings": [
                        {
                            "id": 1, "venue_id": 1, "venue": {"ja": "大阪", "en": "Osaka"}, "zone": "Asia/Tokyo",
                            "online": False, "opens_at": "2024-02-17T01:00:00.000+00:00",
                            "closes_at": "2024-02-17T08:00:00.000+00:00", "version": 1,
                        }
                    ],
                    "hall": 1, "sessions": 24, "unmet": ["leaving"],
                }
            ],
        }
    )  # fmt: skip

    fiscal_year: int | None
    editions: list[SeasonEdition]
