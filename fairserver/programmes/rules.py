"""What other subjects get of the programme: a place, and what people are added up over."""

from dataclasses import dataclass
from datetime import datetime

from fairserver.access.permissions import Resource
from fairserver.base.wire_types import Bilingual
from fairserver.programmes import place_names

HOLD_SESSIONS = ("stage", "lounge")  # the kinds of places in which sessions are held
ONLINE = 0  # stands for every online venue where a `venue` is asked for


@dataclass(frozen=True)
class BoothOpening:
    """A time in which a booth is open, at one venue or online, on the day of the edition with this id."""

    day: int
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class PlaceFacts:
    """What never changes of a place, what is held there now (the ids of `sessions`), and of a private place who is
    admitted now (`members`) and the place it lies inside. `company` is the exhibitor's, that of the outer place for a
    private one, 0 where a place belongs to no company.
    """

    id: int
    kind: str
    edition: int
    company: int
    sessions: tuple[int, ...] = ()
    inside: int = 0
    inside_kind: str = ""
    members: frozenset[int] = frozenset()

    @property
    def scope(self) -> str:
        """The audience of what happens in the place: `booth:12`, and `edition:5` for a hall."""
        return place_names.scope(self.kind, self.id, self.edition)

    @property
    def path(self) -> str:
        """The place with those it lies in, for presence: `edition:5/booth:12`."""
        outer = place_names.path(self.inside_kind, self.inside, self.edition) if self.inside else ""
        return place_names.path(self.kind, self.id, self.edition, outer)

    @property
    def desk(self) -> str:
        """The scope of the desk from which the place's edition is moderated."""
        return place_names.desk(self.edition)

    def resource(self, person: int = 0) -> Resource:
        """The place as the resource of a request. `person`: whose thing in it the request is about."""
        return Resource(
            edition=self.edition,
            company=self.company,
            place=self.id,
            person=person,
            kind=self.kind,
            sessions=self.sessions,
            inside=self.inside,
            inside_kind=self.inside_kind,
            members=self.members,
        )

    @classmethod
    def of(cls, resource: Resource) -> "PlaceFacts":
        """The place that is the resource of a request; the reverse of `resource`."""
        return cls(
            resource.place,
            resource.kind,
            resource.edition,
            resource.company,
            resource.sessions,
            resource.inside,
            resource.inside_kind,
            resource.members,
        )


@dataclass(frozen=True)
class UnitSpan:
    """A day, a venue-day or a session, which people are added up over. `place`: where a session is held; `venue`: where
    a venue-day is; None means anywhere.
    """

    id: int
    name: Bilingual
    starts_at: datetime
    ends_at: datetime
    place: int | None = None
    venue: int | None = None


@dataclass(frozen=True)
class VenueOpening:
    """A venue on one of an edition's days, and when it is open. `zone`: the venue's (IANA)."""

    venue: int
    name: Bilingual
    zone: str
    opens_at: datetime
    closes_at: datetime


@dataclass(frozen=True)
class PlaceAtVenue:
    """A place, its name, and the id of the venue where it stands (ONLINE for all that are online)."""

    id: int
    kind: str
    name: Bilingual
    venue: int


@dataclass(frozen=True)
class Presentation:
    """A session that a company holds on a stage."""

    id: int
    title: Bilingual
    exhibitor: int
    place: int
    starts_at: datetime
    ends_at: datetime
