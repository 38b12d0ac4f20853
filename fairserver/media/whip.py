"""The HTTP routes of WHIP (RFC 9725) and WHEP (draft-ietf-wish-whep), in front of a media node."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Literal, NamedTuple, Protocol
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from fairserver.base.errors import FairError

from .node_types import Answer, SeatRule
from .offer_filter import MAX_OFFER_BYTES
from .trickle import MAX_FRAGMENT_BYTES

Purpose = Literal["publish", "watch", "join", "share", "echo"]


class Admitted(NamedTuple):
    """Who opens a session: its owner, and in a talk the seat."""

    owner: str
    seat: SeatRule = SeatRule(0)


# Takes a request, the place and the purpose, or raises FairError.
Authorise = Callable[[Request, str, Purpose], Awaitable[Admitted]]

QUERIES = ("join", "share", "echo")  # the purposes that a query names
SDP = "application/sdp"
FRAGMENT = "application/trickle-ice-sdpfrag"
RETRY_AFTER = {"media.full": "5", "media.busy": "2"}  # seconds, by error code

CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "POST, PATCH, DELETE, OPTIONS",
    "Access-Control-Allow-Headers": "Authorization, Content-Type, If-Match",
    "Access-Control-Expose-Headers": "Location, Link, ETag, Accept-Patch, Retry-After",
    "Access-Control-Max-Age": "600",
}


class Node(Protocol):
    """What these routes call of a MediaNode or RemoteNode; the errors are described there."""

    async def publish(self, place: str, owner: str, offer: str, *, takeover: bool = False) -> Answer: ...
    async def watch(self, place: str, owner: str, offer: str) -> Answer: ...
    async def join(self, place: str, owner: str, offer: str, seat: SeatRule) -> Answer: ...
    async def share(self, place: str, owner: str, offer: str, seat: int) -> Answer: ...
    async def echo(self, place: str, owner: str, offer: str) -> Answer: ...
    async def trickle(self, session: str, owner: str, fragment: str, etag: str | None) -> None: ...
    async def close(self, session: str, owner: str) -> None: ...


def whip_routes(
    node: Node,
    authorise: Authorise,
    *,
    ice_servers: Callable[[], Sequence[str]] = lambda: (),
) -> list[Route]:
    """Return the routes `/whip/{place}` to publish and `/whep/{place}` to watch, and those of their sessions.

    With the query `?join`, `/whep/{place}` joins a talk; with `?echo` it sends the sound that it receives back; and
    with `?share`, `/whip/{place}` shows a screen in a talk. `?takeover=1` lets a publisher replace another one.
    `ice_servers` returns the values of `Link` headers (RFC 9725 §4.6), so that each session can get TURN credentials of
    its own. Every FairError is answered as a problem document.
    """
    handlers = _Handlers(node, authorise, ice_servers)
    return [
        Route("/whip/{place}", handlers.whip, methods=["POST", "OPTIONS"]),
        Route("/whep/{place}", handlers.whep, methods=["POST", "OPTIONS"]),
        Route("/whip/{place}/{session}", handlers.whip_session, methods=["PATCH", "DELETE", "OPTIONS"]),
        Route("/whep/{place}/{session}", handlers.whep_session, methods=["PATCH", "DELETE", "OPTIONS"]),
    ]


class _Handlers:
    def __init__(self, node: Node, authorise: Authorise, ice_servers: Callable[[], Sequence[str]]) -> None:
        self._node = node
        self._authorise = authorise
        self._ice_servers = ice_servers

    async def whip(self, request: Request) -> Response:
        """Begin to publish."""
        return await self._guard(request, self._publish)

    async def whep(self, request: Request) -> Response:
        """Begin to watch, or join a talk."""
        return await self._guard(request, self._watch)

    async def whip_session(self, request: Request) -> Response:
        """Add candidates to a publishing session, or end it."""
        return await self._guard(request, lambda request: self._session(request, _send_purpose(request)))

    async def whep_session(self, request: Request) -> Response:
        """Add candidates to a watching or joined session, or end it."""
        return await self._guard(request, lambda request: self._session(request, _receive_purpose(request)))

    async def _guard(self, request: Request, handle: Callable[[Request], Awaitable[Response]]) -> Response:
        """Answer OPTIONS, turn a FairError into a problem document, and add CORS headers to every response."""
        try:
            response = _preflight() if request.method == "OPTIONS" else await handle(request)
        except FairError as error:
            response = _problem(error)
        response.headers.update(CORS)
        return response

    async def _publish(self, request: Request) -> Response:
        place = request.path_params["place"]
        purpose = _send_purpose(request)
        owner, seat = await self._authorise(request, place, purpose)
        offer = await _body(request, SDP, MAX_OFFER_BYTES)
        if purpose == "share":
            return self._created(request, owner, await self._node.share(place, owner, offer, seat.number))
        takeover = request.query_params.get("takeover") in ("1", "true")
        answer = await self._node.publish(place, owner, offer, takeover=takeover)
        return self._created(request, owner, answer)

    async def _watch(self, request: Request) -> Response:
        place = request.path_params["place"]
        purpose = _receive_purpose(request)
        owner, seat = await self._authorise(request, place, purpose)
        offer = await _body(request, SDP, MAX_OFFER_BYTES)
        if purpose == "join":
            answer = await self._node.join(place, owner, offer, seat)
        elif purpose == "echo":
            answer = await self._node.echo(place, owner, offer)
        else:
            answer = await self._node.watch(place, owner, offer)
        return self._created(request, owner, answer)

    async def _session(self, request: Request, purpose: Purpose) -> Response:
        place, session = request.path_params["place"], request.path_params["session"]
        owner, _ = await self._authorise(request, place, purpose)
        if request.method == "DELETE":
            await self._node.close(session, owner)
            return Response("closed", 200, media_type="text/plain")  # FFmpeg warns if the body is empty
        fragment = await _body(request, FRAGMENT, MAX_FRAGMENT_BYTES)
        await self._node.trickle(session, owner, fragment, request.headers.get("if-match"))
        return Response(status_code=204)

    def _created(self, request: Request, owner: str, answer: Answer) -> Response:
        # A path without host, because the Host header is the client's word.
        location = f"{quote(request.scope['path'].rstrip('/'))}/{answer.session}"
        for purpose in QUERIES:
            if purpose in request.query_params:
                location += f"?{purpose}"
        response = Response(answer.sdp, 201, {"Location": location, "ETag": answer.etag}, SDP)
        response.headers["Accept-Patch"] = FRAGMENT
        for link in self._ice_servers():
            response.headers.append("Link", link)
        return response


def _problem(error: FairError) -> Response:
    """Return a problem document (RFC 9457) with the error's code; the client has the text in its language."""
    body = {"code": error.code, "status": error.status, **error.details}
    response = JSONResponse(body, error.status, media_type="application/problem+json")
    if error.code in RETRY_AFTER:
        response.headers["Retry-After"] = RETRY_AFTER[error.code]
    return response


def _send_purpose(request: Request) -> Purpose:
    return "share" if "share" in request.query_params else "publish"


def _receive_purpose(request: Request) -> Purpose:
    if "echo" in request.query_params:
        return "echo"
    return "join" if "join" in request.query_params else "watch"


def _preflight() -> Response:
    """Return the response to OPTIONS (RFC 9725 §4.1: Accept-Post)."""
    return Response(status_code=204, headers={"Accept-Post": SDP})


async def _body(request: Request, media_type: str, limit: int) -> str:
    """Return the body as text.

    Raises media.content_type; media.offer_too_large as soon as more than `limit` bytes were read; and
    media.offer_malformed if it is not UTF-8.
    """
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
