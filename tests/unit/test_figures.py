"""The arithmetic of heads, against a second implementation that counts second by second."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairserver.figures.rules import Peak, Span, Stay, cumulative, inside, merged, peak, qualifying, unique

NOON = datetime(2024, 2, 17, 12, tzinfo=UTC)
LONGEST = 40
AMARA, CHEN = 7, 8


def at(second: int) -> datetime:
    return NOON + timedelta(seconds=second)


def seconds(number: int) -> timedelta:
    return timedelta(seconds=number)


def stay(person: int, start: int, end: int) -> Stay:
    return Stay(person, at(start), at(end))


stays = st.lists(st.builds(stay, st.integers(1, 4), st.integers(0, LONGEST), st.integers(0, LONGEST)), max_size=14)
graces = st.integers(0, 5)
minimums = st.integers(0, 12)
units = st.lists(st.tuples(st.integers(0, LONGEST), st.integers(0, LONGEST)), max_size=4)


# ---- the naive one: a set of seconds for each person


def present(found: list[Stay], start: int, end: int, grace: int) -> dict[int, set[int]]:
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


def naive_people(found: list[Stay], span: tuple[int, int], minimum: int, grace: int) -> set[int]:
    return {person for person, own in present(found, *span, grace).items() if len(own) >= minimum}


@given(stays, units, minimums, graces)
def test_unique_and_cumulative(found: list[Stay], spans: list[tuple[int, int]], minimum: int, grace: int) -> None:
    given_: dict[int, Span] = {number: (at(start), at(end)) for number, (start, end) in enumerate(spans)}
    people = {unit: qualifying(inside(found, span), seconds(minimum), seconds(grace)) for unit, span in given_.items()}
    naive = {number: naive_people(found, span, minimum, grace) for number, span in enumerate(spans)}
    assert people == naive
    assert unique(people) == len({person for own in naive.values() for person in own})
    assert cumulative(people) == sum(len(own) for own in naive.values())
    assert unique(people) <= cumulative(people)


@given(stays, graces)
def test_peak(found: list[Stay], grace: int) -> None:
    there = present(found, 0, LONGEST, grace)
    each = [sum(second in own for own in there.values()) for second in range(LONGEST)]
    most = max(each)
    assert peak(found, seconds(grace)) == Peak(most, at(each.index(most)) if most else None)


@given(stays, graces)
def test_nothing_depends_on_the_order_of_rows_or_on_rows_twice(found: list[Stay], grace: int) -> None:
    assert merged(found, seconds(grace)) == merged([*reversed(found), *found], seconds(grace))


@pytest.mark.parametrize("gap", [0, 1])
def test_leaving_at_t_and_joining_at_t_are_never_two(gap: int) -> None:
    assert peak([stay(AMARA, 0, 60), stay(CHEN, 60 + gap, 120)]) == Peak(1, at(0))


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


def test_a_reload_within_the_grace_is_one_stay() -> None:
    found = [stay(AMARA, 0, 40), stay(AMARA, 55, 75)]
    assert merged(found, seconds(15)) == {AMARA: [(at(0), at(75))]}
    assert len(merged(found, seconds(14))[AMARA]) == 2


def test_an_empty_stay_is_nobody() -> None:
    assert peak([stay(AMARA, 5, 5)]) == Peak(0, None)
    assert qualifying([stay(AMARA, 5, 5)], seconds(0)) == set()
