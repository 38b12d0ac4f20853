"""Heartbeats of all sockets of a process, with one timer: the server pings, and a client that does not answer is gone.

Every socket waits equally long for its next ping, and every ping equally long for its answer. So both lines are in the
order of their times by themselves, and a tick looks at the first of each only.
"""

import asyncio
from typing import Protocol

PING_SECONDS = 10.0  # between a client's answer and the next ping
PONG_SECONDS = 4.0  # within which a ping is answered, or the socket is ended
TICK_SECONDS = 0.25
PINGS_AT_ONCE = 200  # in one tick; after that other work has its turn


class Pinged(Protocol):
    """A socket, as far as its heartbeat goes."""

    def ping(self) -> None:
        """Send a ping."""

    def unanswered(self) -> None:
        """The ping was not answered in time: end the socket."""


class Heartbeats:
    """Pings every socket, from the moment it was added until it is removed."""

    def __init__(self) -> None:
        self._to_ping: dict[Pinged, float] = {}  # when, in the time of the event loop
        self._to_answer: dict[Pinged, float] = {}  # until when
        self._timer: asyncio.TimerHandle | None = None
        self._ticks_at = 0.0

    def answered(self, socket: Pinged) -> None:
        """The client has opened the socket or answered a ping. A second answer to the same ping changes nothing."""
        if socket in self._to_ping:
            return
        self._to_answer.pop(socket, None)
        loop = asyncio.get_running_loop()
        self._to_ping[socket] = loop.time() + PING_SECONDS
        if self._timer is None:
            self._set_timer(loop)

    def remove(self, socket: Pinged) -> None:
        """Ping it no more."""
        self._to_ping.pop(socket, None)
        self._to_answer.pop(socket, None)

    def _set_timer(self, loop: asyncio.AbstractEventLoop, seconds: float = TICK_SECONDS) -> None:
        self._ticks_at = loop.time() + seconds
        self._timer = loop.call_at(self._ticks_at, self._tick)

    def _tick(self) -> None:
        loop = asyncio.get_running_loop()
        now = loop.time()
        if (late := now - self._ticks_at) > TICK_SECONDS:  # this process stood still: answers may lie unread
            self._to_answer = {socket: until + late for socket, until in self._to_answer.items()}
        for socket in _due(self._to_answer, now):
            del self._to_answer[socket]
            socket.unanswered()
        due = _due(self._to_ping, now, PINGS_AT_ONCE)
        for socket in due:
            del self._to_ping[socket]
            self._to_answer[socket] = now + PONG_SECONDS
            socket.ping()
        self._timer = None
        if self._to_ping or self._to_answer:
            self._set_timer(loop, TICK_SECONDS if len(due) < PINGS_AT_ONCE else 0.0)


def _due(waiting: dict[Pinged, float], now: float, most: int | None = None) -> list[Pinged]:
    """The first of those that wait, as far as their time has come; at most `most`."""
    found: list[Pinged] = []
    for socket, at in waiting.items():
        if at > now or len(found) == most:
            break
        found.append(socket)
    return found
