"""What a person shows to companies, as the person gets it."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.wire_types import Bilingual
from fairserver.consents.messages import ConsentCard
from fairserver.consents.tables import Consent
from fairserver.delivery.journal import State
from fairserver.programmes import queries as programmes


async def own_states(session: AsyncSession, people: Collection[int]) -> dict[int, State]:
    """The collection `consents` of each person's own scope, by booth."""
    rows = await session.scalars(
        select(Consent).where(Consent.person_id.in_(people), Consent.withdrawn_at.is_(None)).order_by(Consent.id)
    )
    own: dict[int, dict[int, list[Consent]]] = {person: {} for person in people}
    for row in rows:
        own[row.person_id].setdefault(row.place_id, []).append(row)
    names = await programmes.names(session, {place for places in own.values() for place in places})
    return {
        person: {"consents": {str(place): card(given, names[place]) for place, given in places.items()}}
        for person, places in own.items()
    }


def card(given: Sequence[Consent], name: Bilingual) -> dict[str, Any]:
    """What a person shows the company of a booth: at least one field."""
    return ConsentCard.model_validate(
        {
            "place": given[0].place_id,
            "place_name": name,
            "fields": sorted(row.field for row in given),
            "at": max(row.given_at for row in given),
        }
    ).out()
