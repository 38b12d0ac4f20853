"""Pings of many sockets by one timer: each is pinged in time, and only those that do not answer are ended."""

import asyncio
from collections.abc import Iterator

import pytest

from fairserver.sockets.heartbeats import PING_SECONDS, PINGS_AT_ONCE, PONG_SECONDS, TICK_SECONDS, Heartbeats


class Timer:
    """The event loop's clock and its one timer, moved by the test."""

    def __init__(self) -> None:
        self.now = 0.0
        self.due: tuple[float, object] | None = None

    def time(self) -> float:
        return self.now

    def call_at(self, at: float, tick: object) -> str:
        self.due = (at, tick)
        return "handle"

    def pass_(self, seconds: float, *, stood_still: bool = False) -> None:
        """Time passes, with every tick on time; `stood_still`: without any, as when the process is stopped."""
        until = self.now + seconds
        if stood_still:
            self.now = until
        while self.due and self.due[0] <= until:
            (at, tick), self.due = self.due, None
            self.now = max(self.now, at)
            tick()  # type: ignore[operator]
        self.now = until


class Peer:
    def __init__(self, beats: Heartbeats, *, answers: bool) -> None:
        self.beats, self.answers, self.pings, self.ended = beats, answers, 0, False

    def ping(self) -> None:
        self.pings += 1
        if self.answers:
            self.beats.answered(self)

    def unanswered(self) -> None:
        self.ended = True
        self.beats.remove(self)


@pytest.fixture
def timer(monkeypatch: pytest.MonkeyPatch) -> Iterator[Timer]:
    timer = Timer()
    with monkeypatch.context() as patched:
        patched.setattr(asyncio, "get_running_loop", lambda: timer)
        yield timer


def test_who_answers_is_pinged_again_and_who_does_not_is_ended(timer: Timer) -> None:
    beats = Heartbeats()
    alive, dead = Peer(beats, answers=True), Peer(beats, answers=False)
    for peer in (alive, dead):
        beats.answered(peer)
    timer.pass_(PING_SECONDS - 1)
    assert (alive.pings, dead.pings) == (0, 0)
    timer.pass_(1 + TICK_SECONDS)
    assert (alive.pings, dead.pings) == (1, 1)
    timer.pass_(PONG_SECONDS - 2 * TICK_SECONDS)
    ended_early = dead.ended
    timer.pass_(3 * TICK_SECONDS)
    assert (ended_early, dead.ended) == (False, True)
    timer.pass_(PING_SECONDS)
    assert (alive.pings, alive.ended, dead.pings) == (2, False, 1)


def test_thousands_are_pinged_in_turns(timer: Timer) -> None:
    beats = Heartbeats()
    peers = [Peer(beats, answers=True) for _ in range(2 * PINGS_AT_ONCE + 1)]
    for peer in peers:
        beats.answered(peer)
    timer.pass_(PING_SECONDS + 2 * TICK_SECONDS)
    assert all(peer.pings == 1 for peer in peers)


def test_a_process_that_stood_still_blames_nobody(timer: Timer) -> None:
    """The answers lie unread: they are taken before anybody's time is up."""
    beats = Heartbeats()
    peer = Peer(beats, answers=False)
    beats.answered(peer)
    timer.pass_(PING_SECONDS + TICK_SECONDS)
    timer.pass_(60, stood_still=True)
    ended_early = peer.ended
    beats.answered(peer)
    timer.pass_(PONG_SECONDS)
    assert (ended_early, peer.ended) == (False, False)


def test_nothing_ticks_for_nobody(timer: Timer) -> None:
    beats = Heartbeats()
    peer = Peer(beats, answers=True)
    beats.answered(peer)
    beats.remove(peer)
    timer.pass_(1)
    assert timer.due is None
