"""Talks and their seats, as the requests of this subject look them up."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import and_, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.people.speaker_roles import sessions_of
from fairserver.presence.queries import Stay, stays
from fairserver.programmes import private_places
from fairserver.programmes import queries as programmes
from fairserver.programmes.running_sessions import held_within
from fairserver.queues import queries as lines
from fairserver.talks.rules import Member, whereabouts
from fairserver.talks.tables import Seat, Talk

HOSTS = frozenset({"rep", "staff"})


async def about_talk(session: AsyncSession, place_id: int) -> Resource:
    """The talk as a place, with those who are admitted. Raises talk.over, and place.unknown for a place that is no
    talk.
    """
    place = await programmes.find_place(session, place_id)
    row = await session.get(Talk, place_id)
    if place.kind != "talk" or row is None:
        raise FairError("place.unknown")
    if row.state == "ended":
        raise FairError("talk.over")
    return place.resource()


async def about_seats(session: AsyncSession, place_id: int) -> Resource:
    """The talk, with all who have a seat in it, also who was asked and has not answered. Raises talk.unknown."""
    row = await session.get(Talk, place_id)
    if row is None:
        raise FairError("talk.unknown")
    seated = select(Seat.person_id).where(Seat.place_id == place_id, Seat.removed_at.is_(None))
    return Resource(
        edition=row.edition_id, place=place_id, kind="talk", members=frozenset(await session.scalars(seated))
    )


async def lock(session: AsyncSession, place_id: int) -> Talk | None:
    """The talk, locked until the transaction ends."""
    row: Talk | None = await session.scalar(
        select(Talk).where(Talk.place_id == place_id).with_for_update().execution_options(populate_existing=True)
    )
    return row


async def living(session: AsyncSession, place_id: int) -> Talk:
    """The talk, locked. Raises talk.unknown and talk.over."""
    row = await lock(session, place_id)
    if row is None:
        raise FairError("talk.unknown")
    if row.state == "ended":
        raise FairError("talk.over")
    return row


async def seats(session: AsyncSession, talks: Collection[int]) -> list[Seat]:
    """The seats in these talks, without those of people who were removed, in the order of their numbers."""
    rows = await session.scalars(
        select(Seat).where(Seat.place_id.in_(talks), Seat.removed_at.is_(None)).order_by(Seat.place_id, Seat.number)
    )
    return list(rows)


async def living_seat(session: AsyncSession, talk: int, person: int) -> tuple[Talk, Seat, list[Seat]]:
    """A talk that has not ended, locked, the person's seat in it, and all seats. Raises talk.unknown, talk.over, and
    permission.denied for one who has no seat any more.
    """
    row = await living(session, talk)
    found = await seats(session, [talk])
    seat = next((each for each in found if each.person_id == person), None)
    if seat is None:
        raise FairError("permission.denied")
    return row, seat, found


async def living_of(session: AsyncSession, person: int, edition: int | None = None) -> list[int]:
    """The talks that have not ended, of all editions or one, in which a person has a seat; the lowest id first."""
    own = (
        select(Seat.place_id)
        .join(Talk, Talk.place_id == Seat.place_id)
        .where(Seat.person_id == person, Seat.removed_at.is_(None), Talk.state != "ended")
        .order_by(Seat.place_id)
    )
    return list(await session.scalars(own if edition is None else own.where(Talk.edition_id == edition)))


async def lock_living_of(session: AsyncSession, person: int) -> None:
    """Lock the talks in which a person has a seat and the lines in which the person stands, in the order in which they
    are locked everywhere: before the people.
    """
    await _lock_each(session, await living_of(session, person))
    await lines.lock_living_of(session, person)


async def lock_all_at(session: AsyncSession, person: int, places: Collection[int]) -> None:
    """Lock, as `lock_living_of`, and the talks in these places that are over too: whoever tells of one waits."""
    await _lock_each(session, {*await living_of(session, person), *await held_with(session, person, places)})
    await lines.lock_living_of(session, person)


async def _lock_each(session: AsyncSession, talks: Collection[int]) -> None:
    for talk in sorted(talks):
        await lock(session, talk)


async def held_with(session: AsyncSession, person: int, places: Collection[int]) -> list[int]:
    """The talks in these places, over or not, in which a person has a seat, or had one until a moderator took it."""
    inside = await private_places.inside(session, places)
    own = select(Seat.place_id).where(Seat.person_id == person, Seat.place_id.in_(inside))
    return list(await session.scalars(own.order_by(Seat.place_id)))


class SeatMedia(NamedTuple):
    """What the media of a seat are: its number, whether it receives the others' pictures, and whether it is muted."""

    number: int
    pictures: bool
    muted: bool


def _media_of(seat: Seat) -> SeatMedia:
    return SeatMedia(seat.number, seat.receives != "sound", seat.muted)


async def seat_of(session: AsyncSession, talk: int, person: int) -> SeatMedia:
    """The media of a person's seat. Raises permission.denied for one without."""
    row = await session.get(Seat, (talk, person))
    if row is None or row.removed_at is not None:
        raise FairError("permission.denied")
    return _media_of(row)


async def media_of_seats(session: AsyncSession, talk: int) -> list[SeatMedia]:
    """The media of the seats of a talk; none once it has ended."""
    row = await session.get(Talk, talk)
    return [] if row is None or row.state == "ended" else [_media_of(seat) for seat in await seats(session, [talk])]


def as_member(seat: Seat, stay: Stay | None) -> Member:
    """A seat and where its person is, as the rules read them."""
    return Member(whereabouts(stay.ended) if stay else "absent", seat.role in HOSTS, seat.agrees)


async def members(session: AsyncSession, place_id: int, seated: Sequence[Seat] | None = None) -> list[Member]:
    """The members of a talk, as the rules read them. `seated`: its seats, where they have been read already."""
    there = (await stays(session, [place_id]))[place_id]
    found = await seats(session, [place_id]) if seated is None else seated
    return [as_member(seat, there.get(seat.person_id)) for seat in found]


async def engaged(session: AsyncSession, people: Collection[int], now: datetime) -> set[int]:
    """Who of these people is asked for a talk, asks for one, or has a seat in one that is going on and has not left it.

    It is read from the talks themselves, so that nobody stays engaged by something that is over.
    """
    going_on = or_(
        and_(Talk.state == "asked", Talk.asked_until > now),
        and_(Talk.state == "open", Talk.starts_at <= now, Talk.ends_at > now),
    )
    rows = await session.execute(
        select(Seat.person_id, Seat.place_id)
        .join(Talk, Talk.place_id == Seat.place_id)
        .where(Seat.person_id.in_(people), Seat.removed_at.is_(None), going_on)
    )
    where = [(person, talk) for person, talk in rows]
    there = await stays(session, {talk for _, talk in where})
    gone = {(person, talk) for person, talk in where if (stay := there[talk].get(person)) and stay.ended == "left"}
    return {person for person, talk in where if (person, talk) not in gone}


async def coming_talks(
    session: AsyncSession, people: Collection[int], now: datetime, ends: datetime
) -> list[tuple[datetime, int]]:
    """These people's talks that begin later than now and before `ends`: when, and whose, in order of time. Who of them
    is in one that has begun `engaged` says.
    """
    return [each for each in await other_talks(session, people, now, ends) if each[0] > now]


async def other_talks(
    session: AsyncSession, people: Collection[int], starts: datetime, ends: datetime, but: int = 0
) -> list[tuple[datetime, int]]:
    """These people's talks that overlap this time: when each begins, and whose it is, in order of time. `but`: a talk
    that does not count.
    """
    talks = await session.execute(
        select(Seat.person_id, Talk.starts_at)
        .join(Talk, Talk.place_id == Seat.place_id)
        .where(
            Seat.person_id.in_(people),
            Seat.removed_at.is_(None),
            Talk.place_id != but,
            Talk.state == "open",
            Talk.starts_at < ends,
            Talk.ends_at > starts,
        )
    )
    return sorted((at, person) for person, at in talks)


async def booked(
    session: AsyncSession, people: Collection[int], starts: datetime, ends: datetime, but: int = 0
) -> list[tuple[datetime, int]]:
    """These people's talks, as `other_talks`, and the sessions they speak in."""
    found = await other_talks(session, people, starts, ends, but)
    return sorted(found + await speaking(session, people, starts, ends))


async def speaking(
    session: AsyncSession, people: Collection[int], starts: datetime, ends: datetime
) -> list[tuple[datetime, int]]:
    """The sessions that overlap this time in which one of these people speaks: when each begins, and whose it is."""
    sessions = await sessions_of(session, sorted(people))
    held = await held_within(session, sessions, starts, ends)
    return [(at, person) for one, at in held.items() for person in sessions[one]]
