"""Who is told when something of the season changes: the hall, the timetable, and the booth itself."""

from sqlalchemy import select

from fairserver.booths import actions as booths
from fairserver.journal import Change, Entities, State, Unit
from fairserver.programmes import actions as programmes
from fairserver.programmes import board
from fairserver.programmes.records import Place

EDITED = "season.edited"


async def edition(unit: Unit, edition_id: int) -> None:
    """Its card, with the openings."""
    card = (await programmes.edition_card(unit.session, edition_id)).out()
    change = Change(EDITED, put={"edition": {str(edition_id): card}})
    unit.tell({f"edition:{edition_id}": change, f"timetable:{edition_id}": change})


async def places(unit: Unit, edition_id: int, ids: list[int]) -> None:
    """As the hall lists them, as the timetable names them, and as a booth shows itself."""
    cards: Entities = {}
    stages: Entities = {}
    for row in [await programmes.place_row(unit.session, each) for each in ids]:
        cards[str(row.id)] = (await programmes.card_of(unit.session, row.id)).out()
        if row.kind in board.STAGES:
            stages[str(row.id)] = board.stage_card(row)
        if row.kind == "booth":
            own = (await booths.booth_card(unit.session, row.id)).out()
            unit.tell({f"booth:{row.id}": Change(EDITED, put={"booth": {str(row.id): own}})})
    unit.tell({f"edition:{edition_id}": Change(EDITED, put={"places": cards})})
    if stages:
        unit.tell({f"timetable:{edition_id}": Change(EDITED, put={"stages": stages})})


async def places_gone(unit: Unit, edition_id: int, ids: list[int]) -> None:
    gone = [str(each) for each in ids]
    unit.tell(
        {
            f"edition:{edition_id}": Change(EDITED, drop={"places": gone}),
            f"timetable:{edition_id}": Change(EDITED, drop={"stages": gone}),
        }
    )


async def sessions(unit: Unit, edition_id: int, ids: list[int] | None = None) -> None:
    """These, or all of the edition."""
    put = {"sessions": await board.session_cards(unit.session, edition_id, ids)}
    unit.tell({f"timetable:{edition_id}": Change(EDITED, put=put)})


async def sessions_gone(unit: Unit, edition_id: int, ids: list[int]) -> None:
    drop = {"sessions": [str(each) for each in ids]}
    unit.tell({f"timetable:{edition_id}": Change(EDITED, drop=drop)})


async def booth_lists(unit: Unit, exhibitor: int) -> None:
    """The jobs and documents of one booth, each as a whole."""
    place = await unit.session.scalar(select(Place.id).where(Place.exhibitor_id == exhibitor))
    put = {
        "jobs": await booths.jobs(unit.session, exhibitor),
        "documents": await booths.documents(unit.session, exhibitor),
    }
    unit.tell({f"booth:{place}": Change(EDITED, put=put)})


async def seasons(unit: Unit, editions: list[int]) -> None:
    """After a file: everything of these editions."""
    for each in editions:
        hall: State = await programmes.hall_state(unit.session, each)
        unit.tell(
            {
                f"edition:{each}": Change(EDITED, put=hall),
                f"timetable:{each}": Change(EDITED, put=await board.timetable_state(unit.session, each)),
            }
        )
        rows = await unit.session.execute(
            select(Place.id, Place.exhibitor_id).where(Place.edition_id == each, Place.kind == "booth")
        )
        for place, exhibitor in rows.all():
            put = {
                "booth": {str(place): (await booths.booth_card(unit.session, place)).out()},
                "jobs": await booths.jobs(unit.session, exhibitor or 0),
                "documents": await booths.documents(unit.session, exhibitor or 0),
            }
            unit.tell({f"booth:{place}": Change(EDITED, put=put)})
