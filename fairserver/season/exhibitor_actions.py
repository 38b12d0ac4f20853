"""Exhibitors and their booths: organisers make them, companies write them."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.base.errors import FairError
from fairserver.base.text_cleaning import clean_line
from fairserver.base.wire_types import Nothing
from fairserver.companies.tables import Appearance, Company, Document, Exhibitor, Job
from fairserver.delivery.journal import UnitOfWork
from fairserver.invitations import actions
from fairserver.people import grants
from fairserver.people.rules import address
from fairserver.programmes.tables import Day, Place, Session, VenueDay
from fairserver.realtime.context import SocketContext
from fairserver.season import announce
from fairserver.season.edition_actions import refuse_used
from fairserver.season.messages import (
    BoothWords,
    EditBooth,
    InviteRepresentative,
    KeepDocument,
    KeepExhibitor,
    KeepJob,
    Kept,
    OfBooth,
    Seen,
)
from fairserver.storage import row_versions

UNKNOWN: dict[type[Job] | type[Document], str] = {Job: "job.unknown", Document: "document.unknown"}


async def keep_exhibitor(ctx: SocketContext, request: KeepExhibitor) -> Kept:
    """The company (of the register, where its number is known), its booth, and where it appears.

    Raises exhibitor.unknown, changed.meanwhile, number.taken, opening.unknown.
    """
    unit, session = ctx.unit, ctx.unit.session
    company, exhibitor, place = await _known(session, request)
    own = {"number": request.number, "name": request.name.model_dump(), "industry": request.industry.model_dump(),
           "cloth": request.cloth, "mon": request.mon, **_company_words(request)}  # fmt: skip
    if company is None:
        company = Company(**own)
        session.add(company)
    else:
        for name, value in own.items():
            setattr(company, name, value)
    await session.flush()
    if exhibitor is None:
        exhibitor = Exhibitor(company_id=company.id, edition_id=request.edition, **_exhibitor_words(request))
        session.add(exhibitor)
        await session.flush()
    else:
        row_versions.change(exhibitor, **_exhibitor_words(request))
    if place is None:
        place = Place(edition_id=request.edition, exhibitor_id=exhibitor.id, kind="booth", name=company.name)
        session.add(place)
    else:
        place.name = company.name
        place.version += 1
    await session.flush()
    await _appear(session, request.edition, exhibitor.id, request.openings)
    await announce.companies(unit, [company.id])
    subject = f"place:{place.id}"
    await audit.write(unit, ctx.principal.named, request.edition, "exhibitor.keep", subject, version=place.version)
    return Kept(id=place.id, version=place.version)


async def _known(
    session: AsyncSession, request: KeepExhibitor
) -> tuple[Company | None, Exhibitor | None, Place | None]:
    by_number: Company | None = None
    if request.number is not None:
        by_number = await session.scalar(select(Company).where(Company.number == request.number))
    if request.booth is None:
        if by_number is not None:
            twice = select(Exhibitor.id).where(
                Exhibitor.company_id == by_number.id, Exhibitor.edition_id == request.edition
            )
            if await session.scalar(twice):
                raise FairError("number.taken")
        return by_number, None, None
    place = await row_versions.lock(session, Place, request.booth, request.version, "exhibitor.unknown")
    if place.edition_id != request.edition or place.exhibitor_id is None:
        raise FairError("exhibitor.unknown")
    exhibitor = await session.get_one(Exhibitor, place.exhibitor_id)
    company = await session.get_one(Company, exhibitor.company_id)
    if by_number and by_number.id != company.id:
        raise FairError("number.taken")
    return company, exhibitor, place


async def _appear(session: AsyncSession, edition: int, exhibitor: int, openings: list[int]) -> None:
    known = select(VenueDay.id).join(Day, Day.id == VenueDay.day_id).where(Day.edition_id == edition)
    if set(openings) - set(await session.scalars(known)):
        raise FairError("opening.unknown")
    shown = select(Appearance).where(Appearance.exhibitor_id == exhibitor)
    rows = {row.venue_day_id: row for row in await session.scalars(shown)}
    for gone in set(rows) - set(openings):
        await session.delete(rows[gone])
    session.add_all(Appearance(exhibitor_id=exhibitor, venue_day_id=each) for each in set(openings) - set(rows))
    await session.flush()


async def delete_exhibitor(ctx: SocketContext, request: Seen) -> Nothing:
    """Nobody was there yet: the company stays in the register.

    Raises exhibitor.unknown, changed.meanwhile, has.sessions, has.attendance.
    """
    unit, session = ctx.unit, ctx.unit.session
    place = await row_versions.lock(session, Place, request.thing, request.version, "exhibitor.unknown")
    if place.edition_id != request.edition or place.kind != "booth" or place.exhibitor_id is None:
        raise FairError("exhibitor.unknown")
    exhibitor = await session.get_one(Exhibitor, place.exhibitor_id)
    if await session.scalar(select(Session.id).where(Session.exhibitor_id == exhibitor.id).limit(1)):
        raise FairError("has.sessions")
    await refuse_used(session, place.id)
    for kind in (Appearance, Job, Document):
        await session.execute(delete(kind).where(kind.exhibitor_id == exhibitor.id))
    await session.delete(place)
    await session.flush()
    company = exhibitor.company_id
    await session.delete(exhibitor)
    await session.flush()
    await announce.places_gone(unit, request.edition, [place.id])
    await announce.companies(unit, [company])  # in later years it may now be there for the first time
    await grants.take_all(unit, "representative", "company", company, request.edition)
    await audit.write(unit, ctx.principal.named, request.edition, "exhibitor.delete", f"place:{place.id}")
    return Nothing()


async def invite_representative(ctx: SocketContext, request: InviteRepresentative) -> Nothing:
    """Again for the same address is a resend."""
    unit, place = ctx.unit, await ctx.unit.session.get_one(Place, request.place)
    name = clean_line(request.name, 80)
    mail_to = address(request.email)
    company = ctx.resource.company
    link = await actions.send(
        unit, ctx.public_url, mail_to, name, request.language, "representative", place.edition_id,
        granted=False,
    )  # fmt: skip
    await grants.give(unit, link.person_id, "representative", "company", company, place.edition_id)
    await announce.places(unit, place.edition_id, [place.id])
    subject = f"person:{link.person_id}"
    await audit.write(unit, ctx.principal.named, place.edition_id, "people.invite", subject, role="representative")
    return Nothing()


# ---- by the company's own people


async def edit_booth(ctx: SocketContext, request: EditBooth) -> Kept:
    """Saved while one writes. Raises place.unknown, changed.meanwhile."""
    unit, session = ctx.unit, ctx.unit.session
    place = await row_versions.lock(session, Place, request.place, request.version, "place.unknown")
    exhibitor = await session.get_one(Exhibitor, place.exhibitor_id or 0)
    company = await session.get_one(Company, exhibitor.company_id)
    for name, value in _company_words(request).items():
        setattr(company, name, value)
    for name, value in _exhibitor_words(request).items():
        setattr(exhibitor, name, value)
    place.version += 1
    await session.flush()
    await announce.companies(unit, [company.id])
    await audit.write(
        unit, ctx.principal.named, place.edition_id, "booth.edit", f"place:{place.id}", version=place.version
    )
    return Kept(id=place.id, version=place.version)


async def keep_job(ctx: SocketContext, request: KeepJob) -> Kept:
    """Make or change one. Raises job.unknown, changed.meanwhile."""
    own = request.model_dump(exclude={"id", "place", "job", "version"})
    return await _keep_of_booth(ctx, Job, request.place, request.job, request.version, own)


async def keep_document(ctx: SocketContext, request: KeepDocument) -> Kept:
    """Make or change one. Raises document.unknown, changed.meanwhile."""
    own = request.model_dump(exclude={"id", "place", "document", "version"})
    return await _keep_of_booth(ctx, Document, request.place, request.document, request.version, own)


async def delete_job(ctx: SocketContext, request: OfBooth) -> Nothing:
    """Raises job.unknown, changed.meanwhile."""
    return await _delete_of_booth(ctx, Job, "jobs", request)


async def delete_document(ctx: SocketContext, request: OfBooth) -> Nothing:
    """Raises document.unknown, changed.meanwhile."""
    return await _delete_of_booth(ctx, Document, "documents", request)


async def _keep_of_booth(
    ctx: SocketContext, kind: type[Job] | type[Document], place: int, row_id: int | None, version: int | None,
    own: dict[str, object],
) -> Kept:  # fmt: skip
    unit = ctx.unit
    exhibitor = await _exhibitor_of(unit, place)
    row: Job | Document
    if row_id is None:
        row = kind(exhibitor_id=exhibitor, **own)
        unit.session.add(row)
    else:
        row = await row_versions.lock(unit.session, kind, row_id, version, UNKNOWN[kind])
        if row.exhibitor_id != exhibitor:
            raise FairError(UNKNOWN[kind])
        row_versions.change(row, **own)
    await unit.session.flush()
    await announce.booth_lists(unit, place, exhibitor)
    return Kept(id=row.id, version=row.version)


async def _delete_of_booth(
    ctx: SocketContext, kind: type[Job] | type[Document], collection: str, request: OfBooth
) -> Nothing:
    row = await row_versions.lock(ctx.unit.session, kind, request.thing, request.version, UNKNOWN[kind])
    if row.exhibitor_id != await _exhibitor_of(ctx.unit, request.place):
        raise FairError(UNKNOWN[kind])
    await ctx.unit.session.delete(row)
    await ctx.unit.session.flush()
    announce.booth_list_gone(ctx.unit, request.place, collection, row.id)
    return Nothing()


async def _exhibitor_of(unit: UnitOfWork, place: int) -> int:
    return (await unit.session.get_one(Place, place)).exhibitor_id or 0


def _company_words(request: BoothWords) -> dict[str, object]:
    return {
        "line": request.line.model_dump(),
        "about": request.about.model_dump(),
        "location": request.location.model_dump(),
        "employees": request.employees,
    }


def _exhibitor_words(request: BoothWords) -> dict[str, object]:
    return {
        "languages": request.languages,
        "japanese": request.japanese,
        "visa_help": request.visa_help,
        "employment": request.employment,
    }
