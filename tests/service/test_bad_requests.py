"""Every HTTP route × bad input: a precise code, the id of one log line, no traceback, nothing written."""

import json
from io import BytesIO
from typing import Any

import aiohttp
import pytest
from sqlalchemy import func, select

from fairserver.invitations.tables import Link
from fairserver.mail.tables import Mail
from fairserver.ops.subjects import ROUTES
from fairserver.people.tables import Login
from fairserver.web.http_routes import HttpRoute
from fairserver.web.request_body import FILE
from tests.running import Running

NAMES = {f"{row.method} {row.path}": row for row in ROUTES}
POSTS = {name: row for name, row in NAMES.items() if row.method == "POST"}
JSON, TEXT = {"Content-Type": "application/json"}, {"Content-Type": "text/plain"}
SAYING_SOMETHING = {name: row for name, row in POSTS.items() if row.request.model_fields}

MALFORMED = {
    "nothing": b"",
    "no json": b"{",
    "a list": b"[]",
    "null": b"null",
    "not a number": b'{"token": NaN}',
    "deep": b"[" * 30_000,
    "not utf-8": b'{"email": "\xff"}',
    "nul": b"\x00",
    "a lone surrogate": b'{"email": "\\ud800@example.org", "language": "en"}',
    "a field of one's own": b'{"role": "admin"}',
}


async def problem(answer: aiohttp.ClientResponse, logged: list[Any]) -> str:
    """The code of a refusal that came as it should."""
    error = (await answer.json())["error"]
    assert set(error) == {"code", "details", "log"}
    assert error["log"] == answer.headers["x-request-id"]
    lines = [line for line in logged if line.get("id") == error["log"]]
    assert [(line["event"], line["status"], line["code"]) for line in lines] == [("http", answer.status, error["code"])]
    assert not [line for line in logged if "exc_info" in line]
    assert "Traceback" not in json.dumps(error)
    return str(error["code"])


async def written(fair: Running) -> list[int]:
    async with fair.app.database.reading() as session:
        return [await session.scalar(select(func.count()).select_from(table)) or 0 for table in (Link, Login, Mail)]


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED)
@pytest.mark.parametrize("row", SAYING_SOMETHING.values(), ids=SAYING_SOMETHING)
async def test_malformed(shared: Running, logged: list[Any], row: HttpRoute, body: bytes) -> None:
    before = await written(shared)
    async with shared.browser() as http, http.post(row.path, data=body, headers=JSON) as answer:
        assert await problem(answer, logged) == "request.malformed"
    assert await written(shared) == before


@pytest.mark.parametrize("row", SAYING_SOMETHING.values(), ids=SAYING_SOMETHING)
async def test_each_field_of_another_type(shared: Running, row: HttpRoute) -> None:
    async with shared.browser() as http:
        for field in row.request.model_fields:
            async with http.post(row.path, json={**row.example, field: {"$gt": ""}}) as answer:
                assert (await answer.json())["error"]["code"] == "request.malformed", field


@pytest.mark.parametrize("row", POSTS.values(), ids=POSTS)
async def test_too_large(shared: Running, logged: list[Any], row: HttpRoute) -> None:
    body = BytesIO(json.dumps({**row.example, "more": "a" * row.largest}).encode())
    headers = {"Content-Type": FILE} if row.file else JSON
    async with shared.browser() as http, http.post(row.path, data=body, headers=headers) as answer:
        assert await problem(answer, logged) == ("file.too_large" if row.file else "request.too_large")


@pytest.mark.parametrize("row", POSTS.values(), ids=POSTS)
async def test_a_form_of_another_site_cannot_pass_for_json(shared: Running, logged: list[Any], row: HttpRoute) -> None:
    """Browsers send text/plain across sites without asking first."""
    async with shared.browser() as http, http.post(row.path, data=json.dumps(row.example), headers=TEXT) as answer:
        assert await problem(answer, logged) == "request.malformed"


@pytest.mark.parametrize("headers", [
    {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"},
    {"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example"},
], ids=["foreign", "null", "none, said to be cross-site", "foreign, said to be forwarded"])  # fmt: skip
@pytest.mark.parametrize("row", POSTS.values(), ids=POSTS)
async def test_a_page_of_another_site(
    shared: Running, logged: list[Any], row: HttpRoute, headers: dict[str, str]
) -> None:
    before = await written(shared)
    async with shared.browser() as http, http.post(row.path, json=row.example, headers=headers) as answer:
        assert (answer.status, await problem(answer, logged)) == (403, "origin.foreign")
    assert await written(shared) == before


@pytest.mark.parametrize("row", NAMES.values(), ids=NAMES)
async def test_wrong_method(shared: Running, logged: list[Any], row: HttpRoute) -> None:
    wrong = "DELETE" if row.method == "POST" else "POST"
    async with shared.browser() as http, http.request(wrong, row.path) as answer:
        assert (answer.status, await problem(answer, logged)) == (405, "method.not_allowed")
        assert row.method in answer.headers["allow"].split(", ")


@pytest.mark.parametrize("path", ["/hall", "/api/programme.ics", "/healthz", "/whip/120", "/calendar/x.ics"])
async def test_a_wrong_method_is_told_the_right_ones(shared: Running, path: str) -> None:
    async with shared.browser() as http, http.request("PUT", path) as answer:
        assert (answer.status, bool(answer.headers["allow"])) == (405, True)


@pytest.mark.parametrize("host", ["evil.example", "", "localhost", "localhost:80@evil.example"])
@pytest.mark.parametrize("row", NAMES.values(), ids=NAMES)
async def test_a_host_that_is_not_ours(shared: Running, logged: list[Any], row: HttpRoute, host: str) -> None:
    async with shared.browser() as http, http.request(row.method, row.path, headers={"Host": host}) as answer:
        assert (answer.status, await problem(answer, logged)) == (400, "host.unknown")


async def test_no_such_route(shared: Running, logged: list[Any]) -> None:
    async with shared.browser() as http, http.get("/api/people/7") as answer:
        assert (answer.status, await problem(answer, logged)) == (404, "page.unknown")


@pytest.mark.parametrize("token", ["A" * 43, "../" + "A" * 40, "A" * 101])
@pytest.mark.parametrize("path", ["/api/links/show", "/api/links/confirm"])
async def test_an_invented_link(shared: Running, path: str, token: str) -> None:
    async with shared.browser() as http, http.post(path, json={"token": token}) as answer:
        assert (await answer.json())["error"]["code"] in ("link.unknown", "request.malformed")


@pytest.mark.parametrize("at", ["2024-02-17T13:00", "0001-01-01T00:00:00+09:00", "9999-12-31T23:59:59-09:00"])
async def test_a_fair_time_that_is_none(shared: Running, logged: list[Any], at: str) -> None:
    async with shared.browser() as http, http.post("/api/demo/clock", json={"at": at}) as answer:
        assert await problem(answer, logged) == "request.malformed"
    assert shared.app.clocks.fair_now().year == 2024
