"""Writing a message and deleting it."""

from typing import cast

from sqlalchemy import Table, bindparam, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.base.text_cleaning import clean
from fairserver.base.wire_types import Nothing
from fairserver.chat.messages import LONGEST, Delete, ReportMessage, Said, Say
from fairserver.chat.mutes import muted, refuse_muted
from fairserver.chat.readers import for_readers, withdraw_replies
from fairserver.chat.tables import Message
from fairserver.chat.views import card, reply_card
from fairserver.delivery.journal import Change
from fairserver.presence.rules import role_here
from fairserver.programmes import queries as programmes
from fairserver.programmes.rules import PlaceFacts
from fairserver.realtime.context import SocketContext
from fairserver.realtime.scopes import ScopeKinds
from fairserver.storage.database import execute

# A message is written only while its writer is not muted: the look and the row are one statement.
SAID = ("place_id", "person_id", "name", "furigana", "role", "text", "language", "at", "reply_to")
_messages = cast("Table", Message.__table__)
_parameters = {name: bindparam(name, type_=_messages.c[name].type) for name in SAID}
UNLESS_MUTED = (
    insert(_messages)
    .from_select(
        SAID,
        select(*_parameters.values()).where(
            ~muted(_parameters["place_id"], bindparam("edition"), _parameters["person_id"], _parameters["at"]).exists()
        ),
    )
    .returning(_messages.c.id)
)


async def about_say(session: AsyncSession, request: Say) -> Resource:
    """The place to write in.

    Raises place.unknown, and chat.not_here for a hall: too many people are there at once for a chat.
    """
    place = await programmes.find_place(session, request.place)
    if place.kind == "hall":
        raise FairError("chat.not_here")
    return place.resource()


async def say(ctx: SocketContext, request: Say, *, scopes: ScopeKinds) -> Said:
    """Write a message.

    Raises permission.denied for a place that the person may not enter, chat.muted, text.empty, text.too_long, and
    message.unknown for a reply to what is not there.
    """
    unit, principal = ctx.unit, ctx.principal
    place = PlaceFacts.of(ctx.resource)
    scopes.permit(ctx.principal, place.scope, ctx.resource)
    answered = None
    if request.reply_to is not None:
        answered = await unit.session.get(Message, request.reply_to)
        if answered is None or answered.place_id != request.place or answered.deleted_at is not None:
            raise FairError("message.unknown")
    said = {
        "place_id": request.place,
        "person_id": principal.person,
        "name": principal.name,
        "furigana": principal.furigana,
        "role": role_here(principal.grants, ctx.resource),
        "text": clean(request.text, LONGEST),
        "language": request.language,
        "at": unit.now,
        "reply_to": request.reply_to,
    }
    written = await execute(unit.session, UNLESS_MUTED, {**said, "edition": place.edition})
    if not written:
        await refuse_muted(unit, place, principal.person)
        raise LookupError("a message was refused to somebody who is not muted")
    number = written[0].id
    row = Message(id=number, **said)
    unit.tell(for_readers(place, Change("chat.said", put={"messages": {str(number): card(row)}})))
    if answered is not None and answered.person_id != principal.person:
        name = (await programmes.names(unit.session, {request.place}))[request.place]
        put = {"replies": {str(number): reply_card(row, place.kind, name)}}
        unit.tell({f"person:{answered.person_id}": Change("chat.replied", put=put)})
    return Said(message=number)


async def about_message(session: AsyncSession, request: Delete | ReportMessage) -> Resource:
    """The place of a message and the person who wrote it. Raises message.unknown."""
    row = await session.get(Message, request.message)
    if row is None:
        raise FairError("message.unknown")
    return (await programmes.find_place(session, row.place_id)).resource(row.person_id)


async def delete_message(ctx: SocketContext, request: Delete) -> Nothing:
    """Delete a message: one's own, or as a moderator anybody's. Twice is as once."""
    row = await ctx.unit.session.get_one(Message, request.message)
    await delete_row(ctx, row)
    return Nothing()


async def delete_row(ctx: SocketContext, row: Message) -> None:
    """Empty a message for everybody, also in what was told of it before, and write the audit. A report quotes what it
    said, as evidence.
    """
    if row.deleted_at is not None:
        return
    ctx.unit.forget_former()
    row.text, row.deleted_at, row.deleted_by = "", ctx.unit.now, ctx.principal.person
    place = await programmes.find_place(ctx.unit.session, row.place_id)
    ctx.unit.tell(for_readers(place, Change("chat.deleted", put={"messages": {str(row.id): card(row)}})))
    await withdraw_replies(ctx.unit, [row])
    author = {"person": row.person_id, "name": row.name}
    await audit.write(ctx.unit, ctx.principal.named, place.edition, "chat.delete", f"message:{row.id}", **author)
