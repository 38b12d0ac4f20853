"""The timetable as everybody who is signed in gets it."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from fairserver.base.wire_types import Named
from fairserver.companies.queries import ExhibitorFacts
from fairserver.delivery.journal import Entities, State
from fairserver.people.queries import speakers
from fairserver.programmes.hall_view import edition_card
from fairserver.programmes.messages import SessionCard, SessionCompany, StageCard, VenueCard
from fairserver.programmes.queries import both, exhibiting
from fairserver.programmes.rules import HOLD_SESSIONS
from fairserver.programmes.tables import Place, Session, Venue


async def timetable_state(session: AsyncSession, edition_id: int) -> State:
    """The state of the scope `timetable:{}`."""
    edition = await edition_card(session, edition_id)
    stages = await session.scalars(select(Place).where(Place.edition_id == edition_id, Place.kind.in_(HOLD_SESSIONS)))
    venues = await session.scalars(select(Venue))
    return {
        "edition": {str(edition.id): edition.out()},
        "stages": {str(row.id): stage_card(row) for row in stages},
        "sessions": await session_cards(session, edition_id),
        "venues": {str(row.id): venue_card(row) for row in venues},
    }


def stage_card(row: Place) -> dict[str, Any]:
    """A place in which sessions are held."""
    return StageCard.model_validate(
        {"id": row.id, "kind": row.kind, "name": row.name, "venue": row.venue_id, "version": row.version}
    ).out()


def venue_card(row: Venue) -> dict[str, Any]:
    """A venue."""
    return VenueCard(id=row.id, name=both(row.name), zone=row.zone, online=row.online).out()


async def session_cards(session: AsyncSession, edition_id: int, only: list[int] | None = None) -> Entities:
    """The sessions of an edition, or `only` these, by id."""
    query = select(Session, Place).join(Place, Place.id == Session.place_id).where(Place.edition_id == edition_id)
    if only is not None:
        query = query.where(Session.id.in_(only))
    rows = (await session.execute(query.order_by(Session.starts_at, Session.id))).all()
    speaking = await speakers(session, [row.id for row, _ in rows])
    known = await exhibiting(session, edition_id)
    booths = dict(
        (
            await session.execute(
                select(Place.exhibitor_id, Place.id).where(Place.edition_id == edition_id, Place.kind == "booth")
            )
        ).all()
    )
    return {
        str(row.id): _card(row, place, known.get(row.exhibitor_id or 0), booths, speaking.get(row.id, {}))
        for row, place in rows
    }


def _card(
    row: Session,
    place: Place,
    known: ExhibitorFacts | None,
    booths: dict[int | None, int],
    speaking: dict[str, list[Named]],
) -> dict[str, Any]:
    company = known and SessionCompany(
        id=known.company.id,
        name=both(known.company.name),
        cloth=known.company.cloth,
        mon=known.company.mon,
        booth=booths.get(row.exhibitor_id),
    )
    return SessionCard(
        id=row.id,
        kind=row.kind,
        place=place.id,
        place_name=both(place.name),
        opening=row.venue_day_id,
        title=both(row.title),
        about=both(row.about),
        industry=both(row.industry) if row.industry else None,
        languages=row.languages,
        japanese=row.japanese,
        company=company,
        speakers=speaking.get("speaker", []),
        moderators=speaking.get("moderator", []),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        cancelled=row.cancelled_at is not None,
        version=row.version,
    ).out()
