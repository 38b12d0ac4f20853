"""The life of a talk by its rules: whatever people do, in whatever order, it ends, and nobody is locked out before."""

from datetime import UTC, datetime, timedelta
from typing import get_args

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from fairserver.talks.rules import (
    EXTENSIONS,
    KEPT,
    LONGEST,
    Member,
    Whereabouts,
    all_agree,
    closes,
    door_opens,
    when_empty,
    whereabouts,
)

START = datetime(2024, 2, 17, 4, 0, tzinfo=UTC)
EVERYWHERE: tuple[Whereabouts, ...] = get_args(Whereabouts)


def test_the_door_opens_before_the_start_and_closes_after_the_end() -> None:
    assert door_opens(START) == START - timedelta(minutes=5)
    assert closes(START) == START + timedelta(seconds=30)


def test_how_a_stay_ended_says_where_somebody_is() -> None:
    assert [whereabouts(ended) for ended in (None, "left", "lost", "crash")] == ["inside", "left", "lost", "lost"]


def test_a_talk_that_is_empty_goes_on_ends_or_waits() -> None:
    host, visitor = Member("left", is_host=True), Member("left")
    assert when_empty([Member("absent"), Member("absent")]) == "go on"
    assert when_empty([visitor, Member("absent")]) == "go on", "the other may still come"
    assert when_empty([host, Member("absent")]) == "end", "a host gave it up"
    assert when_empty([visitor, host]) == "end"
    assert when_empty([visitor, Member("lost")]) == "wait"


def test_two_at_least_agree() -> None:
    yes, no = Member("inside", agrees=True), Member("inside")
    assert not all_agree([yes])
    assert not all_agree([yes, no])
    assert all_agree([yes, yes, Member("left"), Member("lost", agrees=False)])


class Life(RuleBasedStateMachine):
    """Two to four people, by the rules as `ending` applies them, with a clock."""

    def __init__(self) -> None:
        super().__init__()
        self.now = START
        self.ends = START + timedelta(minutes=15)
        self.people: list[Member] = [Member("absent", is_host=True), Member("absent")]
        self.open = True
        self.empty_at: datetime | None = None  # when an empty talk ends

    @rule(more=st.integers(0, 2))
    @precondition(lambda self: len(self.people) == 2 and self.now == START)
    def with_others(self, more: int) -> None:
        self.people += [Member("absent")] * more

    @rule(who=st.integers(0, 3))
    def enter(self, who: int) -> None:
        if self.open and who < len(self.people):
            self._put(who, "inside")
            self.empty_at = None

    @rule(who=st.integers(0, 3), how=st.sampled_from(["left", "lost"]))
    def go(self, who: int, how: Whereabouts) -> None:
        if self.open and who < len(self.people) and self.people[who].where == "inside":
            self._put(who, how)
            if not self.inside():
                then = when_empty(self.people)
                self.open = then != "end"
                self.empty_at = self.now + KEPT if then == "wait" else None

    @rule(who=st.integers(0, 3), minutes=st.sampled_from(EXTENSIONS))
    def agree(self, who: int, minutes: int) -> None:
        later = self.ends + timedelta(minutes=minutes)
        if self.open and who < len(self.people) and self.people[who].where == "inside" and later - START <= LONGEST:
            self.people[who] = Member("inside", self.people[who].is_host, agrees=True)
            if all_agree(self.people):
                self.ends = later
                self.people = [Member(one.where, one.is_host) for one in self.people]

    @rule(seconds=st.integers(1, 200))
    def wait(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        if self.now >= closes(self.ends) or (self.empty_at and self.now >= self.empty_at and not self.inside()):
            self.open = False

    def inside(self) -> list[Member]:
        return [one for one in self.people if one.where == "inside"]

    def _put(self, who: int, where: Whereabouts) -> None:
        self.people[who] = Member(where, self.people[who].is_host)

    @invariant()
    def it_is_never_open_for_ever(self) -> None:
        assert self.ends - START <= LONGEST
        assert not self.open or self.now < closes(self.ends)

    @invariant()
    def who_met_is_never_left_in_an_empty_room_without_an_end(self) -> None:
        met = sum(one.where != "absent" for one in self.people) >= 2
        if self.open and met and not self.inside():
            assert self.empty_at is not None
            assert self.empty_at <= self.now + KEPT

    @invariant()
    def nobody_is_out_while_another_is_inside(self) -> None:
        if self.inside() and self.now < closes(self.ends):
            assert self.open


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
