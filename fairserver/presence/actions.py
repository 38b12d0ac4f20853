"""Entering and leaving places; following a scope."""

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing, ResumePoint
from fairserver.delivery.journal import NumberedChange
from fairserver.figures.rules import Stay as Counted
from fairserver.presence.attendance import OpenStay
from fairserver.presence.messages import ChangeMessage, Enter, Entered, Follow, Followed, Leave, Unfollow
from fairserver.presence.rules import capacity
from fairserver.presence.tables import Attendance
from fairserver.programmes.queries import find_place, standing_places
from fairserver.programmes.rules import ONLINE
from fairserver.realtime.context import Connection, SocketContext, find_scope, permit, permit_in_place


async def about_enter(session: AsyncSession, request: Enter | Leave) -> Resource:
    return (await find_place(session, request.place)).resource()


async def about_nothing(_session: AsyncSession, _request: Any) -> Resource:
    """Then the door asks about the person who asks."""
    return Resource()


async def enter(ctx: SocketContext, request: Enter) -> Entered:
    """Follow the place's scope, be counted in it, and get what it holds. One place per connection."""
    connection = _socket(ctx)
    place = await find_place(ctx.unit.session, request.place)  # which `about_enter` has looked up
    permit_in_place(ctx, place.scope)
    async with connection.moving:
        if connection.closed:
            raise FairError("login.ended")
        stay = ctx.fair.stays.of(connection.id)
        if stay is None or stay.place != place.id:
            if stay is not None:
                await walk_out(ctx, stay, "left")
            as_ = capacity(ctx.principal.grants, ctx.resource)
            stay = OpenStay(ctx.principal.person, place.id, place.path, connection.id, as_)
            await connection.follow(place.scope)
            try:
                await ctx.fair.stays.begin(stay)
            except FairError:
                await connection.unfollow(place.scope)
                raise
            ctx.fair.presence.join(place.path, stay.person, connection.id, counted=stay.capacity == "audience")
        followed = await _state(ctx, place.scope, request.after)
        return Entered(
            **dict(followed),
            capacity=stay.capacity,
            here=await ctx.fair.announcer.here(place.path),
            counts=await ctx.fair.announcer.counts(place.path),
        )


async def leave(ctx: SocketContext, request: Leave) -> Nothing:
    connection = _socket(ctx)
    async with connection.moving:
        stay = ctx.fair.stays.of(connection.id)
        if stay is not None and stay.place == request.place:
            await walk_out(ctx, stay, "left")
    return Nothing()


async def walk_out(ctx: SocketContext, stay: OpenStay, ended: str) -> None:
    """Called with the connection's `moving` held."""
    ctx.fair.presence.leave(stay.path, stay.person, stay.connection)
    if ctx.connection:
        await ctx.connection.unfollow(stay.path.rpartition("/")[2])
    await ctx.fair.stays.end(stay, ended)


async def follow(ctx: SocketContext, request: Follow) -> Followed:
    """A scope that is no place: my own, a desk. Places are followed by entering them, so nobody looks on uncounted."""
    connection = _socket(ctx)
    kind, _number = find_scope(ctx.fair.scopes, request.scope)
    if kind.is_place:
        raise FairError("scope.is_place")
    permit(ctx.principal, (kind.action,), await ctx.fair.snapshots.about(request.scope))
    async with connection.moving:
        if connection.closed:
            raise FairError("login.ended")
        await connection.follow(request.scope)
    return await _state(ctx, request.scope, request.after)


async def unfollow(ctx: SocketContext, request: Unfollow) -> Nothing:
    connection = _socket(ctx)
    stay = ctx.fair.stays.of(connection.id)
    if stay is None or stay.path.rpartition("/")[2] != request.scope:
        await connection.unfollow(request.scope)
    return Nothing()


async def _state(ctx: SocketContext, scope: str, after: ResumePoint | None) -> Followed:
    """Taken after following began, so nothing falls between the snapshot and the first change."""
    if after and (missed := await ctx.fair.snapshots.missed(scope, after)):
        (epoch, seq), frames = missed
        return Followed(scope=scope, epoch=epoch, seq=seq, events=[as_message(frame) for frame in frames])
    snapshot = await ctx.fair.snapshots.get(scope)
    epoch, seq = snapshot.position
    return Followed(scope=scope, epoch=epoch, seq=seq, state=snapshot.state)


def as_message(frame: NumberedChange) -> ChangeMessage:
    return ChangeMessage(
        scope=frame.scope, epoch=frame.epoch, seq=frame.seq, type=frame.type, put=frame.put, drop=frame.drop
    )


def _socket(ctx: SocketContext) -> Connection:
    if ctx.connection is None:
        raise FairError("permission.denied")
    return ctx.connection


async def has_attendance(session: AsyncSession, *, place: int = 0, during: int = 0) -> bool:
    """Whether anyone was ever there, or in that session: figures stand on it, so it is not deleted."""
    query = select(Attendance.id).where(or_(Attendance.place_id == place, Attendance.session_id == during))
    return await session.scalar(query.limit(1)) is not None


async def stays_in(session: AsyncSession, edition: int) -> list[Counted]:
    """Every attendance at an edition's places: what figures are made of. Over a socket one is at the online venue;
    who was checked in, or is on an imported list, was where the place stands.
    """
    venues = {place.id: place.venue for place in await standing_places(session, edition)}
    rows = await session.execute(
        select(
            Attendance.person_id, Attendance.started_at, Attendance.ended_at, Attendance.place_id, Attendance.source,
            Attendance.capacity,
        ).where(Attendance.place_id.in_(venues))
    )  # fmt: skip
    return [
        Counted(person, start, end, place, ONLINE if source == "socket" else venues[place], capacity)
        for person, start, end, place, source, capacity in rows
    ]
