"""What figures are made of, read in one snapshot: units and stays of an edition, or of all editions of a year."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.principal import Principal, permit
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Bilingual
from fairserver.delivery.journal import UnitOfWork as WorkUnit
from fairserver.figures.messages import FigureUnit
from fairserver.figures.permissions import FIGURES_READ
from fairserver.figures.rules import Stay, during
from fairserver.people import logins
from fairserver.presence import queries as presence
from fairserver.programmes import queries as programmes
from fairserver.programmes.rules import ONLINE, PlaceAtVenue, UnitSpan
from fairserver.web.http import HttpContext


@dataclass(frozen=True)
class EditionAttendance:
    """One edition: everybody who was there, and what they are added up over."""

    edition: int
    name: Bilingual
    zone: str
    places: list[PlaceAtVenue]
    units: list[UnitSpan]
    days: list[UnitSpan]
    stays: list[Stay]

    def found(self, capacity: str, place: int | None = None) -> dict[UnitSpan, list[Stay]]:
        return during((stay for stay in self.stays if stay.capacity == capacity), self.units, place)


async def of_edition(session: AsyncSession, edition: int, unit: FigureUnit) -> EditionAttendance:
    return EditionAttendance(
        edition=edition,
        name=await programmes.edition_name(session, edition),
        zone=await programmes.zone_of(session, edition),
        places=await programmes.standing_places(session, edition),
        units=await programmes.unit_spans(session, edition, unit),
        days=await programmes.unit_spans(session, edition, "day"),
        stays=await stays_in(session, edition),
    )


async def may_read(ctx: HttpContext, unit: WorkUnit, editions: list[int]) -> Principal:
    """All of them: a season's figures are for those who run all of it."""
    session = unit.session
    principal = await logins.signed_in(unit, ctx.token)
    for edition in editions:
        permit(principal, (FIGURES_READ,), await programmes.about_edition(session, edition))
    return principal


async def editions_of(session: AsyncSession, fiscal_year: int) -> list[int]:
    """Raises year.unknown when that fiscal year has none."""
    editions = await programmes.editions_of_year(session, fiscal_year)
    if not editions:
        raise FairError("year.unknown")
    return editions


async def stays_in(session: AsyncSession, edition: int) -> list[Stay]:
    """Every attendance at an edition's places: what figures are made of. Who came over the network was at the online
    venue; who was checked in, or is on an imported list, was where the place stands.
    """
    venues = {place.id: place.venue for place in await programmes.standing_places(session, edition)}
    return [
        Stay(person, start, end, place, ONLINE if source == "socket" else venues[place], capacity)
        for person, start, end, place, source, capacity in await presence.intervals(session, list(venues))
    ]
