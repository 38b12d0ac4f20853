"""Three kinds of link in one table, all confirmed by POST, so that a mail scanner burns none.

sign-in: asked for, bound to the asking browser, 10 minutes, once; the mail also shows six digits to type there.
invitation: 30 days, once. persona: demo mode and loopback only. Tokens travel in the fragment of the address,
which browsers send to no server and put in no Referer.
"""

import secrets

import structlog
from sqlalchemy import Select, select

from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.delivery.journal import UnitOfWork
from fairserver.invitations import actions
from fairserver.mail import outbox
from fairserver.people import logins
from fairserver.people.messages import AskLink, EnterCode, LinkAsked, LinkShown, ShowLink
from fairserver.people.rules import (
    AGAIN_SECONDS,
    LIVES,
    MOST_WRONG_CODES,
    address,
    browser_name,
    hashed,
    hashed_code,
    six_digits,
)
from fairserver.people.tables import Link, Person, check_link, person_by_address
from fairserver.web.http import HttpContext

log = structlog.get_logger()


async def ask_link(ctx: HttpContext, request: AskLink) -> LinkAsked:
    """The same answer whether the address is known or not (ASVS 6.3.8)."""
    mail_to = address(request.email)
    await ctx.rates.take("5/10 minutes", "sign-in", mail_to)
    browser = ctx.browser or secrets.token_urlsafe(32)  # asking twice leaves both mails good
    ctx.remember_browser(browser)
    async with ctx.journal.writing() as unit:
        person = await person_by_address(unit.session, mail_to)
        if person is not None:
            await _send_link(unit, ctx.settings.public_url, mail_to, person, browser)
    return LinkAsked(again_in=AGAIN_SECONDS)


async def _send_link(unit: UnitOfWork, public_url: str, mail_to: str, person: Person, browser: str) -> None:
    token, code = secrets.token_urlsafe(32), six_digits(secrets.randbelow)
    unit.session.add(
        Link(
            kind="sign-in",
            token_hash=hashed(token),
            person_id=person.id,
            browser_hash=hashed(browser),
            code_hash=hashed_code(code, browser),
            created_at=unit.wall,
            expires_at=unit.wall + LIVES["sign-in"],
        )
    )
    link = f"{public_url}/link#{token}"
    await outbox.write(unit, mail_to, person.language, "sign_in", name=person.name, link=link, code=code)


async def enter_code(ctx: HttpContext, request: EnterCode) -> Nothing:
    """For mail read on the phone: the digits are typed in the browser that asked."""
    browser = ctx.browser or ""
    await ctx.rates.take("10/10 minutes", "code", hashed(browser))
    async with ctx.journal.writing() as unit:
        asked = select(Link).where(
            Link.kind == "sign-in",
            Link.browser_hash == hashed(browser),
            Link.used_at.is_(None),
            Link.voided_at.is_(None),
            Link.expires_at > unit.wall,
        )
        links = (await unit.session.scalars(asked.with_for_update())).all()
        tried = hashed_code(request.code.strip(), browser)
        right = next((link for link in links if link.code_hash == tried), None)
        if right is not None:
            await _come_in(ctx, unit, right)
        else:  # counted in a unit that commits; the refusal follows
            for link in links:
                link.wrong_codes += 1
                if link.wrong_codes >= MOST_WRONG_CODES:
                    link.voided_at = unit.wall
    if right is None:
        raise FairError("code.wrong")
    return Nothing()


async def show_link(ctx: HttpContext, request: ShowLink) -> LinkShown:
    """Who the link is for; consumes nothing."""
    async with ctx.journal.reading() as unit:
        link = _usable(ctx, unit, await unit.session.scalar(_with_token(request.token)))
        person = await unit.session.get_one(Person, link.person_id)
        return LinkShown.model_validate({"kind": link.kind, "name": person.name})


async def confirm_link(ctx: HttpContext, request: ShowLink) -> Nothing:
    """Locked, so that two clicks at once are one use."""
    async with ctx.journal.writing() as unit:
        link = await unit.session.scalar(_with_token(request.token).with_for_update())
        await _come_in(ctx, unit, _usable(ctx, unit, link))
    return Nothing()


def _with_token(token: str) -> Select[Link]:
    return select(Link).where(Link.token_hash == hashed(token))


def _usable(ctx: HttpContext, unit: UnitOfWork, found: Link | None) -> Link:
    link = check_link(found, unit.wall, ctx.browser)
    if link.kind == "persona" and not ctx.may_be_persona:
        log.warning("persona.refused", client=ctx.client, person=link.person_id)
        raise FairError("demo.only_local")
    return link


async def _come_in(ctx: HttpContext, unit: UnitOfWork, link: Link) -> None:
    link.used_at = unit.wall
    if link.kind == "invitation":
        actions.tell_used(unit, link)
    if (former := await logins.login_by_token(unit.session, ctx.token)) and former.ended_at is None:
        logins.close_login(unit, former)
    token = secrets.token_urlsafe(32)
    await logins.begin_login(unit, link.person_id, token, browser_name(ctx.user_agent))
    ctx.remember_login(token)


async def sign_out(ctx: HttpContext, _request: Nothing) -> Nothing:
    async with ctx.journal.writing() as unit:
        row = await logins.login_by_token(unit.session, ctx.token)
        if row and row.ended_at is None:
            logins.close_login(unit, row)
    ctx.forget_login()
    return Nothing()
