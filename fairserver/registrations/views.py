"""Backgrounds and registrations as their person and the organisers get them."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.wire_types import Bilingual, Named
from fairserver.delivery.journal import Entities, State
from fairserver.people import queries as people
from fairserver.programmes.requirements import Requirement
from fairserver.registrations.messages import ApplicantCard, Applied, BackgroundCard, RegistrationCard
from fairserver.registrations.tables import Background, Registration


def background_card(row: Background) -> dict[str, Any]:
    """What a person says of the own JET time, as the person gets it."""
    return BackgroundCard.model_validate(row, from_attributes=True).out()


def registration_card(row: Registration) -> dict[str, Any]:
    """A registration as its person gets it."""
    return RegistrationCard.model_validate(
        {
            "edition": row.edition_id,
            "state": row.state,
            "missing": row.missing,
            "applied_at": row.applied_at,
            "offered_until": row.offered_until,
        }
    ).out()


def applicant_card(row: Registration, person: Named) -> dict[str, Any]:
    """A registration as organisers get it."""
    card = registration_card(row) | {"person": person}
    del card["edition"]
    return ApplicantCard.model_validate(card).out()


def applied(row: Registration, left: list[Requirement]) -> Applied:
    """The answer to an application. `left`: the requirements that are not met."""
    reasons = [Bilingual(ja=each.text.ja, en=each.text.en) for each in left]
    return Applied.model_validate({"state": row.state, "reasons": reasons, "offered_until": row.offered_until})


async def own_states(session: AsyncSession, ids: Collection[int]) -> dict[int, State]:
    """The collections `background` (by person) and `registrations` (by edition) of each person's own scope."""
    states: dict[int, State] = {person: {"background": {}, "registrations": {}} for person in ids}
    for row in await session.scalars(select(Background).where(Background.person_id.in_(ids))):
        states[row.person_id]["background"][str(row.person_id)] = background_card(row)
    for each in await session.scalars(select(Registration).where(Registration.person_id.in_(ids))):
        states[each.person_id]["registrations"][str(each.edition_id)] = registration_card(each)
    return states


async def applicants(session: AsyncSession, edition: int) -> Entities:
    """The registrations to an edition as organisers get them, by person."""
    rows = list(await session.scalars(select(Registration).where(Registration.edition_id == edition)))
    found = await people.visible_names(session, [row.person_id for row in rows], agreed_only=False)
    names = {each.id: each for each in found}
    return {str(row.person_id): applicant_card(row, names[row.person_id]) for row in rows}
