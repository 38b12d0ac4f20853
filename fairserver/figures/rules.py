"""The arithmetic of heads. A stay is half open, [start, end): who leaves at t and who comes at t are never two at t.

unique      people who qualify in at least one unit
cumulative  延べ: people who qualify, added up over the units (days, venue-days or sessions)
peak        most people at once, and the first instant it was so

A person qualifies in a unit with `minimum` or more there in all. Two stays with at most `grace` between are one:
a page that was reloaded did not leave. Several tabs, devices and rows of one person are one person.
A season's units are those of all its editions: what is added up is the same.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from fairserver.programmes.rules import ONLINE, UnitSpan

Span = tuple[datetime, datetime]
Steps = list[tuple[datetime, int]]
ZERO = timedelta()
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Stay:
    """`venue`: where the person was; who came over the network was at the online one."""

    person: int
    start: datetime
    end: datetime
    place: int = 0
    venue: int = ONLINE
    capacity: str = "audience"


Found = Mapping[UnitSpan, Sequence[Stay]]  # what lies in each unit


@dataclass(frozen=True)
class Peak:
    people: int
    at: datetime | None  # None: nobody ever was


@dataclass(frozen=True)
class Total:
    unique: int
    cumulative: int
    peak: Peak


@dataclass(frozen=True)
class Attended:
    """One person of a list: the units the person qualifies in, and the time there in all."""

    person: int
    units: list[int]
    time: timedelta
    first: datetime
    last: datetime


def inside(stays: Iterable[Stay], span: Span) -> list[Stay]:
    """What of the stays lies in the span."""
    start, end = span
    return [
        Stay(stay.person, max(stay.start, start), min(stay.end, end), stay.place, stay.venue, stay.capacity)
        for stay in stays
        if max(stay.start, start) < min(stay.end, end)
    ]


def during(stays: Iterable[Stay], units: Iterable[UnitSpan], place: int | None = None) -> dict[UnitSpan, list[Stay]]:
    """Of one place, or of all. A session's people are those at its place, a venue-day's those at its venue."""
    known = list(stays) if place is None else [stay for stay in stays if stay.place == place]
    return {
        unit: inside((stay for stay in known if _was_at(stay, unit)), (unit.starts_at, unit.ends_at))
        for unit in units
        if place is None or unit.place in (None, place)
    }


def _was_at(stay: Stay, unit: UnitSpan) -> bool:
    return unit.place in (None, stay.place) and unit.venue in (None, stay.venue)


def merged(stays: Iterable[Stay], grace: timedelta = ZERO) -> dict[int, list[Span]]:
    """Each person's spans, in order and apart from each other by more than `grace`."""
    spans: dict[int, list[Span]] = {}
    for stay in sorted(stays, key=lambda stay: stay.start):
        if stay.start >= stay.end:
            continue
        own = spans.setdefault(stay.person, [])
        if own and stay.start - own[-1][1] <= grace:
            own[-1] = (own[-1][0], max(own[-1][1], stay.end))
        else:
            own.append((stay.start, stay.end))
    return spans


def lasted(spans: Iterable[Span]) -> timedelta:
    return sum((end - start for start, end in spans), ZERO)


def qualifying(stays: Iterable[Stay], minimum: timedelta, grace: timedelta = ZERO) -> set[int]:
    return {person for person, own in merged(stays, grace).items() if lasted(own) >= minimum}


def unique(people: Mapping[UnitSpan, set[int]]) -> int:
    """`people`: who qualifies in each unit."""
    return len(set[int]().union(*people.values()))


def cumulative(people: Mapping[UnitSpan, set[int]]) -> int:
    return sum(map(len, people.values()))


def total(found: Found, minimum: timedelta, grace: timedelta = ZERO) -> Total:
    people = {unit: qualifying(stays, minimum, grace) for unit, stays in found.items()}
    return Total(unique(people), cumulative(people), peak(_everything(found), grace))


def attended(found: Found, minimum: timedelta, grace: timedelta = ZERO) -> list[Attended]:
    """The list behind unique (its rows) and behind cumulative (their units): in order of arrival."""
    units: dict[int, list[int]] = {}
    there: list[Stay] = []
    for unit, stays in found.items():
        for person, own in merged(stays, grace).items():
            if lasted(own) >= minimum:
                units.setdefault(person, []).append(unit.id)
                there += [Stay(person, start, end) for start, end in own]
    rows = [
        Attended(person, units[person], lasted(own), own[0][0], own[-1][1])
        for person, own in merged(there).items()  # two sessions at one time are one time
    ]
    return sorted(rows, key=lambda row: (row.first, row.person))


def at_once(stays: Iterable[Stay], at: datetime, grace: timedelta = ZERO) -> set[int]:
    """The list behind a peak."""
    spans = merged(stays, grace)
    return {person for person, own in spans.items() if any(start <= at < end for start, end in own)}


def _everything(found: Found) -> list[Stay]:
    return [stay for stays in found.values() for stay in stays]


# ---- over time


def over_time(stays: Iterable[Stay], grace: timedelta = ZERO) -> Steps:
    """How many at once, from each instant at which that changes."""
    edges: dict[datetime, int] = {}
    for own in merged(stays, grace).values():
        for start, end in own:
            edges[start] = edges.get(start, 0) + 1
            edges[end] = edges.get(end, 0) - 1
    steps, now = [], 0
    for instant in sorted(edge for edge, change in edges.items() if change):
        now += edges[instant]
        steps.append((instant, now))
    return steps


def peak(stays: Iterable[Stay], grace: timedelta = ZERO) -> Peak:
    steps = over_time(stays, grace)
    if not steps:
        return Peak(0, None)
    at, most = max(steps, key=lambda step: (step[1], -step[0].timestamp()))
    return Peak(most, at)


def by_step(steps: Steps, every: timedelta) -> Steps:
    """The most at once within each stretch of so long, from each stretch in which that changes: a peak stays one."""
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
    """約: as reports print it. Half a ten goes up."""
    return (number + 5) // 10 * 10
