"""A season file's people are written. What a person has told or decided since stays: the file makes people, and gives
a background or a registration only to who has none.
"""

from collections.abc import Collection

from fairserver.delivery.journal import UnitOfWork
from fairserver.invitations import actions
from fairserver.people.grants import NewGrant, edition_grant
from fairserver.people.new_people import NewPerson, make_people
from fairserver.registrations.queries import with_background
from fairserver.registrations.write import REGISTERED_ROLES, Decision, decide, write_backgrounds
from fairserver.season import write_roles
from fairserver.seasonfile import rows_by_key
from fairserver.seasonfile.loaded import Loaded
from fairserver.seasonfile.schema import PersonRow, SeasonFile


async def people(unit: UnitOfWork, loaded: Loaded, season: SeasonFile) -> list[PersonRow]:
    """The people and their backgrounds. Returns those who are new and to be invited."""
    known = await rows_by_key.people(unit.session)
    new = [row for row in season.people if row.email not in known]
    made = await make_people(unit, [_new_person(row) for row in new])
    loaded.of("people").made += len(new)
    loaded.of("people").same += len(season.people) - len(new)
    loaded.people = {row.email: (made.get(row.email) or known[row.email]) for row in season.people}
    told = {loaded.people[row.email]: row.background.model_dump() for row in season.people if row.background}
    silent = told.keys() - await with_background(unit.session, told)
    written = await write_backgrounds(unit, {person: told[person] for person in told if person in silent})
    loaded.of("backgrounds").add(written)
    loaded.of("backgrounds").same += len(told) - len(silent)
    return [row for row in new if row.invited]


def _new_person(row: PersonRow) -> NewPerson:
    languages = tuple(row.languages)
    return NewPerson(row.email, row.name, row.furigana, row.language, row.zone, row.visible, languages)


async def roles(unit: UnitOfWork, loaded: Loaded, season: SeasonFile) -> None:
    """Their roles, but for those of sessions. Who takes part in an edition by the file is registered to it."""
    given = [
        grant for row in season.people if not row.invited for grant in _grants(loaded, loaded.people[row.email], row)
    ]
    counts = loaded.of("registrations")  # shown before the grants
    loaded.of("grants").add(await write_roles.give(unit, given))
    registered = await rows_by_key.registered(unit.session)
    for edition in loaded.editions.values():
        taking_part = {each.person: each for each in given if each.edition == edition and each.role in REGISTERED_ROLES}
        new = [
            Decision(person, "accepted", grant.role)
            for person, grant in taking_part.items()
            if (person, edition) not in registered
        ]
        counts.add(await decide(unit, edition, new))
        counts.same += len(taking_part) - len(new)


def _grants(loaded: Loaded, person: int, row: PersonRow) -> list[NewGrant]:
    found = []
    for grant in row.grants:
        edition = loaded.editions[grant.edition] if grant.edition else 0
        if grant.place and grant.edition:
            found.append(NewGrant(person, grant.role, "place", loaded.places[grant.edition, grant.place], edition))
        elif grant.role == "representative" and grant.company:
            found.append(NewGrant(person, grant.role, "company", loaded.companies[grant.company], edition))
        else:
            found.append(edition_grant(person, grant.role, edition))
    return found


async def invitations(unit: UnitOfWork, loaded: Loaded, invited: Collection[PersonRow], public_url: str) -> None:
    """A mail to each of these, with the first role the file gives them; a participant applies for it."""
    for row in invited:
        role, key = (row.grants[0].role, row.grants[0].edition) if row.grants else ("participant", None)
        edition = loaded.editions[key] if key else 0
        await actions.send(
            unit, public_url, row.email, row.name, row.language, role, edition, granted=role != "participant"
        )
