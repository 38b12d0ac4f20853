"""The arithmetic of heads, against a second implementation that counts second by second."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairserver.base.wire_types import Bilingual
from fairserver.figures.rules import (
    Peak,
    Span,
    Stay,
    Steps,
    at_once,
    attended,
    by_step,
    during,
    inside,
    merged,
    over_time,
    peak,
    qualifying,
    to_tens,
    total,
)
from fairserver.programmes.rules import ONLINE, UnitSpan

NOON = datetime(2024, 2, 17, 12, tzinfo=UTC)
LONGEST = 40
AMARA, CHEN = 7, 8
BOOTH, STAGE = 2, 3
OSAKA = 11
NO_NAME = Bilingual(ja="-", en="-")


def at(second: int) -> datetime:
    return NOON + timedelta(seconds=second)


def seconds(number: int) -> timedelta:
    return timedelta(seconds=number)


def stay(person: int, start: int, end: int, **more: Any) -> Stay:
    return Stay(person, at(start), at(end), **more)


def unit(number: int, start: int, end: int, **more: Any) -> UnitSpan:
    return UnitSpan(number, NO_NAME, at(start), at(end), **more)


instants = st.integers(0, LONGEST)
stays = st.lists(
    st.builds(
        stay, st.integers(1, 4), instants, instants, place=st.sampled_from([BOOTH, STAGE]),
        venue=st.sampled_from([ONLINE, OSAKA]), capacity=st.sampled_from(["audience", "rep", "staff"]),
    ),
    max_size=14,
)  # fmt: skip
graces = st.integers(0, 5)
minimums = st.integers(0, 12)


def as_units(drawn: list[tuple[int, int]], **more: Any) -> list[UnitSpan]:
    return [unit(number, min(span), max(span), **more) for number, span in enumerate(drawn)]


spans = st.lists(st.tuples(instants, instants), max_size=3)
# Days are anywhere, sessions at a place, venue-days at a venue; any of them may overlap.
units = st.one_of(
    spans.map(as_units),
    spans.map(lambda drawn: as_units(drawn, place=STAGE)),
    st.tuples(spans, spans).map(
        lambda drawn: [*as_units(drawn[0], venue=ONLINE), *(
            UnitSpan(100 + each.id, NO_NAME, each.starts_at, each.ends_at, venue=OSAKA) for each in as_units(drawn[1])
        )]
    ),
)  # fmt: skip


# ---- the naive one: a set of seconds for each person


def present(found: Sequence[Stay], start: int, end: int, grace: int) -> dict[int, set[int]]:
    there: dict[int, set[int]] = {}
    for second in range(start, end):
        for each in found:
            if each.start <= at(second) < each.end:
                there.setdefault(each.person, set()).add(second)
    for own in there.values():
        for second in range(start, end):
            before = [known for known in own if known < second]
            after = [known for known in own if known > second]
            if before and after and min(after) - max(before) - 1 <= grace:
                own.add(second)
    return there


def naive_unit(found: list[Stay], one: UnitSpan, place: int | None, capacity: str, grace: int) -> dict[int, set[int]]:
    meant = []
    for each in found:
        if each.capacity != capacity or place not in (None, each.place):
            continue
        if one.place is not None and each.place != one.place:
            continue
        if one.venue is not None and each.venue != one.venue:
            continue
        meant.append(each)
    start, end = (int((instant - NOON).total_seconds()) for instant in (one.starts_at, one.ends_at))
    return present(meant, start, end, grace)


def of_capacity(found: list[Stay], capacity: str) -> list[Stay]:
    return [each for each in found if each.capacity == capacity]


@given(stays, units, minimums, graces, st.sampled_from([None, BOOTH, STAGE]), st.sampled_from(["audience", "rep"]))
def test_unique_and_cumulative(
    found: list[Stay], given_: list[UnitSpan], minimum: int, grace: int, place: int | None, capacity: str
) -> None:
    meant = [one for one in given_ if place is None or one.place in (None, place)]
    naive = {
        one: {person for person, own in naive_unit(found, one, place, capacity, grace).items() if len(own) >= minimum}
        for one in meant
    }
    counted = during(of_capacity(found, capacity), given_, place)
    sums = total(counted, seconds(minimum), seconds(grace))
    assert {one: qualifying(own, seconds(minimum), seconds(grace)) for one, own in counted.items()} == naive
    assert sums.unique == len({person for own in naive.values() for person in own}) <= sums.cumulative
    assert sums.cumulative == sum(len(own) for own in naive.values())
    assert sums.peak == peak([each for own in counted.values() for each in own], seconds(grace))


@given(st.lists(stays, min_size=2, max_size=3), units, minimums, graces)
def test_a_season_adds_up_over_its_editions(
    editions: list[list[Stay]], given_: list[UnitSpan], minimum: int, grace: int
) -> None:
    """The same person in two editions is one person and two of the cumulative number; peaks do not add."""
    naive: list[set[int]] = []
    together: dict[UnitSpan, list[Stay]] = {}
    for number, found in enumerate(editions):
        for one in given_:
            own = UnitSpan(1000 * number + one.id, NO_NAME, one.starts_at, one.ends_at, one.place, one.venue)
            people = naive_unit(found, one, None, "audience", grace)
            naive.append({person for person, there in people.items() if len(there) >= minimum})
            together |= during(of_capacity(found, "audience"), [own])
    sums = total(together, seconds(minimum), seconds(grace))
    assert sums.cumulative == sum(map(len, naive))
    assert sums.unique == len(set[int]().union(*naive))
    assert sums.peak.people <= 4, "there are four people"


@given(stays, units, minimums, graces)
def test_the_lists_are_of_the_numbers(found: list[Stay], given_: list[UnitSpan], minimum: int, grace: int) -> None:
    counted = during(of_capacity(found, "audience"), given_)
    sums = total(counted, seconds(minimum), seconds(grace))
    rows = attended(counted, seconds(minimum), seconds(grace))
    assert (len(rows), sum(len(row.units) for row in rows)) == (sums.unique, sums.cumulative)
    assert all(row.last - row.first >= row.time >= min(seconds(minimum), row.time) for row in rows)
    if sums.peak.at:
        everything = [each for own in counted.values() for each in own]
        assert len(at_once(everything, sums.peak.at, seconds(grace))) == sums.peak.people


@given(stays, graces)
def test_peak(found: list[Stay], grace: int) -> None:
    there = present(found, 0, LONGEST, grace)
    each = [sum(second in own for own in there.values()) for second in range(LONGEST)]
    most = max(each)
    assert peak(found, seconds(grace)) == Peak(most, at(each.index(most)) if most else None)


@given(stays, graces, st.integers(1, 15))
def test_over_time_and_its_peak(found: list[Stay], grace: int, every: int) -> None:
    """Each second has its number, and the plot's coarser steps keep the most of each."""
    there = present(found, 0, LONGEST, grace)
    each = [sum(second in own for own in there.values()) for second in range(LONGEST)]
    steps = over_time(found, seconds(grace))
    assert [value_at(steps, at(second)) for second in range(LONGEST)] == each
    coarse = by_step(steps, seconds(every))
    stretch = {second: at(second) - (at(second) - datetime(1970, 1, 1, tzinfo=UTC)) % seconds(every)
               for second in range(LONGEST)}  # fmt: skip
    for second in range(LONGEST):
        together = [each[other] for other in range(LONGEST) if stretch[other] == stretch[second]]
        assert value_at(coarse, at(second)) == max(together)
    assert max([people for _, people in coarse], default=0) == peak(found, seconds(grace)).people
    assert not coarse or coarse[-1][1] == 0, "in the end everybody has left"


def value_at(steps: Steps, instant: datetime) -> int:
    return next((people for since, people in reversed(steps) if since <= instant), 0)


@given(stays, graces)
def test_nothing_depends_on_the_order_of_rows_or_on_rows_twice(found: list[Stay], grace: int) -> None:
    assert merged(found, seconds(grace)) == merged([*reversed(found), *found], seconds(grace))
    assert over_time(found, seconds(grace)) == over_time([*reversed(found), *found], seconds(grace))


@pytest.mark.parametrize("gap", [0, 1])
def test_leaving_at_t_and_joining_at_t_are_never_two(gap: int) -> None:
    assert peak([stay(AMARA, 0, 60), stay(CHEN, 60 + gap, 120)]) == Peak(1, at(0))


def test_thirty_leave_and_thirty_come() -> None:
    found = [stay(person, 0, 60) for person in range(30)] + [stay(person, 60, 120) for person in range(30, 60)]
    assert over_time(found) == [(at(0), 30), (at(120), 0)]
    assert by_step(over_time(found), seconds(60)) == [(at(0), 30), (at(120), 0)]


def test_overlapping_by_a_second_are_two_from_that_second_on() -> None:
    assert peak([stay(AMARA, 0, 61), stay(CHEN, 60, 120)]) == Peak(2, at(60))


def test_two_tabs_are_one_and_their_time_is_not_added() -> None:
    found = [stay(AMARA, 0, 40), stay(AMARA, 10, 50)]
    assert peak(found) == Peak(1, at(0))
    assert qualifying(found, seconds(60)) == set()


@pytest.mark.parametrize(("seconds_there", "people"), [(59, set()), (60, {AMARA}), (61, {AMARA})])
def test_the_minimum_itself_qualifies(seconds_there: int, people: set[int]) -> None:
    assert qualifying([stay(AMARA, 0, seconds_there)], seconds(60)) == people


def test_short_visits_add_up_within_a_unit_but_not_over_two() -> None:
    found = [stay(AMARA, 0, 40), stay(AMARA, 100, 140)]
    assert qualifying(found, seconds(60)) == {AMARA}
    days: list[Span] = [(at(0), at(50)), (at(50), at(200))]
    assert [qualifying(inside(found, day), seconds(60)) for day in days] == [set(), set()]


def test_a_stay_over_midnight_counts_on_both_days_where_it_lasts_long_enough() -> None:
    """Midnight where the edition is: 15:00 in UTC."""
    midnight = datetime(2024, 2, 18, tzinfo=ZoneInfo("Asia/Tokyo"))
    day = timedelta(days=1)
    days = [UnitSpan(1, NO_NAME, midnight - day, midnight), UnitSpan(2, NO_NAME, midnight, midnight + day)]
    late = [Stay(AMARA, midnight - seconds(300), midnight + seconds(59)),
            Stay(CHEN, midnight - seconds(60), midnight + seconds(60))]  # fmt: skip
    sums = total(during(late, days), seconds(60), seconds(30))
    assert (sums.unique, sums.cumulative, sums.peak) == (2, 3, Peak(2, midnight - seconds(60)))


def test_two_sessions_at_one_time_count_a_person_twice_and_the_time_once() -> None:
    sessions = [unit(1, 0, 60, place=STAGE), unit(2, 30, 90, place=STAGE), unit(3, 0, 90, place=BOOTH)]
    found = during([stay(AMARA, 0, 90, place=STAGE)], sessions)
    sums = total(found, seconds(60))
    assert (sums.unique, sums.cumulative, sums.peak) == (1, 2, Peak(1, at(0)))
    (row,) = attended(found, seconds(60))
    assert (row.units, row.time) == ([1, 2], seconds(90))


def test_on_site_and_online_are_two_venue_days_one_day_and_one_head() -> None:
    found = [stay(AMARA, 0, 90, venue=OSAKA), stay(AMARA, 30, 120)]
    venue_days = [unit(1, 0, 200, venue=OSAKA), unit(2, 0, 200, venue=ONLINE)]
    assert total(during(found, venue_days), seconds(60)).cumulative == 2
    assert total(during(found, [unit(1, 0, 200)]), seconds(60)).cumulative == 1
    assert peak(found) == Peak(1, at(0))


def test_a_reload_within_the_grace_is_one_stay() -> None:
    found = [stay(AMARA, 0, 40), stay(AMARA, 55, 75)]
    assert merged(found, seconds(15)) == {AMARA: [(at(0), at(75))]}
    assert len(merged(found, seconds(14))[AMARA]) == 2


def test_an_empty_stay_is_nobody() -> None:
    assert peak([stay(AMARA, 5, 5)]) == Peak(0, None)
    assert qualifying([stay(AMARA, 5, 5)], seconds(0)) == set()


@pytest.mark.parametrize(("number", "about"), [(0, 0), (4, 0), (5, 10), (145, 150), (150, 150), (154, 150)])
def test_about(number: int, about: int) -> None:
    assert to_tens(number) == about
