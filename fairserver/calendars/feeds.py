"""Feeds: secret addresses from which a calendar reads a person's programme."""

import secrets

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.calendars.messages import FeedMade, RevokeFeed
from fairserver.calendars.tables import CalendarFeed
from fairserver.calendars.views import feed_card
from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.people import logins
from fairserver.people.rules import hashed
from fairserver.realtime.context import SocketContext
from fairserver.web.http_context import HttpContext

MOST_FEEDS = 5


async def make_feed(ctx: HttpContext, _request: Nothing) -> FeedMade:
    """Make a feed and answer its address. A person has at most MOST_FEEDS: the oldest give way.

    This is an HTTP request, because replies over the socket are kept for a while and the address must not be.
    Raises login.missing and login.ended.
    """
    async with ctx.journal.writing() as unit:
        person = (await logins.signed_in(unit, ctx.token)).person
        return await _add_feed(unit, person, ctx.settings.public_url)


async def _add_feed(unit: UnitOfWork, person: int, public_url: str) -> FeedMade:
    rows = list(
        await unit.session.scalars(
            select(CalendarFeed).where(CalendarFeed.person_id == person).order_by(CalendarFeed.id)
        )
    )
    for old in rows[: max(0, len(rows) - MOST_FEEDS + 1)]:
        await _drop(unit, old)
    token = secrets.token_urlsafe(32)
    row = CalendarFeed(person_id=person, token_hash=hashed(token), created_at=unit.wall)
    unit.session.add(row)
    await unit.session.flush()
    unit.tell({f"person:{person}": Change("feed.changed", put={"feeds": {str(row.id): feed_card(row)}})})
    return FeedMade(feed=row.id, address=f"{public_url}/calendar/{token}.ics")


async def revoke_feed(ctx: SocketContext, request: RevokeFeed) -> Nothing:
    """Delete a feed: its address leads nowhere from now."""
    await _drop(ctx.unit, await ctx.unit.session.get_one(CalendarFeed, request.feed))
    return Nothing()


async def _drop(unit: UnitOfWork, row: CalendarFeed) -> None:
    await unit.session.delete(row)
    unit.tell({f"person:{row.person_id}": Change("feed.changed", drop={"feeds": [str(row.id)]})})


async def feed_by_token(session: AsyncSession, token: str) -> CalendarFeed | None:
    """The feed with this token; None when there is none, or when it was revoked."""
    found: CalendarFeed | None = await session.scalar(
        select(CalendarFeed).where(CalendarFeed.token_hash == hashed(token))
    )
    return found


async def about_feed(session: AsyncSession, request: RevokeFeed) -> Resource:
    """The person whose feed it is. Raises feed.unknown."""
    row = await session.get(CalendarFeed, request.feed)
    if row is None:
        raise FairError("feed.unknown")
    return Resource(person=row.person_id)
