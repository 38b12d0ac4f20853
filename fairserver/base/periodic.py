"""Periodic work: a function that is called at an interval, or at once when asked, until it is stopped."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

from fairserver.base.errors import FairError

STOP_SECONDS = 5.0  # `stop` waits at most so long for a call that is running

log = structlog.get_logger()


class Periodic:
    """Calls `work` at an interval of `seconds`, one call after the other. A failure is logged under `name`.

    A call that has begun is finished and not cancelled, because a cancelled SQL statement may keep its lock.
    """

    def __init__(self, name: str, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        self._name = name
        self._seconds = seconds
        self._work = work
        self._wake = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Begin; the first call comes after the first interval."""
        self._task = asyncio.create_task(self._run(), name=self._name)

    def nudge(self) -> None:
        """Call now instead of at the end of the interval."""
        self._wake.set()

    async def stop(self) -> None:
        """Finish the call that is running, if any; after STOP_SECONDS cancel it."""
        self._stopping = True
        self._wake.set()
        if self._task:
            _done, late = await asyncio.wait([self._task], timeout=STOP_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _run(self) -> None:
        while not self._stopping:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), self._seconds)
            self._wake.clear()
            if not self._stopping:
                await self._call()

    async def _call(self) -> None:
        try:
            await self._work()
        except FairError as error:
            log.warning(self._name, code=error.code)
        except Exception:
            log.exception(self._name)
