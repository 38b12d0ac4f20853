"""How a request that fails is answered: a page in HTML, a request of a page in JSON."""

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from fairserver.base.errors import FairError
from fairserver.web.html_document import html_document


async def not_found(request: Request, error: Exception) -> Response:
    """No route has this path, or none has this method: then the header Allow names those it has (RFC 9110 §15.5.6)."""
    status = error.status_code if isinstance(error, HTTPException) else 404
    if request.url.path.startswith("/api/"):
        answer = problem(request, FairError("method.not_allowed" if status == 405 else "page.unknown"))
    else:
        answer = html_document(request, status)
    answer.headers.update((isinstance(error, HTTPException) and error.headers) or {})
    return answer


async def failed(request: Request, _error: Exception) -> Response:
    """A handler failed unexpectedly: the person is told only the id of the log line."""
    if request.url.path.startswith("/api/"):
        return problem(request, FairError("internal"))
    return html_document(request, 500)


async def refused(request: Request, error: Exception) -> Response:
    """A handler raised a FairError."""
    return problem(request, error if isinstance(error, FairError) else FairError("internal"))


def problem(request: Request, error: FairError) -> Response:
    """The error as JSON: its code, which also goes into the log line of the request, and its details."""
    request.state.code = error.code
    body = {"error": {"code": error.code, "details": error.details, "log": request.state.id}}
    headers = {"retry-after": str(error.details.get("seconds", 5))} if error.status in (429, 503) else {}
    return JSONResponse(body, error.status, headers | {"cache-control": "no-store"})
