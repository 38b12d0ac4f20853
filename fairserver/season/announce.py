"""Who is told when something of the season changes: the hall, the timetable, the organisers' list and the booth itself.

Functions that take ids of rows only note them: what is told is read once, before the unit of work commits
(`UnitOfWork.announce`). Editions that begin in this unit are left out, as nobody can follow them yet.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import select

from fairserver.companies import views
from fairserver.companies.tables import Exhibitor
from fairserver.consents import write as consents
from fairserver.delivery.journal import Change, Entities, UnitOfWork
from fairserver.people import queries as people
from fairserver.people.tables import GrantRow
from fairserver.programmes import booth_view, hall_view, timetable_view
from fairserver.programmes import queries as programmes
from fairserver.programmes.rules import HOLD_SESSIONS
from fairserver.programmes.tables import Day, Edition, Place, Session, Venue, VenueDay
from fairserver.queues import announce as queues
from fairserver.registrations import write as registrations
from fairserver.season import views as cards_of
from fairserver.storage.upsert import chunks
from fairserver.talks import announce as talks

EDITED = "season.edited"


def editions(unit: UnitOfWork, ids: Iterable[int]) -> None:
    """The cards of these editions, with their openings."""
    unit.announce(_tell_editions, ids)


def venues(unit: UnitOfWork, ids: Iterable[int]) -> None:
    """These venues in every timetable, as each may use them; and the editions that open at one, as theirs name it."""
    unit.announce(_tell_venues, ids)


def places(unit: UnitOfWork, ids: Iterable[int]) -> None:
    """Halls, stages and lounges, and the sessions and talks there, which name their place. Booths: see `companies`."""
    unit.announce(_tell_places, ids)


def companies(unit: UnitOfWork, ids: Iterable[int]) -> None:
    """The booths of these companies in every year, and their presentations: they carry name, crest and
    representatives, and say whether the company was here before.
    """
    unit.announce(_tell_companies, ids)


def booth_lists(unit: UnitOfWork, exhibitors: Iterable[int]) -> None:
    """The jobs and documents at the booths of these exhibitors, each list as a whole."""
    unit.announce(_tell_booth_lists, exhibitors)


def sessions(unit: UnitOfWork, ids: Iterable[int]) -> None:
    """The cards of these sessions."""
    unit.announce(_tell_sessions, ids)


def people_named(unit: UnitOfWork, ids: Iterable[int]) -> None:
    """Every card that names one of these people: a speaker and a representative stand in public ones, an applicant in
    the organisers' list.
    """
    unit.announce(_tell_people, ids)


def places_named(unit: UnitOfWork, ids: Iterable[int]) -> None:
    """These places have another name: tell it who talks there."""
    talks.held_in(unit, ids)


def booths_named(unit: UnitOfWork, ids: Iterable[int]) -> None:
    """These booths have another name: tell it who talks, stands in line, or shows the company something, there."""
    named = list(ids)
    consents.booths_named(unit, named)
    talks.held_in(unit, named)
    queues.booths_named(unit, named)


async def editions_named(unit: UnitOfWork, ids: Iterable[int]) -> None:
    """These editions have another name, which their halls go by."""
    for each in ids:
        places_named(unit, await unit.session.scalars(programmes.halls_of(each)))


def places_gone(unit: UnitOfWork, edition_id: int, ids: Iterable[int]) -> None:
    """These places of an edition are deleted."""
    gone = [str(each) for each in ids]
    unit.tell(
        {
            f"edition:{edition_id}": Change(EDITED, drop={"places": gone}),
            f"edition:{edition_id}/exhibitors": Change(EDITED, drop={"exhibitors": gone}),
            f"timetable:{edition_id}": Change(EDITED, drop={"stages": gone}),
        }
    )


def sessions_gone(unit: UnitOfWork, edition_id: int, ids: Iterable[int]) -> None:
    """These sessions of an edition are deleted."""
    drop = {"sessions": [str(each) for each in ids]}
    unit.tell({f"timetable:{edition_id}": Change(EDITED, drop=drop)})


def booth_list_gone(unit: UnitOfWork, place: int, collection: str, gone: int) -> None:
    """One job or document (`collection`: jobs or documents) of this booth is deleted."""
    unit.tell({f"booth:{place}": Change(EDITED, drop={collection: [str(gone)]})})


async def _tell_editions(unit: UnitOfWork, ids: Sequence[int]) -> None:
    for each in ids:
        if unit.has_audience(f"edition:{each}"):
            card = (await hall_view.edition_card(unit.session, each)).out()
            change = Change(EDITED, put={"edition": {str(each): card}})
            unit.tell({f"edition:{each}": change, f"timetable:{each}": change})


async def _tell_venues(unit: UnitOfWork, ids: Sequence[int]) -> None:
    rows = await unit.session.scalars(select(Venue).where(Venue.id.in_(ids)))
    put = {"venues": {str(row.id): timetable_view.venue_card(row) for row in rows}}
    for each in await unit.session.scalars(select(Edition.id)):
        unit.tell({f"timetable:{each}": Change(EDITED, put=put)})
    opening_there = select(Day.edition_id).join(VenueDay, VenueDay.day_id == Day.id).where(VenueDay.venue_id.in_(ids))
    editions(unit, await unit.session.scalars(opening_there.distinct()))


async def _tell_places(unit: UnitOfWork, ids: Sequence[int]) -> None:
    of_edition: dict[int, list[Place]] = {}
    for row in await unit.session.scalars(select(Place).where(Place.id.in_(ids), Place.kind != "booth")):
        if unit.has_audience(f"edition:{row.edition_id}"):
            of_edition.setdefault(row.edition_id, []).append(row)
    for edition_id, rows in sorted(of_edition.items()):
        listed: Entities = {}
        stages: Entities = {}
        for row in rows:
            card = hall_view.as_place(row, None).out()
            if row.kind == "stage":
                unit.tell({f"stage:{row.id}": Change(EDITED, put={"stage": {str(row.id): card}})})
            listed[str(row.id)] = card
            if row.kind in HOLD_SESSIONS:
                stages[str(row.id)] = timetable_view.stage_card(row)
        if listed:
            unit.tell({f"edition:{edition_id}": Change(EDITED, put={"places": listed})})
        if stages:
            unit.tell({f"timetable:{edition_id}": Change(EDITED, put={"stages": stages})})
    sessions(unit, await unit.session.scalars(select(Session.id).where(Session.place_id.in_(ids))))


async def _tell_companies(unit: UnitOfWork, ids: Sequence[int]) -> None:
    for some in chunks(ids):
        rows = await unit.session.scalars(
            select(Place)
            .join(Exhibitor, Exhibitor.id == Place.exhibitor_id)
            .where(Exhibitor.company_id.in_(some), Place.kind == "booth")
        )
        of_edition: dict[int, list[Place]] = {}
        for row in rows:
            if unit.has_audience(f"edition:{row.edition_id}"):
                of_edition.setdefault(row.edition_id, []).append(row)
        for edition_id, booths in sorted(of_edition.items()):
            for group in chunks(booths):
                await _tell_booths(unit, edition_id, group)
        held = select(Session.id).join(Exhibitor, Exhibitor.id == Session.exhibitor_id)
        sessions(unit, await unit.session.scalars(held.where(Exhibitor.company_id.in_(some))))


async def _tell_booths(unit: UnitOfWork, edition_id: int, group: Sequence[Place]) -> None:
    session = unit.session
    known = await programmes.exhibiting(session, edition_id, [row.exhibitor_id or 0 for row in group])
    ids = [facts.company.id for facts in known.values()]
    everyone = await people.representatives_of(session, edition_id, agreed_only=False, companies=ids)
    agreed = await people.representatives_of(session, edition_id, agreed_only=True, companies=ids)
    listed: Entities = {}
    edited: Entities = {}
    for row in group:
        facts = known[row.exhibitor_id or 0]
        place = hall_view.as_place(row, facts)
        listed[str(row.id)] = place.out()
        edited[str(row.id)] = cards_of.exhibitor_card(row, facts, everyone.get(facts.company.id, []))
        if unit.has_audience(f"booth:{row.id}"):
            card = booth_view.as_booth(place, facts, agreed.get(facts.company.id, [])).out()
            unit.tell({f"booth:{row.id}": Change(EDITED, put={"booth": {str(row.id): card}})})
    unit.tell(
        {
            f"edition:{edition_id}": Change(EDITED, put={"places": listed}),
            f"edition:{edition_id}/exhibitors": Change(EDITED, put={"exhibitors": edited}),
        }
    )


async def _tell_booth_lists(unit: UnitOfWork, exhibitors: Sequence[int]) -> None:
    for some in chunks(exhibitors):
        booths = select(Place.id, Place.exhibitor_id).where(Place.exhibitor_id.in_(some), Place.kind == "booth")
        for place, exhibitor in (await unit.session.execute(booths)).all():
            if unit.has_audience(f"booth:{place}"):
                put = {
                    "jobs": await views.jobs(unit.session, exhibitor or 0),
                    "documents": await views.documents(unit.session, exhibitor or 0),
                }
                unit.tell({f"booth:{place}": Change(EDITED, put=put)})


async def _tell_sessions(unit: UnitOfWork, ids: Sequence[int]) -> None:
    for some in chunks(ids):
        of_edition: dict[int, list[int]] = {}
        rows = select(Session.id, Place.edition_id).join(Place, Place.id == Session.place_id)
        for row_id, edition_id in await unit.session.execute(rows.where(Session.id.in_(some))):
            if unit.has_audience(f"timetable:{edition_id}"):
                of_edition.setdefault(edition_id, []).append(row_id)
        for edition_id, own in sorted(of_edition.items()):
            put = {"sessions": await timetable_view.session_cards(unit.session, edition_id, own)}
            unit.tell({f"timetable:{edition_id}": Change(EDITED, put=put)})


async def _tell_people(unit: UnitOfWork, ids: Sequence[int]) -> None:
    rows = await unit.session.execute(select(GrantRow.scope, GrantRow.scope_id).where(GrantRow.person_id.in_(ids)))
    for scope, scope_id in rows.all():
        if scope == "session":
            sessions(unit, [scope_id])
        elif scope == "company":
            companies(unit, [scope_id])
    for each in ids:
        await registrations.tell_name(unit, each)
    talks.people_named(unit, ids)
    queues.people_named(unit, ids)
