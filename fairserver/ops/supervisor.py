"""`fair web`: worker processes that share one listening socket, and the one that keeps them running.

A worker says "ready" on its standard output and ends when its standard input does, so none outlives its keeper.
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
SHORT_LIFE_SECONDS = 5.0  # who ends earlier is started again after a pause
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0

log = structlog.get_logger()

Word = tuple[Literal["ready", "ended", "signal"], int]  # about a worker's process id, or the signal's number


class Supervisor:
    def __init__(self, claimed: socket.socket, count: int) -> None:
        self._claimed = claimed
        self._count = count
        self._metrics = tempfile.mkdtemp(prefix="fair-metrics-")
        self._workers: dict[int, subprocess.Popen[bytes]] = {}
        self._began: dict[int, float] = {}
        self._leaving: set[int] = set()
        self._old: deque[int] = deque()  # to be renewed
        self._successors: dict[int, int] = {}  # one that is not ready yet → the one it replaces
        self._words: SimpleQueue[Word] = SimpleQueue()  # a signal handler may put while we get
        self._later: list[tuple[float, Callable[[], object]]] = []
        self._pause = FIRST_PAUSE

    def run(self) -> None:
        """Until SIGTERM or SIGINT. SIGHUP renews every worker, one after the other."""
        for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
            signal.signal(number, lambda got, _frame: self._words.put(("signal", got)))
        try:
            for _ in range(self._count):
                self._start()
            while (word := self._next()) not in (("signal", signal.SIGTERM), ("signal", signal.SIGINT)):
                self._heed(*word)
        finally:
            self._stop()
            shutil.rmtree(self._metrics, ignore_errors=True)

    def _next(self) -> Word:
        while True:
            now = time.monotonic()
            due = [entry for entry in self._later if entry[0] <= now]
            self._later = [entry for entry in self._later if entry[0] > now]
            for _at, act in due:
                act()
            first = min((at for at, _act in self._later), default=now + 60)
            with suppress(Empty):
                return self._words.get(timeout=max(0.0, first - time.monotonic()))

    def _heed(self, kind: str, number: int) -> None:
        if kind == "ready":
            self._is_ready(number)
        elif kind == "ended":
            self._has_ended(number)
        else:
            self._old = deque(self._workers)
            self._renew_next()

    # ---- one worker

    def _start(self) -> int:
        shared = self._claimed.fileno()
        process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-m", "fairserver", "worker", str(shared)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, pass_fds=[shared], start_new_session=True,
            env={**os.environ, metrics.FOLDER: self._metrics},
        )  # fmt: skip
        self._workers[process.pid] = process
        self._began[process.pid] = time.monotonic()
        threading.Thread(target=self._attend, args=(process,), daemon=True).start()
        return process.pid

    def _attend(self, process: subprocess.Popen[bytes]) -> None:
        assert process.stdout
        if process.stdout.readline():
            self._words.put(("ready", process.pid))
        process.wait()
        self._words.put(("ended", process.pid))

    def _is_ready(self, worker: int) -> None:
        log.info("worker.ready", worker=worker)
        if (old := self._successors.pop(worker, 0)) in self._workers:
            self._leaving.add(old)
            self._workers[old].terminate()
            self._later.append((time.monotonic() + STOP_SECONDS, partial(self._kill, old)))

    def _has_ended(self, worker: int) -> None:
        process = self._forget(worker)
        if worker in self._leaving:
            self._leaving.discard(worker)
            log.info("worker.left", worker=worker)
            self._renew_next()
            return
        log.error("worker.died", worker=worker, code=process.returncode)
        if self._successors.pop(worker, None):  # the old ones go on
            self._old.clear()
            return
        short = time.monotonic() - self._began.pop(worker) < SHORT_LIFE_SECONDS
        self._pause = min(self._pause * 2, LONGEST_PAUSE) if short else FIRST_PAUSE
        self._later.append((time.monotonic() + (self._pause if short else 0), self._start))

    def _renew_next(self) -> None:
        """A new one is ready before an old one goes."""
        while self._old and self._old[0] not in self._workers:
            self._old.popleft()
        if self._old and not self._successors:
            self._successors[self._start()] = self._old.popleft()

    # ---- all of them

    def _stop(self) -> None:
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

    def _kill(self, worker: int) -> None:
        if worker in self._workers:
            log.error("worker.killed", worker=worker)
            self._workers[worker].kill()

    def _forget(self, worker: int) -> subprocess.Popen[bytes]:
        metrics.forget(worker, self._metrics)
        process = self._workers.pop(worker)
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
        return process
