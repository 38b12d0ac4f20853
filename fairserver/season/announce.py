"""Who is told when something of the season changes: the hall, the timetable, and the booth itself."""

from collections.abc import Sequence

from sqlalchemy import select

from fairserver.companies import views
from fairserver.companies.tables import Exhibitor
from fairserver.delivery.journal import Change, Entities, State, UnitOfWork
from fairserver.people import queries as people
from fairserver.people.tables import GrantRow
from fairserver.programmes import booth_view, hall_view, timetable_view
from fairserver.programmes import queries as programmes
from fairserver.programmes.tables import Edition, Place, Session, Venue
from fairserver.registrations import actions as registrations
from fairserver.season import views as cards_of
from fairserver.storage.upsert import chunks

EDITED = "season.edited"


async def edition(unit: UnitOfWork, edition_id: int) -> None:
    """Its card, with the openings."""
    card = (await hall_view.edition_card(unit.session, edition_id)).out()
    change = Change(EDITED, put={"edition": {str(edition_id): card}})
    unit.tell({f"edition:{edition_id}": change, f"timetable:{edition_id}": change})


async def places(unit: UnitOfWork, edition_id: int, ids: list[int]) -> None:
    """As the hall lists them, as the timetable names them, and as a booth shows itself."""
    listed: Entities = {}
    stages: Entities = {}
    for row in [await programmes.place_row(unit.session, each) for each in ids]:
        listed[str(row.id)] = (await hall_view.place_card(unit.session, row.id)).out()
        if row.kind in timetable_view.STAGES:
            stages[str(row.id)] = timetable_view.stage_card(row)
        if row.kind in ("stage", "talk"):
            own_card = {row.kind: {str(row.id): listed[str(row.id)]}}
            unit.tell({f"{row.kind}:{row.id}": Change(EDITED, put=own_card)})
        if row.kind == "booth":
            own = (await booth_view.booth_card(unit.session, row.id)).out()
            unit.tell({f"booth:{row.id}": Change(EDITED, put={"booth": {str(row.id): own}})})
    unit.tell({f"edition:{edition_id}": Change(EDITED, put={"places": listed})})
    if exhibitors := await cards_of.exhibitor_cards(unit.session, edition_id, ids):
        unit.tell({f"edition:{edition_id}/exhibitors": Change(EDITED, put={"exhibitors": exhibitors})})
    if stages:
        unit.tell({f"timetable:{edition_id}": Change(EDITED, put={"stages": stages})})


async def places_gone(unit: UnitOfWork, edition_id: int, ids: list[int]) -> None:
    gone = [str(each) for each in ids]
    unit.tell(
        {
            f"edition:{edition_id}": Change(EDITED, drop={"places": gone}),
            f"edition:{edition_id}/exhibitors": Change(EDITED, drop={"exhibitors": gone}),
            f"timetable:{edition_id}": Change(EDITED, drop={"stages": gone}),
        }
    )


async def sessions(unit: UnitOfWork, edition_id: int, ids: list[int] | None = None) -> None:
    """These, or all of the edition."""
    put = {"sessions": await timetable_view.session_cards(unit.session, edition_id, ids)}
    unit.tell({f"timetable:{edition_id}": Change(EDITED, put=put)})


async def sessions_gone(unit: UnitOfWork, edition_id: int, ids: list[int]) -> None:
    drop = {"sessions": [str(each) for each in ids]}
    unit.tell({f"timetable:{edition_id}": Change(EDITED, drop=drop)})


async def booth_lists(unit: UnitOfWork, place: int, exhibitor: int) -> None:
    """The jobs and documents of one booth, each as a whole."""
    put = {
        "jobs": await views.jobs(unit.session, exhibitor),
        "documents": await views.documents(unit.session, exhibitor),
    }
    unit.tell({f"booth:{place}": Change(EDITED, put=put)})


def booth_list_gone(unit: UnitOfWork, place: int, collection: str, gone: int) -> None:
    unit.tell({f"booth:{place}": Change(EDITED, drop={collection: [str(gone)]})})


async def companies(unit: UnitOfWork, ids: Sequence[int], newcomers: frozenset[int] = frozenset()) -> None:
    """Their booths in every year, and their presentations: they carry name and crest, and whether one was here before.
    Nobody can be in a booth that is among the `newcomers`.
    """
    session = unit.session
    found: dict[int, list[Place]] = {}
    for some in chunks(ids):
        rows = select(Place).join(Exhibitor, Exhibitor.id == Place.exhibitor_id)
        rows = rows.where(Exhibitor.company_id.in_(some), Place.kind == "booth").execution_options(
            populate_existing=True
        )
        for row in await session.scalars(rows):
            found.setdefault(row.edition_id, []).append(row)
    for edition_id, booths_of in sorted(found.items()):
        for group in chunks(booths_of):
            await _booths(unit, edition_id, group, newcomers)


async def _booths(unit: UnitOfWork, edition_id: int, group: Sequence[Place], newcomers: frozenset[int]) -> None:
    session = unit.session
    exhibitors = [row.exhibitor_id or 0 for row in group]
    known = await programmes.exhibiting(session, edition_id, exhibitors)
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
        if row.id not in newcomers:
            card = booth_view.as_booth(place, facts, agreed.get(facts.company.id, [])).out()
            unit.tell({f"booth:{row.id}": Change(EDITED, put={"booth": {str(row.id): card}})})
    unit.tell(
        {
            f"edition:{edition_id}": Change(EDITED, put={"places": listed}),
            f"edition:{edition_id}/exhibitors": Change(EDITED, put={"exhibitors": edited}),
        }
    )
    held = list(await session.scalars(select(Session.id).where(Session.exhibitor_id.in_(exhibitors))))
    if held:
        await sessions(unit, edition_id, held)


async def venue(unit: UnitOfWork, row: Venue) -> None:
    """Every timetable may use it."""
    put = {"venues": {str(row.id): timetable_view.venue_card(row)}}
    for each in await unit.session.scalars(select(Edition.id)):
        unit.tell({f"timetable:{each}": Change(EDITED, put=put)})


async def person(unit: UnitOfWork, person_id: int) -> None:
    """A speaker's or representative's name stands in public cards, an applicant's in the organisers'."""
    rows = await unit.session.execute(
        select(GrantRow.scope, GrantRow.scope_id, GrantRow.edition_id).where(GrantRow.person_id == person_id)
    )
    for scope, scope_id, edition_id in rows.all():
        if scope == "session":
            await sessions(unit, edition_id, [scope_id])
        elif scope == "company":
            await companies(unit, [scope_id])
    await registrations.tell_name(unit, person_id)


async def seasons(unit: UnitOfWork, editions: list[int]) -> None:
    """After a file: everything of these editions."""
    for each in editions:
        hall: State = await hall_view.hall_state(unit.session, each)
        unit.tell(
            {
                f"edition:{each}": Change(EDITED, put=hall),
                f"edition:{each}/exhibitors": Change(EDITED, put=await cards_of.exhibitors_state(unit.session, each)),
                f"timetable:{each}": Change(EDITED, put=await timetable_view.timetable_state(unit.session, each)),
            }
        )
        rows = await unit.session.execute(
            select(Place.id, Place.exhibitor_id).where(Place.edition_id == each, Place.kind == "booth")
        )
        for place, exhibitor in rows.all():
            put = {
                "booth": {str(place): (await booth_view.booth_card(unit.session, place)).out()},
                "jobs": await views.jobs(unit.session, exhibitor or 0),
                "documents": await views.documents(unit.session, exhibitor or 0),
            }
            unit.tell({f"booth:{place}": Change(EDITED, put=put)})
