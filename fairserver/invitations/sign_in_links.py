"""Links that sign a person in: finding them, checking them, and noting that they were used.

Three kinds stand in one table. A sign-in link is asked for, works once within 10 minutes, and only in the browser that
asked; its mail also shows six digits to type there. An invitation works once within 30 days. A persona's link works
again and again, in demo mode.
"""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.errors import FairError
from fairserver.delivery.journal import UnitOfWork
from fairserver.invitations.announcements import announce_invitations
from fairserver.invitations.rules import LIVES, MOST_WRONG_CODES
from fairserver.invitations.tables import Link
from fairserver.people.rules import hashed


def check_link(link: Link | None, now: datetime, browser: str | None) -> Link:
    """The link, if it may be used now from the browser that holds the secret `browser`.

    Raises link.unknown (also when a newer one replaced it), link.used, link.expired, link.other_browser.
    """
    if link is None or link.voided_at is not None:
        raise FairError("link.unknown")
    if link.used_at is not None and link.kind != "persona":
        raise FairError("link.used")
    if link.expires_at <= now:
        raise FairError("link.expired")
    if link.kind == "sign-in" and (browser is None or link.browser_hash != hashed(browser)):
        raise FairError("link.other_browser")
    return link


async def find_link(session: AsyncSession, token: str, *, lock: bool = False) -> Link | None:
    """The link with this token. `lock`: until the transaction ends nobody else gets it, so that two clicks are one
    use.
    """
    query = select(Link).where(Link.token_hash == hashed(token))
    found: Link | None = await session.scalar(query.with_for_update() if lock else query)
    return found


def add_sign_in_link(unit: UnitOfWork, person_id: int, browser_hash: str, token_hash: str, code_hash: str) -> None:
    """Write a sign-in link for the browser whose secret has the hash `browser_hash`."""
    unit.session.add(
        Link(
            kind="sign-in",
            token_hash=token_hash,
            person_id=person_id,
            browser_hash=browser_hash,
            code_hash=code_hash,
            created_at=unit.wall,
            expires_at=unit.wall + LIVES["sign-in"],
        )
    )


async def sign_in_links(unit: UnitOfWork, browser: str) -> Sequence[Link]:
    """The sign-in links that this browser asked for and may still use, locked until the transaction ends."""
    asked = select(Link).where(
        Link.kind == "sign-in",
        Link.browser_hash == hashed(browser),
        Link.used_at.is_(None),
        Link.voided_at.is_(None),
        Link.expires_at > unit.wall,
    )
    return (await unit.session.scalars(asked.with_for_update())).all()


def count_wrong_code(unit: UnitOfWork, links: Sequence[Link]) -> None:
    """Note that a wrong code was typed for these sign-in links. After MOST_WRONG_CODES they are void."""
    for link in links:
        link.wrong_codes += 1
        if link.wrong_codes >= MOST_WRONG_CODES:
            link.voided_at = unit.wall


async def used_by(session: AsyncSession, person_id: int, browser: str) -> bool:
    """Whether the browser with this secret has ever used a link of this person."""
    used = select(Link.id).where(
        Link.person_id == person_id, Link.browser_hash == hashed(browser), Link.used_at.is_not(None)
    )
    return await session.scalar(used.limit(1)) is not None


async def use_link(unit: UnitOfWork, link: Link, browser: str) -> None:
    """Note that a link was used, by the browser with this secret. The organisers' desk is told of an invitation."""
    link.used_at, link.browser_hash = unit.wall, hashed(browser)
    if link.kind == "invitation":
        await announce_invitations(unit, link.edition_id, [link], [])
