"""Exhibitors as organisers edit them: what the hall shows, and what it does not."""

from collections.abc import Sequence

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.wire_types import Named
from fairserver.companies.queries import ExhibitorFacts
from fairserver.companies.tables import Company
from fairserver.delivery.journal import Entities, State
from fairserver.people.queries import representatives_of
from fairserver.programmes.queries import both, exhibiting
from fairserver.programmes.tables import Day, Edition, Place, Programme, VenueDay
from fairserver.season.messages import EditionLine, EditionsListed, ExhibitorCard, ProgrammeLine, RegisteredCompany

FOUND_MOST = 10


async def exhibitors_state(session: AsyncSession, edition_id: int) -> State:
    """What the scope edition:{id}/exhibitors holds."""
    return {"exhibitors": await exhibitor_cards(session, edition_id)}


async def exhibitor_cards(session: AsyncSession, edition_id: int, only: list[int] | None = None) -> Entities:
    """By booth. The status is left out: it is set at the booth, not edited."""
    query = select(Place).where(Place.edition_id == edition_id, Place.kind == "booth")
    if only is not None:
        query = query.where(Place.id.in_(only))
    rows = list(await session.scalars(query))
    if not rows:
        return {}
    known = await exhibiting(session, edition_id, None if only is None else [row.exhibitor_id or 0 for row in rows])
    there = await representatives_of(session, edition_id, agreed_only=False)
    return {
        str(row.id): exhibitor_card(row, found, there.get(found.company.id, []))
        for row in rows
        if (found := known.get(row.exhibitor_id or 0))
    }


def exhibitor_card(row: Place, found: ExhibitorFacts, representatives: Sequence[Named]) -> Entities:
    """An exhibitor as organisers edit it; its id is that of its booth."""
    exhibitor = found.exhibitor
    return ExhibitorCard(
        id=row.id,
        **_words(found.company),
        languages=exhibitor.languages,
        japanese=exhibitor.japanese,
        visa_help=exhibitor.visa_help,
        employment=exhibitor.employment,
        first_time=found.first_time,
        openings=found.openings,
        representatives=list(representatives),
        version=row.version,
    ).out()


def _words(company: Company) -> dict[str, object]:
    return {
        "number": company.number,
        "name": both(company.name),
        "industry": both(company.industry),
        "cloth": company.cloth,
        "mon": company.mon,
        "line": both(company.line),
        "about": both(company.about),
        "location": both(company.location),
        "employees": company.employees,
    }


async def registered(session: AsyncSession, text: str) -> list[RegisteredCompany]:
    """Companies of the register, over all years, by number or part of a name."""
    part = text.strip()
    rows = await session.scalars(
        select(Company)
        .where(
            or_(
                Company.number == part,
                Company.name["ja"].as_string().icontains(part, autoescape=True),
                Company.name["en"].as_string().icontains(part, autoescape=True),
            )
        )
        .order_by(Company.id)
        .limit(FOUND_MOST)
    )
    return [RegisteredCompany(id=row.id, **_words(row)) for row in rows]


async def editions_listed(session: AsyncSession) -> EditionsListed:
    """Every year's, the newest first."""
    programmes = list(await session.scalars(select(Programme).order_by(Programme.id)))
    keys = {row.id: row.key for row in programmes}
    opens: dict[int, VenueDay] = {}
    days = select(Day.edition_id, VenueDay).join(VenueDay, VenueDay.day_id == Day.id)
    for edition, row in await session.execute(days.order_by(VenueDay.opens_at.desc())):
        opens[edition] = row
    editions = await session.scalars(select(Edition).order_by(Edition.fiscal_year.desc(), Edition.id))
    return EditionsListed(
        programmes=[ProgrammeLine(key=row.key, name=both(row.name)) for row in programmes],
        editions=[
            EditionLine(
                id=row.id,
                programme=keys[row.programme_id],
                fiscal_year=row.fiscal_year,
                name=both(row.name),
                zone=row.zone,
                opens_at=opens[row.id].opens_at if row.id in opens else None,
            )
            for row in editions
        ],
    )
