"""One request over a socket, from its parsing to its commit."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError

from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.base.wire_types import ChangeRequest, Wire
from fairserver.delivery.idempotency import digest, earlier_reply, remember
from fairserver.delivery.journal import UnitOfWork
from fairserver.people import logins
from fairserver.realtime.context import Connection, Principal, SocketContext, SocketRequest, permit

if TYPE_CHECKING:
    from fairserver.app import App


async def load_principal(unit: UnitOfWork, login_id: int) -> Principal:
    """The person and the grants as they are now; raises login.ended."""
    found = await logins.all_signed_in(unit, [login_id])
    if login_id not in found:
        raise FairError("login.ended")
    return found[login_id]


async def dispatch(fair: "App", socket: Connection, row: SocketRequest, payload: Any) -> dict[str, Any]:
    """Parse, rate, permit, act, commit; only then the reply goes out."""
    try:
        request = row.request.model_validate(payload)
    except ValidationError as wrong:
        fields = ",".join(sorted({".".join(map(str, error["loc"])) for error in wrong.errors()}))
        raise FairError("request.malformed", fields=fields[:200]) from None
    await fair.rates.take(row.rate, row.name, str(socket.person))
    if isinstance(request, ChangeRequest):
        try:
            return await _write(fair, socket, row, request)
        except IntegrityError:  # another worker got the same id, or the same first row, a moment earlier
            return await _write(fair, socket, row, request)
    if row.does == "live":
        ctx = await fair.sockets.doors.ask(PendingRequest(socket, row, request))
        return (await row.act(ctx, request)).out()
    async with fair.journal.reading() as unit:
        ctx = await _open(fair, socket, row, request, unit)
        return (await row.act(ctx, request)).out()


@dataclass(frozen=True, eq=False)
class PendingRequest:
    """One request of one socket."""

    socket: Connection
    row: SocketRequest
    request: Wire


async def authorise_batch(
    fair: "App", all_asked: list[PendingRequest]
) -> dict[PendingRequest, SocketContext | FairError]:
    """The doors of rows that open their own units, for all who stand there now: one look at logins and grants."""
    opened: dict[PendingRequest, SocketContext | FairError] = {}
    async with fair.journal.reading() as unit:
        signed_in = await logins.all_signed_in(unit, {asked.socket.login for asked in all_asked})
        for asked in all_asked:
            try:
                principal = signed_in.get(asked.socket.login)
                opened[asked] = await _open(fair, asked.socket, asked.row, asked.request, unit, principal)
            except FairError as refused:
                opened[asked] = refused
    return opened


async def _write(fair: "App", socket: Connection, row: SocketRequest, request: ChangeRequest) -> dict[str, Any]:
    seen = digest(row.name, request.out())
    async with fair.journal.writing() as unit:
        ctx = await _open(fair, socket, row, request, unit)
        earlier = await earlier_reply(unit.session, socket.person, request.id, seen)
        if earlier is not None:
            return earlier
        reply = (await row.act(ctx, request)).out()
        remember(unit, socket.person, request.id, seen, reply)
    return reply


async def _open(
    fair: "App",
    socket: Connection,
    row: SocketRequest,
    request: Wire,
    unit: UnitOfWork,
    principal: Principal | None = None,
) -> SocketContext:
    ctx = SocketContext(fair, principal or await load_principal(unit, socket.login), socket)
    ctx.unit = unit
    # A request about nothing else is about the person who asks.
    about = await row.about(unit.session, request)
    ctx.resource = Resource(person=socket.person) if about == Resource() else about
    permit(ctx.principal, row.actions, ctx.resource)
    return ctx
