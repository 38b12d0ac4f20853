"""Entering and leaving places; following a scope."""

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.door import Connection, Door, find_scope, permit, permit_inside
from fairserver.errors import FairError
from fairserver.figures.rules import Stay as Counted
from fairserver.journal import Frame
from fairserver.people.permissions import Context
from fairserver.presence.attendance import Stay
from fairserver.presence.messages import (
    ChangeMessage,
    Enter,
    Entered,
    Follow,
    Followed,
    Leave,
    Unfollow,
)
from fairserver.presence.records import Attendance
from fairserver.presence.rules import capacity
from fairserver.programmes.actions import find_place, standing_places
from fairserver.programmes.rules import ONLINE
from fairserver.wire import After, Nothing


async def about_enter(session: AsyncSession, request: Enter | Leave) -> Context:
    return (await find_place(session, request.place)).context()


async def about_nothing(_session: AsyncSession, _request: Any) -> Context:
    """Then the door asks about the person who asks."""
    return Context()


async def enter(door: Door, request: Enter) -> Entered:
    """Follow the place's scope, be counted in it, and get what it holds. One place per connection."""
    connection = _socket(door)
    place = await find_place(door.unit.session, request.place)  # which `about_enter` has looked up
    permit_inside(door, place.scope)
    async with connection.moving:
        if connection.closed:
            raise FairError("login.ended")
        stay = door.fair.stays.of(connection.id)
        if stay is None or stay.place != place.id:
            if stay is not None:
                await walk_out(door, stay, "left")
            as_ = capacity(door.who.grants, door.context)
            stay = Stay(door.who.person, place.id, place.path, connection.id, as_)
            await connection.follow(place.scope)
            try:
                await door.fair.stays.begin(stay)
            except FairError:
                await connection.unfollow(place.scope)
                raise
            door.fair.presence.join(place.path, stay.person, connection.id, counted=stay.capacity == "audience")
        followed = await _state(door, place.scope, request.after)
        return Entered(
            **dict(followed),
            capacity=stay.capacity,
            here=await door.fair.announcer.here(place.path),
            counts=await door.fair.announcer.counts(place.path),
        )


async def leave(door: Door, request: Leave) -> Nothing:
    connection = _socket(door)
    async with connection.moving:
        stay = door.fair.stays.of(connection.id)
        if stay is not None and stay.place == request.place:
            await walk_out(door, stay, "left")
    return Nothing()


async def walk_out(door: Door, stay: Stay, ended: str) -> None:
    """Called with the connection's `moving` held."""
    door.fair.presence.leave(stay.path, stay.person, stay.connection)
    if door.connection:
        await door.connection.unfollow(stay.path.rpartition("/")[2])
    await door.fair.stays.end(stay, ended)


async def follow(door: Door, request: Follow) -> Followed:
    """A scope that is no place: my own, a desk. Places are followed by entering them, so nobody looks on uncounted."""
    connection = _socket(door)
    kind, _number = find_scope(door.fair.scopes, request.scope)
    if kind.is_place:
        raise FairError("permission.denied")
    permit(door.who, (kind.action,), await door.fair.snapshots.about(request.scope))
    async with connection.moving:
        if connection.closed:
            raise FairError("login.ended")
        await connection.follow(request.scope)
    return await _state(door, request.scope, request.after)


async def unfollow(door: Door, request: Unfollow) -> Nothing:
    connection = _socket(door)
    stay = door.fair.stays.of(connection.id)
    if stay is None or stay.path.rpartition("/")[2] != request.scope:
        await connection.unfollow(request.scope)
    return Nothing()


async def _state(door: Door, scope: str, after: After | None) -> Followed:
    """Taken after following began, so nothing falls between the snapshot and the first change."""
    if after and (missed := await door.fair.snapshots.missed(scope, after)):
        (epoch, seq), frames = missed
        return Followed(scope=scope, epoch=epoch, seq=seq, events=[as_message(frame) for frame in frames])
    snapshot = await door.fair.snapshots.get(scope)
    epoch, seq = snapshot.position
    return Followed(scope=scope, epoch=epoch, seq=seq, state=snapshot.state)


def as_message(frame: Frame) -> ChangeMessage:
    return ChangeMessage(
        scope=frame.scope, epoch=frame.epoch, seq=frame.seq, type=frame.type, put=frame.put, drop=frame.drop
    )


def _socket(door: Door) -> Connection:
    if door.connection is None:
        raise FairError("permission.denied")
    return door.connection


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
