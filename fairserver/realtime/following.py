"""The requests to follow a scope that is not a place: one's own, a desk, the timetable."""

from fairserver.access.principal import permit
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.realtime.context import LiveContext, SocketRequest, about_requester
from fairserver.realtime.messages import Follow, Followed, Unfollow
from fairserver.realtime.scopes import ScopeKinds
from fairserver.realtime.snapshots import Snapshots


async def follow(ctx: LiveContext, request: Follow, *, scopes: ScopeKinds, snapshots: Snapshots) -> Followed:
    """Follow a scope: the reply is its state, or the changes that the page has missed; later changes are sent.

    Raises scope.unknown, permission.denied, login.ended, busy, and scope.is_place: a place is followed by entering it,
    so that everybody who sees what happens there is counted.
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
    """Stop following a scope. Does nothing for a place, which is left by `place.leave`. Raises scope.unknown."""
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
        rate="60/10 seconds",
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
        rate="60/10 seconds",
        does="live",
        example={"scope": "edition:1/desk"},
    ),
)
