"""The people behind one figure, and the line in the audit that somebody looked."""

import asyncio
from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.access.principal import Principal
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Named
from fairserver.figures.actions import limits, season_stays
from fairserver.figures.messages import AskList, ListRow, PeopleList
from fairserver.figures.queries import EditionAttendance, edition_attendance, editions_of, permit_reading
from fairserver.figures.rules import AttendedPerson, StaysByUnit, at_once, attended, peak
from fairserver.people.queries import named, visible_names
from fairserver.presence.store import Presence
from fairserver.programmes import place_names
from fairserver.programmes import queries as programmes
from fairserver.web.http_context import HttpContext

NO_TIME = timedelta()


async def people_behind(ctx: HttpContext, asked: AskList, *, presence: Presence) -> PeopleList:
    """The people behind a figure, named whether or not they agreed to be seen by companies. The audit notes it.

    Raises login.missing, login.ended, edition.unknown, year.unknown, permission.denied, and place.unknown for a place
    of another edition.
    """
    async with ctx.journal.reading() as unit:
        session, at = unit.session, unit.now
        editions = [asked.edition] if asked.edition else await editions_of(session, asked.fiscal_year or 0)
        principal = await permit_reading(ctx, unit, editions)
        await _check_place(session, asked)
        if asked.figure == "live":
            number, rows = await _live(presence, session, asked)
        else:
            each = [await edition_attendance(session, edition, asked.unit) for edition in editions]
            number, found = await asyncio.to_thread(_counted, asked, each)
            rows = await _named(session, found)
    await _write_audit(ctx, principal, asked, len(rows))
    return PeopleList(at=at, number=number, rows=rows)


async def _check_place(session: AsyncSession, asked: AskList) -> None:
    if asked.place and (await programmes.find_place(session, asked.place)).edition != asked.edition:
        raise FairError("place.unknown")


async def _live(presence: Presence, session: AsyncSession, asked: AskList) -> tuple[int, list[ListRow]]:
    path = place_names.hall(asked.edition or 0)  # AskList has an edition where the figure is live
    if asked.place:
        path = (await programmes.find_place(session, asked.place)).path
    present = (await presence.people_in(path)).counted
    return len(present), [
        ListRow(person=one, units=[], seconds=None, first=None, last=None)
        for one in await visible_names(session, present, agreed_only=False)
    ]


def _counted(asked: AskList, each: list[EditionAttendance]) -> tuple[int, list[ListRow]]:
    """The figure and its rows, which get their names afterwards: this runs in a thread, without the database."""
    found = (
        season_stays(each, asked.capacity)
        if asked.edition is None
        else each[0].stays_by_unit(asked.capacity, asked.place)
    )
    if asked.of is not None:
        found = {unit: stays for unit, stays in found.items() if unit.id == asked.of}
    return _at_peak(asked, found) if asked.figure == "peak" else _over_all(asked, found)


def _over_all(asked: AskList, found: StaysByUnit) -> tuple[int, list[ListRow]]:
    rows = [_row(each) for each in attended(found, *limits(asked))]
    cumulative = sum(len(row.units) for row in rows)
    return (cumulative if asked.figure == "cumulative" else len(rows)), rows


def _at_peak(asked: AskList, found: StaysByUnit) -> tuple[int, list[ListRow]]:
    """The people who were there at the first instant of the peak, however short they stayed."""
    _minimum, grace = limits(asked)
    stays = [stay for own in found.values() for stay in own]
    most = peak(stays, grace)
    there = at_once(stays, most.at, grace) if most.at else set[int]()
    rows = [_row(each) for each in attended(found, NO_TIME, grace) if each.person in there]
    return most.people, rows


def _row(found: AttendedPerson) -> ListRow:
    return ListRow(
        person=Named(id=found.person, name=""),
        units=found.units,
        seconds=int(found.time.total_seconds()),
        first=found.first,
        last=found.last,
    )


async def _named(session: AsyncSession, rows: list[ListRow]) -> list[ListRow]:
    known = await named(session, [row.person.id for row in rows])
    return [row.model_copy(update={"person": known[row.person.id]}) for row in rows]


async def _write_audit(ctx: HttpContext, principal: Principal, asked: AskList, people: int) -> None:
    subject = f"place:{asked.place}" if asked.place else f"edition:{asked.edition}"
    if asked.edition is None:
        subject = f"season:{asked.fiscal_year}"
    async with ctx.journal.writing() as unit:
        await audit.write(unit, principal.named, asked.edition or 0, "figures.list", subject, figure=asked.figure,
                          people=people)  # fmt: skip
