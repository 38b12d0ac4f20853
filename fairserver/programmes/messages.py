"""Wire types of the hall and of the timetable. Times are UTC, zones IANA names."""

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
    """A venue-day: one venue on one day."""

    id: Id
    venue_id: Id
    venue: Bilingual
    zone: str
    online: bool
    opens_at: At
    closes_at: At
    version: int


class EditionCard(Wire):
    """An edition: one year's holding of a programme. `capacity`: how many may be registered, null for everybody who
    meets the requirements.
    """

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
    """A place as the hall lists it. What is a company's (`line` … `employment`) has a default for places that are no
    booth. `openings`: the ids of the venue-days on which it appears. `cloth`, `mon`: colour and crest that pages draw.
    """

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
    """A booth as its visitors get it: with its company, and the representatives who agreed to be seen."""

    company_id: Id
    exhibitor_id: Id
    about: Bilingual
    location: Bilingual
    employees: int | None
    representatives: list[Representative]


class SessionCompany(Wire):
    """The company whose presentation a session is. `booth`: its place in the same edition."""

    id: Id
    name: Bilingual
    cloth: str
    mon: str
    booth: int | None


class SessionCard(Wire):
    """A session of the timetable. `japanese`: the level needed to follow it (N1 … N5). `version` counts its changes."""

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
    """A place in which sessions are held, as the timetable names it."""

    id: Id
    kind: Literal["stage", "lounge"]
    name: Bilingual
    venue: int | None
    version: int


class VenueCard(Wire):
    """A venue. Online is one too."""

    id: Id
    name: Bilingual
    zone: str
    online: bool


class TimetableState(Wire):
    """What the scope `timetable:{}` holds, by id: everybody who is signed in may read it."""

    edition: dict[str, EditionCard]
    stages: dict[str, StageCard]
    sessions: dict[str, SessionCard]
    venues: dict[str, VenueCard]


class HallState(Wire):
    """What the scope `edition:{}` holds, by id."""

    edition: dict[str, EditionCard]
    places: dict[str, PlaceCard]
