"""First what a file would do, then exactly that: the page sends the file again with the preview's digest.

Nothing is stored between the two. All of a file's rows are written in one unit, or none.
"""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import structlog
from sqlalchemy.exc import IntegrityError

from fairserver.access import audit
from fairserver.access.principal import Principal, permit
from fairserver.base.errors import FairError
from fairserver.delivery.journal import UnitOfWork
from fairserver.imports import apply_plan, lookups, plans, reading, rules
from fairserver.imports.messages import AskImport, AskPreview, Counts, ImportAnswer, Preview, RowCard, TroubleCard
from fairserver.imports.plans import Lookups, Step
from fairserver.imports.reading import Encoding
from fairserver.imports.rules import Line, OneCompany, OnePerson
from fairserver.people import logins
from fairserver.people.permissions import PEOPLE_INVITE
from fairserver.programmes import hall_view
from fairserver.programmes import queries as programmes
from fairserver.programmes.permissions import SEASON_EDIT
from fairserver.web.http_context import HttpContext

log = structlog.get_logger()


@dataclass(frozen=True)
class Read:
    """A file's rows, of one of the two sorts."""

    encoding: Encoding
    people: list[Line[OnePerson]]
    companies: list[Line[OneCompany]]


@dataclass(frozen=True)
class Plan:
    """What a file would do: what it was compared with, a step for each row, and both as the page shows them."""

    lookups: Lookups
    steps: list[Step]
    preview: Preview


async def preview(ctx: HttpContext, asked: AskPreview) -> Preview:
    """Say row by row what a file would do, and write nothing.

    Raises login.missing, login.ended, permission.denied, edition.unknown and those of `reading.read`.
    """
    await _permitted(ctx, asked)
    read = await asyncio.to_thread(_read, asked)
    async with ctx.journal.reading() as unit:
        return (await _plan(unit, asked, read)).preview


async def do_import(ctx: HttpContext, asked: AskImport) -> ImportAnswer:
    """Reading a large file takes a second: that is done before the one writer's turn is taken."""
    await _permitted(ctx, asked)
    read = await asyncio.to_thread(_read, asked)
    try:
        async with ctx.journal.writing() as unit:
            principal = await _permitted_in(unit, ctx, asked)
            await programmes.lock_edition(unit.session, asked.edition)
            plan = await _plan(unit, asked, read)
            if wrong := plan.preview.counts.wrong:
                raise FairError("import.rows_wrong", count=wrong)
            if plan.preview.digest != asked.digest:
                return ImportAnswer(done=False, preview=plan.preview)
            await _carry_out(unit, ctx, asked, read, plan)
            await _note(unit, principal, asked, plan)
    except IntegrityError as raced:  # the same person or company was made by someone else at this moment
        log.warning("import.raced", error=str(raced.orig)[:200])
        raise FairError("busy") from raced
    return ImportAnswer(done=True, preview=plan.preview)


async def _permitted(ctx: HttpContext, asked: AskPreview) -> None:
    async with ctx.journal.reading() as unit:
        await _permitted_in(unit, ctx, asked)


async def _permitted_in(unit: UnitOfWork, ctx: HttpContext, asked: AskPreview) -> Principal:
    principal = await logins.signed_in(unit, ctx.token)
    action = SEASON_EDIT if asked.kind == "companies" else PEOPLE_INVITE
    permit(principal, (action,), await programmes.about_edition(unit.session, asked.edition))
    return principal


def _read(asked: AskPreview) -> Read:
    rows, encoding = reading.read(asked.kind, asked.file)
    if asked.kind == "companies":
        return Read(encoding, [], rules.companies(rows))
    return Read(encoding, rules.people(asked.kind, rows), [])


async def _plan(unit: UnitOfWork, asked: AskPreview, read: Read) -> Plan:
    if asked.kind == "companies":
        found = await lookups.about_companies(unit, asked.edition)
    else:
        found = await lookups.about_people(unit, asked.kind, asked.edition, read.people)
    return await asyncio.to_thread(_planned, asked, read, found)


def _planned(asked: AskPreview, read: Read, found: Lookups) -> Plan:
    if asked.kind == "companies":
        steps = plans.for_companies(read.companies, found)
    else:
        steps = plans.for_people(asked.kind, read.people, found, invite=asked.invite)
    wish = f"{asked.edition} {asked.kind} {asked.invite}"
    states = Counter(step.state for step in steps)
    counts = Counts(
        new=states["new"],
        changed=states["changed"],
        same=states["same"],
        wrong=states["wrong"],
        invitations=sum("invitation" in step.changes for step in steps),
    )
    digest = plans.digest(wish, asked.file, steps)
    rows = [_card(step) for step in steps]
    return Plan(found, steps, Preview(kind=asked.kind, encoding=read.encoding, counts=counts, rows=rows, digest=digest))


def _card(step: Step) -> RowCard:
    trouble = [TroubleCard.model_validate(vars(each)) for each in step.trouble]
    return RowCard(
        row=step.number,
        state=step.state,
        name=step.name,
        key=step.key,
        known=step.known,
        changes=list(step.changes),
        trouble=trouble,
    )


async def _carry_out(unit: UnitOfWork, ctx: HttpContext, asked: AskImport, read: Read, plan: Plan) -> None:
    if asked.kind == "companies":
        work = _work(plan.steps, read.companies)
        return await apply_plan.apply_companies(unit, asked.edition, plan.lookups.hall, work)
    zone = (await hall_view.edition_card(unit.session, asked.edition)).zone
    languages = {email: known.language for email, known in plan.lookups.people.items()}
    public_url = ctx.settings.public_url
    people_work = _work(plan.steps, read.people)
    return await apply_plan.apply_people(unit, asked.kind, asked.edition, zone, people_work, languages, public_url)


def _work(steps: Sequence[Step], lines: Sequence[Line[rules.What]]) -> list[tuple[Step, rules.What]]:
    """The rows that change something, each with what it says."""
    return [(step, line.what) for step, line in zip(steps, lines, strict=True) if step.changes and line.what]


async def _note(unit: UnitOfWork, principal: Principal, asked: AskImport, plan: Plan) -> None:
    """Once for the whole file; a file that changes nothing is no news."""
    counts = plan.preview.counts
    if counts.new or counts.changed:
        told = {"kind": asked.kind, "new": counts.new, "changed": counts.changed, "invitations": counts.invitations}
        await audit.write(unit, principal.named, asked.edition, "import.done", f"edition:{asked.edition}", **told)
