"""Three clocks, and how a failed due row waits."""

from datetime import UTC, datetime, timedelta

import pytest

from fairserver.base.clocks import Clocks
from fairserver.jobs.scheduled import MOST_ATTEMPTS, pause
from fairserver.storage.database import Instant


def test_fair_time_is_wall_time_and_an_offset() -> None:
    clocks = Clocks(timedelta(days=-700))
    before = clocks.wall_now()
    assert before - timedelta(days=700) <= clocks.fair_now() <= clocks.wall_now() - timedelta(days=700)


def test_times_know_their_zone() -> None:
    clocks = Clocks()
    assert clocks.fair_now().tzinfo is clocks.wall_now().tzinfo is UTC


def test_the_third_clock_never_goes_back() -> None:
    clocks = Clocks()
    ticks = [clocks.monotonic() for _ in range(100)]
    assert ticks == sorted(ticks)


def test_a_naive_time_has_no_place_in_the_database() -> None:
    with pytest.raises(ValueError, match="naive"):
        Instant().process_bind_param(datetime(2024, 2, 17, 13, 0), None)  # type: ignore[arg-type]  # noqa: DTZ001


def test_a_failed_row_waits_longer_each_time_and_at_most_an_hour() -> None:
    waits = [pause(attempts) for attempts in range(1, MOST_ATTEMPTS + 8)]
    assert waits[:3] == [timedelta(seconds=2), timedelta(seconds=4), timedelta(seconds=8)]
    assert waits == sorted(waits)
    assert waits[-1] == timedelta(hours=1)
