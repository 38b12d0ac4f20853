"""Companies, exhibitors, appearances, jobs and documents as a season file or a table says them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import insert, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.companies.rules import EXHIBITED, REGISTERED, Known
from fairserver.companies.tables import Appearance, Company, Document, Exhibitor, Job
from fairserver.seasonfile.schema import CompanyRow, ExhibitorRow
from fairserver.storage.database import BilingualJson
from fairserver.storage.upsert import UpsertCounts, chunks, upsert


async def keep_companies(session: AsyncSession, tally: UpsertCounts, rows: list[CompanyRow]) -> dict[str, int]:
    """Found by company number where there is one, else by key: the register outlives a year's file."""
    keys, numbers = [row.key for row in rows], [row.number for row in rows if row.number]
    known = list(await session.scalars(select(Company).where(or_(Company.key.in_(keys), Company.number.in_(numbers)))))
    by_key = {row.key: row for row in known if row.key}
    by_number = {row.number: row for row in known if row.number}
    kept = {}
    for row in rows:
        found = by_number.get(row.number) if row.number else None
        values = row.model_dump()
        kept[row.key] = upsert(session, tally, Company, found or by_key.get(row.key), **values)
    await session.flush()
    return {key: row.id for key, row in kept.items()}


async def keep_exhibitors(
    session: AsyncSession, tally: UpsertCounts, edition: int, rows: list[ExhibitorRow], companies: Mapping[str, int]
) -> dict[str, int]:
    known = {
        row.company_id: row for row in await session.scalars(select(Exhibitor).where(Exhibitor.edition_id == edition))
    }
    kept = {
        row.company: upsert(session, tally, Exhibitor, known.get(companies[row.company]),
                          edition_id=edition, company_id=companies[row.company], languages=row.languages,
                          japanese=row.japanese, visa_help=row.visa_help, employment=row.employment)
        for row in rows
    }  # fmt: skip
    await session.flush()
    return {key: row.id for key, row in kept.items()}


async def keep_appearances(
    session: AsyncSession,
    tally: UpsertCounts,
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
            upsert(session, tally, Appearance, known.get(pair), exhibitor_id=pair[0], venue_day_id=pair[1])
    await session.flush()


async def keep_jobs(
    session: AsyncSession, tally: UpsertCounts, rows: list[ExhibitorRow], exhibitors: Mapping[str, int]
) -> None:
    ids = list(exhibitors.values())
    jobs = {(row.exhibitor_id, row.key): row
            for row in await session.scalars(select(Job).where(Job.exhibitor_id.in_(ids)))}  # fmt: skip
    documents = {(row.exhibitor_id, row.address): row
                 for row in await session.scalars(select(Document).where(Document.exhibitor_id.in_(ids)))}  # fmt: skip
    for row in rows:
        exhibitor = exhibitors[row.company]
        for job in row.jobs:
            upsert(session, tally, Job, jobs.get((exhibitor, job.key)), exhibitor_id=exhibitor, **job.model_dump())
        for each in row.documents:
            found = documents.get((exhibitor, each.address))
            upsert(session, tally, Document, found, exhibitor_id=exhibitor, **each.model_dump())
    await session.flush()


async def names(session: AsyncSession, ids: list[int]) -> dict[int, BilingualJson]:
    rows = await session.execute(select(Company.id, Company.name).where(Company.id.in_(ids)))
    return dict(rows.all())


# ---- the register and one year's exhibitors, from a table


async def register(session: AsyncSession, edition: int, booths: set[int]) -> list[Known]:
    """Every company ever; `booths`: the exhibitors that have one."""
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


def _known(company: Company, there: Exhibitor | None, booths: set[int], shown: Mapping[int, set[int]]) -> Known:
    values = {name: getattr(company, name) for name in REGISTERED}
    if there is None:
        return Known(company.id, company.number, values)
    values |= {name: getattr(there, name) for name in EXHIBITED}
    openings = frozenset(shown.get(there.id, ()))
    return Known(company.id, company.number, values, there.id, there.id in booths, openings)


NO_WORDS: BilingualJson = {"ja": "", "en": ""}
NEW_COMPANY = {**dict.fromkeys(("line", "about", "industry", "location"), NO_WORDS), "cloth": "ai", "mon": "noren"}


async def keep_registered(
    session: AsyncSession, tally: UpsertCounts, rows: Sequence[tuple[int | None, Mapping[str, Any]]]
) -> list[int]:
    """The ids of these companies, known by id or new. What a row does not say stays."""
    ids: list[int] = []
    for some in chunks(rows):
        wanted = [company for company, _values in some if company]
        known = {row.id: row for row in await session.scalars(select(Company).where(Company.id.in_(wanted)))}
        kept = []
        for company, values in some:
            own = {name: value for name, value in values.items() if name in REGISTERED}
            found = known[company] if company else None
            kept.append(upsert(session, tally, Company, found, **(own if found else NEW_COMPANY | own)))
        await session.flush()
        ids += [row.id for row in kept]
    return ids


async def keep_exhibiting(
    session: AsyncSession, tally: UpsertCounts, edition: int, rows: Sequence[tuple[int, Mapping[str, Any]]]
) -> dict[int, int]:
    """Company → exhibitor of this edition."""
    found = await session.scalars(select(Exhibitor).where(Exhibitor.edition_id == edition))
    known = {row.company_id: row for row in found}
    ids: dict[int, int] = {}
    for some in chunks(rows):
        kept = []
        for company, values in some:
            own = {name: value for name, value in values.items() if name in EXHIBITED}
            new = {} if company in known else {"languages": ["ja"]}
            kept.append(upsert(session, tally, Exhibitor, known.get(company), edition_id=edition, company_id=company,
                             **(new | own)))  # fmt: skip
        await session.flush()
        ids |= {row.company_id: row.id for row in kept}
    return ids


async def add_appearances(session: AsyncSession, pairs: Sequence[tuple[int, int]]) -> None:
    """Exhibitor and venue-day; those that are there stay."""
    exhibitors = sorted({exhibitor for exhibitor, _opening in pairs})
    known: set[tuple[int, int]] = set()
    for some in chunks(exhibitors):
        rows = await session.scalars(select(Appearance).where(Appearance.exhibitor_id.in_(some)))
        known |= {(row.exhibitor_id, row.venue_day_id) for row in rows}
    new = [{"exhibitor_id": pair[0], "venue_day_id": pair[1]} for pair in pairs if pair not in known]
    for chunk in chunks(new):
        await session.execute(insert(Appearance), list(chunk))
