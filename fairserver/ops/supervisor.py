"""The parent process of `fair web`: starts worker processes that share one listening socket, and replaces them.

A worker (ops/worker.py) writes one line to its standard output when it serves, and stops when its standard input is
closed, so that no worker outlives the supervisor, however that ends. A thread per worker turns these into messages; all
decisions are taken in the main thread, one message after the other.
"""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from queue import Empty, SimpleQueue
from typing import Literal

import structlog

from fairserver.base import metrics

STOP_SECONDS = 10.0  # from SIGTERM to SIGKILL
SHORT_LIFE_SECONDS = 5.0  # a worker that ends sooner after its start is started again after a pause
FIRST_PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 0.5, 8.0  # the pause doubles with each short life

log = structlog.get_logger()

Message = tuple[Literal["ready", "ended", "signal"], int]  # the int: a worker's process id, or the signal's number


class Supervisor:
    """Keeps `count` workers running on `listener`, a socket that already listens."""

    def __init__(self, listener: socket.socket, count: int) -> None:
        self._listener = listener
        self._count = count
        self._metrics = tempfile.mkdtemp(prefix="fair-metrics-")  # where the workers keep their counters
        self._workers: dict[int, subprocess.Popen[bytes]] = {}  # by process id
        self._started_at: dict[int, float] = {}  # by process id, in seconds of the monotonic clock
        self._stopping: set[int] = set()  # replaced workers that were told to stop
        self._to_replace: deque[int] = deque()  # workers still to be renewed after a SIGHUP
        self._replacements: dict[int, int] = {}  # a worker that is not ready yet → the one it replaces
        self._messages: SimpleQueue[Message] = SimpleQueue()  # reentrant: a signal handler may put during our get
        self._timers: list[tuple[float, Callable[[], object]]] = []  # when, by the monotonic clock, and what
        self._pause = FIRST_PAUSE_SECONDS

    def run(self) -> None:
        """Run until SIGTERM or SIGINT, then stop every worker. SIGHUP renews them one after the other."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda got, _frame: self._messages.put(("signal", got)))
        try:
            for _ in range(self._count):
                self._start()
            while (message := self._next()) not in (("signal", signal.SIGTERM), ("signal", signal.SIGINT)):
                self._handle(*message)
        finally:
            self._stop_all()
            shutil.rmtree(self._metrics, ignore_errors=True)

    def _next(self) -> Message:
        """The next message; timers that come due meanwhile are run."""
        while True:
            now = time.monotonic()
            due = [timer for timer in self._timers if timer[0] <= now]
            self._timers = [timer for timer in self._timers if timer[0] > now]
            for _at, act in due:
                act()
            first = min((at for at, _act in self._timers), default=now + 60)
            with suppress(Empty):
                return self._messages.get(timeout=max(0.0, first - time.monotonic()))

    def _after(self, seconds: float, act: Callable[[], object]) -> None:
        self._timers.append((time.monotonic() + seconds, act))

    def _handle(self, kind: str, number: int) -> None:
        if kind == "ready":
            self._worker_ready(number)
        elif kind == "ended":
            self._worker_ended(number)
        else:  # SIGHUP
            self._to_replace = deque(self._workers)
            self._replace_next()

    # ---- one worker

    def _start(self) -> int:
        """Start a worker; its process id."""
        descriptor = self._listener.fileno()
        process = subprocess.Popen(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-m", "fairserver", "worker", str(descriptor)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=[descriptor],
            start_new_session=True,  # so that Ctrl-C in a terminal reaches the supervisor only
            env={**os.environ, metrics.FOLDER: self._metrics},
        )  # fmt: skip
        self._workers[process.pid] = process
        self._started_at[process.pid] = time.monotonic()
        threading.Thread(target=self._watch, args=(process,), daemon=True).start()
        return process.pid

    def _watch(self, process: subprocess.Popen[bytes]) -> None:
        """In a thread of its own: report that the worker is ready, then that it has ended."""
        assert process.stdout
        if process.stdout.readline():
            self._messages.put(("ready", process.pid))
        process.wait()
        self._messages.put(("ended", process.pid))

    def _worker_ready(self, worker: int) -> None:
        """A replacement that serves lets the worker it replaces stop."""
        log.info("worker.ready", worker=worker)
        if (replaced := self._replacements.pop(worker, 0)) in self._workers:
            self._stopping.add(replaced)
            self._workers[replaced].terminate()
            self._after(STOP_SECONDS, partial(self._kill, replaced))

    def _worker_ended(self, worker: int) -> None:
        """Go on with the renewal, give the renewal up, or start a worker in the place of one that died."""
        lived = time.monotonic() - self._started_at[worker]
        process = self._forget(worker)
        if worker in self._stopping:
            self._stopping.discard(worker)
            log.info("worker.left", worker=worker)
            self._replace_next()
            return
        log.error("worker.died", worker=worker, code=process.returncode)
        if self._replacements.pop(worker, None):  # the new release does not start: the old workers go on
            log.error("renewal.given_up", kept=len(self._workers))
            self._to_replace.clear()
            return
        short = lived < SHORT_LIFE_SECONDS
        self._pause = min(self._pause * 2, LONGEST_PAUSE_SECONDS) if short else FIRST_PAUSE_SECONDS
        self._after(self._pause if short else 0, self._start)

    def _replace_next(self) -> None:
        """Start the replacement of the next old worker, one at a time: it must be ready before the old one stops."""
        while self._to_replace and self._to_replace[0] not in self._workers:
            self._to_replace.popleft()
        if self._to_replace and not self._replacements:
            self._replacements[self._start()] = self._to_replace.popleft()

    def _kill(self, worker: int) -> None:
        if worker in self._workers:
            log.error("worker.killed", worker=worker)
            self._workers[worker].kill()

    def _forget(self, worker: int) -> subprocess.Popen[bytes]:
        """Release what belongs to a worker that has ended."""
        metrics.forget(worker, self._metrics)
        del self._started_at[worker]
        process = self._workers.pop(worker)
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
        return process

    # ---- all of them

    def _stop_all(self) -> None:
        """SIGTERM to every worker, and SIGKILL to those that still run after STOP_SECONDS."""
        for process in self._workers.values():
            process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for worker, process in list(self._workers.items()):
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self._kill(worker)
                process.wait()
            self._forget(worker)
