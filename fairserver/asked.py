"""One request over a socket, from its parsing to its commit."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError

from fairserver.door import Connection, Door, Event, Who, permit
from fairserver.errors import FairError
from fairserver.journal import Unit
from fairserver.people import actions as people
from fairserver.people.permissions import Context
from fairserver.received import digest, earlier_reply, remember
from fairserver.wire import Changing, Wire

if TYPE_CHECKING:
    from fairserver.app import Fair


async def load_who(unit: Unit, login_id: int) -> Who:
    """The person and the grants as they are now; raises login.ended."""
    found = await people.all_signed_in(unit, [login_id])
    if login_id not in found:
        raise FairError("login.ended")
    return found[login_id]


async def perform(fair: "Fair", socket: Connection, row: Event, payload: Any) -> dict[str, Any]:
    """Parse, rate, permit, act, commit; only then the reply goes out."""
    try:
        request = row.request.model_validate(payload)
    except ValidationError as wrong:
        fields = ",".join(sorted({".".join(map(str, error["loc"])) for error in wrong.errors()}))
        raise FairError("message.malformed", fields=fields[:200]) from None
    await fair.rates.take(row.rate, row.name, str(socket.person))
    if isinstance(request, Changing):
        try:
            return await _write(fair, socket, row, request)
        except IntegrityError:  # another worker got the same id, or the same first row, a moment earlier
            return await _write(fair, socket, row, request)
    if row.does == "live":
        door = await fair.sockets.doors.ask(Asked(socket, row, request))
        return (await row.act(door, request)).out()
    async with fair.journal.reading() as unit:
        door = await _open(fair, socket, row, request, unit)
        return (await row.act(door, request)).out()


@dataclass(frozen=True, eq=False)
class Asked:
    """One request of one socket."""

    socket: Connection
    row: Event
    request: Wire


async def open_together(fair: "Fair", all_asked: list[Asked]) -> dict[Asked, Door | FairError]:
    """The doors of rows that open their own units, for all who stand there now: one look at logins and grants."""
    opened: dict[Asked, Door | FairError] = {}
    async with fair.journal.reading() as unit:
        people_ = await people.all_signed_in(unit, {asked.socket.login for asked in all_asked})
        for asked in all_asked:
            try:
                who = people_.get(asked.socket.login)
                opened[asked] = await _open(fair, asked.socket, asked.row, asked.request, unit, who)
            except FairError as refused:
                opened[asked] = refused
    return opened


async def _write(fair: "Fair", socket: Connection, row: Event, request: Changing) -> dict[str, Any]:
    seen = digest(row.name, request.out())
    async with fair.journal.writing() as unit:
        door = await _open(fair, socket, row, request, unit)
        earlier = await earlier_reply(unit.session, socket.person, request.id, seen)
        if earlier is not None:
            return earlier
        reply = (await row.act(door, request)).out()
        remember(unit, socket.person, request.id, seen, reply)
    return reply


async def _open(
    fair: "Fair", socket: Connection, row: Event, request: Wire, unit: Unit, who: Who | None = None
) -> Door:
    door = Door(fair, who or await load_who(unit, socket.login), socket)
    door.unit = unit
    # A request about nothing else is about the person who asks.
    about = await row.about(unit.session, request)
    door.context = Context(person=socket.person) if about == Context() else about
    permit(door.who, row.actions, door.context)
    return door
