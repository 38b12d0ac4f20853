"""The life of a ticket, and when a line may be joined, decided from facts. Times are fair time.

waiting ──call──▶ called ──accept──▶ talking ──finish──▶ done
   ▲                 │ pass, miss       │ absent
   └── the first ────┴──────────────────┘   the second: left (pass) or missed
waiting ──leave──▶ left,  waiting ──close──▶ unserved
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from fairserver.programmes.rules import BoothOpening

# `unserved`: the line was closed before the person's turn.
TicketState = Literal["waiting", "called", "talking", "done", "missed", "left", "unserved"]
# What happens to a ticket. `take_back`: whoever called does not wait for the person any more; `pass`: the person lets
# the call pass; `miss`: nobody answered it; `absent`: the person accepted and did not come.
Step = Literal["join", "call", "take_back", "accept", "pass", "miss", "absent", "finish", "leave", "close"]
# `closing`: no new numbers, but those who wait are still called. `closed`: nobody is called any more.
QueueState = Literal["open", "closing", "closed"]

MOST_AT_ONCE = 5  # lines that a person may stand in: a line is worth little when most of it is elsewhere

LIVING: tuple[TicketState, ...] = ("waiting", "called", "talking")
IN_LINE: tuple[TicketState, ...] = ("waiting", "called")

NEXT: Mapping[tuple[TicketState, Step], TicketState] = {
    ("waiting", "call"): "called",
    ("waiting", "leave"): "left",
    ("waiting", "close"): "unserved",
    ("called", "accept"): "talking",
    ("called", "take_back"): "waiting",
    ("called", "pass"): "waiting",
    ("called", "miss"): "waiting",
    ("called", "leave"): "left",
    ("talking", "take_back"): "waiting",
    ("talking", "absent"): "waiting",
    ("talking", "finish"): "done",
    ("talking", "leave"): "left",
}
# Steps that are forgiven once, and what comes of the second.
ONCE: Mapping[Step, TicketState] = {"pass": "left", "miss": "missed", "absent": "missed"}


@dataclass(frozen=True)
class Standing:
    """How a ticket stands. `passed`, `missed`: how many calls the person let pass, and did not answer or follow."""

    state: TicketState = "waiting"
    passed: int = 0
    missed: int = 0


def after(standing: Standing, step: Step) -> Standing | None:
    """How the ticket stands after a step; None when the step is not possible now."""
    state = NEXT.get((standing.state, step))
    if state is None:
        return None
    if step not in ONCE:
        return replace(standing, state=state)
    counted = replace(
        standing, passed=standing.passed + (step == "pass"), missed=standing.missed + (step in ("miss", "absent"))
    )
    again = standing.passed if step == "pass" else standing.missed
    return replace(counted, state=ONCE[step] if again else state)


def opens_later(openings: Sequence[BoothOpening], now: datetime) -> bool:
    """Whether a booth opens, for the first time or again, after `now`."""
    return any(now < each.opens_at for each in openings)


def opening_at(openings: Sequence[BoothOpening], now: datetime) -> BoothOpening | None:
    """The opening of a booth within which `now` lies."""
    return next((each for each in openings if each.opens_at <= now < each.closes_at), None)


def day_closes(openings: Sequence[BoothOpening], day: int) -> datetime | None:
    """When a booth closes for the last time on a day; None when it is not open on that day."""
    return max((each.closes_at for each in openings if each.day == day), default=None)
