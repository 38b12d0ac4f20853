"""Organisers make an edition and change it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access import audit
from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.delivery.journal import UnitOfWork
from fairserver.programmes.tables import Edition, Programme
from fairserver.realtime.context import SocketContext
from fairserver.season import views
from fairserver.season.messages import (
    EditionsListed,
    ListEditions,
    Saved,
    SaveEdition,
)
from fairserver.season.write_editions import (
    write_editions,
    write_places,
    write_programmes,
)
from fairserver.storage import row_versions

HALL = {"ja": "会場", "en": "Hall"}  # the name of a new edition's hall


async def about(session: AsyncSession, request: Any) -> Resource:
    """The edition a request is about; a new one is the organisation's. Raises edition.unknown."""
    if request.edition is None:
        return Resource(edition=-1)
    if await session.get(Edition, request.edition) is None:
        raise FairError("edition.unknown")
    return Resource(edition=request.edition)


async def save_edition(ctx: SocketContext, request: SaveEdition) -> Saved:
    """Make or change one. Raises programme.unknown, edition.twice, edition.unknown, changed.meanwhile."""
    unit = ctx.unit
    programme = await _programme(unit, request)
    values = {
        "programme_id": programme.id,
        "fiscal_year": request.fiscal_year,
        "name": request.name.model_dump(),
        "about": request.about.model_dump(),
        "zone": request.zone,
        "capacity": request.capacity,
        "requirements": [requirement.out() for requirement in request.requirements],
    }
    same = select(Edition.id).where(
        Edition.programme_id == programme.id,
        Edition.fiscal_year == request.fiscal_year,
        Edition.id != (request.edition or 0),
    )
    if await unit.session.scalar(same):
        raise FairError("edition.twice")
    found = None
    if request.edition is not None:
        found = await row_versions.lock(unit.session, Edition, request.edition, request.version, "edition.unknown")
    row = (await write_editions(unit, [(found, values)])).rows[0]
    if found is None:
        await write_places(unit, row.id, [(None, {"kind": "hall", "name": HALL})])
    await audit.write(unit, ctx.principal.named, row.id, "edition.save", f"edition:{row.id}", version=row.version)
    return Saved(id=row.id, version=row.version)


async def _programme(unit: UnitOfWork, request: SaveEdition) -> Programme:
    if request.programme is None and request.programme_name is not None:
        values = {"key": f"programme-{request.id}", "name": request.programme_name.model_dump()}
        return (await write_programmes(unit, [(None, values)])).rows[0]
    known: Programme | None = await unit.session.scalar(select(Programme).where(Programme.key == request.programme))
    if known is None:
        raise FairError("programme.unknown")
    return known


async def list_editions(ctx: SocketContext, _request: ListEditions) -> EditionsListed:
    """Every edition of every programme, the newest year first."""
    return await views.editions_listed(ctx.unit.session)
