"""An invitation lives 30 days, works once, and is voided by the next one."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select

from fairserver.access import audit
from fairserver.base.errors import FairError
from fairserver.base.text_cleaning import clean_line
from fairserver.base.wire_types import Nothing
from fairserver.delivery.journal import UnitOfWork
from fairserver.invitations.announcements import announce_invitations
from fairserver.invitations.messages import Invite, OneInvitation
from fairserver.invitations.tables import Link
from fairserver.mail import outbox
from fairserver.people import grants
from fairserver.people import queries as people
from fairserver.people.messages import LONGEST_NAME
from fairserver.people.new_people import NewPerson, make_people
from fairserver.people.rules import LIVES, address, hashed
from fairserver.realtime.context import SocketContext
from fairserver.storage.upsert import chunks


async def invite(ctx: SocketContext, request: Invite) -> Nothing:
    """Once more for the same address is a resend."""
    unit, mail_to = ctx.unit, address(request.email)
    name = clean_line(request.name, LONGEST_NAME)
    link = await send(unit, ctx.public_url, mail_to, name, request.language, request.role, request.edition)
    await audit.write(
        unit, ctx.principal.named, request.edition, "people.invite", f"person:{link.person_id}", role=request.role
    )
    return Nothing()


async def send(
    unit: UnitOfWork,
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
    person = await people.person_by_address(unit.session, mail_to)
    if person is None:
        made = await make_people(unit, [NewPerson(mail_to, name, language=language)])
        person = await people.find(unit.session, made[mail_to])
    if granted:
        await grants.give(unit, [grants.edition_grant(person.id, role, edition)])
    invited = Invited(person.id, mail_to, person.name, person.language, invited_as=name)
    return (await send_all(unit, public_url, edition, role, [invited]))[0]


@dataclass(frozen=True)
class Invited:
    """A known person to write to. `invited_as`: the name the organiser's list shows; empty: `name`."""

    person: int
    address: str
    name: str
    language: str
    invited_as: str = ""


async def send_all(
    unit: UnitOfWork, public_url: str, edition: int, role: str, invited: Sequence[Invited]
) -> list[Link]:
    """Write to people who have their role already, or apply for it: a link each, and the mail that carries it. An
    earlier invitation to the edition that was not used is void from now. The organisers' desk is told.
    """
    links, letters = [], []
    for some in chunks(invited):
        gone = await _void(unit, [one.person for one in some], edition)
        tokens = [secrets.token_urlsafe(32) for _one in some]
        rows = [_link(unit, one, role, edition, token) for one, token in zip(some, tokens, strict=True)]
        made = list(await unit.session.scalars(insert(Link).returning(Link, sort_by_parameter_order=True), rows))
        letters += [
            (one.address, one.language, {"name": one.name, "link": f"{public_url}/link#{token}"})
            for one, token in zip(some, tokens, strict=True)
        ]
        announce_invitations(unit, edition, made, gone)
        links += made
    await outbox.write_all(unit, "invitation", letters)
    return links


def _link(unit: UnitOfWork, one: Invited, role: str, edition: int, token: str) -> dict[str, Any]:
    return {"kind": "invitation", "token_hash": hashed(token), "person_id": one.person, "edition_id": edition,
            "address": one.address, "name": one.invited_as or one.name, "role": role, "created_at": unit.wall,
            "expires_at": unit.wall + LIVES["invitation"]}  # fmt: skip


async def _void(unit: UnitOfWork, person_ids: Sequence[int], edition: int) -> list[int]:
    """What a new invitation replaces on the desk: open, expired and revoked ones; used ones stay."""
    rows = await unit.session.scalars(
        select(Link).where(
            Link.kind == "invitation",
            Link.person_id.in_(person_ids),
            Link.edition_id == edition,
            Link.used_at.is_(None),
        )
    )
    gone = []
    for row in rows:
        row.voided_at = row.voided_at or unit.wall
        gone.append(row.id)
    return gone


@dataclass(frozen=True)
class Revoked:
    """Whose invitation it was, to what, and whether they came another way."""

    person: int
    role: str
    edition: int
    came: bool


async def resend(ctx: SocketContext, request: OneInvitation) -> tuple[Link, bool]:
    """A fresh link to the same address, in the person's language; and whether the former was revoked.

    Raises invitation.used, invitation.unknown, and invitation.revoked for a representative's that was.
    """
    unit = ctx.unit
    row = await _unused(unit, request.invitation)
    person = await people.find(unit.session, row.person_id)
    was_revoked = row.voided_at is not None
    narrow = row.role == "representative"  # of which company, the invitation does not say
    if narrow and was_revoked:
        raise FairError("invitation.revoked")
    public_url = ctx.public_url
    link = await send(
        unit, public_url, row.address, row.name, person.language, row.role, row.edition_id, granted=not narrow
    )
    subject = f"person:{row.person_id}"
    await audit.write(unit, ctx.principal.named, row.edition_id, "people.invite", subject, role=row.role)
    return link, was_revoked


async def revoke(ctx: SocketContext, request: OneInvitation) -> Revoked:
    """It opens nothing any more. Raises invitation.used (withdraw the role instead), invitation.unknown."""
    unit = ctx.unit
    row = await _unused(unit, request.invitation)
    if row.voided_at is None:
        row.voided_at = unit.wall
        announce_invitations(unit, row.edition_id, [row], [])
        subject = f"person:{row.person_id}"
        await audit.write(unit, ctx.principal.named, row.edition_id, "invitation.revoke", subject, role=row.role)
    came = await people.has_signed_in(unit.session, row.person_id)
    return Revoked(row.person_id, row.role, row.edition_id, came)


async def _unused(unit: UnitOfWork, invitation: int) -> Link:
    row = await unit.session.get_one(Link, invitation, with_for_update=True)
    if row.used_at is not None:
        raise FairError("invitation.used")
    if not row.address:  # the person was erased
        raise FairError("invitation.unknown")
    return row
