"""A company's own people edit their booth: its texts, its job posts and its documents."""

from fairserver.access import audit
from fairserver.access.held_limits import refuse_one_more
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Nothing
from fairserver.companies.tables import Document, Exhibitor, Job
from fairserver.delivery.journal import UnitOfWork
from fairserver.programmes.tables import Place
from fairserver.realtime.context import SocketContext
from fairserver.season import announce
from fairserver.season.booth_values import company_values, exhibitor_values
from fairserver.season.messages import EditBooth, OfBooth, Saved, SaveDocument, SaveJobPost
from fairserver.season.register_words import refuse_shared
from fairserver.season.write_exhibitors import ExhibitorValues, Listed, write_booth_list, write_exhibitors
from fairserver.storage import row_versions

MOST_LISTED = 40  # jobs, and documents, of one booth
UNKNOWN: dict[type[Job] | type[Document], str] = {Job: "job_post.unknown", Document: "document.unknown"}


async def edit_booth(ctx: SocketContext, request: EditBooth) -> Saved:
    """Change the texts of a booth; the page saves them while a representative types.

    Raises place.unknown, changed.meanwhile, company.shared.
    """
    unit, session = ctx.unit, ctx.unit.session
    place = await row_versions.lock(session, Place, request.place, request.version, "place.unknown")
    exhibitor = await session.get_one(Exhibitor, place.exhibitor_id or 0)
    words = company_values(request)
    await refuse_shared(session, ctx.principal, place.edition_id, exhibitor.company_id, words, unit.now)
    values = ExhibitorValues(exhibitor.company_id, words, exhibitor_values(request))
    await write_exhibitors(unit, place.edition_id, [values])
    await audit.write(
        unit, ctx.principal.named, place.edition_id, "booth.edit", f"place:{place.id}", version=place.version
    )
    return Saved(id=place.id, version=place.version)


async def save_job(ctx: SocketContext, request: SaveJobPost) -> Saved:
    """Make or change a job post. Raises job_post.unknown, changed.meanwhile and list.full."""
    own = request.model_dump(exclude={"id", "place", "job", "version"})
    return await _save_at_booth(ctx, Job, request.place, request.job, request.version, own)


async def save_document(ctx: SocketContext, request: SaveDocument) -> Saved:
    """Make or change a document. Raises document.unknown, changed.meanwhile and list.full."""
    own = request.model_dump(exclude={"id", "place", "document", "version"})
    return await _save_at_booth(ctx, Document, request.place, request.document, request.version, own)


async def delete_job(ctx: SocketContext, request: OfBooth) -> Nothing:
    """Raises job_post.unknown, changed.meanwhile."""
    return await _delete_at_booth(ctx, Job, "jobs", request)


async def delete_document(ctx: SocketContext, request: OfBooth) -> Nothing:
    """Raises document.unknown, changed.meanwhile."""
    return await _delete_at_booth(ctx, Document, "documents", request)


async def _save_at_booth(
    ctx: SocketContext,
    kind: type[Listed],
    place: int,
    row_id: int | None,
    version: int | None,
    own: dict[str, object],
) -> Saved:
    unit = ctx.unit
    exhibitor = await _exhibitor_of(unit, place)
    found = None
    if row_id is not None:
        found = await row_versions.lock(unit.session, kind, row_id, version, UNKNOWN[kind])
        if found.exhibitor_id != exhibitor:
            raise FairError(UNKNOWN[kind])
    else:
        await refuse_one_more(unit.session, kind, kind.exhibitor_id == exhibitor, MOST_LISTED)
    row = (await write_booth_list(unit, kind, [(found, {"exhibitor_id": exhibitor, **own})])).rows[0]
    return Saved(id=row.id, version=row.version)


async def _delete_at_booth(
    ctx: SocketContext, kind: type[Job] | type[Document], collection: str, request: OfBooth
) -> Nothing:
    row = await row_versions.lock(ctx.unit.session, kind, request.thing, request.version, UNKNOWN[kind])
    if row.exhibitor_id != await _exhibitor_of(ctx.unit, request.place):
        raise FairError(UNKNOWN[kind])
    await ctx.unit.session.delete(row)
    await ctx.unit.session.flush()
    announce.booth_list_gone(ctx.unit, request.place, collection, row.id)
    return Nothing()


async def _exhibitor_of(unit: UnitOfWork, place: int) -> int:
    return (await unit.session.get_one(Place, place)).exhibitor_id or 0
