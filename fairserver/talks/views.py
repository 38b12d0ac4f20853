"""A talk as its people get it, the talks of a person, and those that the desk sees. Nobody else is told of them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.chat import views as chat
from fairserver.consents.queries import shown
from fairserver.delivery.journal import WINDOWS, Entities, State
from fairserver.people.queries import named
from fairserver.presence.queries import Stay, stays
from fairserver.programmes import private_places
from fairserver.programmes import queries as programmes
from fairserver.talks import queries
from fairserver.talks.afterwards import contact_cards, note_card
from fairserver.talks.messages import SeatCard, TalkCard, TalkPerson
from fairserver.talks.rules import whereabouts
from fairserver.talks.tables import Seat, Talk, TalkNote


async def talk_state(session: AsyncSession, place_id: int) -> State:
    """The state of the scope `talk:{}`."""
    talk, seats = await cards_and_seats(session, [place_id])
    return {
        "talk": talk,
        "seats": seats[place_id],
        "messages": await chat.newest(session, place_id),
    }


async def own_states(session: AsyncSession, people: Collection[int]) -> dict[int, State]:
    """The collections `talks` (what is not over, and the newest of the others), `talk_notes` (the newest) and
    `contacts` of each person's own scope.
    """
    rows = await session.execute(
        select(Seat.person_id, Seat.place_id, Talk.state)
        .join(Talk, Talk.place_id == Seat.place_id)
        .where(Seat.person_id.in_(people), Seat.removed_at.is_(None))
        .order_by(Seat.place_id.desc())
    )
    own: dict[int, list[int]] = {person: [] for person in people}
    over = dict.fromkeys(people, 0)
    for person, talk, state in rows:
        over[person] += state == "ended"
        if state != "ended" or over[person] <= WINDOWS["talks"]:
            own[person].append(talk)
    found = await cards(session, {talk for talks in own.values() for talk in talks})
    contacts = await contact_cards(session, people)
    notes: dict[int, Entities] = {person: {} for person in people}
    newest = select(TalkNote).where(TalkNote.person_id.in_(people)).order_by(TalkNote.place_id.desc())
    for note in await session.scalars(newest):
        if len(notes[note.person_id]) < WINDOWS["talk_notes"]:
            notes[note.person_id][str(note.place_id)] = note_card(note)
    return {
        person: {
            "talks": {str(talk): found[str(talk)] for talk in talks},
            "talk_notes": notes[person],
            "contacts": contacts[person],
        }
        for person, talks in own.items()
    }


async def desk_talks(session: AsyncSession, edition: int) -> Entities:
    """The talks of an edition that are not over, by id."""
    open_now = select(Talk.place_id).where(Talk.edition_id == edition, Talk.state != "ended")
    return await cards(session, list(await session.scalars(open_now)))


async def booth_talks(session: AsyncSession, booth: int) -> Entities:
    """The talks of a booth's representatives that are not over, by id."""
    inside = await private_places.inside(session, [booth])
    open_now = select(Talk.place_id).where(Talk.place_id.in_(inside), Talk.state != "ended")
    found = await cards(session, list(await session.scalars(open_now)))
    return await desk_cards(session, booth, {talk: card for talk, card in found.items() if of_company(card)})


async def desk_cards(session: AsyncSession, booth: int, talks: Entities, *, hold: bool = False) -> Entities:
    """These talks of a booth as its desk gets them, from their cards. `hold`: as `consents.queries.shown` has it."""
    met = {talk: one["id"] for talk, card in talks.items() if (one := met_in(card))}
    shows = await shown(session, booth, set(met.values()), hold=hold)
    return {
        talk: card
        | {"visitor": (visitor_of(card) or {}).get("id"), "shows": shows[met[talk]].out() if talk in met else None}
        for talk, card in talks.items()
    }


def met_in(card: dict[str, Any]) -> dict[str, Any] | None:
    """The visitor whom the company met in a talk: who went in, as being asked, or expected, is none of the visitor's
    doing. From then on the company sees what the visitor shows it.
    """
    visitor = visitor_of(card)
    return None if visitor is None or visitor["where"] == "absent" else visitor


def visitor_of(card: dict[str, Any]) -> dict[str, Any] | None:
    """With whom the company talks: the first who is no host. None without a representative, or without a visitor."""
    if not of_company(card):
        return None
    return next((person for person in card["people"] if person["role"] not in queries.HOSTS), None)


def of_company(card: dict[str, Any]) -> bool:
    """Whether a representative has a seat in the talk on this card."""
    return any(person["role"] == "rep" for person in card["people"])


async def cards(session: AsyncSession, talks: Collection[int]) -> Entities:
    """These talks, by id."""
    return (await cards_and_seats(session, talks))[0]


async def cards_and_seats(session: AsyncSession, talks: Collection[int]) -> tuple[Entities, dict[int, Entities]]:
    """These talks by id, and the seats of each, by talk and person."""
    ids = set(talks)
    if not ids:
        return {}, {}
    rows = list(await session.scalars(select(Talk).where(Talk.place_id.in_(ids)).order_by(Talk.place_id)))
    outer = await programmes.outer_places(session, ids)
    seats = await queries.seats(session, ids)
    names = await named(session, {seat.person_id for seat in seats})
    there = await stays(session, ids)
    people: dict[int, list[TalkPerson]] = {talk: [] for talk in ids}
    held: dict[int, Entities] = {talk: {} for talk in ids}
    for seat in seats:
        stay = there[seat.place_id].get(seat.person_id)
        people[seat.place_id].append(_person(seat, names[seat.person_id].model_dump(), stay))
        held[seat.place_id][str(seat.person_id)] = _seat_card(seat)
    found = {
        str(row.place_id): TalkCard.model_validate(
            {
                "id": row.place_id,
                "edition": row.edition_id,
                "place": outer[row.place_id].id,
                "place_kind": outer[row.place_id].kind,
                "place_name": outer[row.place_id].name,
                "state": row.state,
                "why": row.why,
                "asked_until": row.asked_until,
                "starts_at": row.starts_at,
                "ends_at": row.ends_at,
                "ended_at": row.ended_at,
                "moved_from": row.moved_from,
                "extension": row.extension,
                "people": people[row.place_id],
            }
        ).out()
        for row in rows
    }
    return found, held


def _person(seat: Seat, name: dict[str, Any], stay: Stay | None) -> TalkPerson:
    where = whereabouts(stay.ended) if stay else "absent"
    inside = where == "inside"
    return TalkPerson.model_validate(
        {
            **name,
            "role": seat.role,
            "accepted": seat.accepted_at is not None,
            "where": where,
            "left_at": stay.at if stay and not inside else None,
            "quality": seat.quality if inside and seat.device else None,
            "muted": seat.muted,
            "help_at": seat.help_at,
        }
    )


def _seat_card(seat: Seat) -> dict[str, Any]:
    return SeatCard(
        person=seat.person_id,
        number=seat.number,
        device=seat.device,
        microphone=seat.microphone,
        camera=seat.camera,
        screen=seat.screen,
        codec=seat.codec,
        receives=seat.receives,
        agrees=seat.agrees,
    ).out()
