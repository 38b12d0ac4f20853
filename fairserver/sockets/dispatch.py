"""Answers one request of a socket: validates it, checks rate and permission, and runs its handler."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError

from fairserver.access.permissions import Resource
from fairserver.access.principal import Principal, permit
from fairserver.access.rate_limits import RateLimits
from fairserver.base.dataloader import DataLoader
from fairserver.base.dependencies import bind
from fairserver.base.errors import FairError
from fairserver.base.wire_types import ChangeRequest, Wire
from fairserver.delivery.idempotency import EarlierReply, digest, remember, with_stored_reply
from fairserver.delivery.journal import Journal, UnitOfWork
from fairserver.people import logins
from fairserver.realtime.context import Connection, LiveContext, SocketContext, SocketRequest
from fairserver.storage.database import execute

ASKING = with_stored_reply(logins.SIGNED_IN_ONE, logins.PERSON)


@dataclass(frozen=True, eq=False)
class PendingRequest:
    """One parsed request of one connection."""

    connection: Connection
    row: SocketRequest
    request: Wire


class Dispatcher:
    """Finds the handler of a request, checks that it is permitted, and runs it in the unit of work it asks for."""

    def __init__(
        self,
        journal: Journal,
        rates: RateLimits,
        rows: Iterable[SocketRequest],
        parts: Mapping[str, object],
        public_url: str,
    ) -> None:
        """`parts`: what handlers may name as keyword-only parameters. Raises LookupError for one that is missing."""
        self._journal = journal
        self._rates = rates
        self._rows = {row.name: replace(row, act=bind(row.act, parts)) for row in rows}
        self._public_url = public_url
        self._live = DataLoader("live requests", self._authorise_batch)

    def knows(self, name: str) -> bool:
        """Whether there is a request of this name."""
        return name in self._rows

    async def dispatch(self, connection: Connection, name: str, payload: Any) -> dict[str, Any]:
        """The reply as JSON values. Raises request.unknown, request.malformed, rate.exceeded, login.ended,
        permission.denied, and what the handler raises; then nothing was changed.
        """
        row = self._rows.get(name)
        if row is None:
            raise FairError("request.unknown")
        try:
            request = row.request.model_validate(payload)
        except ValidationError as wrong:
            fields = ",".join(sorted({".".join(map(str, error["loc"])) for error in wrong.errors()}))
            raise FairError("request.malformed", fields=fields[:200]) from None
        await self._rates.take(row.rate, row.name, str(connection.person))
        pending = PendingRequest(connection, row, request)
        if row.does == "live":
            ctx = await self._live.load(pending)
            return (await row.act(ctx, request)).out()
        if isinstance(request, ChangeRequest):
            try:
                return await self._write(pending, request)
            except IntegrityError:  # another worker committed the same id, or the same first row, a moment earlier
                return await self._write(pending, request)
        async with self._journal.reading() as unit:
            principal = await load_principal(unit, connection.login)
            return (await row.act(await self._context(unit, principal, pending), request)).out()

    async def _write(self, pending: PendingRequest, request: ChangeRequest) -> dict[str, Any]:
        """In one unit of work: a request whose id was answered before gets that answer and changes nothing."""
        person, row = pending.connection.person, pending.row
        seen = digest(row.name, request.out())
        async with self._journal.writing() as unit:
            principal, earlier = await _asking(unit, pending.connection.login, request.id)
            ctx = await self._context(unit, principal, pending)
            if earlier is not None:
                return earlier.again(seen)
            reply = (await row.act(ctx, request)).out()
            remember(unit, person, request.id, seen, reply)
        return reply

    async def _context(self, unit: UnitOfWork, principal: Principal, pending: PendingRequest) -> SocketContext:
        resource = await _authorise(unit, principal, pending)
        return SocketContext(principal, resource, unit, self._public_url)

    async def _authorise_batch(self, batch: list[PendingRequest]) -> dict[PendingRequest, LiveContext | FairError]:
        """The context, or the refusal, of each of several live requests; their logins are read in one query."""
        found: dict[PendingRequest, LiveContext | FairError] = {}
        async with self._journal.reading() as unit:
            signed_in = await logins.all_signed_in(unit, {pending.connection.login for pending in batch})
            for pending in batch:
                principal = signed_in.get(pending.connection.login)
                try:
                    if principal is None:
                        raise FairError("login.ended")
                    resource = await _authorise(unit, principal, pending)
                    found[pending] = LiveContext(principal, pending.connection, resource)
                except FairError as refused:
                    found[pending] = refused
        return found


async def load_principal(unit: UnitOfWork, login: int) -> Principal:
    """The person and the grants as they are now. Raises login.ended."""
    return (await _asking(unit, login, ""))[0]


async def _asking(unit: UnitOfWork, login: int, request_id: str) -> tuple[Principal, EarlierReply | None]:
    """Who asks, with the grants as they are now, and the reply that this request got before, in one query. Raises
    login.ended.
    """
    asked = {"login": login, "request": request_id, **logins.alive(unit)}
    rows = await execute(unit.session, ASKING, asked)
    if not rows:
        raise FairError("login.ended")
    *_, digest_, reply = rows[0]
    earlier = None if digest_ is None else EarlierReply(digest_, reply)
    return logins.principals(row[:-2] for row in rows)[login], earlier


async def _authorise(unit: UnitOfWork, principal: Principal, pending: PendingRequest) -> Resource:
    """What the request is about, after the check that it is permitted. A request that is about nothing else is about
    the person who asks. Raises permission.denied and what the row's `about` raises.
    """
    resource = await pending.row.about(unit.session, pending.request)
    if resource == Resource():
        resource = Resource(person=principal.person)
    permit(principal, pending.row.actions, resource)
    return resource
