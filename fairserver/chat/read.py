"""Reading: how far a person has read the messages of a place."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Resource
from fairserver.base.wire_types import Nothing
from fairserver.chat.messages import ReadMessages
from fairserver.chat.queries import unread_replies
from fairserver.chat.tables import ReadMark
from fairserver.chat.views import mark_card
from fairserver.delivery.journal import Change
from fairserver.programmes import queries as programmes
from fairserver.programmes.rules import PlaceFacts
from fairserver.realtime.context import SocketContext
from fairserver.realtime.scopes import ScopeKinds


async def about_read(session: AsyncSession, request: ReadMessages) -> Resource:
    """The place. Raises place.unknown."""
    return (await programmes.find_place(session, request.place)).resource()


async def read(ctx: SocketContext, request: ReadMessages, *, scopes: ScopeKinds) -> Nothing:
    """Note that the person has read the messages of a place up to this one. A mark never goes back.

    Raises permission.denied for a place that the person may not enter.
    """
    unit, person = ctx.unit, ctx.principal.person
    scopes.permit(ctx.principal, PlaceFacts.of(ctx.resource).scope, ctx.resource)
    row = await unit.session.get(ReadMark, (person, request.place))
    if row is not None and row.message_id >= request.message:
        return Nothing()
    replies = await unread_replies(unit.session, [person])
    if row is None:
        row = ReadMark(person_id=person, place_id=request.place)
        unit.session.add(row)
    row.message_id = request.message
    read_now = [str(one.id) for _, one in replies if one.place_id == request.place and one.id <= request.message]
    change = Change("chat.read", put={"marks": {str(request.place): mark_card(row)}}, drop={"replies": read_now})
    unit.tell({f"person:{person}": change})
    return Nothing()
