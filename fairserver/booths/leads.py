"""The visitors with whom a company talked at its booth, as a table to take along: what each shows the company now, what
the company wrote of each, and no more.
"""

import asyncio
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import xlsxwriter
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from fairserver.access import audit
from fairserver.access.principal import permit
from fairserver.base import csv_writer
from fairserver.base.errors import FairError
from fairserver.base.subject_files import LANGUAGES, words
from fairserver.booths.permissions import BOOTH_DESK
from fairserver.people import logins
from fairserver.programmes import queries as programmes
from fairserver.programmes.booth_view import about_booth
from fairserver.talks import visits
from fairserver.web import id_in_path  # noqa: F401 - teaches Starlette {…:id}
from fairserver.web.http_context import ContextOf

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Column:
    """A column of the table: its heading in both languages."""

    ja: str
    en: str


COLUMNS = {
    "number": Column("整理番号", "Number"),
    "date": Column("日付", "Date"),
    "time": Column("時刻", "Time"),
    "name": Column("名前", "Name"),
    "furigana": Column("読み", "How to say it"),
    "host": Column("担当", "Talked with"),
    "outcome": Column("結果", "Outcome"),
    "next_step": Column("次の段階", "Next step"),
    "note": Column("メモ", "Note"),
    "email": Column("メールアドレス", "E-mail"),
    "japanese": Column("日本語", "Japanese"),
    "languages": Column("話せる言語", "Languages"),
    "wishes": Column("希望", "Wishes"),
    "position": Column("職種", "Position"),
    "leaves_on": Column("任期の終わり", "Contract ends"),
    "access_needs": Column("必要な配慮", "Access needs"),
    "cv": Column("履歴書(ページ数)", "CV (pages)"),
}


async def table(session: AsyncSession, place: int, language: str) -> list[list[str]]:
    """The headings, and a row for each visit of a booth, the newest first. What is not shown is an empty cell."""
    zone = ZoneInfo(await programmes.zone_of(session, (await programmes.place_row(session, place)).edition_id))
    found = await visits.all_at_booth(session, place)
    rows = [_row(found[talk], words(language), zone) for talk in sorted(found, key=int, reverse=True)]
    return [[getattr(column, language) for column in COLUMNS.values()], *rows]


def _row(visit: dict[str, Any], said: dict[str, Any], zone: ZoneInfo) -> list[str]:
    shows = visit["shows"]
    begins = datetime.fromisoformat(visit["starts_at"]).astimezone(zone)
    japanese, position = shows["japanese"], shows["position"]
    year = said["background.year.n"].format(year=position["contract_year"]) if position else ""
    certificate = f" ({said['shown.certificate']})" if japanese and japanese["certificate"] else ""
    cells = {
        "number": visit["number"],
        "date": begins.date().isoformat(),
        "time": f"{begins:%H:%M}",
        "name": visit["visitor"]["name"],
        "furigana": visit["visitor"]["furigana"],
        "host": visit["host"]["name"],
        "outcome": visit["outcome"] and said[f"booth-desk.outcome.{visit['outcome']}"],
        "next_step": visit["next_step"] and said[f"booth-desk.next.{visit['next_step']}"],
        "note": visit["note"],
        "japanese": japanese and f"{japanese['test']} {japanese['level']}{certificate}",
        "languages": ", ".join(said[f"language.{code}"] for code in shows["languages"] or ()),
        "position": position and ", ".join([said["position." + position["position"]], year]),
        "cv": shows["cv"] and shows["cv"]["pages"],
        **{name: shows[name] for name in ("email", "wishes", "leaves_on", "access_needs")},
    }
    return ["" if cells[name] is None else str(cells[name]) for name in COLUMNS]


def as_xlsx(rows: Sequence[Sequence[str]]) -> bytes:
    """The rows as a workbook. Every cell is a text: no formula, no link."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        for number, row in enumerate(rows):
            for at, text in enumerate(row):
                sheet.write_string(number, at, text, bold if number == 0 else None)
        sheet.freeze_panes(1, 0)
        sheet.autofit()
    return held.getvalue()


def lead_routes(context_of: ContextOf) -> list[Route]:
    """`GET /api/booths/{place}/leads.csv` and `….xlsx?language=ja|en`; they raise login.missing, login.ended,
    permission.denied, place.unknown, page.unknown and rate.exceeded. The audit says who took the table along.
    """

    async def leads(request: Request) -> Response:
        ctx = context_of(request)
        place, kind = request.path_params["place"], request.path_params["kind"]
        language = request.query_params.get("language", "ja")
        if kind not in TYPES or language not in LANGUAGES:
            raise FairError("page.unknown")
        async with ctx.journal.writing() as unit:
            principal = await logins.signed_in(unit, ctx.token)
            await ctx.rates.take("20/minute", "leads", str(principal.person))
            booth = await about_booth(unit.session, place)
            permit(principal, (BOOTH_DESK,), booth)
            rows = await table(unit.session, place, language)
            await audit.write(
                unit, principal.named, booth.edition, "leads.export", f"place:{place}", lines=len(rows) - 1
            )
        content = csv_writer.write(rows) if kind == "csv" else await asyncio.to_thread(as_xlsx, rows)
        headers = {"cache-control": "no-store", "content-disposition": f'attachment; filename="leads-{place}.{kind}"'}
        return Response(content, headers=headers, media_type=TYPES[kind])

    return [Route("/api/booths/{place:id}/leads.{kind}", leads)]
