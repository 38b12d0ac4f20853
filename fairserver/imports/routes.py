"""The doors of imports: what a file would do, doing it, and files to begin with."""

from typing import get_args

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fairserver.base.errors import FairError
from fairserver.base.wire_types import Language
from fairserver.imports import actions
from fairserver.imports.columns import Kind
from fairserver.imports.messages import AskImport, AskPreview, ImportAnswer, Preview
from fairserver.imports.reading import MOST_BYTES
from fairserver.imports.templates import template
from fairserver.web.http_context import ContextOf
from fairserver.web.http_routes import HttpRoute

SHOWN = {"edition": 1, "kind": "participants", "invite": True}

ROUTES = (
    HttpRoute(
        method="POST",
        path="/api/imports/preview",
        request=AskPreview,
        reply=Preview,
        act=actions.preview,
        rate="60/10 minutes",
        example=SHOWN,
        largest=MOST_BYTES,
        file="file",
    ),
    HttpRoute(
        method="POST",
        path="/api/imports",
        request=AskImport,
        reply=ImportAnswer,
        act=actions.do_import,
        rate="30/10 minutes",
        example={**SHOWN, "digest": "0" * 64},
        largest=MOST_BYTES,
        file="file",
    ),
)


def template_routes(context_of: ContextOf) -> list[Route]:
    """The route of files to begin with: open to everyone, there is nothing in them but headings and invented rows."""

    async def template_file(request: Request) -> Response:
        await context_of(request).take_rate("60/minute", "templates")
        return _template(request)

    return [Route("/api/imports/{kind}.{language}.csv", template_file)]


def _template(request: Request) -> Response:
    kind, language = request.path_params["kind"], request.path_params["language"]
    if kind not in get_args(Kind) or language not in get_args(Language):
        raise FairError("page.unknown")
    headers = {"content-disposition": f'attachment; filename="{kind}-{language}.csv"'}
    return Response(template(kind, language), headers=headers, media_type="text/csv")
