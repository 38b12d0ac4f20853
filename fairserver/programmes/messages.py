"""Wire types of the hall."""

from typing import Literal

from fairserver.registrations.rules import Requirement
from fairserver.wire import At, Both, Id, Named, Wire

Curtain = Literal["open", "break", "closed"]
# a booth's curtain, or what a stage is doing
PlaceState = Literal["open", "break", "closed", "off_air", "standby", "on_air", "interrupted", "ended"]


class Opening(Wire):
    """One venue-day."""

    id: Id
    venue_id: Id
    venue: Both
    zone: str
    online: bool
    opens_at: At
    closes_at: At
    version: int


class EditionCard(Wire):
    id: Id
    programme: str
    fiscal_year: int
    name: Both
    about: Both
    zone: str
    capacity: int | None
    requirements: list[Requirement]
    version: int
    openings: list[Opening]


class PlaceCard(Wire):
    """A place as the hall lists it. `line`, `industry`, `cloth` and `mon` are its company's."""

    id: Id
    kind: Literal["hall", "stage", "booth", "talk", "lounge"]
    name: Both
    line: Both
    industry: Both
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


class SessionCompany(Wire):
    """Whose presentation it is, and where its booth stands."""

    id: Id
    name: Both
    cloth: str
    mon: str
    booth: int | None


class SessionCard(Wire):
    id: Id
    kind: str
    place: Id
    place_name: Both
    opening: Id
    title: Both
    about: Both
    industry: Both | None
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
    name: Both
    venue: int | None
    version: int


class VenueCard(Wire):
    id: Id
    name: Both
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
