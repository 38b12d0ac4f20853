"""What rows of a season file ask of each other."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from fairserver.base.errors import FairError
from fairserver.base.zones import instant
from fairserver.programmes.rules import HOLD_SESSIONS
from fairserver.programmes.timetable_conflicts import TimetableSlot, conflicts
from fairserver.registrations.rules import level_fits
from fairserver.season.opening_hours import is_outside
from fairserver.seasonfile.file_errors import Problem, problem
from fairserver.seasonfile.schema import EditionRow, PersonRow, SeasonFile, SessionRow, VenueRow

Opening = tuple[datetime, datetime]


@dataclass
class Check:
    """One pass over a file whose rows are each well-formed."""

    season: SeasonFile
    problems: list[Problem] = field(default_factory=list)
    # every session as conflicts see it, over all editions: a speaker has one body
    slots: list[TimetableSlot] = field(default_factory=list)
    spans: dict[Hashable, Opening] = field(default_factory=dict)

    def say(self, row: str, code: str, **details: object) -> None:
        """Note a problem."""
        self.problems.append(problem(row, code, **details))

    def unique(self, rows: Iterable[tuple[str, Any]], code: str, what: str) -> None:
        """Note every row whose key an earlier row has; rows without a key are left out. `what`: the name of the key."""
        first: dict[Any, str] = {}
        for row, key in rows:
            if key is None:
                continue
            if key in first:
                self.say(row, code, found=key, field=what, other=first[key])
            else:
                first[key] = row

    def known(self, row: str, what: str, key: Any, among: Iterable[Any]) -> bool:
        """Whether a key is among these; a problem is noted when it is not."""
        if key in among:
            return True
        self.say(row, "reference.unknown", field=what, found=key)
        return False

    def time_of(self, row: str, day: date, clock: time, zone: str) -> datetime | None:
        """The instant of a wall clock time; None, and a problem noted, when it does not exist or comes twice."""
        try:
            return instant(day, clock, zone)
        except FairError as wrong:
            self.say(row, wrong.code, found=f"{clock:%H:%M}", zone=zone)
            return None

    def span(self, row: str, day: date, starts: time, ends: time, zone: str) -> Opening | None:
        """From one wall clock time to another on the same day; None, and a problem noted, when that is no span."""
        begin, end = self.time_of(row, day, starts, zone), self.time_of(row, day, ends, zone)
        if begin is None or end is None:
            return None
        if end <= begin:
            self.say(row, "time.order")
            return None
        return begin, end


def check(season: SeasonFile) -> list[Problem]:
    """Every problem that rows which are well-formed each by itself have with one another."""
    found = Check(season)
    venues = {venue.key: venue for venue in season.venues}
    for name, rows in (
        ("venues", season.venues),
        ("programmes", season.programmes),
        ("companies", season.companies),
        ("editions", season.editions),
    ):
        found.unique(_named(name, rows, lambda row: row.key), "key.twice", "key")
    found.unique(_named("companies", season.companies, lambda row: row.number), "number.twice", "number")
    found.unique(_named("people", season.people, lambda row: row.email), "key.twice", "address")
    years = _named("editions", season.editions, lambda row: (row.programme, row.fiscal_year))
    found.unique(years, "key.twice", "programme and fiscal year")
    for index, edition in enumerate(season.editions, 1):
        _edition(found, f"editions {index} ({edition.key})", edition, venues)
    _conflicts(found)
    for index, person in enumerate(season.people, 1):
        _person(found, f"people {index} ({person.email})", person)
    return found.problems


def _named(name: str, rows: Iterable[Any], key: Callable[[Any], Any], inside: str = "") -> Iterator[tuple[str, Any]]:
    for index, row in enumerate(rows, 1):
        shown = next((getattr(row, each) for each in ("key", "email", "company", "date") if hasattr(row, each)), "")
        yield f"{inside}{name} {index} ({shown})", key(row)


def _edition(found: Check, row: str, edition: EditionRow, venues: dict[str, VenueRow]) -> None:
    season, inside = found.season, f"{row}, "
    found.known(row, "programme", edition.programme, {each.key for each in season.programmes})
    found.unique(_named("requirements", edition.requirements, lambda each: each.key, inside), "key.twice", "key")
    found.unique(_named("places", edition.places, lambda each: each.key, inside), "key.twice", "key")
    found.unique(_named("sessions", edition.sessions, lambda each: each.key, inside), "key.twice", "key")
    found.unique(_named("exhibitors", edition.exhibitors, lambda each: each.company, inside), "key.twice", "company")
    found.unique(
        _named("openings", edition.openings, lambda each: f"{each.date} {each.venue}", inside), "key.twice", "opening"
    )
    openings: dict[tuple[date, str], Opening | None] = {}
    for index, opening in enumerate(edition.openings, 1):
        here = f"{inside}openings {index} ({opening.date})"
        if found.known(here, "venue", opening.venue, venues):
            zone = venues[opening.venue].zone
            span = found.span(here, opening.date, opening.opens, opening.closes, zone)
            openings[opening.date, opening.venue] = span
    for index, place in enumerate(edition.places, 1):
        if place.venue is not None:
            found.known(f"{inside}places {index} ({place.key})", "venue", place.venue, venues)
    for index, session in enumerate(edition.sessions, 1):
        _session(found, f"{inside}sessions {index} ({session.key})", edition, session, openings, venues)
    companies = {company.key for company in season.companies}
    for index, exhibitor in enumerate(edition.exhibitors, 1):
        here = f"{inside}exhibitors {index} ({exhibitor.company})"
        found.known(here, "company", exhibitor.company, companies)
        found.unique(_named("jobs", exhibitor.jobs, lambda each: each.key, f"{here}, "), "key.twice", "key")
        found.unique(((here, appearance) for appearance in exhibitor.appearances), "key.twice", "appearance")
        for day, venue in exhibitor.appearances:
            if (day, venue) not in openings:
                found.say(here, "opening.missing", found=f"{day} {venue}")


def _session(
    found: Check,
    row: str,
    edition: EditionRow,
    session: SessionRow,
    openings: dict[tuple[date, str], Opening | None],
    venues: dict[str, VenueRow],
) -> None:
    found.known(row, "place", session.place, {place.key for place in edition.places if place.kind in HOLD_SESSIONS})
    if session.company is not None:
        found.known(row, "company", session.company, {each.company for each in edition.exhibitors})
    people = {person.email for person in found.season.people}
    for address in (*session.speakers, *session.moderators):
        found.known(row, "person", address, people)
    where = f"{session.date} {session.venue}"
    if (session.date, session.venue) not in openings:
        found.say(row, "opening.missing", found=where)
        return
    span = found.span(row, session.date, session.starts, session.ends, venues[session.venue].zone)
    opening = openings[session.date, session.venue]
    if span is None or opening is None:
        return
    if is_outside(*span, *opening):
        found.say(row, "session.outside_opening", found=where)
    speakers = frozenset[Hashable](session.speakers)
    found.slots.append(TimetableSlot(row, *span, place=(edition.key, session.place), speakers=speakers))


def _conflicts(found: Check) -> None:
    for each in conflicts(found.slots):
        about = each.about[1] if isinstance(each.about, tuple) else each.about
        code = "session.overlaps" if each.kind == "place" else "speaker.overlaps"
        found.say(str(each.second), code, found=about, other=each.first)


def _person(found: Check, row: str, person: PersonRow) -> None:
    background = person.background
    if background and not level_fits(background.japanese_test, background.japanese_level):
        found.say(row, "level.wrong", found=background.japanese_level)
    editions = {edition.key: edition for edition in found.season.editions}
    for grant in person.grants:
        if grant.edition is None:
            if grant.role != "organiser":
                found.say(row, "grant.wrong", found=grant.role, field="edition")
            continue
        if not found.known(row, "edition", grant.edition, editions):
            continue
        if grant.role == "operator":
            if grant.place is None:
                found.say(row, "grant.wrong", found=grant.role, field="place")
            else:
                found.known(row, "place", grant.place, {place.key for place in editions[grant.edition].places})
        if grant.role == "representative":
            exhibiting = {each.company for each in editions[grant.edition].exhibitors}
            if grant.company is None:
                found.say(row, "grant.wrong", found=grant.role, field="company")
            else:
                found.known(row, "company", grant.company, exhibiting)
