"""A person's own scope, put together from every subject that has something of it."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Resource
from fairserver.calendars import views as calendars
from fairserver.chat import views as chat
from fairserver.delivery.journal import State
from fairserver.people import views as people
from fairserver.registrations import views as registrations
from fairserver.talks import views as talks


async def person_state(session: AsyncSession, person_id: int) -> State:
    """The state of the scope `person:{}`."""
    return (
        await people.own_state(session, person_id)
        | {"mutes": await chat.own_mutes(session, person_id)}
        | await registrations.own_state(session, person_id)
        | await calendars.own_state(session, person_id)
        | await talks.own_state(session, person_id)
    )


async def about_person(_session: AsyncSession, person_id: int) -> Resource:
    """The person whose scope it is."""
    return Resource(person=person_id)
