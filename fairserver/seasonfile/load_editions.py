"""A season file's editions are written: its venues, programmes and companies first, then each edition's own rows."""

from collections.abc import Mapping
from typing import Any

from fairserver.base.zones import instant
from fairserver.delivery.journal import UnitOfWork
from fairserver.season.write_editions import (
    OpeningValues,
    write_editions,
    write_openings,
    write_places,
    write_programmes,
    write_venues,
)
from fairserver.season.write_exhibitors import (
    ExhibitorValues,
    write_companies,
    write_documents,
    write_exhibitors,
    write_jobs,
)
from fairserver.season.write_sessions import SessionValues, write_sessions
from fairserver.seasonfile import rows_by_key
from fairserver.seasonfile.loaded import Loaded
from fairserver.seasonfile.schema import EditionRow, ExhibitorRow, OpeningRow, PlaceRow, SeasonFile, SessionRow, Text


async def register(unit: UnitOfWork, loaded: Loaded, season: SeasonFile) -> None:
    """Venues, programmes, the editions themselves, and the register of companies."""
    venues = await rows_by_key.venues(unit.session)
    written = await write_venues(unit, [(venues.get(row.key), row.model_dump()) for row in season.venues])
    loaded.of("venues").add(written)
    loaded.venues = {row.key: row.id for row in written.rows}
    loaded.zones = {row.key: row.zone for row in written.rows}
    known = await rows_by_key.programmes(unit.session)
    programmes = await write_programmes(unit, [(known.get(row.key), row.model_dump()) for row in season.programmes])
    loaded.of("programmes").add(programmes)
    await _editions(unit, loaded, season, {row.key: row.id for row in programmes.rows})
    companies = await rows_by_key.companies(unit.session, {row.key: row.number for row in season.companies})
    registered = await write_companies(unit, [(companies.get(row.key), row.model_dump()) for row in season.companies])
    loaded.of("companies").add(registered)
    loaded.companies = {said.key: row.id for said, row in zip(season.companies, registered.rows, strict=True)}


async def _editions(unit: UnitOfWork, loaded: Loaded, season: SeasonFile, programmes: dict[str, int]) -> None:
    known = await rows_by_key.editions(unit.session)
    written = await write_editions(
        unit,
        [
            (
                known.get((programmes[row.programme], row.fiscal_year)),
                {
                    "programme_id": programmes[row.programme],
                    "fiscal_year": row.fiscal_year,
                    "name": row.name.model_dump(),
                    "about": row.about.model_dump(),
                    "zone": row.zone,
                    "capacity": row.capacity,
                    "requirements": [requirement.out() for requirement in row.requirements],
                },
            )
            for row in season.editions
        ],
    )
    loaded.of("editions").add(written)
    loaded.editions = {said.key: row.id for said, row in zip(season.editions, written.rows, strict=True)}


async def places(unit: UnitOfWork, loaded: Loaded, row: EditionRow, names: Mapping[str, Text]) -> None:
    """An edition's hall, openings, exhibitors with their booths, jobs and documents, and stages.

    `names`: of the companies, by key; a booth has the name of its company.
    """
    edition = loaded.editions[row.key]
    if row.hall is not None:
        values = {"kind": "hall", "name": row.hall.model_dump()}
        hall = await write_places(unit, edition, [(await rows_by_key.hall(unit.session, edition), values)])
        loaded.of("places").add(hall)
    await _openings(unit, loaded, row)
    await _exhibitors(unit, loaded, row, names)
    known = await rows_by_key.places(unit.session, edition)
    stages = await write_places(unit, edition, [(known.get(each.key), _place(loaded, each)) for each in row.places])
    loaded.of("places").add(stages)
    loaded.places |= {(row.key, said.key): place.id for said, place in zip(row.places, stages.rows, strict=True)}


def _place(loaded: Loaded, row: PlaceRow) -> dict[str, Any]:
    venue = loaded.venues[row.venue] if row.venue else None
    return {"key": row.key, "kind": row.kind, "name": row.name.model_dump(), "venue_id": venue}


async def _openings(unit: UnitOfWork, loaded: Loaded, row: EditionRow) -> None:
    edition = loaded.editions[row.key]
    known = await rows_by_key.openings(unit.session, edition)

    def values(said: OpeningRow) -> OpeningValues:
        venue, zone = loaded.venues[said.venue], loaded.zones[said.venue]
        opens, closes = (instant(said.date, clock, zone) for clock in (said.opens, said.closes))
        return OpeningValues(known.get((said.date, venue)), said.date, venue, opens, closes)

    written = await write_openings(unit, edition, [values(said) for said in row.openings])
    loaded.of("openings").add(written)
    for said, opening in zip(row.openings, written.rows, strict=True):
        loaded.openings[row.key, said.date, said.venue] = opening.id


async def _exhibitors(unit: UnitOfWork, loaded: Loaded, row: EditionRow, names: Mapping[str, Text]) -> None:
    def values(said: ExhibitorRow) -> ExhibitorValues:
        company, name = loaded.companies[said.company], names[said.company].model_dump()
        words = said.model_dump(include={"languages", "japanese", "visa_help", "employment"})
        openings = [loaded.openings[row.key, day, venue] for day, venue in said.appearances]
        return ExhibitorValues(company, {}, words, openings, booth_name=name, first_state=said.state)

    wanted = [values(said) for said in row.exhibitors]
    written = await write_exhibitors(unit, loaded.editions[row.key], wanted, booths=row.hall is not None)
    loaded.of("exhibitors").add(written.exhibitors)
    loaded.of("appearances").add(written.appearances)
    loaded.of("places").add(written.booths)
    for said, exhibitor in zip(row.exhibitors, written.exhibitors.rows, strict=True):
        loaded.exhibitors[row.key, said.company] = exhibitor.id
    await _jobs_and_documents(unit, loaded, row)


async def _jobs_and_documents(unit: UnitOfWork, loaded: Loaded, row: EditionRow) -> None:
    own = [(loaded.exhibitors[row.key, said.company], said) for said in row.exhibitors]
    ids = [exhibitor for exhibitor, _said in own]
    known_jobs = await rows_by_key.jobs(unit.session, ids)
    jobs = [
        (known_jobs.get((exhibitor, job.key)), {"exhibitor_id": exhibitor, **job.model_dump()})
        for exhibitor, said in own
        for job in said.jobs
    ]
    loaded.of("jobs and documents").add(await write_jobs(unit, jobs))
    known_documents = await rows_by_key.documents(unit.session, ids)
    documents = [
        (known_documents.get((exhibitor, each.address)), {"exhibitor_id": exhibitor, **each.model_dump()})
        for exhibitor, said in own
        for each in said.documents
    ]
    loaded.of("jobs and documents").add(await write_documents(unit, documents))


async def sessions(unit: UnitOfWork, loaded: Loaded, row: EditionRow) -> None:
    """An edition's sessions, with their speakers and moderators. Others who have such a role keep it."""
    own = [place for (edition, _key), place in loaded.places.items() if edition == row.key]
    known = await rows_by_key.sessions(unit.session, own)

    def values(said: SessionRow) -> SessionValues:
        zone = loaded.zones[said.venue]
        columns = {
            "key": said.key,
            "venue_day_id": loaded.openings[row.key, said.date, said.venue],
            "place_id": loaded.places[row.key, said.place],
            "exhibitor_id": loaded.exhibitors[row.key, said.company] if said.company else None,
            "kind": said.kind,
            "title": said.title.model_dump(),
            "about": said.about.model_dump(),
            "industry": said.industry.model_dump() if said.industry else None,
            "languages": said.languages,
            "japanese": said.japanese,
            "starts_at": instant(said.date, said.starts, zone),
            "ends_at": instant(said.date, said.ends, zone),
        }
        roles = {
            "speaker": [loaded.people[each] for each in said.speakers],
            "moderator": [loaded.people[each] for each in said.moderators],
        }
        return SessionValues(known.get(said.key), columns, roles)

    wanted = [values(said) for said in row.sessions]
    written = await write_sessions(unit, loaded.editions[row.key], wanted, withdraw=False)
    loaded.of("sessions").add(written.sessions)
    loaded.of("grants").add(written.grants)
