"""Reading the body of a request: how large it may be, and whether it is what the route expects."""

from pydantic import ValidationError
from starlette.requests import ClientDisconnect, Request

from fairserver.base.errors import FairError
from fairserver.base.wire_types import Wire

LARGEST_BODY = 64 * 1024  # bytes
FILE = "application/octet-stream"


async def read_body(request: Request, model: type[Wire], largest: int, file: str | None) -> Wire:
    """The body as a validated `model`. `largest`: in bytes. `file`: the field that is the body itself, as bytes; the
    other fields are then in the query. Without it, the body is JSON.

    Raises request.malformed, request.too_large and file.too_large.
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip()
    if kind != (FILE if file else "application/json"):
        raise FairError("request.malformed")
    body = bytearray()
    try:
        async for chunk in request.stream():
            body += chunk
            if len(body) > largest:
                if file:
                    raise FairError("file.too_large", most=largest >> 20)
                raise FairError("request.too_large")
        if file:
            return model.model_validate({**request.query_params, file: bytes(body)})
        return model.model_validate_json(bytes(body))
    except (ValidationError, ClientDisconnect) as failed:
        raise FairError("request.malformed") from failed
