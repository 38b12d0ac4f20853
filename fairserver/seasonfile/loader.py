"""A season file into the database: one unit, and the same file again changes nothing."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from pydantic import ValidationError

from fairserver.companies import writers as companies
from fairserver.delivery.journal import UnitOfWork
from fairserver.invitations import actions
from fairserver.people import writers as people
from fairserver.people.queries import person_by_address
from fairserver.people.writers import Given
from fairserver.programmes import writers as programmes
from fairserver.programmes.tables import Venue
from fairserver.registrations import writers as registrations
from fairserver.season import announce
from fairserver.seasonfile import file_errors, rules
from fairserver.seasonfile.file_errors import Problem
from fairserver.seasonfile.schema import EditionRow, PersonRow, SeasonFile
from fairserver.storage.upsert import UpsertCounts


class Refused(Exception):
    """Nothing was loaded."""

    def __init__(self, found: list[Problem]) -> None:
        super().__init__(f"{len(found)} problems")
        self.problems = found


@dataclass
class Loaded:
    """How many rows of each kind, and the ids the file's keys got."""

    tallies: dict[str, UpsertCounts] = field(default_factory=dict)
    editions: dict[str, int] = field(default_factory=dict)
    companies: dict[str, int] = field(default_factory=dict)
    places: dict[tuple[str, str], int] = field(default_factory=dict)
    sessions: dict[tuple[str, str], int] = field(default_factory=dict)

    def tally(self, kind: str) -> UpsertCounts:
        return self.tallies.setdefault(kind, UpsertCounts())

    @property
    def changed(self) -> bool:
        return any(tally.made or tally.changed for tally in self.tallies.values())


def read(text: str) -> SeasonFile:
    """Raises Refused with every problem of the file."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise Refused([file_errors.problem("the file", "file.unreadable", why=broken)]) from None
    try:
        season = SeasonFile.model_validate(data)
    except ValidationError as wrong:
        raise Refused(file_errors.from_validation(wrong.errors(), data)) from None
    if found := rules.check(season):
        raise Refused(found)
    return season


async def load(unit: UnitOfWork, season: SeasonFile, public_url: str) -> Loaded:
    loaded, session = Loaded(), unit.session
    venues = await programmes.keep_venues(session, loaded.tally("venues"), season.venues)
    keys = await programmes.keep_programmes(session, loaded.tally("programmes"), season.programmes)
    before = await programmes.edition_ids(session)
    loaded.editions = await programmes.keep_editions(session, loaded.tally("editions"), season, keys)
    loaded.companies = await companies.keep_companies(session, loaded.tally("companies"), season.companies)
    for row in season.editions:
        await _edition(unit, loaded, row, venues)
    await _people(unit, loaded, season, public_url)
    if loaded.changed:  # a new edition has nobody looking at it yet
        await announce.seasons(unit, sorted(before & set(loaded.editions.values())))
    return loaded


async def _edition(unit: UnitOfWork, loaded: Loaded, row: EditionRow, venues: dict[str, Venue]) -> None:
    session, edition = unit.session, loaded.editions[row.key]
    await programmes.keep_hall(session, loaded.tally("places"), edition, row)
    openings = await programmes.keep_openings(session, loaded.tally("openings"), edition, row, venues)
    exhibitors = await companies.keep_exhibitors(
        session, loaded.tally("exhibitors"), edition, row.exhibitors, loaded.companies
    )
    opened: dict[tuple[date, str], int] = {key: opening.id for key, opening in openings.items()}
    await companies.keep_appearances(session, loaded.tally("appearances"), row.exhibitors, exhibitors, opened)
    await companies.keep_jobs(session, loaded.tally("jobs and documents"), row.exhibitors, exhibitors)
    if row.hall is not None:
        names = await companies.names(session, list(loaded.companies.values()))
        booths: dict[int, dict[str, Any]] = {
            exhibitors[each.company]: {"state": each.state, "name": names[loaded.companies[each.company]]}
            for each in row.exhibitors
        }
        await programmes.keep_booths(session, loaded.tally("places"), edition, booths)
    places = await programmes.keep_places(session, loaded.tally("places"), edition, row, venues)
    loaded.places |= {(row.key, key): found for key, found in places.items()}
    tally = loaded.tally("sessions")
    sessions = await programmes.keep_sessions(session, tally, row, openings, places, exhibitors, venues)
    loaded.sessions |= {(row.key, key): found for key, found in sessions.items()}


async def _people(unit: UnitOfWork, loaded: Loaded, season: SeasonFile, public_url: str) -> None:
    invited = [row for row in season.people if row.invited and not await person_by_address(unit.session, row.email)]
    ids = await people.keep_people(unit, loaded.tally("people"), season.people)
    tally = loaded.tally("backgrounds")
    told = [(ids[row.email], row.background) for row in season.people if row.background]
    await registrations.keep_backgrounds(unit, tally, told)
    given = [grant for row in season.people if not row.invited for grant in _grants(loaded, ids[row.email], row)]
    accepted = [(each.person, each.edition) for each in given if each.role in ("participant", "alumnus")]
    await registrations.keep_registrations(unit, loaded.tally("registrations"), accepted)
    for edition in season.editions:
        scope = loaded.editions[edition.key]
        for session in edition.sessions:
            where = loaded.sessions[edition.key, session.key]
            given += [Given(ids[each], "speaker", "session", where, scope) for each in session.speakers]
            given += [Given(ids[each], "moderator", "session", where, scope) for each in session.moderators]
    await people.keep_grants(unit, loaded.tally("grants"), given)
    for row in invited:
        role, key = (row.grants[0].role, row.grants[0].edition) if row.grants else ("participant", None)
        edition_id = loaded.editions[key] if key else 0
        await actions.send(
            unit, public_url, row.email, row.name, row.language, role, edition_id, granted=role != "participant"
        )


def _grants(loaded: Loaded, person: int, row: PersonRow) -> list[Given]:
    found = []
    for grant in row.grants:
        edition = loaded.editions[grant.edition] if grant.edition else 0
        if grant.place and grant.edition:
            place = loaded.places[grant.edition, grant.place]
            found.append(Given(person, grant.role, "place", place, edition))
        elif grant.role == "representative" and grant.company:
            found.append(Given(person, grant.role, "company", loaded.companies[grant.company], edition))
        else:
            found.append(Given(person, grant.role, "edition" if edition else "organisation", edition, edition))
    return found
