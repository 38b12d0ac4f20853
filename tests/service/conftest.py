"""A fair that many small tests of one file share, and what was logged during one."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import structlog

from fairserver.access.rate_limits import RateLimits
from tests.running import Running, running, sqlite_url


@pytest.fixture(scope="module")
async def one_fair(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Running]:
    async with running(sqlite_url(tmp_path_factory.mktemp("fair"))) as place:
        yield place


@pytest.fixture
async def shared(one_fair: Running) -> Running:
    """The file's fair; what an earlier test asked does not count against this one's rates."""
    one_fair.app.rates.take = RateLimits(one_fair.app.clocks).take  # type: ignore[method-assign]
    return one_fair


@pytest.fixture
def logged() -> Iterator[list[Any]]:
    """Every line logged meanwhile, as it would be written."""
    with structlog.testing.capture_logs([structlog.contextvars.merge_contextvars]) as lines:
        yield lines
