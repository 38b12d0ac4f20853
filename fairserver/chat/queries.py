"""What requests about messages, reports and mutes are about."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.access.permissions import Resource
from fairserver.base.errors import FairError
from fairserver.chat.messages import Delete, MutePerson, ReportMessage, Resolve, Say, UnmutePerson
from fairserver.chat.tables import Message, Report
from fairserver.people import queries as people
from fairserver.programmes import queries as programmes


async def about_chat(session: AsyncSession, request: Say) -> Resource:
    """The place to write in.

    Raises place.unknown, and chat.not_here for a hall: too many people are there at once for a chat.
    """
    place = await programmes.find_place(session, request.place)
    if place.kind == "hall":
        raise FairError("chat.not_here")
    return place.resource()


async def about_message(session: AsyncSession, request: Delete | ReportMessage) -> Resource:
    """The place of a message and the person who wrote it. Raises message.unknown."""
    row = await session.get(Message, request.message)
    if row is None:
        raise FairError("message.unknown")
    return (await programmes.find_place(session, row.place_id)).resource(row.person_id)


async def about_report(session: AsyncSession, request: Resolve) -> Resource:
    """The edition in which something was reported. Raises report.unknown."""
    row = await session.get(Report, request.report)
    if row is None:
        raise FairError("report.unknown")
    return Resource(edition=row.edition_id)


async def about_mute(session: AsyncSession, request: MutePerson | UnmutePerson) -> Resource:
    """The place in which a person is to be muted or not. Raises person.unknown and place.unknown."""
    await people.find(session, request.person)
    return (await programmes.find_place(session, request.place)).resource()
