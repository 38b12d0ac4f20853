"""What a company writes of a visitor with whom it talked at its booth: the outcome, the next step, and a note."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.base.text_cleaning import clean
from fairserver.base.wire_types import Named, Nothing
from fairserver.consents.messages import Shown
from fairserver.consents.queries import shown
from fairserver.delivery.journal import WINDOWS, Change, Entities, UnitOfWork
from fairserver.people.queries import named
from fairserver.programmes import private_places
from fairserver.programmes import queries as programmes
from fairserver.queues import queries as lines
from fairserver.realtime.context import SocketContext
from fairserver.talks import queries, views
from fairserver.talks.messages import LONGEST_NOTE, ThankVisitor, VisitCard, WriteVisit
from fairserver.talks.tables import Visit

CHANGED = "visit.changed"


async def about_visit(session: AsyncSession, request: WriteVisit | ThankVisitor) -> Resource:
    """The booth in which a talk is, or was. Raises talk.unknown, also for a talk that is in no booth."""
    outer = await programmes.outer_places(session, [request.talk])
    if request.talk not in outer or outer[request.talk].kind != "booth":
        raise FairError("talk.unknown")
    return (await programmes.find_place(session, outer[request.talk].id)).resource()


async def write(ctx: SocketContext, request: WriteVisit) -> Nothing:
    """Write what came of a talk, in it or afterwards; what was written before is replaced. Raises text.too_long,
    visit.early for one that is only asked for, or was never agreed to, and talk.unknown for one without a visitor.
    """
    unit = ctx.unit
    row = await queries.lock(unit.session, request.talk)
    found = await views.cards(unit.session, [request.talk])
    visitor = views.visitor_of(found[str(request.talk)])
    if visitor is None:
        raise FairError("talk.unknown")
    if row is None or row.state == "asked" or not visitor["accepted"]:
        raise FairError("visit.early")
    await unit.session.merge(
        Visit(
            place_id=request.talk,
            person_id=visitor["id"],
            outcome=request.outcome,
            next_step=request.next_step,
            note=clean(request.note, LONGEST_NOTE) if request.note.strip() else "",
            by_id=ctx.principal.person,
            at=unit.now,
        )
    )
    await unit.session.flush()
    unit.forget_former()
    await tell(unit, ctx.resource.place, found)
    return Nothing()


async def tell(unit: UnitOfWork, booth: int, talks: Entities) -> None:
    """Tell the booth's desk which of these talks, as their cards stand, are visits, and which are not, or no more."""
    found = await cards(unit.session, booth, talks, hold=True)
    others = [talk for talk in talks if talk not in found]
    if found or others:
        change = Change(CHANGED, put={"visits": found} if found else {}, drop={"visits": others} if others else {})
        unit.tell({f"booth:{booth}/desk": change})


async def all_at_booth(session: AsyncSession, booth: int) -> Entities:
    """The visits of a booth, by talk."""
    talks = await private_places.inside(session, [booth])
    return await cards(session, booth, await views.cards(session, talks))


async def at_booth(session: AsyncSession, booth: int) -> Entities:
    """The newest visits of a booth, by talk."""
    found = await all_at_booth(session, booth)
    return {talk: found[talk] for talk in sorted(found, key=int, reverse=True)[: WINDOWS["visits"]]}


async def cards(session: AsyncSession, booth: int, talks: Entities, *, hold: bool = False) -> Entities:
    """Of these talks of a booth, as their cards stand, the visits by talk: those in which a visitor and somebody of the
    company were inside and that are over, or of which something is written. `hold`: as `consents.queries.shown` has it.
    """
    visitors = {int(id_): visitor for id_, card in talks.items() if (visitor := views.visitor_of(card))}
    written = {row.place_id: row for row in await session.scalars(select(Visit).where(Visit.place_id.in_(visitors)))}
    been = [talk for talk in visitors if talk in written or _took_place(talks[str(talk)])]
    if not been:
        return {}
    numbers = await lines.numbers(session, been)
    names = await named(session, {row.by_id for row in written.values()})
    met = {one["id"] for talk in been if (one := views.met_in(talks[str(talk)]))}
    shows = await shown(session, booth, met, hold=hold)
    found = {}
    for talk in been:
        card, visit, visitor = talks[str(talk)], written.get(talk), visitors[talk]
        host = next(person for person in card["people"] if person["role"] == "rep")
        found[str(talk)] = VisitCard.model_validate(
            {
                "talk": talk,
                "visitor": _named(visitor),
                "shows": shows.get(visitor["id"], Shown()),
                "number": numbers.get(talk),
                "host": _named(host),
                "starts_at": card["starts_at"],
                "ended_at": card["ended_at"],
                "outcome": visit.outcome if visit else None,
                "next_step": visit.next_step if visit else None,
                "note": visit.note if visit else "",
                "written_by": names[visit.by_id] if visit else None,
                "written_at": visit.at if visit else None,
                "thanked_at": visit.thanked_at if visit else None,
            }
        ).out()
    return found


def _took_place(card: dict[str, Any]) -> bool:
    hosts = (person for person in card["people"] if person["role"] in queries.HOSTS)
    both = views.met_in(card) is not None and any(host["where"] != "absent" for host in hosts)
    return bool(card["state"] == "ended" and both)


async def has_met(session: AsyncSession, person: int, booth: int) -> bool:
    """Whether the company of a booth has met a person in a talk there, and still has the talk on its desk."""
    found = await views.cards(session, await queries.held_with(session, person, [booth]))
    return any((one := views.met_in(card)) and one["id"] == person for card in found.values())


async def written_by(session: AsyncSession, people: Collection[int]) -> list[int]:
    """The talks of which one of these people wrote."""
    return list(await session.scalars(select(Visit.place_id).where(Visit.by_id.in_(people))))


def _named(person: dict[str, Any]) -> Named:
    return Named(id=person["id"], name=person["name"], furigana=person["furigana"])


async def forget(unit: UnitOfWork, person: int) -> None:
    """Delete what companies wrote of a person who is erased, and tell their desks."""
    gone = list(await unit.session.scalars(delete(Visit).where(Visit.person_id == person).returning(Visit.place_id)))
    for talk, outer in (await programmes.outer_places(unit.session, gone)).items():
        unit.tell({f"booth:{outer.id}/desk": Change(CHANGED, drop={"visits": [str(talk)]})})
