"""What is counted in companies: appearances, first-time exhibitors, presentations."""

from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.figures.messages import Appeared, ExhibitorRow, PresentationRow, Register
from fairserver.figures.rules import to_tens
from fairserver.programmes import queries as programmes
from fairserver.programmes.queries import both


async def register(session: AsyncSession, editions: list[int], now: datetime) -> Register:
    """Over the editions a company is one exhibitor; it is first-time if it was so in one of them."""
    companies: dict[int, ExhibitorRow] = {}
    shown: list[PresentationRow] = []
    for edition in editions:
        openings = await programmes.opening_cards(session, edition)
        known = await programmes.exhibiting(session, edition)
        zone = await programmes.zone_of(session, edition)
        for each in known.values():
            there = [
                Appeared(edition=edition, venue=opening.venue, zone=opening.zone, opens_at=opening.opens_at)
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
        shown += [
            PresentationRow(
                id=one.id,
                title=one.title,
                company=known[one.exhibitor].company.id,
                name=both(known[one.exhibitor].company.name),
                starts_at=one.starts_at,
                zone=zone,
                held=one.ends_at <= now,
            )
            for one in await programmes.presentations(session, edition)
        ]
    held = [one for one in shown if one.held]
    appearances = sum(len(one.appearances) for one in companies.values())
    return Register(
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
