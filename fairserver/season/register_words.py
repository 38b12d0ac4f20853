"""What the register says of a company stands at its booths of every edition. Who changes it from one edition must be
allowed to edit the company in every other edition that is not over.
"""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Resource
from fairserver.access.principal import Principal
from fairserver.base.errors import FairError
from fairserver.companies.permissions import BOOTH_EDIT
from fairserver.companies.tables import Company, Exhibitor
from fairserver.programmes.queries import is_over
from fairserver.storage.upsert import Values


async def shared_elsewhere(
    session: AsyncSession, principal: Principal, edition: int, companies: Collection[int], now: datetime
) -> frozenset[int]:
    """Of these companies those that another edition, not over, shows too, in which this person may not edit them."""
    elsewhere = select(Exhibitor.edition_id, Exhibitor.company_id)
    elsewhere = elsewhere.where(Exhibitor.company_id.in_(companies), Exhibitor.edition_id != edition)
    by_edition: dict[int, set[int]] = {}
    for other, company in await session.execute(elsewhere):
        if not principal.may(BOOTH_EDIT, Resource(edition=other, company=company)):
            by_edition.setdefault(other, set()).add(company)
    found = [each for other, each in by_edition.items() if not await is_over(session, other, now)]
    return frozenset[int]().union(*found)


async def refuse_shared(
    session: AsyncSession, principal: Principal, edition: int, company: int | None, words: Values, now: datetime
) -> None:
    """Raises company.shared when these words (columns of `Company`) would change what another edition shows."""
    row = await session.get(Company, company) if company else None
    if row is None or all(getattr(row, name) == value for name, value in words.items()):
        return
    if await shared_elsewhere(session, principal, edition, [row.id], now):
        raise FairError("company.shared")
