"""The demo's fair into an empty database; a database that has one is left as it is."""

import secrets
import tomllib
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, select

from fairserver.companies.records import Appearance, Company, Exhibitor
from fairserver.journal import Unit
from fairserver.people import actions as people
from fairserver.people import invitations
from fairserver.people.records import Email, Link, Person, person_by_address
from fairserver.people.rules import LIVES, hashed
from fairserver.programmes.records import Day, Edition, Place, Programme, Session, Venue, VenueDay

FILE = Path(__file__).with_name("fair.toml")
OPENING = datetime(2024, 2, 17, 4, 0, tzinfo=UTC)  # 13:00 in Osaka, an hour everyone is there


def world() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))


async def load(unit: Unit, public_url: str) -> bool:
    """Whether anything was loaded."""
    session = unit.session
    if await session.scalar(select(Programme.id).limit(1)):
        return False
    data = world()
    programme, zone = data["programme"], ZoneInfo(data["programme"]["zone"])
    row = Programme(key=programme["key"], name=programme["name"])
    session.add(row)
    await session.flush()
    edition = Edition(
        programme_id=row.id,
        fiscal_year=programme["fiscal_year"],
        name=programme["name"],
        zone=programme["zone"],
    )
    venues = {key: Venue(key=key, **venue) for key, venue in data["venues"].items()}
    session.add_all([edition, *venues.values()])
    await session.flush()
    session.add(Place(edition_id=edition.id, kind="hall", name=programme["hall"]))
    openings = await _days(unit, edition.id, data["days"], venues, zone)
    companies = await _companies(unit, edition.id, data["companies"], openings)
    rooms = await _rooms(unit, edition.id, data, openings, venues, zone)
    for person in data["people"]:
        await _person(unit, person, edition.id, companies, rooms, public_url)
    return True


async def _days(
    unit: Unit, edition: int, days: list[dict[str, Any]], venues: dict[str, Venue], zone: ZoneInfo
) -> list[VenueDay]:
    openings = []
    for data in days:
        day = Day(edition_id=edition, date=data["date"])
        unit.session.add(day)
        await unit.session.flush()
        for key in data["venues"]:
            opens, closes = (instant(data["date"], data[name], zone) for name in ("from", "until"))
            openings.append(VenueDay(day_id=day.id, venue_id=venues[key].id, opens_at=opens, closes_at=closes))
    unit.session.add_all(openings)
    await unit.session.flush()
    return openings


async def _rooms(
    unit: Unit, edition: int, data: dict[str, Any], openings: list[VenueDay], venues: dict[str, Venue], zone: ZoneInfo
) -> dict[str, int]:
    """Stages with their sessions, and talks; place ids by key."""
    ids = {}
    for kind, rooms in (("stage", data["stages"]), ("talk", data["talks"])):
        for room in rooms:
            state = "interrupted" if room.get("on_air") else "off_air"  # on air, and no picture yet
            place = Place(edition_id=edition, kind=kind, name=room["name"], state=state if kind == "stage" else "open")
            unit.session.add(place)
            await unit.session.flush()
            ids[room["key"]] = place.id
            for each in room.get("sessions", ()):
                starts, ends = (instant(each["day"], each[name], zone) for name in ("from", "until"))
                venue = venues[room["venue"]].id
                day = next(day for day in openings if day.venue_id == venue and day.opens_at <= starts < day.closes_at)
                unit.session.add(
                    Session(
                        venue_day_id=day.id,
                        place_id=place.id,
                        kind="presentation",
                        title=each["title"],
                        starts_at=starts,
                        ends_at=ends,
                    )
                )
    return ids


async def _companies(
    unit: Unit, edition: int, companies: list[dict[str, Any]], openings: list[VenueDay]
) -> dict[str, int]:
    ids = {}
    for data in companies:
        own = {column.name: data[column.name] for column in Company.__table__.columns if column.name in data}
        company = Company(**own)
        unit.session.add(company)
        await unit.session.flush()
        exhibitor = Exhibitor(
            company_id=company.id,
            edition_id=edition,
            languages=data["languages"],
            japanese=data["japanese"],
        )
        unit.session.add(exhibitor)
        await unit.session.flush()
        unit.session.add_all(Appearance(exhibitor_id=exhibitor.id, venue_day_id=day.id) for day in openings)
        unit.session.add(
            Place(
                edition_id=edition,
                exhibitor_id=exhibitor.id,
                kind="booth",
                name=company.name,
                state=data["state"],
            )
        )
        ids[data["key"]] = company.id
    return ids


async def _person(
    unit: Unit,
    data: dict[str, Any],
    edition: int,
    companies: dict[str, int],
    rooms: dict[str, int],
    public_url: str,
) -> None:
    if data.get("invited"):
        await invitations.send(unit, public_url, data["email"], data["name"], data["language"], data["role"], edition)
        return
    person = Person(
        name=data["name"],
        furigana=data["furigana"],
        language=data["language"],
        zone=data.get("zone", "Asia/Tokyo"),
        visible_to_companies=data.get("visible", False),
        created_at=unit.wall,
    )
    unit.session.add(person)
    await unit.session.flush()
    unit.session.add(Email(address=data["email"], person_id=person.id))
    if talk := data.get("talk"):
        await people.give(unit, person.id, "guest", "place", rooms[talk], edition)
    if data["role"] == "operator":
        for stage in data["stages"]:
            await people.give(unit, person.id, data["role"], "place", rooms[stage], edition)
    elif data["role"] == "representative":
        company = companies[data["company"]]
        await people.give(unit, person.id, data["role"], "company", company, edition)
    elif data["role"] == "organiser":
        await people.give(unit, person.id, data["role"], "organisation", 0, 0)
    else:
        await people.give(unit, person.id, data["role"], "edition", edition, edition)


async def persona_links(unit: Unit) -> dict[int, str]:
    """A fresh link for each persona; those of an earlier start are void."""
    await unit.session.execute(delete(Link).where(Link.kind == "persona"))
    links = {}
    for data in world()["people"]:
        person = await person_by_address(unit.session, data["email"])
        if person is None or data.get("invited"):
            continue
        token = secrets.token_urlsafe(24)
        unit.session.add(
            Link(
                kind="persona",
                token_hash=hashed(token),
                person_id=person.id,
                created_at=unit.wall,
                expires_at=unit.wall + LIVES["persona"],
            )
        )
        links[person.id] = f"/link#{token}"
    return links


def instant(day: date, clock: str, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), zone).astimezone(UTC)
