"""What people do with talks: ask, answer, open, move, extend, end, and take people in and out."""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.delivery.journal import UnitOfWork
from fairserver.delivery.signals import TALK_CHANGED
from fairserver.people import blocks
from fairserver.people import queries as people
from fairserver.people.grants import grants_of_all
from fairserver.presence.queries import is_there, reachable
from fairserver.presence.rules import works_here
from fairserver.programmes import private_places
from fairserver.programmes import queries as programmes
from fairserver.realtime.context import SocketContext
from fairserver.talks import announce, calls, ending, making, queries, rules
from fairserver.talks.messages import (
    AnswerTalk,
    AskForHelp,
    AskForTalk,
    BringIn,
    CallToTalk,
    ExtendTalk,
    MoveTalk,
    MuteInTalk,
    OneTalk,
    OpenTalk,
    RemoveFromTalk,
    ShowDevices,
    TalkMade,
)
from fairserver.talks.permissions import TALK_ARRANGE
from fairserver.talks.tables import Seat, Talk


async def about_place(session: AsyncSession, request: AskForTalk | CallToTalk | OpenTalk) -> Resource:
    """The place in which a talk is to be held. Raises place.unknown, also for a talk."""
    place = await programmes.find_place(session, request.place)
    if place.kind == "talk":
        raise FairError("place.unknown")
    return place.resource()


async def ask(ctx: SocketContext, request: AskForTalk) -> TalkMade:
    """Ask a visitor who is at the booth for a talk. It is told to the visitor, who has a minute to answer.

    Raises person.unknown, talk.unreachable for one who is not at the booth now, and talk.engaged for one who is asked,
    or talks, at the moment, or talk.booked for one whose next talk would begin before the end; also when that one is
    the person who asks.
    """
    unit, me = ctx.unit, ctx.principal.person
    await people.lock_people(unit.session, {me, request.person})
    if request.person == me or not await is_there(unit.session, request.place, request.person):
        raise FairError("talk.unreachable")
    if await queries.engaged(unit.session, {me, request.person}, unit.now):
        raise FairError("talk.engaged")
    ends = unit.now + timedelta(minutes=request.minutes)
    await _refuse_booked(unit, await queries.coming_talks(unit.session, {me, request.person}, unit.now, ends))
    talk = await making.ask(ctx, request.person, request.minutes)
    return TalkMade(talk=talk.place_id)


async def about_seats(
    session: AsyncSession,
    request: AnswerTalk
    | AskForHelp
    | BringIn
    | ExtendTalk
    | OneTalk
    | ShowDevices
    | MoveTalk
    | MuteInTalk
    | RemoveFromTalk,
) -> Resource:
    """The talk, with those who have a seat in it. Raises talk.unknown."""
    return await queries.about_seats(session, request.talk)


async def answer(ctx: SocketContext, request: AnswerTalk) -> Nothing:
    """Say yes or no to being asked. After a yes the talk is open, from now on; yes twice is yes once.

    Raises talk.over, when it was too late, or whoever asked has withdrawn.
    """
    unit = ctx.unit
    talk, seat, seats = await queries.living_seat(unit.session, request.talk, ctx.principal.person)
    if seat.accepted_at is not None:
        return Nothing()
    if not request.accept:
        await ending.end(unit, talk, "declined")
        return Nothing()
    if talk.asked_until is None or talk.asked_until <= unit.now:
        raise FairError("talk.over")
    seat.accepted_at = unit.now
    talk.state, talk.asked_until = "open", None
    talk.starts_at, talk.ends_at = unit.now, unit.now + timedelta(minutes=talk.minutes)
    seated = [each.person_id for each in seats]
    # From before now, as the clock of another worker may be a little slow.
    await private_places.admit(unit, talk.place_id, seated, rules.door_opens(talk.starts_at))
    await ending.end_at_its_time(unit, talk)
    await calls.accepted(unit, talk)
    announce.talks(unit, [talk.place_id])
    return Nothing()


async def open_talk(ctx: SocketContext, request: OpenTalk) -> TalkMade:
    """Open a talk for named people, now or later. Raises talk.full, talk.past, person.unknown, talk.unreachable for
    people who take no part in the edition, and talk.booked for one who is not free then.
    """
    unit = ctx.unit
    wanted = list(dict.fromkeys(request.people))
    if len(wanted) > rules.SEATS:
        raise FairError("talk.full", most=rules.SEATS)
    if len(wanted) < 2:
        raise FairError("talk.alone")
    await people.lock_people(unit.session, wanted)
    starts, ends = await _free_time(ctx, wanted, request.starts_at, request.minutes)
    talk = await making.make(ctx, request.place, wanted, starts, request.minutes)
    talk.state, talk.ends_at = "open", ends
    for seat in await queries.seats(unit.session, [talk.place_id]):
        seat.accepted_at = unit.now
    await private_places.admit(unit, talk.place_id, wanted, rules.door_opens(starts))
    await ending.end_at_its_time(unit, talk)
    await audit.write(
        unit, ctx.principal.named, talk.edition_id, "talk.open", f"talk:{talk.place_id}", minutes=request.minutes
    )
    return TalkMade(talk=talk.place_id)


async def move(ctx: SocketContext, request: MoveTalk) -> Nothing:
    """Give a talk another time. Raises talk.began, and what `open_talk` raises."""
    unit = ctx.unit
    talk = await queries.living(unit.session, request.talk)
    seats = await queries.seats(unit.session, [talk.place_id])
    if talk.state != "open" or await _has_begun(unit, talk, seats):
        raise FairError("talk.began")
    seated = [seat.person_id for seat in seats]
    await people.lock_people(unit.session, seated)
    starts, ends = await _free_time(ctx, seated, request.starts_at, request.minutes, but=talk.place_id)
    if starts != talk.starts_at:
        talk.moved_from = talk.starts_at
    talk.starts_at, talk.ends_at, talk.minutes = starts, ends, request.minutes
    await private_places.admit_from(unit, talk.place_id, rules.door_opens(starts))
    await ending.end_at_its_time(unit, talk)
    announce.talks(unit, [talk.place_id])
    await audit.write(
        unit, ctx.principal.named, talk.edition_id, "talk.move", f"talk:{talk.place_id}", minutes=request.minutes
    )
    return Nothing()


async def extend(ctx: SocketContext, request: ExtendTalk) -> Nothing:
    """Ask for more minutes, agree to them, or refuse them. When everybody inside has agreed, the talk ends later.

    Raises talk.alone, talk.long, and talk.followed (`at`) when one of its people is expected elsewhere by then.
    """
    unit = ctx.unit
    talk, seat, seats = await queries.living_seat(unit.session, request.talk, ctx.principal.person)
    if talk.state != "open":
        raise FairError("talk.over")
    announce.talks(unit, [talk.place_id])
    if not request.agree:
        _ask_no_more(talk, seats)
        return Nothing()
    ends = talk.ends_at + timedelta(minutes=request.minutes)
    if ends - talk.starts_at > rules.LONGEST:
        raise FairError("talk.long", most=rules.LONGEST // timedelta(minutes=1))
    seated = [each.person_id for each in seats]
    await people.lock_people(unit.session, seated)
    for at, _person in await queries.booked(unit.session, seated, talk.ends_at, ends, but=talk.place_id):
        if at >= talk.ends_at:  # what began before did not keep the person from coming
            raise FairError("talk.followed", at=at.isoformat())
    if talk.extension != request.minutes:
        _ask_no_more(talk, seats)
        talk.extension = request.minutes
    seat.agrees = True
    await unit.session.flush()
    members = await queries.members(unit.session, talk.place_id, seats)
    if sum(member.where == "inside" for member in members) < 2:
        raise FairError("talk.alone")
    if rules.all_agree(members):
        _ask_no_more(talk, seats)
        talk.ends_at = ends
        await ending.end_at_its_time(unit, talk)
    return Nothing()


def _ask_no_more(talk: Talk, seats: Collection[Seat]) -> None:
    talk.extension = None
    for seat in seats:
        seat.agrees = False


async def end(ctx: SocketContext, request: OneTalk) -> Nothing:
    """End a talk for everybody: who asked for it, a representative or one of the staff in it, or whoever arranges
    talks. Twice is as once. Raises permission.denied for the others, who may leave.
    """
    unit = ctx.unit
    talk = await queries.lock(unit.session, request.talk)
    if talk is None or talk.state == "ended":
        return Nothing()
    arranges = ctx.principal.may(TALK_ARRANGE, ctx.resource)
    if not arranges:
        _, seat, _ = await queries.living_seat(unit.session, request.talk, ctx.principal.person)
        if seat.role not in queries.HOSTS:
            raise FairError("permission.denied")
    await ending.end(unit, talk, "ended" if await _has_begun(unit, talk) else "cancelled")
    if arranges:
        await audit.write(unit, ctx.principal.named, talk.edition_id, "talk.end", f"talk:{talk.place_id}")
    return Nothing()


async def _has_begun(unit: UnitOfWork, talk: Talk, seats: Sequence[Seat] | None = None) -> bool:
    """Whether anybody was ever inside. `seats`: those of the talk, where they have been read already."""
    return any(member.where != "absent" for member in await queries.members(unit.session, talk.place_id, seats))


async def take_seat(ctx: SocketContext, request: OneTalk) -> Nothing:
    """As one of the staff take a seat in a talk: everybody inside is told. Raises talk.full and talk.over."""
    unit, me = ctx.unit, ctx.principal.person
    talk = await queries.living(unit.session, request.talk)
    seats = await queries.seats(unit.session, [talk.place_id])
    if talk.state != "open":
        raise FairError("talk.over")
    if all(seat.person_id != me for seat in seats):
        await _seat(unit, talk, seats, me, "staff")
        for each in seats:
            each.help_at = None  # it is here
        await audit.write(unit, ctx.principal.named, talk.edition_id, "talk.take_seat", f"talk:{talk.place_id}")
    return Nothing()


async def bring_in(ctx: SocketContext, request: BringIn) -> Nothing:
    """As a representative bring a colleague into the own talk, to stay beside or to take it over. Twice is as once.

    Raises permission.denied for one who represents no company here; talk.over; talk.full; and talk.unreachable for one
    who does not represent the company, has no page open, is engaged, or whom somebody in the talk has blocked.
    """
    unit, me = ctx.unit, ctx.principal.person
    talk, seat, seats = await queries.living_seat(unit.session, request.talk, me)
    if talk.state != "open":
        raise FairError("talk.over")
    outer = (await programmes.outer_places(unit.session, [talk.place_id]))[talk.place_id]
    booth = (await programmes.find_place(unit.session, outer.id)).resource()
    if seat.role != "rep" or not works_here(ctx.principal.grants, booth):
        raise FairError("permission.denied")
    seated = {each.person_id for each in seats}
    if request.person in seated:
        return Nothing()
    await people.lock_people(unit.session, {request.person})
    grants = await grants_of_all(unit.session, [request.person])
    blocked = await blocks.between(unit.session, request.person, seated)
    here = await reachable(unit.session, [request.person], unit.now)
    engaged = await queries.engaged(unit.session, [request.person], unit.now)
    if blocked or engaged or not here or not works_here(grants[request.person], booth):
        raise FairError("talk.unreachable")
    await _seat(unit, talk, seats, request.person, "rep")
    return Nothing()


async def _seat(unit: UnitOfWork, talk: Talk, seats: Sequence[Seat], person: int, role: str) -> None:
    """Give somebody a free seat in an open talk. Raises talk.full, and talk.unreachable for one who was taken out."""
    before = await unit.session.get(Seat, (talk.place_id, person))
    if before is not None and before.removed_at is not None:
        raise FairError("talk.unreachable")
    free = next((number for number in range(rules.SEATS) if number not in {seat.number for seat in seats}), None)
    if free is None:
        raise FairError("talk.full", most=rules.SEATS)
    seat = Seat(place_id=talk.place_id, person_id=person, number=free, role=role, accepted_at=unit.now)
    await unit.session.merge(seat)
    await private_places.admit(unit, talk.place_id, [person], rules.door_opens(talk.starts_at))
    announce.talks(unit, [talk.place_id])


async def remove(ctx: SocketContext, request: RemoveFromTalk) -> Nothing:
    """Take somebody out of a talk. Twice is as once."""
    unit = ctx.unit
    talk = await queries.lock(unit.session, request.talk)
    if talk is None or talk.state == "ended":
        return Nothing()
    if not await ending.take_out(unit, talk, request.person):
        return Nothing()
    unit.forget_former()  # what the person showed the company in it
    about = await _about(unit, request)
    await audit.write(unit, ctx.principal.named, talk.edition_id, "talk.remove", f"talk:{talk.place_id}", **about)
    return Nothing()


async def mute(ctx: SocketContext, request: MuteInTalk) -> Nothing:
    """Let nobody hear somebody, or hear them again. Twice is as once. Raises talk.over, and person.unknown for one who
    has no seat.
    """
    unit = ctx.unit
    talk = await queries.living(unit.session, request.talk)
    seat = next(
        (each for each in await queries.seats(unit.session, [talk.place_id]) if each.person_id == request.person), None
    )
    if seat is None:
        raise FairError("person.unknown")
    if seat.muted == request.muted:
        return Nothing()
    seat.muted = request.muted
    unit.signal(TALK_CHANGED, talk.place_id)
    announce.talks(unit, [talk.place_id])
    about, where = await _about(unit, request), f"talk:{talk.place_id}"
    if request.muted:
        await audit.write(unit, ctx.principal.named, talk.edition_id, "talk.mute", where, **about)
    else:
        await audit.write(unit, ctx.principal.named, talk.edition_id, "talk.unmute", where, **about)
    return Nothing()


async def _about(unit: UnitOfWork, request: RemoveFromTalk | MuteInTalk) -> dict[str, Any]:
    """Whom a moderator's act concerns, and why, for the audit."""
    name = (await people.find(unit.session, request.person)).name
    return {"person": request.person, "name": name, "reason": request.reason}


async def ask_for_help(ctx: SocketContext, request: AskForHelp) -> Nothing:
    """Ask a moderator to come in, or no longer. Raises talk.over, also before anybody may enter."""
    talk, seat, _ = await queries.living_seat(ctx.unit.session, request.talk, ctx.principal.person)
    if talk.state != "open":
        raise FairError("talk.over")
    if (seat.help_at is not None) != request.wanted:
        seat.help_at = ctx.unit.now if request.wanted else None
        announce.talks(ctx.unit, [talk.place_id])
    return Nothing()


async def show_devices(ctx: SocketContext, request: ShowDevices) -> Nothing:
    """Say what one's own browser sends. The browser that took the seat last holds its camera and microphone: what
    another one says is not told. One screen is shown at a time.
    """
    talk, seat, seats = await queries.living_seat(ctx.unit.session, request.talk, ctx.principal.person)
    if not request.take and seat.device not in (None, request.device):
        return Nothing()
    seat.device, seat.microphone, seat.camera = request.device, request.microphone, request.camera
    seat.quality, seat.codec = request.quality, request.codec
    if request.receives != seat.receives:
        seat.receives = request.receives
        ctx.unit.signal(TALK_CHANGED, talk.place_id)
    if request.screen:
        for other in seats:
            other.screen = False
    if request.screen is not None:
        seat.screen = request.screen
    announce.talks(ctx.unit, [talk.place_id])
    return Nothing()


async def _free_time(
    ctx: SocketContext, seated: Collection[int], starts: datetime, minutes: int, but: int = 0
) -> tuple[datetime, datetime]:
    """The times of a talk. Raises talk.past, and talk.booked (`name`, `at`) for one who is not free then."""
    unit = ctx.unit
    ends = starts + timedelta(minutes=minutes)
    if ends <= unit.now:
        raise FairError("talk.past")
    await _refuse_booked(unit, await queries.booked(unit.session, seated, starts, ends, but))
    return starts, ends


async def _refuse_booked(unit: UnitOfWork, taken: Sequence[tuple[datetime, int]]) -> None:
    """Raise talk.booked (`name`, `at`) if there is anything."""
    for at, person in taken[:1]:
        raise FairError("talk.booked", name=(await people.find(unit.session, person)).name, at=at.isoformat())
