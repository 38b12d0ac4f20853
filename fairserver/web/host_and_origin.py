"""The door: which host a request may ask for, and pages of which origin may ask."""

from collections.abc import Collection

from starlette.datastructures import Headers
from starlette.requests import Request

from fairserver.base.errors import FairError

# For operators, whose programs ask each process by its own address: these name no host in their answers.
FOR_OPERATORS = ("/healthz", "/readyz", "/metrics")


def check_host(path: str, headers: Headers, hosts: Collection[str]) -> None:
    """Refuse requests for another host, which could end up in a link (the BadHost attack). Raises host.unknown.

    `hosts`: those that are answered, in lower case. A request with two Host headers is refused, because a proxy may
    have looked at the other one (RFC 9112 §3.2).
    """
    named = [host.lower() for host in headers.getlist("host")]
    if path not in FOR_OPERATORS and (len(named) != 1 or named[0] not in hosts):
        raise FairError("host.unknown")


def check_origin(request: Request, origins: Collection[str]) -> None:
    """Refuse requests from pages of other sites, which a browser sends with our cookies (CSRF). Raises origin.foreign.

    A browser sets `Origin` and `Sec-Fetch-Site` itself; a page cannot change them.
    """
    origin = request.headers.get("origin")
    if origin is not None and origin not in origins:
        raise FairError("origin.foreign")
    if origin is None and request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise FairError("origin.foreign")


def check_socket_origin(headers: Headers, origins: Collection[str]) -> None:
    """Refuse sockets of other sites: a browser opens them with our cookies, and always says its Origin.

    Raises origin.foreign.
    """
    if headers.get("origin") not in origins:
        raise FairError("origin.foreign")
