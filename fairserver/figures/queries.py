"""What figures are made from: the units and the attendance of an edition. Each is read in one snapshot."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import chain

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.principal import Principal, permit
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Bilingual
from fairserver.delivery.journal import UnitOfWork
from fairserver.figures.messages import FigureUnit
from fairserver.figures.permissions import FIGURES_READ
from fairserver.figures.rules import Stay, during
from fairserver.people import logins
from fairserver.presence import queries as presence
from fairserver.programmes import queries as programmes
from fairserver.programmes.rules import ONLINE, PlaceAtVenue, UnitSpan
from fairserver.web.http_context import HttpContext


@dataclass(frozen=True)
class EditionAttendance:
    """An edition: everybody's attendance (`stays`), and the units it is added up over. `zone`: IANA."""

    edition: int
    name: Bilingual
    zone: str
    places: list[PlaceAtVenue]
    units: list[UnitSpan]
    days: list[UnitSpan]
    stays: list[Stay]

    def stays_by_unit(self, capacity: str, place: int | None = None) -> dict[UnitSpan, list[Stay]]:
        """The stays of people in this capacity within each unit, at one place or at all."""
        return during(self.stays_of(capacity, place), self.units, place)

    def stays_of(self, capacity: str, place: int | None = None) -> Iterable[Stay]:
        """The stays of people in this capacity, at one place or at all."""
        by_place = self._grouped.get(capacity, {})
        return chain.from_iterable(by_place.values()) if place is None else by_place.get(place, ())

    @cached_property
    def _grouped(self) -> dict[str, dict[int, list[Stay]]]:
        """The stays by capacity and place: an edition has many places, and each is counted."""
        grouped: dict[str, dict[int, list[Stay]]] = {}
        for stay in self.stays:
            grouped.setdefault(stay.capacity, {}).setdefault(stay.place, []).append(stay)
        return grouped


async def edition_attendance(session: AsyncSession, edition: int, unit: FigureUnit) -> EditionAttendance:
    """Everything that the figures of an edition are made from."""
    return EditionAttendance(
        edition=edition,
        name=await programmes.edition_name(session, edition),
        zone=await programmes.zone_of(session, edition),
        places=await programmes.standing_places(session, edition),
        units=await programmes.unit_spans(session, edition, unit),
        days=await programmes.unit_spans(session, edition, "day"),
        stays=await stays_in(session, edition),
    )


async def permit_reading(ctx: HttpContext, unit: UnitOfWork, editions: list[int]) -> Principal:
    """The signed-in person, who may read the figures of all these editions.

    Raises login.missing, login.ended, edition.unknown and permission.denied.
    """
    session = unit.session
    principal = await logins.signed_in(unit, ctx.token)
    for edition in editions:
        permit(principal, (FIGURES_READ,), await programmes.about_edition(session, edition))
    return principal


async def editions_of(session: AsyncSession, fiscal_year: int) -> list[int]:
    """The ids of the editions of a fiscal year. Raises year.unknown when it has none."""
    editions = await programmes.editions_of_year(session, fiscal_year)
    if not editions:
        raise FairError("year.unknown")
    return editions


async def stays_in(session: AsyncSession, edition: int) -> list[Stay]:
    """Every attendance at an edition's places. People who came over the network were at the online venue; who stands on
    an imported list was where the list says.
    """
    places = [place.id for place in await programmes.standing_places(session, edition)]
    online = await programmes.online_venues(session)
    return [
        Stay(person, start, end, place, ONLINE if venue is None or venue in online else venue, capacity)
        async for some in presence.intervals(session, places)
        for person, start, end, place, venue, capacity in some
    ]
