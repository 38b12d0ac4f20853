"""What operators and browsers' guards look at: health, readiness, figures, headers, and one line per request."""

import asyncio
import gzip
import json
import threading
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import aiohttp
import brotli
import pytest

from fairserver.base.errors import FairError
from fairserver.base.settings import STATIC
from fairserver.base.subject_files import LANGUAGES, words, words_as_file
from fairserver.base.wire_types import EncodedJson
from fairserver.web import static_files
from fairserver.web.pages import DEMO_PAGES, PAGES
from tests.running import Running, outcome, page, running, sqlite_url
from tests.waiting import stretched

HALL = 1
QUOTE = '"'

PAGE_PATHS = [path.replace("{place:id}", "2").replace("{edition:id}", "1") for path in (*PAGES, *DEMO_PAGES)]


async def get(fair: Running, path: str, **headers: str) -> tuple[int, Any, str]:
    async with aiohttp.ClientSession() as http, http.get(f"{fair.url}{path}", headers=headers) as answer:
        return answer.status, answer.headers, await answer.text()


@pytest.mark.parametrize("path", [*PAGE_PATHS, "/nowhere"])
async def test_every_page_is_guarded(shared: Running, path: str) -> None:
    status, headers, text = await get(shared, path)
    assert status == (404 if path == "/nowhere" else 200)
    policy = headers["content-security-policy"]
    assert "script-src 'self'" in policy
    assert "require-trusted-types-for 'script'; trusted-types service-worker" in policy
    assert "unsafe" not in policy
    assert (headers["x-content-type-options"], headers["referrer-policy"]) == ("nosniff", "no-referrer")
    assert " style=" not in text
    assert "http://" not in text.replace(shared.url, "")
    assert "https://" not in text


async def test_the_page_comes_in_the_look_that_was_chosen(shared: Running) -> None:
    for cookie, accepts, shown in (
        ("", "en-GB,ja;q=0.5", 'lang="en" data-theme="light"'),
        ("", "", 'lang="ja" data-theme="light"'),
        ("fair_look=ja.dark", "en", 'lang="ja" data-theme="dark"'),
        ('fair_look="><script>.dark', "en", 'lang="en" data-theme="dark"'),
    ):
        _, _, text = await get(shared, "/hall", cookie=cookie, **{"accept-language": accepts})
        assert shown in text


async def test_static_files_are_for_ever_and_of_this_release(shared: Running) -> None:
    release = await shared.release()
    status, headers, _ = await get(shared, f"/static/{release}/app.js")
    assert (status, "immutable" in headers["cache-control"]) == (200, True)
    ours = f"/static/{release}"
    elsewhere = ("/../fairserver/app.py", "/index.html", "/%2e%2e/pyproject.toml", "/vendor", "/i18n/fr.json")
    for path in ("/static/000000000000/app.js", *(ours + each for each in elsewhere)):
        assert (await get(shared, path))[0] == 404, path


@pytest.mark.parametrize("path", ["vendor/uplot.js", "i18n/ja.json", "icons.svg", "pictures/hall.png"])
async def test_a_static_file_is_compressed_once_and_beside_the_loop(
    shared: Running, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    loops: list[bool] = []

    def watched(kind: Callable[..., Any]) -> Callable[..., Any]:
        def noted(*arguments: Any, **named: Any) -> Any:
            loops.append(threading.current_thread() is threading.main_thread())
            return kind(*arguments, **named)

        return noted

    monkeypatch.setattr(static_files, "_read", {})
    monkeypatch.setattr(zlib, "compressobj", watched(zlib.compressobj))
    monkeypatch.setattr(zlib, "compress", watched(zlib.compress))
    address = f"{shared.url}/static/{await shared.release()}/{path}"
    file = STATIC / path
    expected = file.read_bytes() if file.exists() else words_as_file("ja", office=False)
    decoded = {"br": brotli.decompress, "gzip": gzip.decompress, None: bytes}
    async with aiohttp.ClientSession(auto_decompress=False) as http:
        for accepts, best in (("gzip, br;q=0.9", "br"), ("gzip", "gzip"), ("gzip;q=1", "gzip")):
            async with http.get(address, headers={"accept-encoding": accepts}) as answer:
                body, encoding = await answer.read(), answer.headers.get("content-encoding")
                assert decoded[encoding](body) == expected
                assert encoding == (best if file.suffix != ".png" else None)
        async with http.get(address, headers={"accept-encoding": "identity"}) as answer:
            assert (await answer.read(), "content-encoding" in answer.headers) == (expected, False)
    assert loops == [False]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_words_of_all_subjects_are_two_files(shared: Running, language: str) -> None:
    """Those of every page, and those that only organisers' pages need."""
    found: dict[str, Any] = {}
    for name in (language, f"{language}.office"):
        status, headers, text = await get(shared, f"/static/{await shared.release()}/i18n/{name}.json")
        kind, cached = headers["content-type"], "immutable" in headers["cache-control"]
        assert (status, kind, cached) == (200, "application/json", True)
        assert not found.keys() & json.loads(text).keys()
        found |= json.loads(text)
    assert found == words(language)


async def test_the_service_worker_is_asked_for_anew(shared: Running) -> None:
    """It is for the whole site, and of no release."""
    status, headers, text = await get(shared, "/service-worker.js")
    assert (status, headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert headers["cache-control"] == "no-cache"
    assert "notificationclick" in text
    assert "fetch" not in text, "it answers no requests"


async def test_alive_ready_and_counted(shared: Running) -> None:
    assert json.loads((await get(shared, "/healthz"))[2])["ok"]
    status, _, text = await get(shared, "/readyz")
    assert (status, json.loads(text)["parts"]["database"]) == (200, "ok")
    async with shared.visitor("participant") as amara:
        await amara.enter(2)
        _, _, figures = await get(shared, "/metrics")
    assert 'fair_socket_requests_total{event="place.enter",result="ok"}' in figures
    assert "fair_sockets 1.0" in figures


async def test_a_database_that_is_away_is_named(shared: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    def away() -> Any:
        raise FairError("busy")

    monkeypatch.setattr(shared.app.database, "reading", away)
    status, _, text = await get(shared, "/readyz")
    assert (status, json.loads(text)["parts"]["database"]) == (503, "away")
    assert (await get(shared, "/healthz"))[0] == 200


async def test_readyz_leaves_behind_who_will_not_be_cancelled(shared: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    over = asyncio.Event()

    async def stubborn() -> None:
        while not over.is_set():
            with suppress(asyncio.CancelledError):
                await over.wait()

    monkeypatch.setitem(shared.app.checks.optional, "redis", stubborn)
    async with asyncio.timeout(stretched(3)):
        status, _, text = await get(shared, "/readyz")
    over.set()
    assert (status, json.loads(text)["parts"]) == (200, {"database": "ok", "redis": "slow"})


async def test_one_line_per_request(shared: Running, logged: list[Any]) -> None:
    _, headers, _ = await get(shared, "/hall?secret=1")
    (line,) = [line for line in logged if line["event"] == "http"]
    assert (line["id"], line["path"], line["status"]) == (headers["x-request-id"], "/hall", 200)
    assert "secret" not in json.dumps(line)


async def test_an_http_line_names_the_person_and_the_place(shared: Running, logged: list[Any]) -> None:
    async with shared.browser("organiser") as http:
        async with http.get("/api/start") as answer:
            sato = (await answer.json())["person"]["id"]
        await outcome(http, "/api/figures/list", edition=1, place=2, figure="live")
    (line,) = [line for line in logged if line.get("path") == "/api/figures/list"]
    assert (line["event"], line["person"], line["place"]) == ("http", sato, 2)
    await get(shared, "/hall")
    assert "person" not in logged[-1], "the next one's line is the next one's"


async def test_a_line_names_the_route_and_never_the_secret_in_a_path(shared: Running, logged: list[Any]) -> None:
    token = "k3Jx0pYd2mQ8vT5rW1zA7bC4"
    for path in (f"/calendar/{token}.ics", f"/calendar/{token}.ics/more", f"/calendar/{token}", "/booths/2"):
        await get(shared, path)
    lines = [line for line in logged if line["event"] == "http"]
    assert [line["path"] for line in lines] == ["/calendar/{token}.ics", "unknown", "unknown", "/booths/{place:id}"]
    assert token not in json.dumps(logged, default=str)


async def test_a_failed_sign_in_names_the_client(shared: Running, logged: list[Any]) -> None:
    async with shared.browser() as http:
        assert await outcome(http, "/api/links/show", token="A" * 43) == "link.unknown"
        assert await outcome(http, "/api/sign-in", email=[], language="en") == "request.malformed"
        assert await outcome(http, "/api/sign-in", email="nobody@example.org", language="en") == "ok"
    lines = [line for line in logged if line["event"] == "http"]
    assert [line.get("client") for line in lines] == ["127.0.0.1", "127.0.0.1", None]


async def raw(fair: Running, *lines: str) -> int:
    """The status of the answer to a request of these lines."""
    reader, writer = await asyncio.open_connection("127.0.0.1", fair.port)
    writer.write("\r\n".join([*lines, "", ""]).encode())
    answered = await reader.readline()
    writer.close()
    return int(answered.split()[1])


@pytest.mark.parametrize("path", ["/hall", "/api/start", "/socket.io/?EIO=4&transport=websocket"])
async def test_two_hosts_are_refused(shared: Running, path: str) -> None:
    ours = f"Host: localhost:{shared.port}"
    socket = ["Origin: " + shared.url, "Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13",
              "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="] if "socket" in path else []  # fmt: skip
    for hosts in ([ours, "Host: evil.example"], ["Host: evil.example", ours], ["Host: evil.example"]):
        assert await raw(shared, f"GET {path} HTTP/1.1", *hosts, *socket) in (400, 403)
    assert await raw(shared, f"GET {path} HTTP/1.1", ours.upper(), *socket) in (101, 200)


async def test_every_spelling_of_the_public_url_serves_the_one_host(tmp_path: Path) -> None:
    async with running(sqlite_url(tmp_path), demo=False, public_url="https://FAIR.example:443/") as fair:
        assert fair.app.settings.public_url == "https://fair.example", "what mails begin their links with"
        for host in ("fair.example", "FAIR.example", "fair.example:443"):
            assert (await get(fair, "/sign-in", host=host))[0] == 200, host
            posted = {"host": host, "origin": "https://fair.example"}
            async with aiohttp.ClientSession(headers=posted) as http:
                assert await outcome(http, f"{fair.url}/api/links/show", token="A" * 43) == "link.unknown", host


async def test_operators_ask_whatever_the_host(shared: Running) -> None:
    for path in ("/healthz", "/readyz", "/metrics"):
        assert (await get(shared, path, host="10.1.2.3:8000"))[0] == 200


async def test_a_refused_message_names_request_person_and_place(shared: Running, logged: list[Any]) -> None:
    async with shared.visitor("participant") as amara:
        await amara.enter(2)
        refused = await amara.try_("chat.say", id="asked-once", place=9999, text="?", language="en")
        elsewhere = await amara.try_("shift.set", id="asked-twice", place=2, state="away", until=None)
        nowhere = await amara.try_("people.find", text="")
    lines = [line for line in logged if line["event"] == "socket.refused"]
    assert [line["id"] for line in lines] == [each["error"]["log"] for each in (refused, elsewhere, nowhere)]
    assert [(line["request"], line["person"], line["place"]) for line in lines] == [
        ("asked-once", amara.person, 9999), ("asked-twice", amara.person, 2), (None, amara.person, 2),
    ]  # fmt: skip


async def test_our_own_failure_names_them_too(
    shared: Running, logged: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(*_: Any) -> None:
        raise RuntimeError("the secret reason")

    async with shared.visitor("participant") as amara:
        monkeypatch.setattr(shared.app.announcer, "here", broken)
        await amara.try_("place.enter", place=2)
    (line,) = [line for line in logged if line["event"] == "socket.failed"]
    assert (line["person"], line["place"]) == (amara.person, 2)


async def test_the_first_view_is_small(shared: Running) -> None:
    """What a first sign-in page brings, as it is sent: document, styles, scripts, one language, the icon."""
    files = await first_view(shared, "/sign-in")
    assert (len(files), sum(files.values())) < (9, 52_000), files


async def test_the_first_view_of_the_hall_is_small(shared: Running) -> None:
    """What a phone is served until 118 booths are drawn, as it is sent: files, and the snapshots of the socket."""
    files = await first_view(shared, "/hall", "icons.svg")
    assert len(files) < 10, files
    async with shared.browser("participant") as http, page(shared, http) as amara:
        told = [
            await amara.follow(f"person:{amara.person}"),
            await amara.enter(HALL),
            await amara.follow("timetable:1"),
        ]
    said = [len(EncodedJson(each).deflated) for each in told]
    assert sum(said) < 15_000, said
    assert sum(files.values()) < 74_000, files


async def first_view(fair: Running, path: str, *more: str) -> dict[str, int]:
    """The document of a page, the files that it names, and others: bytes of each as it is sent, without headers."""
    _, _, shell = await get(fair, path)
    release = await fair.release()
    paths = [f"/static/{release}/{part.partition(QUOTE)[0]}" for part in shell.split(f'"/static/{release}/')[1:]]
    found = {path: len(shell)}
    async with aiohttp.ClientSession(auto_decompress=False) as http:
        for each in (*paths, *(f"/static/{release}/{one}" for one in more)):
            async with http.get(f"{fair.url}{each}", headers={"accept-encoding": "br, gzip"}) as answer:
                assert answer.status == 200, each
                found[each] = len(await answer.read())
    return found
