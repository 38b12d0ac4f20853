"""Work that comes round again: every so often, or when nudged, until it is stopped."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog

from fairserver.base.errors import FairError

PATIENCE_SECONDS = 5.0

log = structlog.get_logger()


class Periodic:
    """A round that has begun is finished, never cancelled: a statement cut off half-way may keep its lock."""

    def __init__(self, name: str, seconds: float, work: Callable[[], Awaitable[None]]) -> None:
        self._name = name
        self._seconds = seconds
        self._work = work
        self._wake = asyncio.Event()
        self._stopping = False
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """The first round comes after the first pause."""
        self._task = asyncio.create_task(self._rounds(), name=self._name)

    def nudge(self) -> None:
        self._wake.set()

    async def stop(self) -> None:
        self._stopping = True
        self._wake.set()
        if self._task:
            _done, late = await asyncio.wait([self._task], timeout=PATIENCE_SECONDS)
            for task in late:
                task.cancel()
            await asyncio.gather(*late, return_exceptions=True)

    async def _rounds(self) -> None:
        while not self._stopping:
            with suppress(TimeoutError):
                await asyncio.wait_for(self._wake.wait(), self._seconds)
            self._wake.clear()
            if not self._stopping:
                await self._round()

    async def _round(self) -> None:
        try:
            await self._work()
        except FairError as away:
            log.warning(self._name, code=away.code)
        except Exception:
            log.exception(self._name)
