"""WHIP (RFC 9725) and WHEP (draft-ietf-wish-whep): HTTP in front of the media node."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Literal, Protocol
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from fairserver.base.errors import FairError

from .contract import Answer
from .offer import MAX_FRAGMENT_BYTES, MAX_OFFER_BYTES

Purpose = Literal["publish", "watch", "join"]
Authorise = Callable[[Request, str, Purpose], Awaitable[str]]

SDP = "application/sdp"
FRAGMENT = "application/trickle-ice-sdpfrag"
RETRY_AFTER = {"media.full": "5", "media.busy": "2"}

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "POST, PATCH, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, If-Match",
    "Access-Control-Expose-Headers": "Location, Link, ETag, Accept-Patch, Retry-After",
    "Access-Control-Max-Age": "600",
}


class Node(Protocol):
    """The part of MediaNode and RemoteNode that these routes call."""

    async def publish(self, place: str, owner: str, offer: str, *, takeover: bool = False) -> Answer: ...
    async def watch(self, place: str, owner: str, offer: str) -> Answer: ...
    async def join(self, place: str, owner: str, offer: str) -> Answer: ...
    async def trickle(self, session: str, owner: str, fragment: str, etag: str | None) -> None: ...
    async def close(self, session: str, owner: str) -> None: ...


def ice_link(url: str, username: str | None = None, credential: str | None = None) -> str:
    """One `Link` header value for a STUN or TURN server (RFC 9725 §4.6)."""
    link = f'<{url}>; rel="ice-server"'
    if username is not None:
        link += f'; username="{username}"; credential="{credential}"; credential-type="password"'
    return link


def whip_routes(
    node: Node,
    authorise: Authorise,
    *,
    ice_servers: Callable[[str], Sequence[str]] = lambda owner: (),
) -> list[Route]:
    """`/whip/{place}` to publish, `/whep/{place}` to watch (with `?join` to take part), and their sessions.

    `ice_servers` gives the `Link` values for an owner, so that TURN credentials can be theirs and short.
    """
    doors = _Doors(node, authorise, ice_servers)
    return [
        Route("/whip/{place}", doors.whip, methods=["POST", "OPTIONS"]),
        Route("/whep/{place}", doors.whep, methods=["POST", "OPTIONS"]),
        Route("/whip/{place}/{session}", doors.whip_session, methods=["PATCH", "DELETE", "OPTIONS"]),
        Route("/whep/{place}/{session}", doors.whep_session, methods=["PATCH", "DELETE", "OPTIONS"]),
    ]


class _Doors:
    def __init__(self, node: Node, authorise: Authorise, ice_servers: Callable[[str], Sequence[str]]) -> None:
        self._node = node
        self._authorise = authorise
        self._ice_servers = ice_servers

    async def whip(self, request: Request) -> Response:
        return await self._guard(request, self._publish)

    async def whep(self, request: Request) -> Response:
        return await self._guard(request, self._watch)

    async def whip_session(self, request: Request) -> Response:
        return await self._guard(request, lambda request: self._session(request, "publish"))

    async def whep_session(self, request: Request) -> Response:
        return await self._guard(request, lambda request: self._session(request, _receiving(request)))

    async def _guard(self, request: Request, handle: Callable[[Request], Awaitable[Response]]) -> Response:
        try:
            response = _preflight() if request.method == "OPTIONS" else await handle(request)
        except FairError as error:
            response = problem(error)
        response.headers.update(CORS)
        return response

    async def _publish(self, request: Request) -> Response:
        place = request.path_params["place"]
        owner = await self._authorise(request, place, "publish")
        offer = await _body(request, SDP, MAX_OFFER_BYTES)
        takeover = request.query_params.get("takeover") in ("1", "true")
        answer = await self._node.publish(place, owner, offer, takeover=takeover)
        return self._created(request, owner, answer)

    async def _watch(self, request: Request) -> Response:
        place = request.path_params["place"]
        purpose = _receiving(request)
        owner = await self._authorise(request, place, purpose)
        offer = await _body(request, SDP, MAX_OFFER_BYTES)
        enter = self._node.join if purpose == "join" else self._node.watch
        return self._created(request, owner, await enter(place, owner, offer))

    async def _session(self, request: Request, purpose: Purpose) -> Response:
        place, session = request.path_params["place"], request.path_params["session"]
        owner = await self._authorise(request, place, purpose)
        if request.method == "DELETE":
            await self._node.close(session, owner)
            return Response("closed", 200, media_type="text/plain")  # FFmpeg warns at an empty body
        fragment = await _body(request, FRAGMENT, MAX_FRAGMENT_BYTES)
        await self._node.trickle(session, owner, fragment, request.headers.get("if-match"))
        return Response(status_code=204)

    def _created(self, request: Request, owner: str, answer: Answer) -> Response:
        # The path alone: never trust a Host header to say where we are.
        location = f"{quote(request.scope['path'].rstrip('/'))}/{answer.session}"
        if _receiving(request) == "join":
            location += "?join"
        response = Response(answer.sdp, 201, {"Location": location, "ETag": answer.etag}, SDP)
        response.headers["Accept-Patch"] = FRAGMENT
        for link in self._ice_servers(owner):
            response.headers.append("Link", link)
        return response


def problem(error: FairError, headers: Mapping[str, str] | None = None) -> Response:
    """RFC 9457: the code is the contract, words come from the client's language."""
    body = {"code": error.code, "status": error.status, **error.details}
    response = JSONResponse(body, error.status, headers, "application/problem+json")
    if error.code in RETRY_AFTER:
        response.headers["Retry-After"] = RETRY_AFTER[error.code]
    return response


def _receiving(request: Request) -> Purpose:
    return "join" if "join" in request.query_params else "watch"


def _preflight() -> Response:
    return Response(status_code=204, headers={"Accept-Post": SDP})


async def _body(request: Request, media_type: str, limit: int) -> str:
    """The whole body as text, or a precise refusal before more than `limit` bytes are read."""
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != media_type:
        raise FairError("media.content_type", expected=media_type)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > limit:
            raise FairError("media.offer_too_large")
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise FairError("media.offer_malformed", reason="encoding") from error
