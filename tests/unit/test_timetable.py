"""Zones, and rooms and speakers asked for twice."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairserver.base.errors import FairError
from fairserver.base.zones import differs, instant, wall
from fairserver.programmes.timetable_conflicts import TimetableSlot, conflicts

SOME_ZONES = st.sampled_from(
    ["Asia/Tokyo", "Europe/London", "America/New_York", "Pacific/Honolulu", "Pacific/Auckland", "Australia/Lord_Howe",
     "America/St_Johns", "Asia/Kathmandu", "Africa/Casablanca", "Pacific/Apia"]
)  # fmt: skip
DAYS = st.dates(date(2010, 1, 1), date(2035, 12, 31))
CLOCKS = st.times(time(0), time(23, 59)).map(lambda at: at.replace(second=0, microsecond=0))


@given(DAYS, CLOCKS, SOME_ZONES)
def test_an_instant_shows_the_time_that_was_asked(day: date, clock: time, zone: str) -> None:
    try:
        at = instant(day, clock, zone)
    except FairError as refused:
        if refused.code == "time.skipped":
            there = datetime.combine(day, clock, ZoneInfo(zone))
            assert there.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) != there.replace(tzinfo=None)
            return
        first, second = (instant(day, clock, zone, second=which) for which in (False, True))
        assert first < second
        assert wall(first, zone).time() == wall(second, zone).time() == clock
        return
    shown = wall(at, zone)
    assert (shown.date(), shown.time()) == (day, clock)


@given(DAYS, CLOCKS, SOME_ZONES, SOME_ZONES)
def test_zones_differ_exactly_when_their_clocks_do(day: date, clock: time, one: str, other: str) -> None:
    at = datetime.combine(day, clock, UTC)
    assert differs(at, one, other) == (wall(at, one).replace(tzinfo=None) != wall(at, other).replace(tzinfo=None))


def test_the_hour_that_london_skips_and_the_one_it_has_twice() -> None:
    with pytest.raises(FairError, match=r"time\.skipped"):
        instant(date(2024, 3, 31), time(1, 30), "Europe/London")
    with pytest.raises(FairError, match=r"time\.twice"):
        instant(date(2024, 10, 27), time(1, 30), "Europe/London")
    with pytest.raises(FairError, match=r"zone\.unknown"):
        instant(date(2024, 10, 27), time(1, 30), "Europe/Londinium")


START = datetime(2024, 2, 17, 1, tzinfo=UTC)


def slot(number: int, start: int, end: int, place: int, speakers: frozenset[int]) -> TimetableSlot:
    """A slot from `start` to `end`, in minutes after START."""
    return TimetableSlot(
        number, START + timedelta(minutes=start), START + timedelta(minutes=end), place, frozenset(speakers)
    )


SLOTS = st.lists(
    st.builds(
        lambda start, long, place, speakers: (start, long, place, speakers),
        st.integers(0, 40), st.integers(1, 8), st.integers(1, 3), st.frozensets(st.integers(1, 4), max_size=3),
    ),
    max_size=25,
).map(
    lambda rows: [
        slot(number, 10 * start, 10 * (start + long), place, who)
        for number, (start, long, place, who) in enumerate(rows)
    ]
)  # fmt: skip


@given(SLOTS)
def test_conflicts_are_every_pair_that_shares_a_room_or_a_speaker(slots: list[TimetableSlot]) -> None:
    found = {(each.kind, each.about, frozenset((each.first, each.second))) for each in conflicts(slots)}
    expected = set()
    for number, one in enumerate(slots):
        for other in slots[number + 1 :]:
            if one.starts_at < other.ends_at and other.starts_at < one.ends_at:
                pair = frozenset((one.id, other.id))
                if one.place == other.place:
                    expected.add(("place", one.place, pair))
                expected |= {("speaker", who, pair) for who in one.speakers & other.speakers}
    assert found == expected


def test_one_may_begin_when_the_other_ends() -> None:
    noon = START + timedelta(hours=2)
    assert conflicts([TimetableSlot(1, START, noon, "a"), TimetableSlot(2, noon, noon + timedelta(hours=1), "a")]) == []
