"""The life of a talk, decided from facts: when it may be entered, when it ends, and what extends it. Times are fair
time.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from fairserver.queues.rules import Step

State = Literal["asked", "open", "ended"]
# Why a talk ended: its time was over, all have left, nobody came back, somebody ended it, the visitor declined, did not
# answer, or said yes and did not come, or it was cancelled before it began.
Why = Literal["over", "left", "lost", "ended", "declined", "unanswered", "absent", "cancelled"]
# Where a member of a talk is: not there yet, inside, gone without a word, gone on purpose.
Whereabouts = Literal["absent", "inside", "lost", "left"]

SEATS = 8
ANSWER_WITHIN = timedelta(seconds=60)
DOOR_OPENS_BEFORE = timedelta(minutes=5)
GOODBYE = timedelta(seconds=30)  # after its end a talk goes on for so long, to say goodbye
KEPT = timedelta(minutes=2)  # nobody is inside, and not all have left on purpose: so long they may come back
LONGEST = timedelta(hours=2)  # from start to end, extensions included
EXTENSIONS = (5, 10, 15)  # minutes
SHORTEST = 5  # minutes: nobody is called from a line to less, as somebody else expects the person then


@dataclass(frozen=True)
class Member:
    """A member of a talk. `is_host`: a representative, or one of the staff: such a person ends it for everybody."""

    where: Whereabouts
    is_host: bool = False
    agrees: bool = False  # to the extension that is asked for


def door_opens(starts: datetime) -> datetime:
    """From when on a talk may be entered."""
    return starts - DOOR_OPENS_BEFORE


def closes(ends: datetime) -> datetime:
    """When everybody is out."""
    return ends + GOODBYE


def minutes_until(at: datetime, now: datetime) -> int:
    """Whole minutes from now until then."""
    return (at - now) // timedelta(minutes=1)


def line_step(why: Why, came: bool, met: bool) -> Step:
    """What becomes of the ticket of whom was called to a talk that ends so. `came`: the person was inside; `met`:
    somebody else was, too.

    Who was called, and is not waited for any more or met nobody, waits on; only what the person did or failed to do is
    counted.
    """
    if came:
        return "finish" if met else "take_back"
    if why == "declined":
        return "pass"
    if why == "unanswered":
        return "miss"
    return "absent" if why in ("absent", "over") else "take_back"


def whereabouts(ended: str | None) -> Whereabouts:
    """Where somebody is whose last stay ended so (`presence.queries.Stay.ended`)."""
    if ended is None:
        return "inside"
    return "left" if ended == "left" else "lost"


Emptied = Literal["go on", "end", "wait"]


def when_empty(members: Collection[Member]) -> Emptied:
    """What becomes of an open talk in which nobody is inside: it goes on until its end, it ends now, or it ends after
    KEPT unless somebody comes back.

    A talk that never had two people in it goes on, for the others may still come, unless a host has given it up.
    """
    came = [member for member in members if member.where != "absent"]
    if len(came) < 2:
        return "end" if any(member.is_host and member.where == "left" for member in came) else "go on"
    return "end" if all(member.where == "left" for member in came) else "wait"


def all_agree(members: Collection[Member]) -> bool:
    """Whether a talk is extended: two at least are inside, and everybody inside agrees."""
    inside = [member for member in members if member.where == "inside"]
    return len(inside) >= 2 and all(member.agrees for member in inside)
