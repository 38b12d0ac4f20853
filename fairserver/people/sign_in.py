"""Three kinds of link in one table, all confirmed by POST, so that a mail scanner burns none.

sign-in: asked for, bound to the asking browser, 10 minutes, once; the mail also shows six digits to type there.
invitation: 30 days, once. persona: demo mode and loopback only. Tokens travel in the fragment of the address,
which browsers send to no server and put in no Referer.
"""

import secrets

import structlog
from sqlalchemy import Select, select

from fairserver.errors import FairError
from fairserver.http import Visit
from fairserver.journal import Unit
from fairserver.mail import outbox
from fairserver.people import invitations, logins
from fairserver.people.messages import AskLink, EnterCode, LinkAsked, LinkShown, ShowLink
from fairserver.people.records import Link, Person, check_link, person_by_address
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
from fairserver.wire import Nothing

log = structlog.get_logger()


async def ask_link(visit: Visit, request: AskLink) -> LinkAsked:
    """The same answer whether the address is known or not (ASVS 6.3.8)."""
    mail_to = address(request.email)
    await visit.fair.rates.take("5/10 minutes", "sign-in", mail_to)
    browser = visit.browser or secrets.token_urlsafe(32)  # asking twice leaves both mails good
    visit.remember_browser(browser)
    async with visit.fair.journal.writing() as unit:
        person = await person_by_address(unit.session, mail_to)
        if person is not None:
            await _send_link(unit, visit.fair.settings.public_url, mail_to, person, browser)
            unit.after_commit(visit.fair.due_written)
    return LinkAsked(again_in=AGAIN_SECONDS)


async def _send_link(unit: Unit, public_url: str, mail_to: str, person: Person, browser: str) -> None:
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


async def enter_code(visit: Visit, request: EnterCode) -> Nothing:
    """For mail read on the phone: the digits are typed in the browser that asked."""
    browser = visit.browser or ""
    await visit.fair.rates.take("10/10 minutes", "code", hashed(browser))
    async with visit.fair.journal.writing() as unit:
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
            await _come_in(visit, unit, right)
        else:  # counted in a unit that commits; the refusal follows
            for link in links:
                link.wrong_codes += 1
                if link.wrong_codes >= MOST_WRONG_CODES:
                    link.voided_at = unit.wall
    if right is None:
        raise FairError("code.wrong")
    return Nothing()


async def show_link(visit: Visit, request: ShowLink) -> LinkShown:
    """Who the link is for; consumes nothing."""
    async with visit.fair.journal.reading() as unit:
        link = _usable(visit, unit, await unit.session.scalar(_with_token(request.token)))
        person = await unit.session.get_one(Person, link.person_id)
        return LinkShown.model_validate({"kind": link.kind, "name": person.name})


async def confirm_link(visit: Visit, request: ShowLink) -> Nothing:
    """Locked, so that two clicks at once are one use."""
    async with visit.fair.journal.writing() as unit:
        link = await unit.session.scalar(_with_token(request.token).with_for_update())
        await _come_in(visit, unit, _usable(visit, unit, link))
    return Nothing()


def _with_token(token: str) -> Select[Link]:
    return select(Link).where(Link.token_hash == hashed(token))


def _usable(visit: Visit, unit: Unit, found: Link | None) -> Link:
    link = check_link(found, unit.wall, visit.browser)
    if link.kind == "persona" and not visit.may_be_persona:
        log.warning("persona.refused", client=visit.client, person=link.person_id)
        raise FairError("page.forbidden")
    return link


async def _come_in(visit: Visit, unit: Unit, link: Link) -> None:
    link.used_at = unit.wall
    if link.kind == "invitation":
        invitations.tell_used(unit, link)
    if (former := await logins.login_by_token(unit.session, visit.token)) and former.ended_at is None:
        logins.close_login(unit, former)
        ended = former.id
        unit.after_commit(lambda: visit.fair.login_ended(ended))
    token = secrets.token_urlsafe(32)
    await logins.begin_login(unit, link.person_id, token, browser_name(visit.user_agent))
    visit.remember_login(token)


async def sign_out(visit: Visit, _request: Nothing) -> Nothing:
    async with visit.fair.journal.writing() as unit:
        row = await logins.login_by_token(unit.session, visit.token)
        if row and row.ended_at is None:
            logins.close_login(unit, row)
            ended = row.id
            unit.after_commit(lambda: visit.fair.login_ended(ended))
    visit.forget_login()
    return Nothing()
