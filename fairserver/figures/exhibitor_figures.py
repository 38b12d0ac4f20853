"""What is counted in companies, not in people: exhibitors, appearances, first-time exhibitors, presentations."""

from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.figures.messages import AppearanceRow, ExhibitorFigures, ExhibitorRow, PresentationRow
from fairserver.figures.rules import to_tens
from fairserver.programmes import hall_view
from fairserver.programmes import queries as programmes
from fairserver.programmes.aired import time_on_air
from fairserver.programmes.queries import both
from fairserver.programmes.rules import Presentation

ON_AIR = timedelta(minutes=1)
NO_TIME = timedelta()


async def exhibitor_figures(session: AsyncSession, editions: list[int], now: datetime) -> ExhibitorFigures:
    """The figures of the exhibitors of these editions together, at the fair time `now`. A company that was in several
    is one exhibitor, and is first-time when it was so in one of them. A presentation counts as held when it was on air
    for ON_AIR or more.
    """
    companies: dict[int, ExhibitorRow] = {}
    shown: list[PresentationRow] = []
    for edition in editions:
        openings = await hall_view.opening_cards(session, edition)
        known = await programmes.exhibiting(session, edition)
        zone = await programmes.zone_of(session, edition)
        for each in known.values():
            there = [
                AppearanceRow(edition=edition, venue=opening.venue, zone=opening.zone, opens_at=opening.opens_at)
                for opening in (openings[one] for one in each.openings)
            ]
            if not there:
                continue
            before = companies.get(each.company.id)
            companies[each.company.id] = ExhibitorRow(
                company=each.company.id,
                name=both(each.company.name),
                first_time=each.first_time or (before is not None and before.first_time),
                appearances=[*(before.appearances if before else ()), *there],
            )
        planned = await programmes.presentations(session, edition)
        on_air = await time_on_air(session, [one.id for one in planned])
        shown += [
            PresentationRow(
                id=one.id,
                title=one.title,
                company=known[one.exhibitor].company.id,
                name=both(known[one.exhibitor].company.name),
                starts_at=one.starts_at,
                zone=zone,
                state=_state(one, on_air.get(one.id, NO_TIME), now),
                seconds_on_air=int(on_air.get(one.id, NO_TIME).total_seconds()),
            )
            for one in planned
        ]
    held = [one for one in shown if one.state == "held"]
    appearances = sum(len(one.appearances) for one in companies.values())
    return ExhibitorFigures(
        exhibitors=len(companies),
        appearances=appearances,
        about=to_tens(appearances),
        first_time=sum(one.first_time for one in companies.values()),
        presentations=len(held),
        presenters=len({one.company for one in held}),
        planned=len(shown),
        companies=sorted(companies.values(), key=lambda one: one.company),
        timetable=shown,
    )


def _state(one: Presentation, on_air: timedelta, now: datetime) -> Literal["held", "missed", "planned"]:
    if on_air >= ON_AIR:
        return "held"
    return "missed" if one.ends_at <= now else "planned"
