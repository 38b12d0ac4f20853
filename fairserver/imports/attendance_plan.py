"""What a list of attendance would do to the attendance that is there. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from fairserver.base.errors import FairError
from fairserver.base.zones import instant
from fairserver.imports.plans import State, Step, wrong_step
from fairserver.imports.rules import Line, OneStay, Trouble
from fairserver.people.rules import KnownPerson
from fairserver.presence.write_attendance import ImportedStay, StayKey
from fairserver.programmes.rules import VenueOpening


@dataclass(frozen=True)
class AttendanceLookups:
    """What the database says about whom and what the file names. Names are folded (`base.text_cleaning.folded`).

    `openings`: by date and venue. `places`: the ids of the edition's places by name; "" is its hall. `there`: when the
    stays of earlier lists end. `now`: the fair time.
    """

    now: datetime
    people: Mapping[str, KnownPerson] = field(default_factory=dict)
    openings: Mapping[tuple[date, str], VenueOpening] = field(default_factory=dict)
    places: Mapping[str, list[int]] = field(default_factory=dict)
    there: Mapping[StayKey, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class StayStep(Step):
    """One row's part of the plan, with the stay to be written."""

    stay: ImportedStay | None = None


def for_stays(lines: Iterable[Line[OneStay]], facts: AttendanceLookups) -> list[Step]:
    """What each row of a list of attendance would do. The second row with the same beginning is in trouble."""
    seen: dict[StayKey, int] = {}
    return [_step(line, facts, seen) for line in lines]


def _step(line: Line[OneStay], facts: AttendanceLookups, seen: dict[StayKey, int]) -> Step:
    if line.what is None or line.trouble:
        return wrong_step(line)
    found = _stay(line.what, facts)
    if isinstance(found, Trouble):
        return wrong_step(line.but(found))
    key = found.key
    if seen.setdefault(key, line.number) != line.number:
        return wrong_step(line.but(Trouble("row.twice", "email", line.what.email, other=seen[key])))
    name = facts.people[line.what.email].name
    before = facts.there.get(key)
    state: State = "new" if before is None else "same" if before == found.ended_at else "changed"
    changes = () if state == "same" else ("attendance",)
    return StayStep(line.number, name, line.what.email, state, changes, thing=found.person, stay=found)


def _stay(one: OneStay, facts: AttendanceLookups) -> ImportedStay | Trouble:
    known = facts.people.get(one.email)
    if known is None:
        return Trouble("person.unknown", "email", one.email)
    opened = facts.openings.get((one.date, one.venue))
    if opened is None:
        return Trouble("opening.unknown", "venue", f"{one.date} {one.venue}")
    places = facts.places.get(one.place, [])
    if len(places) != 1:
        return Trouble("place.ambiguous" if places else "place.unknown", "place", one.place)
    try:
        start = instant(one.date, one.start, opened.zone) if one.start else opened.opens_at
        end = instant(one.date, one.end, opened.zone) if one.end else opened.closes_at
    except FairError as skipped:  # a time that the clocks of that day do not show, or show twice
        return Trouble(skipped.code, "from", str(one.date))
    trouble = _untimely(start, end, opened, facts.now)
    return trouble or ImportedStay(known.person, places[0], opened.venue, start, end)


def _untimely(start: datetime, end: datetime, opened: VenueOpening, now: datetime) -> Trouble | None:
    if end <= start:
        return Trouble("time.order", "to")
    if end <= opened.opens_at or start >= opened.closes_at:
        return Trouble("attendance.outside", "from")
    return Trouble("attendance.future", "date") if end > now else None
