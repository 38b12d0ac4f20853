"""How a place is named: to its audience (a scope) and among its surroundings (a presence path)."""

from dataclasses import dataclass
from datetime import datetime

from fairserver.access.permissions import Resource
from fairserver.base.wire_types import Bilingual

ONLINE = 0  # every venue on the network, as a venue-day's `venue`


@dataclass(frozen=True)
class PlaceFacts:
    """What every handler needs to know of a place."""

    id: int
    kind: str
    edition: int
    company: int

    @property
    def scope(self) -> str:
        """The hall is the edition itself seen as a place."""
        return f"edition:{self.edition}" if self.kind == "hall" else f"{self.kind}:{self.id}"

    @property
    def path(self) -> str:
        """Being in `edition:5/booth:12` is being in `edition:5`."""
        inside = "" if self.kind == "hall" else f"/{self.scope}"
        return f"edition:{self.edition}{inside}"

    @property
    def desk(self) -> str:
        return f"edition:{self.edition}/desk"

    def resource(self, person: int = 0) -> Resource:
        """The place as what a request is about."""
        return Resource(edition=self.edition, company=self.company, place=self.id, person=person, kind=self.kind)

    @classmethod
    def of(cls, resource: Resource) -> "PlaceFacts":
        """The place that a request is about."""
        return cls(resource.place, resource.kind, resource.edition, resource.company)


@dataclass(frozen=True)
class UnitSpan:
    """A day, a venue-day or a session: what people are added up over. A session is at one `place`, a venue-day at one
    `venue`; None is anywhere.
    """

    id: int
    name: Bilingual
    starts_at: datetime
    ends_at: datetime
    place: int | None = None
    venue: int | None = None


@dataclass(frozen=True)
class PlaceAtVenue:
    """A place by its name, and the venue it stands at."""

    id: int
    kind: str
    name: Bilingual
    venue: int


@dataclass(frozen=True)
class Presented:
    """A company's own session on a stage."""

    id: int
    title: Bilingual
    exhibitor: int
    place: int
    starts_at: datetime
    ends_at: datetime
