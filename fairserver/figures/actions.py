"""The organisers' figures of one edition, of its places, and of a season."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from typing import get_args

from fairserver.base.errors import FairError
from fairserver.base.wire_types import Bilingual
from fairserver.figures.exhibitor_figures import exhibitor_figures
from fairserver.figures.messages import (
    AskFigures,
    AskSeasonFigures,
    CapacityFigure,
    Counting,
    DayPlot,
    Figure,
    Figures,
    SeasonFigures,
    UnitFigure,
)
from fairserver.figures.queries import EditionAttendance, edition_attendance, editions_of, permit_reading
from fairserver.figures.rules import Counted, StaysByUnit, by_step, inside, over_time, total
from fairserver.presence.rules import Capacity
from fairserver.programmes import queries as programmes
from fairserver.programmes.rules import UnitSpan
from fairserver.web.http_context import HttpContext

MINUTE = timedelta(minutes=1)


async def figures(ctx: HttpContext, asked: AskFigures) -> Figures:
    """The figures of one edition.

    Raises login.missing, login.ended, edition.unknown and permission.denied.
    """
    async with ctx.journal.reading() as unit:
        await permit_reading(ctx, unit, [asked.edition])
        counted = await edition_attendance(unit.session, asked.edition, asked.unit)
        companies = await exhibitor_figures(unit.session, [asked.edition], unit.now)
        at = unit.now
    # This takes seconds: it runs in a thread, because the event loop delivers everybody's messages.
    whole, places, capacities, days = await asyncio.to_thread(_of_edition, asked, counted)
    return Figures(at=at, asked=asked, zone=counted.zone, whole=whole, places=places, capacities=capacities,
                   days=days, trade=companies)  # fmt: skip


async def season_figures(ctx: HttpContext, asked: AskSeasonFigures) -> SeasonFigures:
    """The figures of all editions of a fiscal year together; of the current year unless asked for another.

    Raises login.missing, login.ended, year.unknown, and permission.denied for those who may not read all of them.
    """
    async with ctx.journal.reading() as unit:
        session = unit.session
        year = asked.fiscal_year or await programmes.current_year(session, unit.now)
        if year is None:
            raise FairError("year.unknown")
        editions = await editions_of(session, year)
        await permit_reading(ctx, unit, editions)
        each = [await edition_attendance(session, edition, asked.unit) for edition in editions]
        companies = await exhibitor_figures(session, editions, unit.now)
        years, at = await programmes.fiscal_years(session), unit.now
    whole, parts, capacities = await asyncio.to_thread(_of_season, asked, year, each)
    return SeasonFigures(at=at, asked=asked, fiscal_year=year, years=years, zone=each[0].zone, whole=whole,
                         editions=parts, capacities=capacities, trade=companies)  # fmt: skip


def _of_edition(
    asked: Counting, counted: EditionAttendance
) -> tuple[Figure, list[Figure], list[CapacityFigure], list[DayPlot]]:
    whole = _figure(asked, counted.name, counted.stays_by_unit(asked.capacity), edition=counted.edition)
    places = [
        _figure(asked, place.name, counted.stays_by_unit(asked.capacity, place.id),
                edition=counted.edition, place=place.id, kind=place.kind)
        for place in counted.places
    ]  # fmt: skip
    return whole, places, _capacities(asked, [counted]), [_plot(asked, counted, day) for day in counted.days]


def _of_season(
    asked: Counting, year: int, each: list[EditionAttendance]
) -> tuple[Figure, list[Figure], list[CapacityFigure]]:
    parts = [_figure(asked, one.name, one.stays_by_unit(asked.capacity), edition=one.edition) for one in each]
    name = Bilingual(ja=f"{year}年度", en=f"FY{year}")
    return _figure(asked, name, season_stays(each, asked.capacity)), parts, _capacities(asked, each)


def season_stays(each: Iterable[EditionAttendance], capacity: str) -> StaysByUnit:
    """The stays of a season: its units are those of all its editions."""
    return {unit: stays for one in each for unit, stays in one.stays_by_unit(capacity).items()}


def _figure(
    asked: Counting,
    name: Bilingual,
    found: StaysByUnit,
    *,
    edition: int | None = None,
    place: int | None = None,
    kind: str | None = None,
) -> Figure:
    minimum, grace = limits(asked)
    sums = total(found, minimum, grace)
    return Figure(
        edition=edition,
        place=place,
        kind=kind,
        name=name,
        unique=sums.unique,
        cumulative=sums.cumulative,
        peak=sums.peak.people,
        peak_at=sums.peak.at,
        units=[_unit(unit, sums.units[unit]) for unit in sorted(found, key=lambda unit: (unit.starts_at, unit.id))],
    )


def _unit(unit: UnitSpan, counted: Counted) -> UnitFigure:
    return UnitFigure(
        id=unit.id,
        name=unit.name,
        place=unit.place,
        starts_at=unit.starts_at,
        ends_at=unit.ends_at,
        people=len(counted.people),
        peak=counted.peak.people,
        peak_at=counted.peak.at,
    )


def _capacities(asked: Counting, each: list[EditionAttendance]) -> list[CapacityFigure]:
    found = [(capacity, total(season_stays(each, capacity), *limits(asked))) for capacity in get_args(Capacity)]
    return [
        CapacityFigure(capacity=capacity, unique=sums.unique, cumulative=sums.cumulative, peak=sums.peak.people,
                       peak_at=sums.peak.at)
        for capacity, sums in found
    ]  # fmt: skip


def _plot(asked: Counting, counted: EditionAttendance, day: UnitSpan) -> DayPlot:
    """How many were there at once over a day. Everybody counts, however short they stayed, whatever the unit."""
    stays = counted.stays_of(asked.capacity)
    steps = by_step(over_time(inside(stays, (day.starts_at, day.ends_at)), limits(asked)[1]), MINUTE)
    seconds = [(int((at - day.starts_at).total_seconds()), people) for at, people in steps]
    return DayPlot(id=day.id, starts_at=day.starts_at, ends_at=day.ends_at, steps=seconds)


def limits(asked: Counting) -> tuple[timedelta, timedelta]:
    """The least time that makes a person count, and the longest absence that is no leaving (the grace)."""
    return timedelta(seconds=asked.minimum_seconds), timedelta(seconds=asked.grace_seconds)
