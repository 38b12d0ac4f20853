"""The files of the data that the system holds about the person who asks: JSON, and a text to read."""

import json
from collections.abc import Sequence

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fairserver.access.personal_data import PersonalData
from fairserver.base.subject_files import LANGUAGES
from fairserver.delivery.journal import UnitOfWork
from fairserver.people import logins
from fairserver.people import queries as people
from fairserver.privacy import export, plain_text
from fairserver.web.http_context import ContextOf, HttpContext


def data_routes(context_of: ContextOf, personal: Sequence[PersonalData]) -> list[Route]:
    """`GET /api/my-data.json` and `GET /api/my-data.txt?language=ja|en`; both raise login.missing and login.ended."""

    async def found(unit: UnitOfWork, ctx: HttpContext) -> tuple[int, plain_text.Held]:
        principal = await logins.signed_in(unit, ctx.token)
        await ctx.rates.take("20/hour", "my-data", str(principal.person))
        return principal.person, await export.held(unit.session, principal.person, personal)

    async def as_json(request: Request) -> Response:
        ctx = context_of(request)
        async with ctx.journal.reading() as unit:
            _person_id, data = await found(unit, ctx)
        return _file(json.dumps(data, ensure_ascii=False, indent=1), "my-data.json", "application/json")

    async def as_text(request: Request) -> Response:
        ctx = context_of(request)
        async with ctx.journal.reading() as unit:
            person_id, data = await found(unit, ctx)
            person = await people.find(unit.session, person_id)
            asked = request.query_params.get("language", "")
            language = asked if asked in LANGUAGES else person.language
            names = await export.names(unit.session, data, language)
            text = plain_text.as_text(data, language, person.zone, names)
        return _file(text, "my-data.txt", "text/plain")

    return [Route("/api/my-data.json", as_json), Route("/api/my-data.txt", as_text)]


def _file(text: str, name: str, kind: str) -> Response:
    headers = {"cache-control": "no-store", "content-disposition": f'attachment; filename="{name}"'}
    return Response(text, headers=headers, media_type=kind)
