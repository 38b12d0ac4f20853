"""The arithmetic of figures. Times are UTC.

unique      people who count in at least one unit
cumulative  延べ: people who count, added up over the units (days, venue-days or sessions)
peak        the most people at once, and the first instant at which it was so

A stay is half open, [start, end): a person who leaves at t and one who comes at t are not there at once.
A person counts in a unit with `minimum` or more there in all. Two stays of a person with `grace` or less between them
are one, because a page that is reloaded is away for a moment. Overlapping stays of a person are one: several tabs or
devices are one person.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from fairserver.programmes.rules import ONLINE, UnitSpan

Span = tuple[datetime, datetime]
Steps = list[tuple[datetime, int]]
ZERO = timedelta()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Stay(NamedTuple):
    """An attendance, or a part of it. `venue`: where the person was; ONLINE for people who came over the network. It is
    a tuple, because there are hundreds of thousands.
    """

    person: int
    start: datetime
    end: datetime
    place: int = 0
    venue: int = ONLINE
    capacity: str = "audience"


StaysByUnit = Mapping[UnitSpan, Sequence[Stay]]  # the parts of stays that lie within each unit


@dataclass(frozen=True)
class Peak:
    """The most people at once, and the first instant at which it was so; None when nobody ever came."""

    people: int
    at: datetime | None


@dataclass(frozen=True)
class Counted:
    """Who counts in one unit, and its peak."""

    people: set[int]
    peak: Peak


@dataclass(frozen=True)
class Total:
    """The three figures of one thing, and what they are made of in each unit."""

    unique: int
    cumulative: int
    peak: Peak
    units: Mapping[UnitSpan, Counted]


@dataclass(frozen=True)
class AttendedPerson:
    """A row of a list: the ids of the units in which a person counts, the time there in all, the first instant and the
    end of the last stay.
    """

    person: int
    units: list[int]
    time: timedelta
    first: datetime
    last: datetime


def inside(stays: Iterable[Stay], span: Span) -> list[Stay]:
    """The parts of these stays that lie within the span."""
    start, end = span
    return [
        stay
        if start <= stay.start and stay.end <= end
        else stay._replace(start=max(stay.start, start), end=min(stay.end, end))
        for stay in stays
        if stay.start < end and start < stay.end and stay.start < stay.end
    ]


def during(stays: Iterable[Stay], units: Iterable[UnitSpan], place: int | None = None) -> dict[UnitSpan, list[Stay]]:
    """The stays within each unit, at one place or at all: for a session at its place, for a venue-day at its venue.

    With `place`, units at another place are left out.
    """
    known = list(stays) if place is None else [stay for stay in stays if stay.place == place]
    units = list(units)
    by_place: dict[int, list[Stay]] = {}
    if any(unit.place is not None for unit in units):
        for stay in known:
            by_place.setdefault(stay.place, []).append(stay)
    found = {}
    for unit in units:
        if place is None or unit.place in (None, place):
            there = known if unit.place is None else by_place.get(unit.place, [])
            if unit.venue is not None:
                there = [stay for stay in there if stay.venue == unit.venue]
            found[unit] = inside(there, (unit.starts_at, unit.ends_at))
    return found


def merged(stays: Iterable[Stay], grace: timedelta = ZERO) -> dict[int, list[Span]]:
    """The time of each person, by person: spans in order, with more than `grace` between them."""
    spans: dict[int, list[Span]] = {}
    for stay in stays:
        if stay.start < stay.end:
            spans.setdefault(stay.person, []).append((stay.start, stay.end))
    return {person: _merged(own, grace) if len(own) > 1 else own for person, own in spans.items()}


def _merged(spans: list[Span], grace: timedelta) -> list[Span]:
    spans.sort()
    found = spans[:1]
    for start, end in spans[1:]:
        before_start, before_end = found[-1]
        if start - before_end > grace:
            found.append((start, end))
        elif end > before_end:
            found[-1] = (before_start, end)
    return found


def lasted(spans: Iterable[Span]) -> timedelta:
    """How long these spans are in all. They must not overlap."""
    return sum((end - start for start, end in spans), ZERO)


def qualifying(stays: Iterable[Stay], minimum: timedelta, grace: timedelta = ZERO) -> set[int]:
    """The people who count: who were there for `minimum` or more in all."""
    return _qualifying(merged(stays, grace), minimum)


def _qualifying(spans: Mapping[int, list[Span]], minimum: timedelta) -> set[int]:
    return {person for person, own in spans.items() if lasted(own) >= minimum}


def unique(people: Mapping[UnitSpan, set[int]]) -> int:
    """How many people count in at least one unit. `people`: who counts in each."""
    return len(set[int]().union(*people.values()))


def cumulative(people: Mapping[UnitSpan, set[int]]) -> int:
    """How many people count, added up over the units. `people`: who counts in each."""
    return sum(map(len, people.values()))


def total(found: StaysByUnit, minimum: timedelta, grace: timedelta = ZERO) -> Total:
    """The three figures of these units together."""
    units = {unit: _counted(merged(stays, grace), minimum) for unit, stays in found.items()}
    people = {unit: counted.people for unit, counted in units.items()}
    most = next(iter(units.values())).peak if len(units) == 1 else peak(_everything(found), grace)
    return Total(unique(people), cumulative(people), most, units)


def _counted(spans: Mapping[int, list[Span]], minimum: timedelta) -> Counted:
    return Counted(_qualifying(spans, minimum), _peak(_steps(spans)))


def attended(found: StaysByUnit, minimum: timedelta, grace: timedelta = ZERO) -> list[AttendedPerson]:
    """The people behind `unique` (the rows) and behind `cumulative` (their units), in the order in which they came."""
    units: dict[int, list[int]] = {}
    there: list[Stay] = []
    for unit, stays in found.items():
        for person, own in merged(stays, grace).items():
            if lasted(own) >= minimum:
                units.setdefault(person, []).append(unit.id)
                there += [Stay(person, start, end) for start, end in own]
    rows = [
        AttendedPerson(person, units[person], lasted(own), own[0][0], own[-1][1])
        for person, own in merged(there).items()  # time in two units at once is counted once
    ]
    return sorted(rows, key=lambda row: (row.first, row.person))


def at_once(stays: Iterable[Stay], at: datetime, grace: timedelta = ZERO) -> set[int]:
    """The people behind a peak: who was there at that instant."""
    spans = merged(stays, grace)
    return {person for person, own in spans.items() if any(start <= at < end for start, end in own)}


def _everything(found: StaysByUnit) -> list[Stay]:
    return [stay for stays in found.values() for stay in stays]


# ---- over time


def over_time(stays: Iterable[Stay], grace: timedelta = ZERO) -> Steps:
    """How many people were there at once, from each instant at which that changes."""
    return _steps(merged(stays, grace))


def _steps(spans: Mapping[int, list[Span]]) -> Steps:
    edges: dict[datetime, int] = {}
    for own in spans.values():
        for start, end in own:
            edges[start] = edges.get(start, 0) + 1
            edges[end] = edges.get(end, 0) - 1
    steps, now = [], 0
    for instant in sorted(edge for edge, change in edges.items() if change):
        now += edges[instant]
        steps.append((instant, now))
    return steps


def peak(stays: Iterable[Stay], grace: timedelta = ZERO) -> Peak:
    """The most people at once."""
    return _peak(over_time(stays, grace))


def _peak(steps: Steps) -> Peak:
    if not steps:
        return Peak(0, None)
    first, most = steps[0]
    for instant, people in steps:
        if people > most:
            first, most = instant, people
    return Peak(most, first)


def by_step(steps: Steps, every: timedelta) -> Steps:
    """The greatest number within each stretch of length `every` (from the epoch on), for the stretches in which that
    number changes. A peak is never lost by this, as it would be in samples.
    """
    most: dict[datetime, int] = {}
    now = 0
    for instant, people in steps:
        stretch = instant - (instant - EPOCH) % every
        before = most.get(stretch, now) if stretch < instant else 0  # what was before lasted into this stretch
        most[stretch] = max(before, people)
        most[stretch + every] = now = people
    found: Steps = []
    for stretch in sorted(most):
        if not found or found[-1][1] != most[stretch]:
            found.append((stretch, most[stretch]))
    return found


def to_tens(number: int) -> int:
    """Rounded to tens, half up, as reports print it (約)."""
    return (number + 5) // 10 * 10
