"""The life of a ticket, and when a line may be joined."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairserver.programmes.rules import BoothOpening
from fairserver.queues.rules import LIVING, Standing, Step, after, day_closes, opening_at, opens_later
from fairserver.talks.rules import line_step

NOON = datetime(2024, 2, 17, 3, tzinfo=UTC)
HOUR = timedelta(hours=1)
OPENINGS = [BoothOpening(1, NOON, NOON + 3 * HOUR), BoothOpening(1, NOON + 5 * HOUR, NOON + 6 * HOUR)]


def walked(*steps: Step) -> Standing | None:
    """How a ticket stands after these steps; None when one of them is not possible."""
    standing: Standing | None = Standing()
    for step in steps:
        standing = standing and after(standing, step)
    return standing


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        (["call", "accept", "finish"], "done"),
        (["call", "pass"], "waiting"),
        (["call", "pass", "call", "pass"], "left"),
        (["call", "miss"], "waiting"),
        (["call", "miss", "call", "miss"], "missed"),
        (["call", "miss", "call", "accept", "absent"], "missed"),
        (["call", "pass", "call", "miss"], "waiting"),
        (["call", "take_back", "call", "take_back", "call", "accept", "take_back"], "waiting"),
        (["leave"], "left"),
        (["close"], "unserved"),
    ],
)
def test_where_steps_lead(steps: Sequence[Step], state: str) -> None:
    found = walked(*steps)
    assert found is not None
    assert found.state == state


@pytest.mark.parametrize(
    "steps", [["accept"], ["call", "call"], ["call", "close"], ["leave", "call"], ["call", "join"]]
)
def test_what_cannot_be(steps: Sequence[Step]) -> None:
    assert walked(*steps) is None


@given(st.lists(st.sampled_from(get_args(Step))))
def test_a_ticket_ends_once_and_is_forgiven_once(steps: list[Step]) -> None:
    standing = Standing()
    for step in steps:
        next_ = after(standing, step)
        if standing.state not in LIVING:
            assert next_ is None, "what has ended stays so"
        elif standing.state == "waiting" and next_:
            assert step in ("call", "leave", "close")
        standing = next_ or standing
        living = standing.state in LIVING
        assert standing.passed <= (1 if living else 2)
        assert standing.missed <= (1 if living else 2)
        assert (standing.state == "missed") == (standing.missed == 2)


@pytest.mark.parametrize(
    ("now", "inside", "later"),
    [
        (NOON - timedelta(seconds=1), False, True),
        (NOON, True, True),
        (NOON + 4 * HOUR, False, True),  # between its hours
        (NOON + 5 * HOUR, True, False),
        (NOON + 6 * HOUR, False, False),
    ],
)
def test_when_a_booth_is_open(now: datetime, inside: bool, later: bool) -> None:
    assert (opening_at(OPENINGS, now) is not None, opens_later(OPENINGS, now)) == (inside, later)


def test_a_day_closes_with_its_last_opening() -> None:
    assert day_closes(OPENINGS, 1) == NOON + 6 * HOUR
    assert day_closes(OPENINGS, 2) is None


def test_only_what_the_person_failed_to_do_is_counted() -> None:
    assert line_step("declined", came=False, met=True) == "pass"
    assert line_step("unanswered", came=False, met=True) == "miss"
    assert line_step("absent", came=False, met=True) == "absent"
    for why in ("cancelled", "ended", "left", "lost"):
        assert line_step(why, came=False, met=True) == "take_back"
    assert line_step("over", came=True, met=True) == line_step("lost", came=True, met=True) == "finish"
    assert line_step("left", came=True, met=False) == "take_back", "the company did not come"
