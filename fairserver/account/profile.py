"""The own profile."""

from fairserver.base.wire_types import Nothing
from fairserver.booths import shifts
from fairserver.people import profiles
from fairserver.people.messages import EditProfile
from fairserver.queues import queries as lines
from fairserver.realtime.context import SocketContext
from fairserver.season import announce


async def edit_profile(ctx: SocketContext, request: EditProfile) -> Nothing:
    """Change the own profile. A new name is announced to the timetable, to booths and to lists of applicants too.

    Raises text.empty and text.too_long.
    """
    await lines.lock_living_of(ctx.unit.session, ctx.principal.person)
    reply = await profiles.edit_profile(ctx, request)
    announce.people_named(ctx.unit, [ctx.principal.person])
    await shifts.tell_name(ctx.unit, ctx.principal.person)
    return reply
