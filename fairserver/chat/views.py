"""Messages as the people in a place get them, reports and mutes as the desk does, mutes as the muted person does."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.wire_types import Bilingual, Named
from fairserver.chat.messages import (
    Author,
    MarkCard,
    MessageCard,
    MuteCard,
    OwnMute,
    ReplyCard,
    ReportCard,
    ReportedMessage,
)
from fairserver.chat.queries import unread_replies
from fairserver.chat.tables import Message, Mute, ReadMark, Report
from fairserver.delivery.journal import WINDOWS, Entities, State
from fairserver.programmes import queries as programmes


async def newest(session: AsyncSession, place_id: int) -> Entities:
    """The newest messages of a place, by id: as many as a page keeps."""
    rows = await session.scalars(
        select(Message).where(Message.place_id == place_id).order_by(Message.id.desc()).limit(WINDOWS["messages"])
    )
    return {str(row.id): card(row) for row in rows}


async def last_words(session: AsyncSession, place_id: int, person_id: int, most: int) -> list[str]:
    """The last messages of a person in a place, the oldest first; without deleted ones."""
    rows = await session.scalars(
        select(Message.text)
        .where(Message.place_id == place_id, Message.person_id == person_id, Message.deleted_at.is_(None))
        .order_by(Message.id.desc())
        .limit(most)
    )
    return list(rows)[::-1]


def card(row: Message) -> dict[str, Any]:
    """A message as the people in its place get it."""
    gone = row.deleted_at is not None
    author: dict[str, Any] = {
        "id": row.person_id,
        "name": row.name,
        "furigana": row.furigana,
        "role": row.role,
    }
    return MessageCard.model_validate(
        {
            "id": row.id,
            "person": Author.model_validate(author),
            "text": "" if gone else row.text,
            "language": row.language,
            "at": row.at,
            "reply_to": row.reply_to,
            "deleted": gone,
        }
    ).out()


def own_mute(row: Mute) -> dict[str, Any]:
    """A mute as the muted person gets it."""
    return OwnMute(place=row.place_id, until=row.until).out()


def mark_card(row: ReadMark) -> dict[str, Any]:
    """How far a person has read in a place, as the person gets it."""
    return MarkCard(place=row.place_id, message=row.message_id).out()


def reply_card(row: Message, kind: str, name: Bilingual) -> dict[str, Any]:
    """A reply as the person who is answered gets it."""
    return ReplyCard.model_validate(
        {
            "message": row.id,
            "place": row.place_id,
            "kind": kind,
            "place_name": name,
            "person": Named(id=row.person_id, name=row.name, furigana=row.furigana),
            "text": row.text,
            "language": row.language,
            "at": row.at,
        }
    ).out()


async def own_states(session: AsyncSession, people: Collection[int]) -> dict[int, State]:
    """The collections `mutes` and `marks` (by place) and `replies` (by message) of each person's own scope."""
    states: dict[int, State] = {person: {"mutes": {}, "marks": {}, "replies": {}} for person in people}
    for mute in await session.scalars(select(Mute).where(Mute.person_id.in_(people))):
        states[mute.person_id]["mutes"][str(mute.place_id)] = own_mute(mute)
    for mark in await session.scalars(select(ReadMark).where(ReadMark.person_id.in_(people))):
        states[mark.person_id]["marks"][str(mark.place_id)] = mark_card(mark)
    replies = await unread_replies(session, people)
    places = {reply.place_id for _, reply in replies}
    kinds = await programmes.kinds(session, places) if places else {}
    names = await programmes.names(session, places) if places else {}
    for person, reply in replies:
        states[person]["replies"][str(reply.id)] = reply_card(reply, kinds[reply.place_id], names[reply.place_id])
    return states


async def desk_reports(session: AsyncSession, edition: int) -> Entities:
    """The newest reports of an edition, by id, as many as the desk keeps."""
    rows = await session.scalars(
        select(Report).where(Report.edition_id == edition).order_by(Report.id.desc()).limit(WINDOWS["reports"])
    )
    return await report_cards(session, list(rows))


async def desk_mutes(session: AsyncSession, edition: int) -> Entities:
    """The mutes of an edition, by "place:person"."""
    rows = await session.scalars(select(Mute).where(Mute.edition_id == edition))
    return await mute_cards(session, list(rows))


async def report_cards(session: AsyncSession, rows: list[Report]) -> Entities:
    """These reports as the desk gets them, by id."""
    ids = {row.message_id for row in rows if row.message_id}
    messages = {row.id: row for row in await session.scalars(select(Message).where(Message.id.in_(ids)))}
    places = {row.id: messages[row.message_id].place_id if row.message_id else row.place_id or 0 for row in rows}
    names = await programmes.names(session, set(places.values()))
    cards: Entities = {}
    for row in rows:
        if row.message_id:
            message = messages[row.message_id]
            author = Named(id=message.person_id, name=message.name, furigana=message.furigana)
        else:
            author = Named(id=row.person_id or 0, name=row.name or "")
        cards[str(row.id)] = ReportCard.model_validate(
            {
                "id": row.id,
                "message": ReportedMessage(id=row.message_id, text=row.text, person=author),
                "place": places[row.id],
                "place_name": names[places[row.id]],
                "reason": row.reason,
                "at": row.at,
                "reporter": Named(id=row.reporter_id, name=row.reporter_name),
                "outcome": row.outcome,
            }
        ).out()
    return cards


async def mute_cards(session: AsyncSession, rows: list[Mute]) -> Entities:
    """These mutes as the desk gets them, by "place:person"."""
    names = await programmes.names(session, {row.place_id for row in rows})
    return {
        f"{row.place_id}:{row.person_id}": MuteCard(
            place=row.place_id,
            place_name=names[row.place_id],
            person=Named(id=row.person_id, name=row.name),
            until=row.until,
        ).out()
        for row in rows
    }
