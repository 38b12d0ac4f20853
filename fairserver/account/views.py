"""A person's own scope, put together from every subject that has something of it."""

from collections.abc import Collection

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Resource
from fairserver.calendars import views as calendars
from fairserver.chat import views as chat
from fairserver.consents import views as consents
from fairserver.cvs import queries as cvs
from fairserver.delivery.journal import State
from fairserver.favourites import views as favourites
from fairserver.people import views as people
from fairserver.queues import views as queues
from fairserver.registrations import views as registrations
from fairserver.talks import thanks
from fairserver.talks import views as talks

PARTS = (
    people.own_states,
    chat.own_states,
    registrations.own_states,
    calendars.own_states,
    talks.own_states,
    queues.own_states,
    favourites.own_states,
    consents.own_states,
    cvs.own_states,
    thanks.own_states,
)


async def person_states(session: AsyncSession, ids: Collection[int]) -> dict[int, State]:
    """The state of the scope `person:{}` of each of these people, in as many statements as for one of them."""
    states: dict[int, State] = {person: {} for person in ids}
    for part in PARTS:
        for person, collections in (await part(session, ids)).items():
            states[person] |= collections
    return states


async def about_person(_session: AsyncSession, person_id: int) -> Resource:
    """The person whose scope it is."""
    return Resource(person=person_id)
