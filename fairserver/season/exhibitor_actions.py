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
from fairserver.people.grants import NewGrant
from fairserver.people.rules import address
from fairserver.programmes.tables import Day, Place, Session, VenueDay
from fairserver.realtime.context import SocketContext
from fairserver.season import announce, write_roles
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
from fairserver.season.write_exhibitors import ExhibitorValues, Listed, write_booth_list, write_exhibitors
from fairserver.storage import row_versions

UNKNOWN: dict[type[Job] | type[Document], str] = {Job: "job.unknown", Document: "document.unknown"}


async def keep_exhibitor(ctx: SocketContext, request: KeepExhibitor) -> Kept:
    """The company (of the register, where its number is known), its booth, and where it appears.

    Raises exhibitor.unknown, changed.meanwhile, number.taken, opening.unknown.
    """
    unit, session = ctx.unit, ctx.unit.session
    company = await _known(session, request)
    await _refuse_unknown_openings(session, request)
    register = {"number": request.number, "name": request.name.model_dump(), "industry": request.industry.model_dump(),
                "cloth": request.cloth, "mon": request.mon, **_company_words(request)}  # fmt: skip
    name = request.name.model_dump()
    values = ExhibitorValues(company, register, _exhibitor_words(request), request.openings, booth_name=name)
    place = (await write_exhibitors(unit, request.edition, [values], withdraw=True)).booths.rows[0]
    subject = f"place:{place.id}"
    await audit.write(unit, ctx.principal.named, request.edition, "exhibitor.keep", subject, version=place.version)
    return Kept(id=place.id, version=place.version)


async def _known(session: AsyncSession, request: KeepExhibitor) -> int | None:
    """Its id in the register; None for a new company."""
    by_number: int | None = None
    if request.number is not None:
        by_number = await session.scalar(select(Company.id).where(Company.number == request.number))
    if request.booth is None:
        if by_number is not None:
            twice = select(Exhibitor.id).where(
                Exhibitor.company_id == by_number, Exhibitor.edition_id == request.edition
            )
            if await session.scalar(twice):
                raise FairError("number.taken")
        return by_number
    place = await row_versions.lock(session, Place, request.booth, request.version, "exhibitor.unknown")
    if place.edition_id != request.edition or place.exhibitor_id is None:
        raise FairError("exhibitor.unknown")
    exhibitor = await session.get_one(Exhibitor, place.exhibitor_id)
    if by_number not in (None, exhibitor.company_id):
        raise FairError("number.taken")
    return exhibitor.company_id


async def _refuse_unknown_openings(session: AsyncSession, request: KeepExhibitor) -> None:
    known = select(VenueDay.id).join(Day, Day.id == VenueDay.day_id).where(Day.edition_id == request.edition)
    if set(request.openings) - set(await session.scalars(known)):
        raise FairError("opening.unknown")


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
    announce.places_gone(unit, request.edition, [place.id])
    announce.companies(unit, [company])  # in later years it may now be there for the first time
    theirs = await grants.held(
        session, role="representative", scope="company", scope_id=company, edition_id=request.edition
    )
    await write_roles.withdraw(unit, theirs)
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
    role = NewGrant(link.person_id, "representative", "company", company, place.edition_id)
    await write_roles.give(unit, [role])
    subject = f"person:{link.person_id}"
    await audit.write(unit, ctx.principal.named, place.edition_id, "people.invite", subject, role="representative")
    return Nothing()


# ---- by the company's own people


async def edit_booth(ctx: SocketContext, request: EditBooth) -> Kept:
    """Saved while one writes. Raises place.unknown, changed.meanwhile."""
    unit, session = ctx.unit, ctx.unit.session
    place = await row_versions.lock(session, Place, request.place, request.version, "place.unknown")
    exhibitor = await session.get_one(Exhibitor, place.exhibitor_id or 0)
    values = ExhibitorValues(exhibitor.company_id, _company_words(request), _exhibitor_words(request))
    await write_exhibitors(unit, place.edition_id, [values])
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
    ctx: SocketContext, kind: type[Listed], place: int, row_id: int | None, version: int | None,
    own: dict[str, object],
) -> Kept:  # fmt: skip
    unit = ctx.unit
    exhibitor = await _exhibitor_of(unit, place)
    found = None
    if row_id is not None:
        found = await row_versions.lock(unit.session, kind, row_id, version, UNKNOWN[kind])
        if found.exhibitor_id != exhibitor:
            raise FairError(UNKNOWN[kind])
    row = (await write_booth_list(unit, kind, [(found, {"exhibitor_id": exhibitor, **own})])).rows[0]
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
