"""An invitation lives 30 days, works once, and is voided by the next one."""

import secrets
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver import audit
from fairserver.door import Door
from fairserver.journal import Change, Entities, Unit
from fairserver.mail import outbox
from fairserver.people import actions
from fairserver.people.messages import LONGEST_NAME, InvitationCard, Invite
from fairserver.people.permissions import Context
from fairserver.people.records import Email, Link, Person, person_by_address
from fairserver.people.rules import LIVES, address, hashed
from fairserver.programmes.actions import about_edition
from fairserver.texts import clean_line
from fairserver.wire import Nothing


async def about_invitation(session: AsyncSession, request: Invite) -> Context:
    return await about_edition(session, request.edition)


async def invite(door: Door, request: Invite) -> Nothing:
    """Once more for the same address is a resend."""
    unit, mail_to = door.unit, address(request.email)
    name = clean_line(request.name, LONGEST_NAME)
    link = await send(
        unit, door.fair.settings.public_url, mail_to, name, request.language, request.role, request.edition
    )
    await audit.write(
        unit, door.who.named, request.edition, "people.invite", f"person:{link.person_id}", role=request.role
    )
    door.unit.after_commit(door.fair.due_written)
    return Nothing()


async def send(
    unit: Unit,
    public_url: str,
    mail_to: str,
    name: str,
    language: str,
    role: str,
    edition: int,
    *,
    granted: bool = True,
) -> Link:
    """The person, the grant, the link and its mail, in one unit. Not `granted`: the person applies first."""
    person = await person_by_address(unit.session, mail_to)
    if person is None:
        person = Person(name=name, language=language, created_at=unit.wall)
        unit.session.add(person)
        await unit.session.flush()
        unit.session.add(Email(address=mail_to, person_id=person.id))
    if granted:
        await actions.give(unit, person.id, role, "edition" if edition else "organisation", edition, edition)
    voided = await void_invitations(unit, person.id, edition)
    token = secrets.token_urlsafe(32)
    link = Link(
        kind="invitation",
        token_hash=hashed(token),
        person_id=person.id,
        edition_id=edition,
        address=mail_to,
        name=name,
        role=role,
        created_at=unit.wall,
        expires_at=unit.wall + LIVES["invitation"],
    )
    unit.session.add(link)
    await unit.session.flush()
    await outbox.write(
        unit, mail_to, person.language, "invitation", name=person.name, link=f"{public_url}/link#{token}"
    )
    put = {"invitations": {str(link.id): card(link)}}
    drop = {"invitations": [str(gone) for gone in voided]}
    unit.tell({f"edition:{edition}/desk": Change("people.invited", put=put, drop=drop)})
    return link


async def void_invitations(unit: Unit, person_id: int, edition: int) -> list[int]:
    rows = await unit.session.scalars(
        select(Link).where(
            Link.kind == "invitation",
            Link.person_id == person_id,
            Link.edition_id == edition,
            Link.used_at.is_(None),
            Link.voided_at.is_(None),
        )
    )
    voided = []
    for row in rows:
        row.voided_at = unit.wall
        voided.append(row.id)
    return voided


async def listed(session: AsyncSession, edition: int) -> Entities:
    rows = await session.scalars(
        select(Link).where(Link.kind == "invitation", Link.edition_id == edition, Link.voided_at.is_(None))
    )
    return {str(row.id): card(row) for row in rows}


def card(row: Link) -> dict[str, Any]:
    return InvitationCard(
        id=row.id,
        person=row.person_id,
        email=row.address,
        name=row.name,
        role=row.role,
        sent_at=row.created_at,
        used_at=row.used_at,
        expires_at=row.expires_at,
    ).out()


def tell_used(unit: Unit, row: Link) -> None:
    put = {"invitations": {str(row.id): card(row)}}
    unit.tell({f"edition:{row.edition_id}/desk": Change("people.invited", put=put)})
