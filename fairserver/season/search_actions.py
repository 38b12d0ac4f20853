"""Organisers look for people and companies, to take them into a form."""

from fairserver.access.permissions import Resource
from fairserver.access.principal import Principal
from fairserver.people.queries import find_people as search
from fairserver.programmes.permissions import SEASON_EDIT
from fairserver.realtime.context import SocketContext
from fairserver.season import views
from fairserver.season.messages import (
    CompaniesFound,
    FindPeople,
    PeopleFound,
)


def within(principal: Principal, edition: int) -> int:
    """Of which edition this organiser may take people into a form: 0 for anybody whom the organisation knows."""
    return 0 if principal.may(SEASON_EDIT, Resource()) else edition


async def find_people(ctx: SocketContext, request: FindPeople) -> PeopleFound:
    """Who may be asked to speak: for an organiser of one edition, those who have a role in it."""
    return PeopleFound(people=await search(ctx.unit.session, request.text, within(ctx.principal, request.edition)))


async def find_companies(ctx: SocketContext, request: FindPeople) -> CompaniesFound:
    """Of the register, so that nobody types again what was written last year."""
    return CompaniesFound(companies=await views.registered(ctx.unit.session, request.text))
