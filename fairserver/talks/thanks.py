"""What a company writes to a visitor after a talk: thanks, and what came of it where it tells that."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.errors import FairError
from fairserver.base.text_cleaning import clean
from fairserver.base.wire_types import Nothing
from fairserver.delivery.journal import Change, Entities, State
from fairserver.mail import outbox
from fairserver.people import blocks
from fairserver.people import queries as people
from fairserver.programmes import queries as programmes
from fairserver.realtime.context import SocketContext
from fairserver.talks import queries, views, visits
from fairserver.talks.messages import LONGEST_NOTE, ThanksCard, ThankVisitor
from fairserver.talks.tables import Visit


async def thank(ctx: SocketContext, request: ThankVisitor) -> Nothing:
    """Write to the visitor of a talk that is over, who gets it by mail too. It is done once: a mail is not taken back.

    Raises visit.early before anything was written of the talk or while it goes on, visit.thanked, talk.unreachable for
    a visitor who does not want to be brought together with whoever writes, text.empty and text.too_long.
    """
    unit, me = ctx.unit, ctx.principal.person
    talk = await queries.lock(unit.session, request.talk)
    found = await views.cards(unit.session, [request.talk])
    visitor = views.visitor_of(found[str(request.talk)])
    row = await unit.session.get(Visit, (request.talk, visitor["id"])) if visitor else None
    if talk is None or talk.state != "ended" or row is None:
        raise FairError("visit.early")
    if row.thanked_at is not None:
        raise FairError("visit.thanked")
    if await blocks.any_between(unit.session, (me, row.person_id)):
        raise FairError("talk.unreachable")
    row.thanks, row.thanked_at = clean(request.text, LONGEST_NOTE), unit.now
    if request.tell:
        row.told_outcome, row.told_next_step = row.outcome, row.next_step
    await unit.session.flush()
    await visits.tell(unit, ctx.resource.place, found)
    put = {"thanks": {str(request.talk): card(row).out()}}
    unit.tell({f"person:{row.person_id}": Change("talk.thanked", put=put)})
    if address := await people.address_of(unit.session, row.person_id):
        person = await people.find(unit.session, row.person_id)
        names = await programmes.names(unit.session, {ctx.resource.place})
        await outbox.write(
            unit,
            address,
            person.language,
            "visit_thanks",
            name=person.name,
            company=getattr(names[ctx.resource.place], person.language),
            text=row.thanks,
            link=f"{ctx.public_url}/my-day",
        )
    return Nothing()


async def own_states(session: AsyncSession, ids: Collection[int]) -> dict[int, State]:
    """The collection `thanks` of each person's own scope, by talk."""
    found: dict[int, Entities] = {person: {} for person in ids}
    rows = select(Visit).where(Visit.person_id.in_(ids), Visit.thanked_at.is_not(None)).order_by(Visit.place_id)
    for row in await session.scalars(rows):
        found[row.person_id][str(row.place_id)] = card(row).out()
    return {person: {"thanks": thanks} for person, thanks in found.items()}


def card(row: Visit) -> ThanksCard:
    """What was written to a visitor, as the visitor gets it."""
    return ThanksCard.model_validate(
        {
            "talk": row.place_id,
            "text": row.thanks,
            "outcome": row.told_outcome,
            "next_step": row.told_next_step,
            "at": row.thanked_at,
        }
    )
