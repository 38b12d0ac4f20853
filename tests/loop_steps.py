"""How long the event loop of this thread is held: the CPU time of each of its steps.

One step is what runs between two moments at which others may be served: a callback, or a coroutine from one `await` to
the next. It is measured in the thread's own CPU time (CLOCK_THREAD_CPUTIME_ID), so that a busy machine does not count.
"""

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any


@dataclass
class LoopSteps:
    """The longest step so far: `seconds` of CPU time, and what ran."""

    seconds: float = 0.0
    what: str = ""


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
            steps.seconds, steps.what = took, repr(handle)

    kind._run = measured
    try:
        yield steps
    finally:
        kind._run = run
