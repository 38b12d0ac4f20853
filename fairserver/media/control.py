"""The node's private control API, when it is a process of its own: HTTP with a shared secret."""

import asyncio
import hmac
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import asdict
from typing import Any

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from fairserver.base.errors import FairError

from .contract import MediaEvent
from .node import MediaNode

MAX_BODY_BYTES = 1 << 20
MAX_WAITING_LINES = 10_000
HEALTH_SECONDS = 1.0

Action = Callable[[MediaNode, dict[str, Any]], Awaitable[object]]

# One line for each method of the node; the arguments are those of the method.
ACTIONS: dict[str, Action] = {
    "publish": lambda node, arguments: node.publish(**arguments),
    "watch": lambda node, arguments: node.watch(**arguments),
    "join": lambda node, arguments: node.join(**arguments),
    "trickle": lambda node, arguments: node.trickle(**arguments),
    "close": lambda node, arguments: node.close(**arguments),
    "kick": lambda node, arguments: node.kick(**arguments),
}


class Events:
    """Every event to every listener; one that does not read is cut off, and comes back for a snapshot."""

    def __init__(self) -> None:
        self._listeners: set[asyncio.Queue[dict[str, Any] | None]] = set()

    def __call__(self, event: MediaEvent) -> None:
        for listener in self._listeners:
            if listener.qsize() < MAX_WAITING_LINES:
                listener.put_nowait({"event": asdict(event)})
            else:
                listener.put_nowait(None)

    def close(self) -> None:
        """End every listener's stream."""
        for listener in self._listeners:
            listener.put_nowait(None)

    async def lines(self, node: MediaNode) -> AsyncIterator[str]:
        """A snapshot, then events as they come, and every second everybody's health."""
        queue: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield _line({"places": [asdict(event) for event in node.places()]})
            clock = asyncio.get_running_loop().time
            due = clock()
            while True:
                try:
                    async with asyncio.timeout_at(due):
                        message = await queue.get()
                except TimeoutError:
                    due = clock() + HEALTH_SECONDS
                    message = {"health": _health(node)}
                if message is None:
                    return
                yield _line(message)
        finally:
            self._listeners.discard(queue)


def control_app(node: MediaNode, events: Events, secret: str) -> Starlette:
    """The server side; `events` must be the node's `on_event`."""
    if not secret:
        raise ValueError("the control API needs a secret")

    def known(request: Request) -> bool:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {secret}".encode())

    async def act(request: Request) -> Response:
        if not known(request):
            return _refusal(FairError("media.secret_wrong"))
        try:
            arguments = await _arguments(request)
            answer = await ACTIONS[request.path_params["action"]](node, arguments)
        except FairError as error:
            return _refusal(error)
        except (KeyError, TypeError, ValueError):
            return _refusal(FairError("request.malformed"))
        return JSONResponse(None if answer is None else asdict(answer))  # type: ignore[call-overload]

    async def listen(request: Request) -> Response:
        if not known(request):
            return _refusal(FairError("media.secret_wrong"))
        return StreamingResponse(events.lines(node), media_type="application/jsonl")

    return Starlette(
        routes=[
            Route("/events", listen, methods=["GET"]),
            Route("/{action}", act, methods=["POST"]),
        ]
    )


def _health(node: MediaNode) -> dict[str, Any]:
    reports = {place: node.health(place) for place in node.stages()}
    return {place: asdict(report) for place, report in reports.items() if report is not None}


async def _arguments(request: Request) -> dict[str, Any]:
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
