"""Signing in by a link or a code, and signing out.

Links are confirmed by POST, so that a mail scanner that opens them uses none up. Their tokens travel in the fragment
of the address, which browsers send to no server and put in no Referer (RFC 9110 §10.1.3). The kinds of link are
described in `invitations/sign_in_links.py`.
"""

import secrets
from typing import Any

from fairserver.account.messages import AskLink, EnterCode, LinkAsked, LinkShown, ShowLink
from fairserver.base.errors import FairError
from fairserver.base.settings import Settings
from fairserver.base.wire_types import Nothing
from fairserver.delivery.journal import Journal, UnitOfWork
from fairserver.invitations import sign_in_links
from fairserver.invitations.rules import AGAIN_SECONDS, LIVES, hashed_code, six_digits
from fairserver.jobs import scheduled
from fairserver.mail import outbox
from fairserver.people import logins
from fairserver.people.queries import find, person_by_address
from fairserver.people.rules import address, browser_name, hashed
from fairserver.web.demo_only_local import refuse_persona_unless_local
from fairserver.web.http_context import HttpContext

SEND_LINK = "sign_in.send_link"  # the kind of the job that answers `ask_link`


async def ask_link(ctx: HttpContext, request: AskLink) -> LinkAsked:
    """Send a sign-in link and a code to a mail address. The answer, and the time it takes, is the same whether the
    address is known or not (OWASP ASVS 5.0, 6.3.8): a job looks that up (`send_link`).

    Raises address.invalid, and rate.exceeded: after five mails to it in ten minutes that one browser asked for; after
    more from one network, or in all. The last two do not hold for a browser that has signed in with the address before:
    strangers who ask for somebody's address use up their own mails only.
    """
    mail_to = address(request.email)
    await ctx.rates.take("5/10 minutes", "sign-in", hashed(ctx.browser or ctx.client), mail_to)
    try:
        await ctx.rates.take("20/10 minutes", "sign-in", ctx.client, mail_to)
        await ctx.rates.take("30/10 minutes", "sign-in", "anybody", mail_to)
    except FairError:
        if not await _signed_in_before(ctx, mail_to):
            raise
    browser = _browser(ctx)  # the same secret for every mail, so that all of them work
    token, code = secrets.token_urlsafe(32), six_digits(secrets.randbelow)
    asked = {"address": mail_to, "token": token, "code": code, "browser_hash": hashed(browser),
             "code_hash": hashed_code(code, browser)}  # fmt: skip
    async with ctx.journal.writing() as unit:
        await scheduled.add(unit, "wall", unit.wall, SEND_LINK, f"{SEND_LINK}:{hashed(token)}", **asked)
    return LinkAsked(again_in=AGAIN_SECONDS)


async def _signed_in_before(ctx: HttpContext, mail_to: str) -> bool:
    """Whether this browser has signed in as the person with this mail address."""
    if ctx.browser is None:
        return False
    async with ctx.journal.reading() as unit:
        person = await person_by_address(unit.session, mail_to)
        return person is not None and await sign_in_links.used_by(unit.session, person.id, ctx.browser)


def _browser(ctx: HttpContext) -> str:
    """The secret of this browser. It gets one if it has none, and keeps it for longer from now on."""
    browser = ctx.browser or secrets.token_urlsafe(32)
    ctx.remember_browser(browser)
    return browser


async def send_link(data: dict[str, Any], *, journal: Journal, settings: Settings) -> None:
    """The job that follows an `ask_link`: write the link, and the mail that carries it, to who is known. `data`: the
    address, token and code, and the hashes of the browser's secret and of its code.
    """
    token, code = data["token"], data["code"]
    async with journal.writing() as unit:
        person = await person_by_address(unit.session, data["address"])
        if person is None or await sign_in_links.find_link(unit.session, token) is not None:
            return
        sign_in_links.add_sign_in_link(unit, person.id, data["browser_hash"], hashed(token), data["code_hash"])
        details = {"name": person.name, "link": f"{settings.public_url}/link#{token}", "code": code}
        await outbox.write(unit, data["address"], person.language, "sign_in", try_for=LIVES["sign-in"], **details)


async def enter_code(ctx: HttpContext, request: EnterCode) -> Nothing:
    """Sign in by the code of a mail that was read on another device. The browser must be the one that asked.

    Raises code.wrong, and rate.exceeded after ten tries in ten minutes. Five wrong codes void the browser's links.
    """
    browser = ctx.browser or ""
    await ctx.rates.take("10/10 minutes", "code", hashed(browser))
    async with ctx.journal.writing() as unit:
        asked = await sign_in_links.sign_in_links(unit, browser)
        tried = hashed_code(request.code.strip(), browser)
        right = next((link for link in asked if link.code_hash == tried), None)
        if right is not None:
            await sign_in_links.use_link(unit, right, browser)
            await _sign_in(ctx, unit, right.person_id)
        else:  # the count is committed here; the refusal is raised after the commit
            sign_in_links.count_wrong_code(unit, asked)
    if right is None:
        raise FairError("code.wrong")
    return Nothing()


async def show_link(ctx: HttpContext, request: ShowLink) -> LinkShown:
    """Whom a link signs in, without using it.

    Raises link.unknown, link.used, link.expired, link.other_browser, and demo.only_local for a persona's.
    """
    async with ctx.journal.reading() as unit:
        link = sign_in_links.check_link(
            await sign_in_links.find_link(unit.session, request.token), unit.wall, ctx.browser
        )
        if link.kind == "persona":
            refuse_persona_unless_local(ctx, link.person_id)
        person = await find(unit.session, link.person_id)
        return LinkShown.model_validate({"kind": link.kind, "name": person.name})


async def confirm_link(ctx: HttpContext, request: ShowLink) -> Nothing:
    """Sign in by a link. Raises what `show_link` raises."""
    async with ctx.journal.writing() as unit:
        found = await sign_in_links.find_link(unit.session, request.token, lock=True)
        link = sign_in_links.check_link(found, unit.wall, ctx.browser)
        if link.kind == "persona":
            refuse_persona_unless_local(ctx, link.person_id)
        await sign_in_links.use_link(unit, link, _browser(ctx))
        await _sign_in(ctx, unit, link.person_id)
    return Nothing()


async def _sign_in(ctx: HttpContext, unit: UnitOfWork, person_id: int) -> None:
    """Begin a login with a new token, and end the one that this browser had."""
    if (former := await logins.login_by_token(unit.session, ctx.token)) and former.ended_at is None:
        logins.close_login(unit, former)
    token = secrets.token_urlsafe(32)
    await logins.begin_login(unit, person_id, token, browser_name(ctx.user_agent))
    ctx.remember_login(token)


async def sign_out(ctx: HttpContext, _request: Nothing) -> Nothing:
    """End the login of this browser, if it has one, and forget its cookie."""
    async with ctx.journal.writing() as unit:
        row = await logins.login_by_token(unit.session, ctx.token)
        if row and row.ended_at is None:
            logins.close_login(unit, row)
    ctx.forget_login()
    return Nothing()
