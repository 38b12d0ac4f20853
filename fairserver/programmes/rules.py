"""Places and spans of time as other subjects compute with them."""

from dataclasses import dataclass
from datetime import datetime

from fairserver.access.permissions import Resource
from fairserver.base.wire_types import Bilingual

ONLINE = 0  # stands for every online venue where a `venue` is asked for


@dataclass(frozen=True)
class PlaceFacts:
    """What never changes of a place. `company`: a booth's, 0 for other places."""

    id: int
    kind: str
    edition: int
    company: int

    @property
    def scope(self) -> str:
        """The scope of the people in the place: `booth:12`; for a hall `edition:5`."""
        return f"edition:{self.edition}" if self.kind == "hall" else f"{self.kind}:{self.id}"

    @property
    def path(self) -> str:
        """The name of the place in presence: `edition:5/booth:12`. Who is there is in `edition:5` too."""
        inside = "" if self.kind == "hall" else f"/{self.scope}"
        return f"edition:{self.edition}{inside}"

    @property
    def desk(self) -> str:
        """The scope of the desk of the place's edition."""
        return f"edition:{self.edition}/desk"

    def resource(self, person: int = 0) -> Resource:
        """The place as the resource of a request. `person`: whose thing in it the request is about."""
        return Resource(edition=self.edition, company=self.company, place=self.id, person=person, kind=self.kind)

    @classmethod
    def of(cls, resource: Resource) -> "PlaceFacts":
        """The place that is the resource of a request; the reverse of `resource`."""
        return cls(resource.place, resource.kind, resource.edition, resource.company)


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
