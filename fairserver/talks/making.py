"""Makes a talk, with seats for its people."""

from datetime import datetime, timedelta

from fairserver.access.permissions import visits
from fairserver.base.errors import FairError
from fairserver.base.wire_types import Bilingual
from fairserver.delivery.journal import UnitOfWork
from fairserver.people import blocks
from fairserver.people.grants import grants_of_all
from fairserver.presence.rules import capacity
from fairserver.programmes import private_places
from fairserver.programmes import queries as programmes
from fairserver.realtime.context import SocketContext
from fairserver.talks import announce, ending, rules
from fairserver.talks.tables import Seat, Talk

NAMED = {"ja": "面談: {}", "en": "Talk: {}"}  # how the place is called where messages name it


async def ask(ctx: SocketContext, person: int, minutes: int) -> Talk:
    """Ask somebody for a talk at the booth that the request is about, from an answer within a minute on. Both people
    are locked. Raises what `make` raises.
    """
    unit = ctx.unit
    talk = await make(ctx, ctx.resource.place, [ctx.principal.person, person], unit.now, minutes)
    talk.state, talk.asked_until = "asked", unit.now + rules.ANSWER_WITHIN
    own = await unit.session.get_one(Seat, (talk.place_id, ctx.principal.person))
    own.accepted_at = unit.now
    await ending.at(unit, talk, ending.UNANSWERED, talk.asked_until)
    return talk


async def make(ctx: SocketContext, inside: int, seated: list[int], starts: datetime, minutes: int) -> Talk:
    """Make a talk with seats for these people, in this order. Raises talk.unreachable for people who take no part in
    the edition, and alike for people of whom one has blocked another: that there is a block is never told. Raises
    talk.not_here where no talk can be held.
    """
    unit, edition = ctx.unit, ctx.resource.edition
    if ctx.resource.kind not in ("booth", "hall", "lounge"):
        raise FairError("talk.not_here")
    grants = await grants_of_all(unit.session, seated)
    take_part = all(any(visits(grant, ctx.resource) for grant in grants[person]) for person in seated)
    if not take_part or await blocks.any_between(unit.session, seated):
        raise FairError("talk.unreachable")
    place = await private_places.make_talk(unit, edition, inside, await _named(unit, inside))
    talk = Talk(place_id=place, edition_id=edition, state="asked", minutes=minutes, starts_at=starts,
                ends_at=starts + timedelta(minutes=minutes))  # fmt: skip
    unit.session.add(talk)
    await unit.session.flush()
    unit.session.add_all(
        Seat(place_id=place, person_id=person, number=number, role=capacity(grants[person], edition, ()))
        for number, person in enumerate(seated)
    )
    await unit.session.flush()
    announce.talks(unit, [place])
    return talk


async def _named(unit: UnitOfWork, inside: int) -> Bilingual:
    place = await programmes.place_row(unit.session, inside)
    hall = place.kind == "hall"
    name = await programmes.edition_name(unit.session, place.edition_id) if hall else programmes.both(place.name)
    return Bilingual(ja=NAMED["ja"].format(name.ja), en=NAMED["en"].format(name.en))
