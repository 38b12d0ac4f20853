"""The page of the season: the editions of a fiscal year, and which of them a person may take part in."""

from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.wire_types import Nothing
from fairserver.people import logins
from fairserver.programmes import hall_view
from fairserver.programmes import queries as programmes
from fairserver.registrations import queries
from fairserver.registrations.messages import Season, SeasonEdition
from fairserver.registrations.rules import BackgroundFacts, unmet
from fairserver.web.http_context import HttpContext


async def season(ctx: HttpContext, _request: Nothing) -> Season:
    """The current season, for everybody; for people who are signed in with the requirements that they do not meet."""
    async with ctx.journal.reading() as unit:
        login = await logins.login_if_living(unit, ctx.token)
        here = await programmes.current_edition(unit.session, unit.now)
        year = (await hall_view.edition_card(unit.session, here[0])).fiscal_year if here else None
        editions = await programmes.editions_of_year(unit.session, year) if year else []
        facts = await queries.facts(unit.session, login.person_id) if login else None
        cards = [await _card(unit.session, each, facts) for each in editions]
    cards.sort(key=lambda card: (card.openings[0].opens_at if card.openings else unit.now, card.id))
    return Season(fiscal_year=year, editions=cards)


async def _card(session: AsyncSession, edition: int, facts: BackgroundFacts | None) -> SeasonEdition:
    card = await hall_view.edition_card(session, edition)
    left = None if facts is None else [each.key for each in unmet(card.requirements, facts)]
    return SeasonEdition.model_validate(
        card.model_dump() | await programmes.season_facts(session, edition) | {"unmet": left}
    )
