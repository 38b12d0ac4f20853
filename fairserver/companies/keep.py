"""Companies, exhibitors, appearances, jobs and documents as a season file says them."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.companies.records import Appearance, Company, Document, Exhibitor, Job
from fairserver.database import Both
from fairserver.kept import Tally, keep
from fairserver.season.file import CompanyRow, ExhibitorRow


async def keep_companies(session: AsyncSession, tally: Tally, rows: list[CompanyRow]) -> dict[str, int]:
    """Found by company number where there is one, else by key: the register outlives a year's file."""
    keys, numbers = [row.key for row in rows], [row.number for row in rows if row.number]
    known = list(await session.scalars(select(Company).where(or_(Company.key.in_(keys), Company.number.in_(numbers)))))
    by_key = {row.key: row for row in known if row.key}
    by_number = {row.number: row for row in known if row.number}
    kept = {}
    for row in rows:
        found = by_number.get(row.number) if row.number else None
        values = row.model_dump()
        kept[row.key] = keep(session, tally, Company, found or by_key.get(row.key), **values)
    await session.flush()
    return {key: row.id for key, row in kept.items()}


async def keep_exhibitors(
    session: AsyncSession, tally: Tally, edition: int, rows: list[ExhibitorRow], companies: Mapping[str, int]
) -> dict[str, int]:
    known = {
        row.company_id: row for row in await session.scalars(select(Exhibitor).where(Exhibitor.edition_id == edition))
    }
    kept = {
        row.company: keep(session, tally, Exhibitor, known.get(companies[row.company]),
                          edition_id=edition, company_id=companies[row.company], languages=row.languages,
                          japanese=row.japanese, visa_help=row.visa_help, employment=row.employment)
        for row in rows
    }  # fmt: skip
    await session.flush()
    return {key: row.id for key, row in kept.items()}


async def keep_appearances(
    session: AsyncSession,
    tally: Tally,
    rows: list[ExhibitorRow],
    exhibitors: Mapping[str, int],
    openings: Mapping[tuple[date, str], int],
) -> None:
    ids = list(exhibitors.values())
    found = await session.scalars(select(Appearance).where(Appearance.exhibitor_id.in_(ids)))
    known = {(row.exhibitor_id, row.venue_day_id): row for row in found}
    for row in rows:
        for appearance in row.appearances:
            pair = exhibitors[row.company], openings[appearance]
            keep(session, tally, Appearance, known.get(pair), exhibitor_id=pair[0], venue_day_id=pair[1])
    await session.flush()


async def keep_jobs(
    session: AsyncSession, tally: Tally, rows: list[ExhibitorRow], exhibitors: Mapping[str, int]
) -> None:
    ids = list(exhibitors.values())
    jobs = {(row.exhibitor_id, row.key): row
            for row in await session.scalars(select(Job).where(Job.exhibitor_id.in_(ids)))}  # fmt: skip
    documents = {(row.exhibitor_id, row.address): row
                 for row in await session.scalars(select(Document).where(Document.exhibitor_id.in_(ids)))}  # fmt: skip
    for row in rows:
        exhibitor = exhibitors[row.company]
        for job in row.jobs:
            keep(session, tally, Job, jobs.get((exhibitor, job.key)), exhibitor_id=exhibitor, **job.model_dump())
        for each in row.documents:
            found = documents.get((exhibitor, each.address))
            keep(session, tally, Document, found, exhibitor_id=exhibitor, **each.model_dump())
    await session.flush()


async def names(session: AsyncSession, ids: list[int]) -> dict[int, Both]:
    rows = await session.execute(select(Company.id, Company.name).where(Company.id.in_(ids)))
    return dict(rows.all())
