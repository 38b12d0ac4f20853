"""Organisers make exhibitors with their booths, and invite representatives."""

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.base.errors import FairError
from fairserver.base.text_cleaning import clean_line
from fairserver.base.wire_types import Nothing
from fairserver.companies.tables import Appearance, Company, Document, Exhibitor, Job
from fairserver.favourites import actions as favourites
from fairserver.invitations import actions
from fairserver.notices import actions as notices
from fairserver.people import grants
from fairserver.people.grants import NewGrant
from fairserver.people.rules import address
from fairserver.programmes.tables import Day, Place, Session, VenueDay
from fairserver.realtime.context import SocketContext
from fairserver.season import announce, write_roles
from fairserver.season.booth_values import company_values, exhibitor_values
from fairserver.season.in_use import refuse_attendance, refuse_sessions
from fairserver.season.messages import (
    InviteRepresentative,
    Saved,
    SaveExhibitor,
    Seen,
)
from fairserver.season.register_words import refuse_shared
from fairserver.season.write_exhibitors import ExhibitorValues, write_exhibitors
from fairserver.storage import row_versions


async def save_exhibitor(ctx: SocketContext, request: SaveExhibitor) -> Saved:
    """The company (of the register, where its number is known), its booth, and where it appears.

    Raises exhibitor.unknown, changed.meanwhile, exhibitor.number_taken, opening.unknown, company.shared.
    """
    unit, session = ctx.unit, ctx.unit.session
    company = await _known(session, request)
    await _refuse_unknown_openings(session, request)
    register = {
        "number": request.number,
        "name": request.name.model_dump(),
        "industry": request.industry.model_dump(),
        "cloth": request.cloth,
        "mon": request.mon,
        **company_values(request),
    }
    await refuse_shared(session, ctx.principal, request.edition, company, register, unit.now)
    name = request.name.model_dump()
    values = ExhibitorValues(company, register, exhibitor_values(request), request.openings, booth_name=name)
    place = (await write_exhibitors(unit, request.edition, [values], withdraw=True)).booths.rows[0]
    subject = f"place:{place.id}"
    await audit.write(unit, ctx.principal.named, request.edition, "exhibitor.save", subject, version=place.version)
    return Saved(id=place.id, version=place.version)


async def _known(session: AsyncSession, request: SaveExhibitor) -> int | None:
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
                raise FairError("exhibitor.number_taken")
        return by_number
    place = await row_versions.lock(session, Place, request.booth, request.version, "exhibitor.unknown")
    if place.edition_id != request.edition or place.exhibitor_id is None:
        raise FairError("exhibitor.unknown")
    exhibitor = await session.get_one(Exhibitor, place.exhibitor_id)
    if by_number not in (None, exhibitor.company_id):
        raise FairError("exhibitor.number_taken")
    return exhibitor.company_id


async def _refuse_unknown_openings(session: AsyncSession, request: SaveExhibitor) -> None:
    known = select(VenueDay.id).join(Day, Day.id == VenueDay.day_id).where(Day.edition_id == request.edition)
    if set(request.openings) - set(await session.scalars(known)):
        raise FairError("opening.unknown")


async def delete_exhibitor(ctx: SocketContext, request: Seen) -> Nothing:
    """Nobody was there yet: the company stays in the register.

    Raises exhibitor.unknown, changed.meanwhile, in_use.sessions, in_use.attendance.
    """
    unit, session = ctx.unit, ctx.unit.session
    place = await row_versions.lock(session, Place, request.thing, request.version, "exhibitor.unknown")
    if place.edition_id != request.edition or place.kind != "booth" or place.exhibitor_id is None:
        raise FairError("exhibitor.unknown")
    exhibitor = await session.get_one(Exhibitor, place.exhibitor_id)
    await refuse_sessions(session, select(Session.id).where(Session.exhibitor_id == exhibitor.id))
    await refuse_attendance(session, place.id)
    for kind in (Appearance, Job, Document):
        await session.execute(delete(kind).where(kind.exhibitor_id == exhibitor.id))
    await favourites.forget_booths(unit, [place.id])
    await notices.forget_place(unit, request.edition, place.id)
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
        unit,
        ctx.public_url,
        mail_to,
        name,
        request.language,
        "representative",
        place.edition_id,
        granted=False,
    )
    role = NewGrant(link.person_id, "representative", "company", company, place.edition_id)
    await write_roles.give(unit, [role])
    subject = f"person:{link.person_id}"
    await audit.write(unit, ctx.principal.named, place.edition_id, "people.invite", subject, role="representative")
    return Nothing()
