"""The HTTP client of the control API (control_server): kept connections, timeouts, and errors as FairError."""

import asyncio
import json
from collections.abc import Callable
from typing import Any

import httpx

from fairserver.base.errors import CODES, FairError

REQUEST_SECONDS = 10
SILENT_SECONDS = 5  # without any line of `GET /events`, where health comes every second
KEEP_ALIVE_SECONDS = 2  # for an idle connection; uvicorn closes it after 5

# Methods that have the same effect if they are called twice. They are sent again if a kept connection breaks; the
# others are not, since they would leave a second session at the node.
IDEMPOTENT = frozenset({"trickle", "close", "kick", "arrange", "lay_out"})


class ControlClient:
    """Calls the methods of one node, and follows its events."""

    def __init__(self, host: str, port: int, secret: str) -> None:
        """`host` and TCP `port` are those of the control API."""
        self._http = httpx.AsyncClient(
            base_url=httpx.URL(scheme="http", host=host, port=port),
            headers={"Authorization": f"Bearer {secret}"},
            timeout=REQUEST_SECONDS,  # of connecting, sending and each read
            limits=httpx.Limits(max_connections=None, keepalive_expiry=KEEP_ALIVE_SECONDS),
            trust_env=False,  # the environment's proxy is not for this
        )

    async def call(self, method: str, arguments: dict[str, Any]) -> Any:
        """Call a method of the node; return its result as JSON.

        Raises the FairError that the method raised, or media.unreachable if no response came in REQUEST_SECONDS.
        """
        if self._http.is_closed:
            raise FairError("media.unreachable")
        try:
            async with asyncio.timeout(REQUEST_SECONDS):
                response = await self._post(method, arguments)
        except (httpx.HTTPError, TimeoutError) as error:
            raise FairError("media.unreachable") from error
        result = response.json()
        if response.status_code != httpx.codes.OK:
            code = result["code"]
            raise FairError(code if code in CODES else "internal", **result["details"])
        return result

    async def _post(self, method: str, arguments: dict[str, Any]) -> httpx.Response:
        """Send a request, and once more if its connection breaks and the method is idempotent.

        A kept connection that the node closed earlier, as by a restart, is noticed by httpx before it sends. What is
        left is a node that ends, or closes an idle connection, while the request is on its way.
        """
        try:
            return await self._http.post(f"/{method}", json=arguments)
        except (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError):
            if method not in IDEMPOTENT:
                raise
        return await self._http.post(f"/{method}", json=arguments)

    async def follow(self, on_message: Callable[[dict[str, Any]], None]) -> None:
        """Pass each message of `GET /events` on, until the node ends the response.

        Raises media.unreachable if the node cannot be reached, refuses, or sends nothing for SILENT_SECONDS.
        """
        timeout = httpx.Timeout(REQUEST_SECONDS, read=SILENT_SECONDS)
        try:
            async with self._http.stream("GET", "/events", timeout=timeout) as response:
                response.raise_for_status()
                async for line in response.aiter_lines():
                    on_message(json.loads(line))
        except httpx.HTTPError as error:
            raise FairError("media.unreachable") from error

    async def close(self) -> None:
        """Close all connections; later calls raise media.unreachable."""
        await self._http.aclose()
