"""Backgrounds and registrations as a season file or a table says them."""

from collections.abc import Iterable

from sqlalchemy import select

from fairserver.journal import Unit
from fairserver.kept import Tally, keep
from fairserver.registrations.records import Background, Registration
from fairserver.season.file import BackgroundRow


async def keep_backgrounds(unit: Unit, tally: Tally, rows: Iterable[tuple[int, BackgroundRow]]) -> None:
    """Only where the person has told none: what people say of themselves goes first."""
    known = set(await unit.session.scalars(select(Background.person_id)))
    for person, row in rows:
        if person in known:
            tally.same += 1
        else:
            keep(unit.session, tally, Background, None, person_id=person, **row.model_dump())
    await unit.session.flush()


async def keep_registrations(unit: Unit, tally: Tally, accepted: Iterable[tuple[int, int]]) -> None:
    """Who has a participant's role by the file is registered by it (person, edition)."""
    rows = await unit.session.execute(select(Registration.person_id, Registration.edition_id))
    known = {(person, edition) for person, edition in rows}
    for person, edition in accepted:
        if (person, edition) in known:
            tally.same += 1
        else:
            keep(unit.session, tally, Registration, None, person_id=person, edition_id=edition, state="accepted",
                 missing=[], applied_at=unit.now, decided_at=unit.now)  # fmt: skip
    await unit.session.flush()
