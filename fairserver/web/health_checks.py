"""Whether the process answers (/healthz), whether its parts work (/readyz), and its metrics."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from fairserver.base import metrics
from fairserver.base.errors import FairError
from fairserver.base.release import release
from fairserver.redis.connection import REDIS_ERRORS

READY_SECONDS = 1.5  # a part that does not answer for so long is called slow

Check = Callable[[], Awaitable[str]]  # "ok", or what is wrong with the part


@dataclass(frozen=True)
class ReadinessChecks:
    """The parts of this process by name, and how each is asked whether it works. Without a required part the process
    is not ready; without an optional one it goes on with less.
    """

    required: Mapping[str, Check]
    optional: Mapping[str, Check]


async def healthy(_request: Request) -> Response:
    """/healthz: the process answers."""
    return JSONResponse({"ok": True, "release": release()})


async def readiness(checks: ReadinessChecks) -> Response:
    """/readyz: the state of each part, within READY_SECONDS. 503 only without a required part."""
    asked = {**checks.required, **checks.optional}
    parts = dict(zip(asked, await asyncio.gather(*map(_answers, asked.values())), strict=True))
    degraded = [name for name, state in parts.items() if state != "ok"]
    ok = set(degraded) <= set(checks.optional)
    return JSONResponse({"ok": ok, "degraded": degraded, "parts": parts}, 200 if ok else 503)


async def _answers(ask: Callable[[], Awaitable[str]]) -> str:
    """The state of one part; "slow" or "away" when it does not answer.

    A check that is too slow is cancelled but not awaited, because a database driver may take seconds to end.
    """
    asking = asyncio.ensure_future(ask())
    done, _ = await asyncio.wait({asking}, timeout=READY_SECONDS)
    if not done:
        asking.cancel()
        asking.add_done_callback(lambda late: late.cancelled() or late.exception())
        return "slow"
    try:
        return asking.result()
    except (FairError, *REDIS_ERRORS):
        return "away"


async def measured(_request: Request) -> Response:
    """/metrics, in the text format of Prometheus."""
    return Response(generate_latest(metrics.everything()), headers={"content-type": CONTENT_TYPE_LATEST})
