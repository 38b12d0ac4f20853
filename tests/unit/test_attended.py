"""Which time an edit moves: what lies in the old span or in the new one, but not in both."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from fairserver.presence.queries import Span
from fairserver.season.attended import moved

START = datetime(2024, 2, 17, 4, tzinfo=UTC)
MINUTES = range(-2, 14)


def at(minute: int) -> datetime:
    return START + timedelta(minutes=minute)


def span(ends: tuple[int, int]) -> Span:
    return at(min(ends)), at(max(ends) + 1)


spans = st.tuples(st.integers(0, 9), st.integers(0, 9)).map(span)


@given(old=st.none() | spans, new=st.none() | spans)
def test_moved_is_what_lies_in_one_of_the_two(old: Span | None, new: Span | None) -> None:
    for minute in MINUTES:
        inside = [bool(each and each[0] <= at(minute) < each[1]) for each in (old, new)]
        found = [start <= at(minute) < end for start, end in moved(old, new)]
        assert found.count(True) == (inside[0] != inside[1]), minute
