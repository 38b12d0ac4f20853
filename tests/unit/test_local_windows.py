"""Rates that one process counts: never more than so many in any window, and nothing is kept that no window holds."""

from hypothesis import given
from hypothesis import strategies as st
from limits import parse

from fairserver.access.rate_limits import SWEEP_SECONDS, LocalWindows

RATE = parse("3/10 seconds")
pauses = st.lists(st.floats(0, 12), max_size=30)


@given(pauses)
def test_no_window_holds_more_than_the_rate_and_none_is_refused_that_fits(pauses: list[float]) -> None:
    windows, now = LocalWindows(), 100.0
    taken: list[float] = []
    for pause in pauses:
        now += pause
        held = [at for at in taken if at > now - 10]
        wait = windows.take(RATE, ("chat.say", "7"), now)
        assert (wait == 0) == (len(held) < 3)
        if wait:
            assert wait == held[0] + 10 - now
        else:
            taken.append(now)


def test_after_the_time_to_wait_there_is_room() -> None:
    windows = LocalWindows()
    for _ in range(3):
        assert windows.take(RATE, ("7",), 50.0) == 0
    wait = windows.take(RATE, ("7",), 54.0)
    assert wait == 6.0
    assert windows.take(RATE, ("7",), 54.0 + wait) == 0


def test_windows_that_hold_nothing_are_forgotten() -> None:
    windows = LocalWindows()
    for person in range(1000):
        windows.take(RATE, (str(person),), 100.0)
    windows.take(RATE, ("late",), 101.0 + SWEEP_SECONDS)
    assert len(windows) == 1
