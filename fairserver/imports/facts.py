"""What the database says about whom and what a file names."""

from collections.abc import Sequence

from fairserver.companies import keep as companies
from fairserver.imports.columns import Kind
from fairserver.imports.plans import ROLES, Facts, Register
from fairserver.imports.rules import Line, OnePerson
from fairserver.journal import Unit
from fairserver.people import keep as people
from fairserver.programmes import actions as programmes
from fairserver.programmes import keep as programmes_keep
from fairserver.programmes.zones import wall
from fairserver.registrations import keep as registrations
from fairserver.texts import folded


async def about_people(unit: Unit, kind: Kind, edition: int, lines: Sequence[Line[OnePerson]]) -> Facts:
    session = unit.session
    addresses = [line.what.email for line in lines if line.what]
    known = await people.standings(session, edition, addresses, unit.wall)
    ids = sorted({each.person for each in known.values()})
    if kind == "representatives":
        held = await people.roles_held(session, ROLES[kind], "company", ids)
        elsewhere = {each.edition for each in held} - {edition}
        running = {each for each in elsewhere if not await programmes.is_over(session, each, unit.now)}
        return Facts(
            people=known,
            roles=frozenset((each.person, each.scope_id) for each in held if each.edition == edition),
            elsewhere=frozenset((each.person, each.scope_id) for each in held if each.edition in running),
            register=await _register(unit, edition),
        )
    held = await people.roles_held(session, ROLES[kind], "edition", ids)
    return Facts(
        people=known,
        roles=frozenset((each.person, 0) for each in held if each.scope_id == edition),
        registrations=await registrations.states(session, edition),
        told=await registrations.told(session, ids),
    )


async def about_companies(unit: Unit, edition: int) -> Facts:
    card = await programmes.edition_card(unit.session, edition)
    openings = {
        (wall(each.opens_at, each.zone).date(), name): each.id
        for each in card.openings
        for name in _names(each.venue.ja, each.venue.en)
    }
    hall = (await programmes.season_facts(unit.session, edition))["hall"] is not None
    return Facts(register=await _register(unit, edition), openings=openings, hall=hall)


async def _register(unit: Unit, edition: int) -> Register:
    booths = await programmes_keep.booths(unit.session, edition)
    return Register(await companies.register(unit.session, edition, set(booths)))


def _names(*names: str) -> set[str]:
    """As people write a venue: 大阪会場, 大阪, Osaka."""
    plain = {folded(name) for name in names}
    return plain | {name.removesuffix("会場") for name in plain}
