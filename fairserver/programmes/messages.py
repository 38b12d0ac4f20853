"""Wire types of the hall."""

from typing import Literal

from fairserver.base.wire_types import At, Bilingual, Id, Named, Wire
from fairserver.people.messages import Representative
from fairserver.programmes.requirements import Requirement

SessionKind = Literal[
    "presentation", "panel", "webinar", "lecture", "networking", "consultation", "internship", "other"
]
BoothStatus = Literal["open", "break", "closed"]
# The status of a booth, or the state of a stage.
PlaceState = Literal["open", "break", "closed", "off_air", "standby", "on_air", "interrupted", "ended"]


class Opening(Wire):
    """One venue-day."""

    id: Id
    venue_id: Id
    venue: Bilingual
    zone: str
    online: bool
    opens_at: At
    closes_at: At
    version: int


class EditionCard(Wire):
    id: Id
    programme: str
    fiscal_year: int
    name: Bilingual
    about: Bilingual
    zone: str
    capacity: int | None
    requirements: list[Requirement]
    version: int
    openings: list[Opening]


class PlaceCard(Wire):
    """A place as the hall lists it. `line`, `industry`, `cloth` and `mon` are its company's."""

    id: Id
    kind: Literal["hall", "stage", "booth", "talk", "lounge"]
    name: Bilingual
    line: Bilingual
    industry: Bilingual
    cloth: str
    mon: str
    state: PlaceState
    languages: list[str]
    japanese: str | None
    visa_help: bool
    employment: Literal["job", "membership", "both"] | None
    first_time: bool
    openings: list[int]  # the venue-days it appears at
    version: int


class BoothCard(PlaceCard):
    """A booth as its visitors see it."""

    company_id: Id
    exhibitor_id: Id
    about: Bilingual
    location: Bilingual
    employees: int | None
    representatives: list[Representative]


class SessionCompany(Wire):
    """Whose presentation it is, and where its booth stands."""

    id: Id
    name: Bilingual
    cloth: str
    mon: str
    booth: int | None


class SessionCard(Wire):
    id: Id
    kind: str
    place: Id
    place_name: Bilingual
    opening: Id
    title: Bilingual
    about: Bilingual
    industry: Bilingual | None
    languages: list[str]
    japanese: str | None
    company: SessionCompany | None
    speakers: list[Named]
    moderators: list[Named]
    starts_at: At
    ends_at: At
    cancelled: bool
    version: int


class StageCard(Wire):
    """A place that sessions are held in."""

    id: Id
    kind: Literal["stage", "talk", "lounge"]
    name: Bilingual
    venue: int | None
    version: int


class VenueCard(Wire):
    id: Id
    name: Bilingual
    zone: str
    online: bool


class TimetableState(Wire):
    """An edition as everyone who is signed in may read it."""

    edition: dict[str, EditionCard]
    stages: dict[str, StageCard]
    sessions: dict[str, SessionCard]
    venues: dict[str, VenueCard]


class HallState(Wire):
    edition: dict[str, EditionCard]
    places: dict[str, PlaceCard]
