"""What the database says about whom and what a file names."""

from collections.abc import Sequence

from fairserver.access.principal import Principal
from fairserver.base.text_cleaning import folded
from fairserver.base.zones import wall
from fairserver.companies import queries as companies
from fairserver.delivery.journal import UnitOfWork
from fairserver.imports.attendance_plan import AttendanceLookups
from fairserver.imports.columns import Kind
from fairserver.imports.plans import ROLES, Lookups, Register
from fairserver.imports.rules import Line, OnePerson, OneStay
from fairserver.invitations import queries as invitations
from fairserver.people.grants import roles_held
from fairserver.people.known_people import known_people
from fairserver.presence.write_attendance import imported
from fairserver.programmes import hall_view
from fairserver.programmes import queries as programmes
from fairserver.registrations import queries as registrations
from fairserver.season.register_words import shared_elsewhere


async def about_people(unit: UnitOfWork, kind: Kind, edition: int, lines: Sequence[Line[OnePerson]]) -> Lookups:
    """What is known of the people that these rows name, and for representatives of the companies."""
    session = unit.session
    addresses = [line.what.email for line in lines if line.what]
    invited = await invitations.states(session, edition, unit.wall)
    known = await known_people(session, addresses, invited)
    ids = sorted({each.person for each in known.values()})
    if kind == "representatives":
        held = await roles_held(session, ROLES[kind], "company", ids)
        return Lookups(
            people=known,
            roles=frozenset((each.person, each.scope_id) for each in held if each.edition == edition),
            register=await _register(unit, edition),
        )
    held = await roles_held(session, ROLES[kind], "edition", ids)
    return Lookups(
        people=known,
        roles=frozenset((each.person, 0) for each in held if each.scope_id == edition),
        registrations=await registrations.states(session, edition),
        told=await registrations.with_background(session, ids),
    )


async def about_companies(unit: UnitOfWork, principal: Principal, edition: int) -> Lookups:
    """The register as this edition knows it, its openings, whether it has a hall, and whose words the organiser who
    asks may not change from here.
    """
    card = await hall_view.edition_card(unit.session, edition)
    openings = {
        (wall(each.opens_at, each.zone).date(), name): each.id
        for each in card.openings
        for name in _names(each.venue.ja, each.venue.en)
    }
    hall = (await programmes.season_facts(unit.session, edition))["hall"] is not None
    register = await _register(unit, edition)
    shared = await shared_elsewhere(unit.session, principal, edition, register.ids, unit.now)
    return Lookups(register=register, openings=openings, hall=hall, shared=shared)


async def about_attendance(unit: UnitOfWork, edition: int, lines: Sequence[Line[OneStay]]) -> AttendanceLookups:
    """Who and what these rows name, and what earlier lists say."""
    session = unit.session
    addresses = sorted({line.what.email for line in lines if line.what})
    places: dict[str, set[int]] = {}
    standing = await programmes.standing_places(session, edition)
    for place in standing:
        names = {""} if place.kind == "hall" else {folded(place.name.ja), folded(place.name.en)}
        for name in names:
            places.setdefault(name, set()).add(place.id)
    there = await imported(session, [place.id for place in standing])
    return AttendanceLookups(
        now=unit.now,
        people=await known_people(session, addresses, {}),
        openings={
            (wall(each.opens_at, each.zone).date(), name): each
            for each in await programmes.venue_openings(session, edition)
            for name in _names(each.name.ja, each.name.en)
        },
        places={name: sorted(ids) for name, ids in places.items()},
        there={key: row.ended_at for key, row in there.items()},
    )


async def _register(unit: UnitOfWork, edition: int) -> Register:
    booths = await programmes.booths(unit.session, edition)
    return Register(await companies.register(unit.session, edition, set(booths)))


def _names(*names: str) -> set[str]:
    """As people write a venue: 大阪会場, 大阪, Osaka."""
    plain = {folded(name) for name in names}
    return plain | {name.removesuffix("会場") for name in plain}
