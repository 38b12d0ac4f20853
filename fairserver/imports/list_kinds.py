"""The kinds of lists that can be brought in: for each, how its rows are read, compared, planned and carried out."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from fairserver.access.permissions import Action
from fairserver.access.principal import Principal
from fairserver.delivery.journal import UnitOfWork
from fairserver.imports import apply_plan, attendance_plan, lookups, plans, rules
from fairserver.imports.attendance_plan import AttendanceLookups
from fairserver.imports.columns import Kind
from fairserver.imports.messages import AskPreview
from fairserver.imports.plans import Lookups, Step
from fairserver.imports.reading import Raw
from fairserver.imports.rules import Line
from fairserver.people.permissions import PEOPLE_INVITE
from fairserver.programmes import hall_view
from fairserver.programmes.permissions import SEASON_EDIT

Lines = list[Line[Any]]  # of what this kind's rows say
Work = Sequence[tuple[Step, Any]]  # the steps that change something, each with what its row says


@dataclass(frozen=True)
class ListKind:
    """One kind of list.

    `action`: who may do this may bring it in. `lines`: what the rows of a file say. `look_up`: what the database says
    to the organiser who asks about whom and what they name. `plan`: a step for each row, from these two; pure.
    `carry_out`: write the steps.
    """

    action: Action
    lines: Callable[[Kind, list[Raw]], Lines]
    look_up: Callable[[UnitOfWork, Principal, AskPreview, Lines], Awaitable[Any]]
    plan: Callable[[AskPreview, Lines, Any], list[Step]]
    carry_out: Callable[[UnitOfWork, AskPreview, Work, Any, str], Awaitable[None]]


# ---- people


async def _about_people(unit: UnitOfWork, _principal: Principal, asked: AskPreview, lines: Lines) -> Lookups:
    return await lookups.about_people(unit, asked.kind, asked.edition, lines)


def _plan_people(asked: AskPreview, lines: Lines, found: Lookups) -> list[Step]:
    return plans.for_people(asked.kind, lines, found, invite=asked.invite)


async def _write_people(unit: UnitOfWork, asked: AskPreview, work: Work, found: Lookups, public_url: str) -> None:
    zone = (await hall_view.edition_card(unit.session, asked.edition)).zone
    languages = {email: known.language for email, known in found.people.items()}
    await apply_plan.apply_people(unit, asked.kind, asked.edition, zone, work, languages, public_url)


PEOPLE = ListKind(PEOPLE_INVITE, rules.people, _about_people, _plan_people, _write_people)


# ---- companies


async def _about_companies(unit: UnitOfWork, principal: Principal, asked: AskPreview, _lines: Lines) -> Lookups:
    return await lookups.about_companies(unit, principal, asked.edition)


async def _write_companies(unit: UnitOfWork, asked: AskPreview, work: Work, found: Lookups, _public_url: str) -> None:
    await apply_plan.apply_companies(unit, asked.edition, found.hall, work)


COMPANIES = ListKind(
    SEASON_EDIT,
    lambda _kind, rows: rules.companies(rows),
    _about_companies,
    lambda _asked, lines, found: plans.for_companies(lines, found),
    _write_companies,
)


# ---- attendance


async def _about_attendance(
    unit: UnitOfWork, _principal: Principal, asked: AskPreview, lines: Lines
) -> AttendanceLookups:
    return await lookups.about_attendance(unit, asked.edition, lines)


async def _write_attendance(
    unit: UnitOfWork, asked: AskPreview, work: Work, _found: AttendanceLookups, _public_url: str
) -> None:
    await apply_plan.apply_attendance(unit, asked.edition, [step for step, _what in work])


ATTENDANCE = ListKind(
    SEASON_EDIT,
    lambda _kind, rows: rules.stays(rows),
    _about_attendance,
    lambda _asked, lines, found: attendance_plan.for_stays(lines, found),
    _write_attendance,
)

KINDS: dict[Kind, ListKind] = {
    "participants": PEOPLE,
    "alumni": PEOPLE,
    "representatives": PEOPLE,
    "companies": COMPANIES,
    "attendance": ATTENDANCE,
}
