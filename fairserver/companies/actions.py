"""What other subjects ask of companies."""

from dataclasses import dataclass

from sqlalchemy import exists, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from fairserver.companies.records import Company, Exhibitor


@dataclass(frozen=True)
class ExhibitorFacts:
    exhibitor: Exhibitor
    company: Company
    first_time: bool


async def exhibitors(session: AsyncSession, edition: int) -> dict[int, ExhibitorFacts]:
    """By exhibitor id. First-time: the company exhibited in no earlier edition of the register."""
    earlier = aliased(Exhibitor)
    before = exists().where(earlier.company_id == Exhibitor.company_id, earlier.edition_id < Exhibitor.edition_id)
    rows = await session.execute(
        select(Exhibitor, Company, before)
        .join(Company, Company.id == Exhibitor.company_id)
        .where(Exhibitor.edition_id == edition)
    )
    return {exhibitor.id: ExhibitorFacts(exhibitor, company, not been) for exhibitor, company, been in rows}


async def company_of(session: AsyncSession, exhibitor_id: int) -> int:
    found = await session.scalar(select(Exhibitor.company_id).where(Exhibitor.id == exhibitor_id))
    return found or 0
