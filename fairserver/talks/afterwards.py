"""After a talk, or in it: one's own note, exchanging contacts, and reporting somebody."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.errors import FairError
from fairserver.base.text_cleaning import clean
from fairserver.base.wire_types import Nothing
from fairserver.chat import reports
from fairserver.chat import views as chat
from fairserver.delivery.journal import Change, UnitOfWork
from fairserver.people import blocks
from fairserver.people import queries as people
from fairserver.realtime.context import SocketContext
from fairserver.talks.messages import (
    LONGEST_CONTACT,
    LONGEST_NOTE,
    Contact,
    ContactCard,
    NoteCard,
    OfferContact,
    ReportFromTalk,
    WriteNote,
)
from fairserver.talks.tables import ContactOffer, Seat, TalkNote

QUOTED = 5  # messages that a report takes along

Exchange = tuple[int, int, int]  # in a talk, of a person, with another


async def write_note(ctx: SocketContext, request: WriteNote) -> Nothing:
    """Keep a note that nobody else reads, and whether the talk helped. Raises text.too_long."""
    unit, me = ctx.unit, ctx.principal.person
    text = clean(request.text, LONGEST_NOTE) if request.text.strip() else ""
    row = await unit.session.merge(
        TalkNote(place_id=request.talk, person_id=me, text=text, helped=request.helped, at=unit.now)
    )
    await unit.session.flush()
    unit.forget_former()
    put = {"talk_notes": {str(request.talk): note_card(row)}}
    unit.tell({f"person:{me}": Change("talk.noted", put=put)})
    return Nothing()


async def offer_contact(ctx: SocketContext, request: OfferContact) -> Nothing:
    """Offer the own contact to somebody who has a seat in the talk, or with `contact` null no more. Neither gets the
    other's before both have offered, and nobody is told of an offer that is not answered. What was exchanged stays.

    Raises talk.unreachable, text.empty for an offer of nothing, and text.too_long.
    """
    unit, me = ctx.unit, ctx.principal.person
    await other_seat(unit, request.talk, me, request.person)
    await people.lock_people(unit.session, {me, request.person})
    if await blocks.any_between(unit.session, (me, request.person)):
        raise FairError("talk.unreachable")
    mine = await unit.session.get(ContactOffer, (request.talk, me, request.person))
    theirs = await unit.session.get(ContactOffer, (request.talk, request.person, me))
    if mine is not None and theirs is not None:
        return Nothing()
    if request.contact is None:
        if mine is not None:
            await unit.session.delete(mine)
            await unit.session.flush()
    else:
        email = await people.address_of(unit.session, me) if request.contact.email else None
        other = clean(request.contact.other, LONGEST_CONTACT) if request.contact.other.strip() else ""
        if not (email or other):
            raise FairError("text.empty")
        await unit.session.merge(
            ContactOffer(
                place_id=request.talk, person_id=me, other_id=request.person, email=email, other=other, at=unit.now
            )
        )
        await unit.session.flush()
    unit.forget_former()
    exchanges = [(request.talk, me, request.person)]
    if theirs is not None:
        exchanges.append((request.talk, request.person, me))
    await _tell_contacts(unit, exchanges)
    return Nothing()


async def _tell_contacts(unit: UnitOfWork, exchanges: Collection[Exchange]) -> None:
    """Tell people how these exchanges stand for them."""
    found = await contact_cards(unit.session, {person for _talk, person, _other in exchanges})
    for talk, person, other in exchanges:
        key = f"{talk}:{other}"
        card = found[person].get(key)
        put, drop = ({"contacts": {key: card}}, {}) if card else ({}, {"contacts": [key]})
        unit.tell({f"person:{person}": Change("talk.contact", put=put, drop=drop)})


async def tell_renamed(unit: UnitOfWork, persons: Collection[int]) -> None:
    """Tell everybody who offered one of these people a contact the person's new name."""
    rows = await unit.session.scalars(select(ContactOffer).where(ContactOffer.other_id.in_(persons)))
    if exchanges := [(row.place_id, row.person_id, row.other_id) for row in rows]:
        await _tell_contacts(unit, exchanges)


async def forget(unit: UnitOfWork, person: int) -> None:
    """Delete the notes of a person who is erased, and what was offered by and to the person."""
    session = unit.session
    await session.execute(delete(TalkNote).where(TalkNote.person_id == person))
    unit.forget_former()
    to = await session.execute(
        delete(ContactOffer)
        .where(ContactOffer.other_id == person)
        .returning(ContactOffer.place_id, ContactOffer.person_id)
    )
    for talk, other in sorted(to.all()):
        unit.tell({f"person:{other}": Change("talk.contact", drop={"contacts": [f"{talk}:{person}"]})})
    await session.execute(delete(ContactOffer).where(ContactOffer.person_id == person))


async def report(ctx: SocketContext, request: ReportFromTalk) -> Nothing:
    """Report somebody with a seat in the talk to the moderators: with one's own words, and if one wishes the last
    messages of that person. The person is not told. Raises talk.unreachable and text.too_long.
    """
    unit, me = ctx.unit, ctx.principal.person
    await other_seat(unit, request.talk, me, request.person)
    words = clean(request.text, LONGEST_NOTE) if request.text.strip() else ""
    quoted = await chat.last_words(unit.session, request.talk, request.person, QUOTED) if request.quote else []
    text = "\n".join([words, *(f"> {line}" for line in quoted)]).strip()
    await reports.report_person(ctx, request.talk, request.person, request.reason, text)
    return Nothing()


async def other_seat(unit: UnitOfWork, talk: int, me: int, person: int) -> Seat:
    """The seat of somebody else in a talk. Raises talk.unreachable for oneself, and for one who never had a seat."""
    seat = await unit.session.get(Seat, (talk, person))
    if seat is None or person == me:
        raise FairError("talk.unreachable")
    return seat


def note_card(row: TalkNote) -> dict[str, Any]:
    """A note as the person who wrote it gets it."""
    return NoteCard(talk=row.place_id, text=row.text, helped=row.helped).out()


async def contact_cards(session: AsyncSession, persons: Collection[int]) -> dict[int, dict[str, Any]]:
    """The exchanges of these people, by "talk:person"."""
    given = await session.scalars(select(ContactOffer).where(ContactOffer.person_id.in_(persons)))
    mine = {(row.place_id, row.person_id, row.other_id): row for row in given}
    got = await session.scalars(select(ContactOffer).where(ContactOffer.other_id.in_(persons)))
    theirs = {(row.place_id, row.other_id, row.person_id): row for row in got}
    names = await people.named(session, {key[2] for key in mine})
    found: dict[int, dict[str, Any]] = {person: {} for person in persons}
    for (talk, person, other), row in mine.items():
        answer = theirs.get((talk, person, other))
        found[person][f"{talk}:{other}"] = ContactCard(
            talk=talk,
            person=names[other],
            mine=Contact(email=row.email, other=row.other),
            theirs=Contact(email=answer.email, other=answer.other) if answer else None,
        ).out()
    return found
