"""Who is told when something of a talk changes: those inside, each person with a seat, and the desk."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from fairserver.delivery.journal import Change, Entities, UnitOfWork
from fairserver.programmes import private_places
from fairserver.talks import afterwards, views, visits
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
        living = card["state"] != "ended"
        unit.tell({f"edition:{card['edition']}/desk": put if living else drop})
        if card["place_kind"] == "booth":
            unit.tell({f"booth:{card['place']}/desk": put if living and views.of_company(card) else drop})
            at_booths.setdefault(card["place"], {})[id_] = card
    for booth, talks_there in at_booths.items():
        await visits.tell(unit, booth, talks_there)
