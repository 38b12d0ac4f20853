"""Companies, exhibitors, booths, appearances, jobs and documents are written and announced here, whoever asks.

company → exhibitor (one edition's) → booth (its place in the hall) and appearances (the openings it is there for).
A booth's `version` says whether anything that stands at the booth or in the organisers' form for it is another by now:
it counts up once for each write that changes something of the company, the exhibitor, its openings or the booth.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.companies.tables import Appearance, Company, Document, Exhibitor, Job
from fairserver.delivery.journal import UnitOfWork
from fairserver.programmes.tables import Place
from fairserver.season import announce
from fairserver.storage.database import BilingualJson
from fairserver.storage.upsert import Upserted, Values, chunks, upsert

NO_WORDS: BilingualJson = {"ja": "", "en": ""}
NEW_COMPANY: Values = {
    **dict.fromkeys(("line", "about", "industry", "location"), NO_WORDS), "cloth": "ai", "mon": "noren",
}  # fmt: skip
NEW_EXHIBITOR: Values = {"languages": ["ja"]}

Listed = TypeVar("Listed", Job, Document)


async def write_companies(unit: UnitOfWork, wanted: Sequence[tuple[Company | None, Values]]) -> Upserted[Company]:
    """Write companies of the register, and tell their booths and presentations in every edition."""
    written: Upserted[Company] = Upserted()
    for some in chunks(wanted):
        part = await _upsert_companies(unit.session, some)
        await _count_booths_up(unit.session, [row.id for row in part.changed])
        written.add(part)
    announce.companies(unit, [row.id for row in written.changed])
    return written


async def _upsert_companies(
    session: AsyncSession, wanted: Iterable[tuple[Company | None, Values]]
) -> Upserted[Company]:
    pairs = [(row, values if row else {**NEW_COMPANY, **values}) for row, values in wanted]
    return await upsert(session, Company, pairs)


async def _count_booths_up(session: AsyncSession, companies: Collection[int], but: int = 0) -> None:
    """The booths of these companies, in all editions `but` one."""
    if companies:
        booths = select(Place).join(Exhibitor, Exhibitor.id == Place.exhibitor_id)
        booths = booths.where(Exhibitor.company_id.in_(companies), Place.kind == "booth", Place.edition_id != but)
        for row in await session.scalars(booths):
            row.version += 1
        await session.flush()


@dataclass(frozen=True)
class ExhibitorValues:
    """What is written of one exhibitor. `company`: its id, None for one that is new to the register."""

    company: int | None
    register: Values  # columns of Company
    exhibitor: Values  # columns of Exhibitor
    openings: Collection[int] = ()  # venue-days it appears on
    booth_name: BilingualJson | None = None  # None: a booth that is there keeps its name, a new one has the company's
    first_state: str = "closed"  # of a booth that is made: open | break | closed; afterwards its people move it


@dataclass
class ExhibitorsWritten:
    """What became of each table's rows; exhibitors, and booths where they have one, in the order they were given."""

    companies: Upserted[Company] = field(default_factory=Upserted)
    exhibitors: Upserted[Exhibitor] = field(default_factory=Upserted)
    appearances: Upserted[Appearance] = field(default_factory=Upserted)
    booths: Upserted[Place] = field(default_factory=Upserted)


async def write_exhibitors(
    unit: UnitOfWork, edition: int, wanted: Sequence[ExhibitorValues], *, booths: bool = True, withdraw: bool = False
) -> ExhibitorsWritten:
    """Write exhibitors of an edition: their companies, appearances and, with `booths`, their places in the hall.

    `withdraw`: an opening that is not named is one it does not appear on any more; else those it has stay.
    The hall, the organisers' list, the booths and the presentations are told.
    """
    total = ExhibitorsWritten()
    for some in chunks(wanted):
        before = len(total.exhibitors.rows)
        companies = await _upsert_companies(unit.session, await _found(unit.session, some))
        touched = {row.id for row in companies.different}
        await _count_booths_up(unit.session, [row.id for row in companies.changed], but=edition)
        total.companies.add(companies)
        exhibitors = await _upsert_exhibitors(unit.session, edition, companies.rows, some)
        touched |= {row.company_id for row in exhibitors.different}
        total.exhibitors.add(exhibitors)
        touched |= await _write_appearances(unit.session, total.appearances, exhibitors.rows, some, withdraw)
        if booths:
            own = total.exhibitors.rows[before:]
            made = await _upsert_booths(unit.session, edition, companies.rows, own, some, touched)
            unit.begin_scopes(*(f"booth:{row.id}" for row in made.made))
            told = {row.exhibitor_id for row in made.different}
            touched |= {row.company_id for row in own if row.id in told}
            announce.booths_named(unit, [row.id for row in made.renamed])
            total.booths.add(made)
        announce.companies(unit, sorted(touched))
    return total


async def _found(session: AsyncSession, wanted: Sequence[ExhibitorValues]) -> list[tuple[Company | None, Values]]:
    rows = await session.scalars(
        select(Company).where(Company.id.in_([each.company for each in wanted if each.company]))
    )
    known = {row.id: row for row in rows}
    return [(known[each.company] if each.company else None, each.register) for each in wanted]


async def _upsert_exhibitors(
    session: AsyncSession, edition: int, companies: Sequence[Company], wanted: Sequence[ExhibitorValues]
) -> Upserted[Exhibitor]:
    own = select(Exhibitor).where(Exhibitor.edition_id == edition)
    own = own.where(Exhibitor.company_id.in_([row.id for row in companies]))
    known = {row.company_id: row for row in await session.scalars(own)}
    pairs: list[tuple[Exhibitor | None, Values]] = []
    for company, each in zip(companies, wanted, strict=True):
        found = known.get(company.id)
        new = {} if found else {"company_id": company.id, "edition_id": edition, **NEW_EXHIBITOR}
        pairs.append((found, {**new, **each.exhibitor}))
    return await upsert(session, Exhibitor, pairs)


async def _write_appearances(
    session: AsyncSession,
    total: Upserted[Appearance],
    exhibitors: Sequence[Exhibitor],
    wanted: Sequence[ExhibitorValues],
    withdraw: bool,
) -> set[int]:
    """The companies that appear on other openings now."""
    company_of = {row.id: row.company_id for row in exhibitors}
    rows = await session.scalars(select(Appearance).where(Appearance.exhibitor_id.in_(company_of)))
    known = {(row.exhibitor_id, row.venue_day_id): row for row in rows}
    pairs = {(row.id, opening): None for row, each in zip(exhibitors, wanted, strict=True) for opening in each.openings}
    written = await upsert(
        session,
        Appearance,
        [(known.get(pair), {"exhibitor_id": pair[0], "venue_day_id": pair[1]}) for pair in pairs],
    )
    total.add(written)
    gone = [row for pair, row in known.items() if pair not in pairs] if withdraw else []
    for row in gone:
        await session.delete(row)
    await session.flush()
    return {company_of[row.exhibitor_id] for row in (*written.made, *gone)}


async def _upsert_booths(
    session: AsyncSession,
    edition: int,
    companies: Sequence[Company],
    exhibitors: Sequence[Exhibitor],
    wanted: Sequence[ExhibitorValues],
    touched: set[int],
) -> Upserted[Place]:
    """`touched`: companies of which something else changed."""
    own = select(Place).where(Place.kind == "booth", Place.exhibitor_id.in_([row.id for row in exhibitors]))
    known = {row.exhibitor_id: row for row in await session.scalars(own)}
    pairs: list[tuple[Place | None, Values]] = []
    for company, exhibitor, each in zip(companies, exhibitors, wanted, strict=True):
        found = known.get(exhibitor.id)
        if found is None:
            made = {"edition_id": edition, "exhibitor_id": exhibitor.id, "kind": "booth", "state": each.first_state}
            pairs.append((None, {**made, "name": each.booth_name or company.name}))
        else:
            counted = {"version": found.version + 1} if company.id in touched else {}
            pairs.append((found, {"name": each.booth_name or found.name, **counted}))
    return await upsert(session, Place, pairs)


async def write_jobs(unit: UnitOfWork, wanted: Sequence[tuple[Job | None, Values]]) -> Upserted[Job]:
    """Write jobs, each with the `exhibitor_id` it belongs to, and tell their booths."""
    return await write_booth_list(unit, Job, wanted)


async def write_documents(unit: UnitOfWork, wanted: Sequence[tuple[Document | None, Values]]) -> Upserted[Document]:
    """Write documents, each with the `exhibitor_id` it belongs to, and tell their booths."""
    return await write_booth_list(unit, Document, wanted)


async def write_booth_list(
    unit: UnitOfWork, kind: type[Listed], wanted: Sequence[tuple[Listed | None, Values]]
) -> Upserted[Listed]:
    """`write_jobs` or `write_documents`, by `kind`."""
    written = await upsert(unit.session, kind, wanted)
    announce.booth_lists(unit, [row.exhibitor_id for row in written.different])
    return written
