"""Inviting people, sending an invitation again and revoking it.

An invitation works once, within 30 days, until a newer one to the same person and edition replaces it.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.base.text_cleaning import clean_line
from fairserver.delivery.journal import Journal, UnitOfWork
from fairserver.invitations.announcements import announce_invitations
from fairserver.invitations.messages import Invite, OneInvitation, ResendInvitation
from fairserver.invitations.rules import LIVES
from fairserver.invitations.tables import Link
from fairserver.mail import outbox
from fairserver.people import grants
from fairserver.people import queries as people
from fairserver.people.messages import LONGEST_NAME
from fairserver.people.new_people import NewPerson, correct_address, make_people
from fairserver.people.rules import address, hashed
from fairserver.programmes.queries import about_edition
from fairserver.realtime.context import SocketContext
from fairserver.storage.upsert import chunks


async def about_invite(session: AsyncSession, request: Invite) -> Resource:
    """The edition that somebody is invited to. Raises edition.unknown."""
    return await about_edition(session, request.edition)


async def about_invitation(session: AsyncSession, request: OneInvitation) -> Resource:
    """The edition that an invitation is to. Raises invitation.unknown."""
    row = await session.get(Link, request.invitation)
    if row is None or row.kind != "invitation":
        raise FairError("invitation.unknown")
    return Resource(edition=row.edition_id)


UNDELIVERED = "invitation.undelivered"  # the kind of the job below


async def invite(ctx: SocketContext, request: Invite) -> Link:
    """Invite a person to an edition in a role. The link; once more for the same address makes a new one.

    Raises address.invalid, text.empty and text.too_long (the name).
    """
    unit, mail_to = ctx.unit, address(request.email)
    name = clean_line(request.name, LONGEST_NAME)
    link = await send(unit, ctx.public_url, mail_to, name, request.language, request.role, request.edition)
    await audit.write(
        unit, ctx.principal.named, request.edition, "people.invite", f"person:{link.person_id}", role=request.role
    )
    return link


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
    """Make a person, unless one has the address; give the role; write the link and the mail that carries it. Earlier
    invitations to the edition that were not used are void from now.

    `edition`: 0 for the organisation. `granted`: give the role; else the person has it, or applies for it.
    """
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
    """A person who is known, to write to. `invited_as`: the name that the desk lists; empty for `name`."""

    person: int
    address: str
    name: str
    language: str
    invited_as: str = ""


async def send_all(
    unit: UnitOfWork, public_url: str, edition: int, role: str, invited: Sequence[Invited]
) -> list[Link]:
    """Write a link, and the mail that carries it, for each of these people, who have their role already or apply for
    it. Earlier invitations to the edition that were not used are void from now. The organisers' desk is told.
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
        await announce_invitations(unit, edition, made, gone)
        links += made
    mails = await outbox.write_all(unit, "invitation", letters, on_failure=UNDELIVERED)
    for few in chunks(links):
        for link in few:
            link.mail_id = mails[link.address]
        await unit.session.flush()
    return links


async def tell_undelivered(data: dict[str, Any], *, journal: Journal) -> None:
    """The job that follows a mail (`data["mail"]`) that could not be delivered: tell the organisers' desk."""
    async with journal.writing() as unit:
        rows = list(await unit.session.scalars(select(Link).where(Link.mail_id == data["mail"], Link.address != "")))
        for row in rows:
            await announce_invitations(unit, row.edition_id, [row], [])


def _link(unit: UnitOfWork, one: Invited, role: str, edition: int, token: str) -> dict[str, Any]:
    return {"kind": "invitation", "token_hash": hashed(token), "person_id": one.person, "edition_id": edition,
            "address": one.address, "name": one.invited_as or one.name, "role": role, "created_at": unit.wall,
            "expires_at": unit.wall + LIVES["invitation"]}  # fmt: skip


async def _void(unit: UnitOfWork, person_ids: Sequence[int], edition: int) -> list[int]:
    """Void the invitations of these people to an edition, except used ones. The ids of all that are not used, which the
    desk lists no more.
    """
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
    """An invitation that was revoked: whose, in what role, to what; and whether the person ever signed in (`came`)."""

    person: int
    role: str
    edition: int
    came: bool


async def resend(ctx: SocketContext, request: ResendInvitation) -> tuple[Link, bool]:
    """Send a new link to the same address, or to a corrected one, in the person's language. The new link, and whether
    the former was revoked.

    Raises invitation.used, invitation.unknown (the person was erased), invitation.revoked for a revoked one of a
    representative, because an invitation does not say of which company; and address.invalid, address.kept and
    address.taken.
    """
    unit = ctx.unit
    row = await _unused(unit, request.invitation)
    person = await people.find(unit.session, row.person_id)
    was_revoked = row.voided_at is not None
    narrow = row.role == "representative"
    if narrow and was_revoked:
        raise FairError("invitation.revoked")
    mail_to = row.address if request.email is None else address(request.email)
    if mail_to != row.address:
        await correct_address(unit, person.id, row.address, mail_to)
    public_url = ctx.public_url
    link = await send(
        unit, public_url, mail_to, row.name, person.language, row.role, row.edition_id, granted=not narrow
    )
    subject = f"person:{row.person_id}"
    await audit.write(unit, ctx.principal.named, row.edition_id, "people.invite", subject, role=row.role)
    return link, was_revoked


async def revoke(ctx: SocketContext, request: OneInvitation) -> Revoked:
    """Make an invitation useless. Twice is as once. The roles that it gave are left to the caller.

    Raises invitation.used (the role must be withdrawn instead) and invitation.unknown (the person was erased).
    """
    unit = ctx.unit
    row = await _unused(unit, request.invitation)
    if row.voided_at is None:
        row.voided_at = unit.wall
        await announce_invitations(unit, row.edition_id, [row], [])
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
