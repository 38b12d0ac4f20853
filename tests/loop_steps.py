"""How long the event loop of this thread is held: the CPU time of each of its steps.

One step is what runs between two moments at which others may be served: a callback, or a coroutine from one `await` to
the next. It is measured in the thread's own CPU time (CLOCK_THREAD_CPUTIME_ID), so that a busy machine does not count.
"""

import asyncio
import gc
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass
class LoopSteps:
    """The longest step so far: `seconds` of CPU time, and what ran."""

    seconds: float = 0.0
    what: str = ""


def _named(handle: asyncio.Handle) -> str:
    """What ran, and where a task waits now: the step ended at that `await`."""
    for task in gc.get_referents(getattr(handle, "_callback", None)):  # the C wrapper of a task has no attributes
        if isinstance(task, asyncio.Task):
            return f"{task.get_coro()!r}, up to {' < '.join(reversed(list(_awaiting(task.get_coro()))))}"
    return repr(handle)


def _awaiting(coroutine: Any) -> Iterator[str]:
    """The lines at which the coroutines of a task wait for each other, the outermost first."""
    while coroutine is not None:
        frame = getattr(coroutine, "cr_frame", None) or getattr(coroutine, "ag_frame", None)
        if frame is not None:
            yield f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}"
        coroutine = getattr(coroutine, "cr_await", None) or getattr(coroutine, "ag_await", None)


@contextmanager
def loop_steps() -> Iterator[LoopSteps]:
    """Measures every step of the loop while the block runs."""
    steps = LoopSteps()
    kind: Any = asyncio.Handle
    run = kind._run

    def measured(handle: asyncio.Handle) -> None:
        began = time.thread_time()
        run(handle)
        if (took := time.thread_time() - began) > steps.seconds:
            steps.seconds, steps.what = took, _named(handle)

    kind._run = measured
    try:
        yield steps
    finally:
        kind._run = run
