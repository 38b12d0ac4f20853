"""The control API of a media node in its own process: HTTP, for the web only, with a shared secret.

`POST /{method}` calls a method of MediaNode with the JSON object in the body as its arguments. It answers 200 with the
result, or an error status with `{"code": …, "details": …}`. `GET /events` is an endless response of JSON lines, each
an object with one of these keys:

- `places`: the present publications as events, first of all;
- `event`: a MediaEvent, as it happens;
- `health`: a Health for each stage by its name, every second.
"""

import asyncio
import hmac
import json
from collections.abc import AsyncIterator
from dataclasses import asdict
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from fairserver.base.errors import FairError

from .node import MediaNode
from .node_types import MediaEvent

MAX_BODY_BYTES = 1 << 20
MAX_QUEUED_LINES = 10_000
HEALTH_SECONDS = 1.0

# Those of MediaNode that the web may call.
METHODS = frozenset({"publish", "watch", "join", "share", "echo", "trickle", "close", "kick", "arrange", "lay_out"})


class EventBroadcaster:
    """Sends every event of a node to every open event stream.

    A client that does not read MAX_QUEUED_LINES lines is disconnected; it can connect again.
    """

    def __init__(self) -> None:
        self._queues: set[asyncio.Queue[dict[str, Any] | None]] = set()  # None ends a stream

    def __call__(self, event: MediaEvent) -> None:
        """Queue an event for every stream."""
        for queue in self._queues:
            if queue.qsize() < MAX_QUEUED_LINES:
                queue.put_nowait({"event": asdict(event)})
            else:
                queue.put_nowait(None)

    def close(self) -> None:
        """End every stream."""
        for queue in self._queues:
            queue.put_nowait(None)

    async def lines(self, node: MediaNode) -> AsyncIterator[str]:
        """Yield the lines of one `GET /events`."""
        queue: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        self._queues.add(queue)
        try:
            yield _line({"places": [asdict(event) for event in node.publications()]})
            clock = asyncio.get_running_loop().time
            health_at = clock()
            while True:
                try:
                    async with asyncio.timeout_at(health_at):
                        message = await queue.get()
                except TimeoutError:
                    health_at = clock() + HEALTH_SECONDS
                    message = {"health": _health(node)}
                if message is None:
                    return
                yield _line(message)
        finally:
            self._queues.discard(queue)


def control_app(node: MediaNode, events: EventBroadcaster, secret: str) -> Starlette:
    """Return the control API of a node whose `on_event` is `events`; raises ValueError if the secret is empty."""
    if not secret:
        raise ValueError("the control API needs a secret")

    def authorised(request: Request) -> bool:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {secret}".encode())

    async def call(request: Request) -> Response:
        if not authorised(request):
            return _refusal(FairError("media.secret_wrong"))
        name = request.path_params["method"]
        if name not in METHODS:
            return _refusal(FairError("request.malformed"))
        try:
            arguments = await _arguments(request)
            result = await getattr(node, name)(**arguments)
        except FairError as error:
            return _refusal(error)
        except (KeyError, TypeError, ValueError):
            return _refusal(FairError("request.malformed"))
        return JSONResponse(None if result is None else asdict(result))

    async def listen(request: Request) -> Response:
        if not authorised(request):
            return _refusal(FairError("media.secret_wrong"))
        return StreamingResponse(events.lines(node), media_type="application/jsonl")

    return Starlette(
        routes=[
            Route("/events", listen, methods=["GET"]),
            Route("/{method}", call, methods=["POST"]),
        ]
    )


def _health(node: MediaNode) -> dict[str, Any]:
    reports = {place: node.health(place) for place in node.stages()}
    return {place: asdict(report) for place, report in reports.items() if report is not None}


async def _arguments(request: Request) -> dict[str, Any]:
    """Return the JSON object in the body; raises media.offer_too_large, ValueError or TypeError."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MAX_BODY_BYTES:
            raise FairError("media.offer_too_large")
    arguments = json.loads(body)
    if not isinstance(arguments, dict):
        raise TypeError
    return arguments


def _refusal(error: FairError) -> Response:
    return JSONResponse({"code": error.code, "details": error.details}, error.status)


def _line(message: dict[str, Any]) -> str:
    return json.dumps(message) + "\n"
