"""First what a file would do, then exactly that: the page sends the file again with the preview's digest.

Nothing is stored between the two. All of a file's rows are written in one unit, or none.
"""

import asyncio
from collections import Counter
from dataclasses import dataclass
from typing import Any

import structlog
from sqlalchemy.exc import IntegrityError

from fairserver.access import audit
from fairserver.access.principal import Principal, permit
from fairserver.base.errors import FairError
from fairserver.delivery.journal import UnitOfWork
from fairserver.imports import plans, reading
from fairserver.imports.list_kinds import KINDS
from fairserver.imports.messages import AskImport, AskPreview, Counts, ImportAnswer, Preview, RowCard, TroubleCard
from fairserver.imports.plans import Step
from fairserver.imports.reading import Encoding
from fairserver.imports.rules import Line
from fairserver.people import logins
from fairserver.programmes import queries as programmes
from fairserver.web.http_context import HttpContext

log = structlog.get_logger()


@dataclass(frozen=True)
class Plan:
    """What a file would do: a step for each row, and how they are shown. `found`: what the file was compared with."""

    found: Any
    steps: list[Step]
    preview: Preview


async def preview(ctx: HttpContext, asked: AskPreview) -> Preview:
    """Say row by row what a file would do, and write nothing.

    Raises login.missing, login.ended, permission.denied, edition.unknown and those of `reading.read`.
    """
    await _permitted(ctx, asked)
    lines, encoding = await asyncio.to_thread(_read, asked)
    async with ctx.journal.reading() as unit:
        principal = await _permitted_in(unit, ctx, asked)
        return (await _plan(unit, principal, asked, lines, encoding)).preview


async def do_import(ctx: HttpContext, asked: AskImport) -> ImportAnswer:
    """Reading a large file takes a second: that is done before the one writer's turn is taken."""
    await _permitted(ctx, asked)
    lines, encoding = await asyncio.to_thread(_read, asked)
    try:
        async with ctx.journal.writing() as unit:
            principal = await _permitted_in(unit, ctx, asked)
            await programmes.lock_edition(unit.session, asked.edition)
            plan = await _plan(unit, principal, asked, lines, encoding)
            if wrong := plan.preview.counts.wrong:
                raise FairError("import.rows_wrong", count=wrong)
            if plan.preview.digest != asked.digest:
                return ImportAnswer(done=False, preview=plan.preview)
            work = [(step, line.what) for step, line in zip(plan.steps, lines, strict=True) if step.changes]
            await KINDS[asked.kind].carry_out(unit, asked, work, plan.found, ctx.settings.public_url)
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
    permit(principal, (KINDS[asked.kind].action,), await programmes.about_edition(unit.session, asked.edition))
    return principal


def _read(asked: AskPreview) -> tuple[list[Line[Any]], Encoding]:
    rows, encoding = reading.read(asked.kind, asked.file)
    return KINDS[asked.kind].lines(asked.kind, rows), encoding


async def _plan(
    unit: UnitOfWork, principal: Principal, asked: AskPreview, lines: list[Line[Any]], encoding: Encoding
) -> Plan:
    found = await KINDS[asked.kind].look_up(unit, principal, asked, lines)
    return await asyncio.to_thread(_planned, asked, lines, encoding, found)


def _planned(asked: AskPreview, lines: list[Line[Any]], encoding: Encoding, found: Any) -> Plan:
    steps = KINDS[asked.kind].plan(asked, lines, found)
    states = Counter(step.state for step in steps)
    counts = Counts(
        new=states["new"],
        changed=states["changed"],
        same=states["same"],
        wrong=states["wrong"],
        invitations=sum("invitation" in step.changes for step in steps),
    )
    digest = plans.digest(f"{asked.edition} {asked.kind} {asked.invite}", asked.file, steps)
    rows = [_card(step) for step in steps]
    return Plan(found, steps, Preview(kind=asked.kind, encoding=encoding, counts=counts, rows=rows, digest=digest))


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


async def _note(unit: UnitOfWork, principal: Principal, asked: AskImport, plan: Plan) -> None:
    """Once for the whole file; a file that changes nothing is no news."""
    counts = plan.preview.counts
    if counts.new or counts.changed:
        told = {"kind": asked.kind, "new": counts.new, "changed": counts.changed, "invitations": counts.invitations}
        await audit.write(unit, principal.named, asked.edition, "import.done", f"edition:{asked.edition}", **told)
