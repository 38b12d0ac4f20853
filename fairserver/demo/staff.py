"""The people behind the invented companies: while the demo runs, one of each open booth is there, so that visitors find
a fair that is staffed. They answer nobody, and no figure counts them.
"""

from collections.abc import Collection

from sqlalchemy import select

from fairserver.delivery.journal import UnitOfWork
from fairserver.people import queries as people
from fairserver.presence.store import Presence
from fairserver.programmes import place_names
from fairserver.programmes import queries as programmes
from fairserver.programmes.tables import Place

CONNECTION = "demo"

Staff = list[tuple[str, int]]  # the path of a booth, and who is there


async def open_booths(unit: UnitOfWork, personas: Collection[int]) -> Staff:
    """Who is at each open booth of the edition that is on. Personas are not: they come when somebody is them."""
    here = await programmes.current_edition(unit.session, unit.now)
    if here is None:
        return []
    edition = here[0]
    booths = select(Place.id).where(Place.edition_id == edition, Place.kind == "booth", Place.state == "open")
    companies = await programmes.booth_companies(unit.session, list(await unit.session.scalars(booths)))
    theirs = await people.representatives_of(unit.session, edition, agreed_only=False)
    return [
        (place_names.path("booth", place, edition), somebody.id)
        for place, (company, _edition) in companies.items()
        for somebody in [each for each in theirs.get(company, []) if each.id not in personas][:1]
    ]


def arrive(presence: Presence, staff: Staff) -> None:
    """Show them in presence."""
    for path, person in staff:
        presence.join(path, person, CONNECTION, counted=False)
        presence.join(place_names.working(path), person, CONNECTION, counted=True)
