"""Wire types of the hall."""

from typing import Literal

from fairserver.wire import At, Both, Id, Wire

Curtain = Literal["open", "break", "closed"]
# a booth's curtain, or what a stage is doing
PlaceState = Literal["open", "break", "closed", "off_air", "standby", "on_air", "interrupted", "ended"]


class Opening(Wire):
    """One venue-day."""

    venue: Both
    online: bool
    opens_at: At
    closes_at: At


class EditionCard(Wire):
    id: Id
    name: Both
    zone: str
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
    first_time: bool


class SessionCard(Wire):
    id: Id
    kind: str
    title: Both
    starts_at: At
    ends_at: At


class HallState(Wire):
    edition: dict[str, EditionCard]
    places: dict[str, PlaceCard]
