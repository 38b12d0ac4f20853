"""Who is told when something of a talk changes: those inside, each person with a seat, and the desk."""

from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import select

from fairserver.delivery.journal import Change, Entities, UnitOfWork
from fairserver.programmes import private_places
from fairserver.queues import announce as lines
from fairserver.queues import queries as tickets
from fairserver.talks import afterwards, queries, views, visits
from fairserver.talks.tables import Seat

CHANGED = "talk.changed"


def talks(unit: UnitOfWork, ids: Iterable[int]) -> None:
    """These talks, as they are at the end of the unit of work."""
    unit.announce(_tell, ids)


def people_named(unit: UnitOfWork, ids: Iterable[int]) -> None:
    """All talks in which one of these people has a seat, and who offered them a contact: they have another name."""
    unit.announce(_tell_people, ids)


def held_in(unit: UnitOfWork, places: Iterable[int]) -> None:
    """All talks inside these places: the place has another name."""
    unit.announce(_tell_held_in, places)


def shown(unit: UnitOfWork, ids: Iterable[int]) -> None:
    """The visitors in these talks, which are held at booths, show the company something else than before."""
    unit.announce(_tell_shown, ids)


async def desks_of(unit: UnitOfWork, person: int, places: Collection[int]) -> None:
    """The desks of these booths, of everything in which they see what the person shows: of tickets and talks that are
    over too, so that `forget_former` finds what was told of them.
    """
    if places:
        lines.shown(unit, await tickets.held_at(unit.session, person, places))
        shown(unit, await queries.held_with(unit.session, person, places))


async def _tell_held_in(unit: UnitOfWork, places: Sequence[int]) -> None:
    talks(unit, sorted(await private_places.inside(unit.session, places)))


async def _tell_people(unit: UnitOfWork, ids: Sequence[int]) -> None:
    own = await unit.session.scalars(select(Seat.place_id).where(Seat.person_id.in_(ids), Seat.removed_at.is_(None)))
    talks(unit, sorted({*own, *await visits.written_by(unit.session, ids)}))
    await afterwards.tell_renamed(unit, ids)


async def _tell(unit: UnitOfWork, ids: Sequence[int]) -> None:
    await unit.session.flush()
    at_booths: dict[int, Entities] = {}
    cards, seats = await views.cards_and_seats(unit.session, ids)
    for id_, card in cards.items():
        own = Change(CHANGED, put={"talks": {id_: card}})
        unit.tell({f"talk:{id_}": Change(CHANGED, put={"talk": {id_: card}, "seats": seats[int(id_)]})})
        unit.tell({f"person:{person['id']}": own for person in card["people"]})
        put, drop = Change(CHANGED, put={"open_talks": {id_: card}}), Change(CHANGED, drop={"open_talks": [id_]})
        unit.tell({f"edition:{card['edition']}/desk": put if card["state"] != "ended" else drop})
        if card["place_kind"] == "booth":
            at_booths.setdefault(card["place"], {})[id_] = card
    for booth, talks_there in at_booths.items():
        await _tell_booth(unit, booth, talks_there)


async def _tell_booth(unit: UnitOfWork, booth: int, cards: Entities) -> None:
    """Tell the desk of a booth these talks that are held there."""
    living = {id_: card for id_, card in cards.items() if card["state"] != "ended" and views.of_company(card)}
    put = {"open_talks": await views.desk_cards(unit.session, booth, living, hold=True)} if living else {}
    over = [id_ for id_ in cards if id_ not in living]
    unit.tell({f"booth:{booth}/desk": Change(CHANGED, put=put, drop={"open_talks": over} if over else {})})
    await visits.tell(unit, booth, cards)


async def _tell_shown(unit: UnitOfWork, ids: Sequence[int]) -> None:
    found = await views.cards(unit.session, ids)
    for booth in sorted({card["place"] for card in found.values()}):
        await _tell_booth(unit, booth, {id_: card for id_, card in found.items() if card["place"] == booth})
