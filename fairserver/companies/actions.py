"""What other subjects ask of companies."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from fairserver.companies.records import Appearance, Company, Exhibitor


@dataclass(frozen=True)
class ExhibitorFacts:
    exhibitor: Exhibitor
    company: Company
    first_time: bool
    openings: list[int]  # where it appears


async def exhibitors(
    session: AsyncSession, edition: int, before_it: list[int], only: int | None = None
) -> dict[int, ExhibitorFacts]:
    """By exhibitor id. First-time: the company exhibited in none of the editions `before_it`."""
    earlier = aliased(Exhibitor)
    before = exists().where(
        earlier.company_id == Exhibitor.company_id,
        earlier.edition_id.in_(before_it),
    )
    query = (
        select(Exhibitor, Company, before)
        .join(Company, Company.id == Exhibitor.company_id)
        .where(Exhibitor.edition_id == edition)
    )
    if only is not None:
        query = query.where(Exhibitor.id == only)
    shown = await _appearances(session, edition)
    return {
        exhibitor.id: ExhibitorFacts(exhibitor, company, not been, shown.get(exhibitor.id, []))
        for exhibitor, company, been in await session.execute(query)
    }


async def _appearances(session: AsyncSession, edition: int) -> dict[int, list[int]]:
    """The venue-days of each exhibitor."""
    rows = await session.execute(
        select(Appearance.exhibitor_id, Appearance.venue_day_id)
        .join(Exhibitor, Exhibitor.id == Appearance.exhibitor_id)
        .where(Exhibitor.edition_id == edition)
        .order_by(Appearance.venue_day_id)
    )
    found: dict[int, list[int]] = {}
    for exhibitor, venue_day in rows:
        found.setdefault(exhibitor, []).append(venue_day)
    return found


def company_of(exhibitor: ColumnElement[int | None] | InstrumentedAttribute[int | None]) -> ScalarSelect[int]:
    """The company of an exhibitor's column, inside another subject's query."""
    return select(Exhibitor.company_id).where(Exhibitor.id == exhibitor).scalar_subquery()
