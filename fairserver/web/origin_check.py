"""The check that a request comes from a page of this site."""

from starlette.requests import Request

from fairserver.base.errors import FairError


def check_origin(request: Request, origins: list[str]) -> None:
    """Refuse requests from pages of other sites, which a browser sends with our cookies (CSRF). Raises origin.foreign.

    A browser sets `Origin` and `Sec-Fetch-Site` itself; a page cannot change them.
    """
    origin = request.headers.get("origin")
    if origin is not None and origin not in origins:
        raise FairError("origin.foreign")
    if origin is None and request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise FairError("origin.foreign")
