"""Organisers look for people and companies, to take them into a form; moderators for people."""

from fairserver.people.queries import find_people as search
from fairserver.realtime.context import SocketContext
from fairserver.season import views
from fairserver.season.messages import (
    CompaniesFound,
    FindPeople,
    PeopleFound,
)
from fairserver.season.people_to_choose import edition_to_choose_from


async def find_people(ctx: SocketContext, request: FindPeople) -> PeopleFound:
    """Who may be asked to speak, or to talk: for an organiser of one edition and for moderators, those who have a role
    in it.
    """
    edition = edition_to_choose_from(ctx.principal, request.edition)
    return PeopleFound(people=await search(ctx.unit.session, request.text, edition))


async def find_companies(ctx: SocketContext, request: FindPeople) -> CompaniesFound:
    """Of the register, so that nobody types again what was written last year."""
    return CompaniesFound(companies=await views.registered(ctx.unit.session, request.text))
