"""Following a scope that is no place: my own, a desk, the timetable."""

from fairserver.access.principal import permit
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.realtime.context import LiveContext, SocketRequest, about_requester
from fairserver.realtime.messages import Follow, Followed, Unfollow
from fairserver.realtime.scopes import ScopeKinds
from fairserver.realtime.snapshots import Snapshots


async def follow(ctx: LiveContext, request: Follow, *, scopes: ScopeKinds, snapshots: Snapshots) -> Followed:
    """Raises scope.unknown, scope.is_place (a place is followed by entering it, so that nobody looks on uncounted),
    permission.denied and login.ended.
    """
    kind, _number = scopes.find(request.scope)
    if kind.is_place:
        raise FairError("scope.is_place")
    permit(ctx.principal, (kind.action,), await snapshots.resource(request.scope))
    async with ctx.connection.moving:
        if ctx.connection.closed:
            raise FairError("login.ended")
        await ctx.connection.follow(request.scope)
    return await snapshots.follow(request.scope, request.after)


async def unfollow(ctx: LiveContext, request: Unfollow, *, scopes: ScopeKinds) -> Nothing:
    """A place is left by leaving it: asked for one, this does nothing. Raises scope.unknown."""
    kind, _number = scopes.find(request.scope)
    if not kind.is_place:
        await ctx.connection.unfollow(request.scope)
    return Nothing()


REQUESTS = (
    SocketRequest(
        name="scope.follow",
        request=Follow,
        reply=Followed,
        act=follow,
        about=about_requester,
        actions=(),
        rate="30/10 seconds",
        does="live",
        example={"scope": "person:7"},
    ),
    SocketRequest(
        name="scope.unfollow",
        request=Unfollow,
        reply=Nothing,
        act=unfollow,
        about=about_requester,
        actions=(),
        rate="30/10 seconds",
        does="live",
        example={"scope": "edition:1/desk"},
    ),
)
