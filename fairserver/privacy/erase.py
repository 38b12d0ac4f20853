"""Erasing a person: the account is closed and nothing says any more who it was. What the figures count stays."""

from collections.abc import Sequence

from fairserver.access.personal_data import PersonalData
from fairserver.base.errors import FairError
from fairserver.base.text_cleaning import clean_line
from fairserver.base.wire_types import Nothing
from fairserver.delivery.idempotency import forget_replies
from fairserver.delivery.journal import forget_scope
from fairserver.people import queries as people
from fairserver.people.messages import LONGEST_NAME
from fairserver.privacy.messages import EraseMe
from fairserver.realtime.context import SocketContext
from fairserver.talks import queries as talks


async def erase(ctx: SocketContext, request: EraseMe, *, personal: Sequence[PersonalData]) -> Nothing:
    """Let every subject erase what it holds of the person who asks. Raises name.differs when the name typed as a
    confirmation is not the person's.
    """
    person = await people.find(ctx.unit.session, ctx.principal.person)
    if clean_line(request.name, LONGEST_NAME) != person.name:
        raise FairError("name.differs")
    await talks.lock_living_of(ctx.unit.session, person.id)
    ctx.unit.forget_former()
    for each in personal:
        if each.erase:
            await each.erase(ctx.unit, person.id)
    await forget_scope(ctx.unit.session, f"person:{person.id}")
    await forget_replies(ctx.unit.session, person.id)
    return Nothing()
