"""One request over a socket, from its parsing to its commit."""

from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError

from fairserver.door import Connection, Door, Event, Who, permit
from fairserver.errors import FairError
from fairserver.journal import Unit
from fairserver.people import actions as people
from fairserver.people.permissions import Context
from fairserver.people.records import Login, login_lives
from fairserver.received import digest, earlier_reply, remember
from fairserver.wire import Changing, Wire

if TYPE_CHECKING:
    from fairserver.app import Fair


async def load_who(unit: Unit, login_id: int) -> Who:
    """The person and the grants as they are now; raises login.ended."""
    login = await unit.session.get(Login, login_id)
    if login is None or not login_lives(login, unit.wall):
        raise FairError("login.ended")
    return await people.who(unit.session, login)


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
    async with fair.journal.reading() as unit:
        door = await _open(fair, socket, row, request, unit)
        if row.does == "read":
            return (await row.act(door, request)).out()
    return (await row.act(door, request)).out()


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


async def _open(fair: "Fair", socket: Connection, row: Event, request: Wire, unit: Unit) -> Door:
    door = Door(fair, await load_who(unit, socket.login), socket)
    door.unit = unit
    # A request about nothing else is about the person who asks.
    about = await row.about(unit.session, request)
    door.context = Context(person=socket.person) if about == Context() else about
    permit(door.who, row.actions, door.context)
    return door
