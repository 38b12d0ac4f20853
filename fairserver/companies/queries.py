"""Companies and exhibitors as other subjects read them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlalchemy import ColumnElement, ScalarSelect, Select, exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from fairserver.companies.rules import EXHIBITOR_FIELDS, REGISTER_FIELDS, KnownCompany
from fairserver.companies.tables import Appearance, Company, Exhibitor


@dataclass(frozen=True)
class ExhibitorFacts:
    """A company in one edition. `openings`: the ids of the venue-days on which it appears."""

    exhibitor: Exhibitor
    company: Company
    first_time: bool
    openings: list[int]  # where it appears


async def exhibitors(
    session: AsyncSession, edition: int, before_it: list[int], only: Collection[int] | None = None
) -> dict[int, ExhibitorFacts]:
    """The exhibitors of an edition, or `only` these, by exhibitor id. A company is `first_time` when it exhibited in
    none of the editions `before_it`.
    """
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
    appearances = select(Appearance.exhibitor_id, Appearance.venue_day_id).join(Exhibitor)
    appearances = appearances.where(Exhibitor.edition_id == edition).order_by(Appearance.venue_day_id)
    if only is not None:
        query, appearances = query.where(Exhibitor.id.in_(only)), appearances.where(Exhibitor.id.in_(only))
    shown: dict[int, list[int]] = {}
    for where, venue_day in await session.execute(appearances):
        shown.setdefault(where, []).append(venue_day)
    return {
        exhibitor.id: ExhibitorFacts(exhibitor, company, not been, shown.get(exhibitor.id, []))
        for exhibitor, company, been in await session.execute(query)
    }


def appearances_of(exhibitor: ColumnElement[int | None]) -> Select[int]:
    """A subquery: the ids of the venue-days on which this exhibitor appears."""
    return select(Appearance.venue_day_id).where(Appearance.exhibitor_id == exhibitor)


def company_of(exhibitor: ColumnElement[int | None] | InstrumentedAttribute[int | None]) -> ScalarSelect[int]:
    """A subquery: the company of the exhibitor in this column of another subject's query."""
    return select(Exhibitor.company_id).where(Exhibitor.id == exhibitor).scalar_subquery()


async def register(session: AsyncSession, edition: int, booths: set[int]) -> list[KnownCompany]:
    """Every company, as this edition knows it. `booths`: the ids of its exhibitors that have a booth."""
    exhibitors = {
        row.company_id: row for row in await session.scalars(select(Exhibitor).where(Exhibitor.edition_id == edition))
    }
    shown: dict[int, set[int]] = {}
    for row in await session.scalars(select(Appearance).join(Exhibitor).where(Exhibitor.edition_id == edition)):
        shown.setdefault(row.exhibitor_id, set()).add(row.venue_day_id)
    return [
        _known(company, exhibitors.get(company.id), booths, shown)
        for company in await session.scalars(select(Company).order_by(Company.id))
    ]


def _known(company: Company, there: Exhibitor | None, booths: set[int], shown: Mapping[int, set[int]]) -> KnownCompany:
    values = {name: getattr(company, name) for name in REGISTER_FIELDS}
    if there is None:
        return KnownCompany(company.id, company.number, values)
    values |= {name: getattr(there, name) for name in EXHIBITOR_FIELDS}
    openings = frozenset(shown.get(there.id, ()))
    return KnownCompany(company.id, company.number, values, there.id, there.id in booths, openings)
