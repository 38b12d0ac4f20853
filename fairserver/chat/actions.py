"""Saying something and taking it back."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver import audit
from fairserver.chat.cards import card
from fairserver.chat.messages import LONGEST, Delete, ReportMessage, Said, Say
from fairserver.chat.records import Message, Mute
from fairserver.door import Door, permit_inside
from fairserver.errors import FairError
from fairserver.journal import Change
from fairserver.people.permissions import Context
from fairserver.presence.rules import capacity
from fairserver.programmes import actions as programmes
from fairserver.texts import clean
from fairserver.wire import Nothing


async def about_chat(session: AsyncSession, request: Say) -> Context:
    """The hall has no chat: too many people at once to hear each other."""
    place = await programmes.find_place(session, request.place)
    if place.kind == "hall":
        raise FairError("place.unknown")
    return place.context()


async def say(door: Door, request: Say) -> Said:
    unit, who = door.unit, door.who
    place = await programmes.find_place(unit.session, request.place)
    permit_inside(door, place.scope)
    muted = await unit.session.get(Mute, (request.place, who.person))
    if muted and muted.until > unit.now:
        raise FairError("message.muted", until=muted.until.isoformat())
    row = Message(
        place_id=request.place,
        person_id=who.person,
        name=who.name,
        furigana=who.furigana,
        role=capacity(who.grants, door.context),
        text=clean(request.text, LONGEST),
        language=request.language,
        at=unit.now,
    )
    unit.session.add(row)
    await unit.session.flush()
    unit.tell({place.scope: Change("chat.said", put={"messages": {str(row.id): card(row)}})})
    return Said(message=row.id)


async def about_message(session: AsyncSession, request: Delete | ReportMessage) -> Context:
    row = await session.get(Message, request.message)
    if row is None:
        raise FairError("message.gone")
    return (await programmes.find_place(session, row.place_id)).context(row.person_id)


async def remove(door: Door, request: Delete) -> Nothing:
    """One's own, or anyone's for a moderator; doing it twice is doing it once."""
    row = await door.unit.session.get_one(Message, request.message)
    await delete(door, row)
    return Nothing()


async def delete(door: Door, row: Message) -> None:
    if row.deleted_at is not None:
        return
    row.deleted_at, row.deleted_by = door.unit.now, door.who.person
    place = await programmes.find_place(door.unit.session, row.place_id)
    door.unit.tell({place.scope: Change("chat.deleted", put={"messages": {str(row.id): card(row)}})})
    author = {"person": row.person_id, "name": row.name}
    await audit.write(door.unit, door.who.named, place.edition, "chat.delete", f"message:{row.id}", **author)
