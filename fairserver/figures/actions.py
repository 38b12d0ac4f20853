"""The organisers' figures of one edition, of its places, and the lists behind them."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

from fairserver.door import permit
from fairserver.figures.messages import AskFigures, Figure, Figures, UnitFigure
from fairserver.figures.rules import Stay, cumulative, inside, peak, qualifying, unique
from fairserver.http import Visit
from fairserver.people import actions as people
from fairserver.people.permissions import Action
from fairserver.presence import actions as presence
from fairserver.programmes import actions as programmes
from fairserver.programmes.rules import UnitSpan
from fairserver.wire import Both


async def figures(visit: Visit, asked: AskFigures) -> Figures:
    async with visit.fair.journal.reading() as unit:
        session = unit.session
        who = await people.who(session, await people.living_login(unit, visit.token))
        permit(who, (Action.FIGURES_READ,), await programmes.about_edition(session, asked.edition))
        edition, places = await programmes.named_places(session, asked.edition)
        units = await programmes.unit_spans(session, asked.edition, asked.unit)
        stays = await presence.stays_in(session, asked.edition, asked.capacity)
        at = unit.now
    # A day's rows are a matter of seconds: not on the loop that everybody's messages go through.
    found = await asyncio.to_thread(_all, asked, edition, places, units, stays)
    return Figures(at=at, asked=asked, figures=found)


def _all(
    asked: AskFigures, edition: Both, places: dict[int, Both], units: Sequence[UnitSpan], stays: dict[int, list[Stay]]
) -> list[Figure]:
    everywhere = [stay for own in stays.values() for stay in own]

    def during(unit: UnitSpan, place: int | None) -> list[Stay]:
        """A session's people are those at its place; a place's, those in it; the edition's, all."""
        at = unit.place or place
        return inside(everywhere if at is None else stays.get(at, []), (unit.starts_at, unit.ends_at))

    def figure(place: int | None, name: Both) -> Figure:
        own = [unit for unit in units if place is None or unit.place in (None, place)]
        return _figure(asked, place, name, {unit: during(unit, place) for unit in own})

    return [figure(None, edition), *(figure(place, name) for place, name in places.items())]


def _figure(asked: AskFigures, place: int | None, name: Both, found: dict[UnitSpan, list[Stay]]) -> Figure:
    grace, minimum = timedelta(seconds=asked.grace_seconds), timedelta(seconds=asked.minimum_seconds)
    people = {unit.id: qualifying(stays, minimum, grace) for unit, stays in found.items()}
    most = peak((stay for stays in found.values() for stay in stays), grace)
    units = [_unit(unit, people[unit.id]) for unit in found]
    return Figure(
        place=place,
        name=name,
        unique=unique(people),
        cumulative=cumulative(people),
        peak=most.people,
        peak_at=most.at,
        units=units,
    )


def _unit(unit: UnitSpan, people: set[int]) -> UnitFigure:
    return UnitFigure(id=unit.id, name=unit.name, starts_at=unit.starts_at, ends_at=unit.ends_at, people=sorted(people))
