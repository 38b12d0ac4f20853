"""Entering and leaving a place, as a page asks for it."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.presence.messages import Enter, Entered, Leave
from fairserver.presence.places import Places
from fairserver.presence.rules import capacity
from fairserver.programmes.queries import find_place
from fairserver.programmes.rules import PlaceFacts
from fairserver.realtime.context import LiveContext
from fairserver.realtime.scopes import ScopeKinds


async def about_enter(session: AsyncSession, request: Enter) -> Resource:
    """Raises place.unknown."""
    return (await find_place(session, request.place)).resource()


async def enter(ctx: LiveContext, request: Enter, *, places: Places, scopes: ScopeKinds) -> Entered:
    """One place per connection. Raises permission.denied, login.ended and busy."""
    place = PlaceFacts.of(ctx.resource)
    scopes.permit(ctx.principal, place.scope, ctx.resource)
    async with ctx.connection.moving:
        if ctx.connection.closed:
            raise FairError("login.ended")
        stay = places.of(ctx.connection.id)
        within = stay.capacity if stay and stay.place == place.id else capacity(ctx.principal.grants, ctx.resource)
        await places.enter(ctx.connection, place, within)
        return await places.state(place, within, request.after)


async def leave(ctx: LiveContext, request: Leave, *, places: Places) -> Nothing:
    """Does nothing when the connection is not in that place."""
    async with ctx.connection.moving:
        stay = places.of(ctx.connection.id)
        if stay is not None and stay.place == request.place:
            await places.leave(ctx.connection, "left")
    return Nothing()
