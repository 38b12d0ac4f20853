"""The handlers of a page's requests to enter and to leave a place."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.presence.messages import Enter, Entered, Leave
from fairserver.presence.places import Places
from fairserver.presence.rules import role_here
from fairserver.programmes.queries import find_place
from fairserver.programmes.rules import PlaceFacts
from fairserver.realtime.context import LiveContext
from fairserver.realtime.scopes import ScopeKinds


async def about_enter(session: AsyncSession, request: Enter) -> Resource:
    """The place that somebody wants to enter. Raises place.unknown."""
    return (await find_place(session, request.place)).resource()


async def enter(ctx: LiveContext, request: Enter, *, places: Places, scopes: ScopeKinds) -> Entered:
    """Enter a place, and leave the one where this connection was. Entering it again changes nothing.

    Raises permission.denied, login.ended and busy.
    """
    place = PlaceFacts.of(ctx.resource)
    scopes.permit(ctx.principal, place.scope, ctx.resource)
    async with ctx.connection.moving:
        if ctx.connection.closed:
            raise FairError("login.ended")
        entered = await places.enter(ctx.connection, place, ctx.principal.grants)
        return await places.state(place, entered.capacity, role_here(ctx.principal.grants, ctx.resource), request.after)


async def leave(ctx: LiveContext, request: Leave, *, places: Places) -> Nothing:
    """Leave the place. Does nothing when the connection is not there. Raises busy."""
    async with ctx.connection.moving:
        current = places.of(ctx.connection.id)
        if current is not None and current.place == request.place:
            await places.leave(ctx.connection, "left")
    return Nothing()
