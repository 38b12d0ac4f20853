"""The season as everyone may see it, with what it says to me."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.http import HttpRoute, Visit
from fairserver.people import actions as people
from fairserver.people.records import login_lives
from fairserver.programmes import actions as programmes
from fairserver.programmes.records import Edition, Place, Programme, Session
from fairserver.registrations.actions import facts_of
from fairserver.registrations.messages import Season, SeasonEdition
from fairserver.registrations.records import Background
from fairserver.registrations.rules import Facts, unmet
from fairserver.wire import Nothing


async def season(visit: Visit, _request: Nothing) -> Season:
    async with visit.fair.journal.reading() as unit:
        login = await people.login_by_token(unit.session, visit.token)
        row = None
        if login is not None and login_lives(login, unit.wall):
            row = await unit.session.get(Background, login.person_id)
        here = await programmes.current_edition(unit.session, unit.now)
        year = (await unit.session.get_one(Edition, here[0])).fiscal_year if here else None
        query = select(Edition.id).where(Edition.fiscal_year == year)
        cards = [
            await _card(unit.session, each, facts_of(row) if row else None)
            for each in await unit.session.scalars(query)
        ]
    cards.sort(key=lambda card: (card.openings[0].opens_at if card.openings else unit.now, card.id))
    return Season(fiscal_year=year, editions=cards)


async def _card(session: AsyncSession, edition: int, facts: Facts | None) -> SeasonEdition:
    card = await programmes.edition_card(session, edition)
    name = await session.scalar(select(Programme.name).where(Programme.key == card.programme))
    hall = await session.scalar(select(Place.id).where(Place.edition_id == edition, Place.kind == "hall"))
    held = select(func.count()).select_from(Session).join(Place, Place.id == Session.place_id)
    sessions = await session.scalar(held.where(Place.edition_id == edition, Session.cancelled_at.is_(None)))
    left = None if facts is None else [each.key for each in unmet(card.requirements, facts)]
    return SeasonEdition.model_validate(
        card.model_dump() | {"programme_name": name, "hall": hall, "sessions": sessions, "unmet": left}
    )


ROUTES = (HttpRoute("GET", "/api/season", Nothing, Season, season, "120/minute", {}),)
