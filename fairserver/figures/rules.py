"""The arithmetic of heads. A stay is half open, [start, end): who leaves at t and who comes at t are never two at t.

unique      people who qualify in at least one unit
cumulative  延べ: people who qualify, added up over the units (days, venue-days or sessions)
peak        most people at once, and the first instant it was so

A person qualifies in a unit with `minimum` or more there in all. Two stays with at most `grace` between are one:
a page that was reloaded did not leave. Several tabs, devices and rows of one person are one person.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

Span = tuple[datetime, datetime]
ZERO = timedelta()


@dataclass(frozen=True)
class Stay:
    person: int
    start: datetime
    end: datetime


@dataclass(frozen=True)
class Peak:
    people: int
    at: datetime | None  # None: nobody ever was


def inside(stays: Iterable[Stay], span: Span) -> list[Stay]:
    """What of the stays lies in the span."""
    start, end = span
    cut = (Stay(stay.person, max(stay.start, start), min(stay.end, end)) for stay in stays)
    return [stay for stay in cut if stay.start < stay.end]


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


def qualifying(stays: Iterable[Stay], minimum: timedelta, grace: timedelta = ZERO) -> set[int]:
    spans = merged(stays, grace)
    return {person for person, own in spans.items() if sum((end - start for start, end in own), ZERO) >= minimum}


def unique(people: Mapping[int, set[int]]) -> int:
    """`people`: who qualifies in each unit."""
    return len(set[int]().union(*people.values()))


def cumulative(people: Mapping[int, set[int]]) -> int:
    return sum(map(len, people.values()))


def peak(stays: Iterable[Stay], grace: timedelta = ZERO) -> Peak:
    edges: dict[datetime, int] = {}
    for own in merged(stays, grace).values():
        for start, end in own:
            edges[start] = edges.get(start, 0) + 1
            edges[end] = edges.get(end, 0) - 1
    most, at, now = 0, None, 0
    for instant in sorted(edges):
        now += edges[instant]
        if now > most:
            most, at = now, instant
    return Peak(most, at)
