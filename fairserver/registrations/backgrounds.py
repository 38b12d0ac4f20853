"""What a person tells of the own JET time, by which the requirements of editions are judged."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.errors import FairError
from fairserver.realtime.context import SocketContext
from fairserver.registrations.messages import BackgroundCard, EditBackground
from fairserver.registrations.rules import level_fits
from fairserver.registrations.tables import Background
from fairserver.registrations.write import write_backgrounds


async def edit_background(ctx: SocketContext, request: EditBackground) -> None:
    """Describe the own JET time. Raises level.wrong when the level is no result of the test."""
    unit, person = ctx.unit, ctx.principal.person
    if not level_fits(request.japanese_test, request.japanese_level):
        raise FairError("level.wrong")
    await write_backgrounds(unit, {person: {name: getattr(request, name) for name in BackgroundCard.model_fields}})


async def background_of(session: AsyncSession, person: int) -> Background:
    """What a person told of the own JET time. Raises background.missing."""
    told = await session.get(Background, person)
    if told is None:
        raise FairError("background.missing")
    return told
