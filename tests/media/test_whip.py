"""WHIP and WHEP as HTTP clients see them."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp
import pytest

from .conftest import Stand, run_stand
from .peer import Peer

OFFERS = Path(__file__).parent / "offers"
CAMERA = (OFFERS / "chromium_camera.sdp").read_bytes()
VIEWER = (OFFERS / "chromium_viewer.sdp").read_bytes()
SDP = {"Content-Type": "application/sdp"}
FRAGMENT = {"Content-Type": "application/trickle-ice-sdpfrag"}


@pytest.fixture
async def http() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


async def ask(
    http: aiohttp.ClientSession, method: str, url: str, **options: Any
) -> tuple[int, dict[str, Any], aiohttp.ClientResponse]:
    async with http.request(method, url, **options) as response:
        body = {}
        if response.content_type == "application/problem+json":
            body = await response.json(content_type=None)
        else:
            await response.read()
        return response.status, body, response


async def test_a_resource_lives_from_post_to_delete(stand: Stand, http: aiohttp.ClientSession) -> None:
    status, _, created = await ask(http, "POST", stand.whip("hall"), data=CAMERA, headers=SDP)
    assert status == 201
    assert created.content_type == "application/sdp"
    assert created.headers["Location"].startswith("/whip/hall/")
    assert created.headers["Accept-Patch"] == "application/trickle-ice-sdpfrag"
    resource, etag = stand.origin + created.headers["Location"], created.headers["ETag"]
    ufrag = next(line for line in CAMERA.decode().splitlines() if line.startswith("a=ice-ufrag"))
    candidate = "a=candidate:1 1 udp 1 192.0.2.9 9999 typ host"
    fragment = f"{ufrag}\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=mid:0\r\n{candidate}\r\n"
    patch = {**FRAGMENT, "If-Match": etag}
    assert (await ask(http, "PATCH", resource, data=fragment, headers=patch))[0] == 204
    stale = {**FRAGMENT, "If-Match": '"stale"'}
    assert (await ask(http, "PATCH", resource, data=fragment, headers=stale))[:2] == (
        412,
        {"code": "media.etag_mismatch", "status": 412},
    )
    restart = "a=ice-ufrag:other\r\na=ice-pwd:otherotherotherotherother\r\n"
    everything = {**FRAGMENT, "If-Match": "*"}
    assert (await ask(http, "PATCH", resource, data=restart, headers=everything))[0] == 422
    assert (await ask(http, "PATCH", resource, data=fragment, headers=SDP))[0] == 415
    assert (await ask(http, "DELETE", resource, headers={"X-Owner": "somebody"}))[0] == 404
    assert (await ask(http, "DELETE", resource))[0] == 200
    assert (await ask(http, "DELETE", resource))[0] == 404


@pytest.mark.parametrize(
    ("body", "headers", "status", "code"),
    [
        (CAMERA, {"Content-Type": "application/json"}, 415, "media.content_type"),
        (b"\xff\xfe", SDP, 400, "media.offer_malformed"),
        (b"v=0", SDP, 400, "media.offer_malformed"),
        (VIEWER, SDP, 406, "media.no_codec"),
        (b"a" * 1_000_000, SDP, 413, "media.offer_too_large"),
    ],
)
async def test_a_bad_request_is_refused_precisely(
    stand: Stand, http: aiohttp.ClientSession, body: bytes, headers: dict[str, str], status: int, code: str
) -> None:
    got, problem, response = await ask(http, "POST", stand.whip("hall"), data=body, headers=headers)
    assert (got, problem["code"]) == (status, code)
    assert response.headers["Access-Control-Allow-Origin"] == "*"


async def test_a_withdrawn_right_and_a_second_publisher(stand: Stand, http: aiohttp.ClientSession) -> None:
    stand.refused.add("mallory")
    mallory = {**SDP, "Authorization": "Bearer mallory"}
    status, problem, _ = await ask(http, "POST", stand.whip("hall"), data=CAMERA, headers=mallory)
    assert (status, problem["code"]) == (403, "permission.withdrawn")
    assert (await ask(http, "POST", stand.whip("hall"), data=CAMERA, headers=SDP))[0] == 201
    second = {**SDP, "Authorization": "Bearer second"}
    status, problem, response = await ask(http, "POST", stand.whip("hall"), data=CAMERA, headers=second)
    assert (status, problem["code"]) == (409, "media.busy")
    assert response.headers["Retry-After"]
    status, _, _ = await ask(http, "POST", stand.whip("hall") + "?takeover=1", data=CAMERA, headers=second)
    assert status == 201


async def test_a_full_node_asks_to_come_back(http: aiohttp.ClientSession) -> None:
    async with run_stand(max_viewers=0) as stand:
        status, problem, response = await ask(http, "POST", stand.whep("hall"), data=VIEWER, headers=SDP)
        assert (status, problem["code"]) == (503, "media.full")
        assert int(response.headers["Retry-After"]) > 0


async def test_other_origins_may_ask(stand: Stand, http: aiohttp.ClientSession) -> None:
    for url in (stand.whip("hall"), stand.whep("hall"), stand.whip("hall") + "/session"):
        status, _, response = await ask(http, "OPTIONS", url)
        assert status == 204
        assert {"POST", "PATCH", "DELETE"} <= set(response.headers["Access-Control-Allow-Methods"].split(", "))
        assert "Authorization" in response.headers["Access-Control-Allow-Headers"]
        assert "Location" in response.headers["Access-Control-Expose-Headers"]


async def test_methods_that_make_no_sense_here(stand: Stand, http: aiohttp.ClientSession) -> None:
    assert (await ask(http, "GET", stand.whip("hall")))[0] == 405
    assert (await ask(http, "PUT", stand.whip("hall") + "/session"))[0] == 405


async def test_a_name_cannot_break_out_of_a_header(stand: Stand, http: aiohttp.ClientSession) -> None:
    url = stand.origin + "/whip/a%0d%0aX-Evil:%201"
    _, _, response = await ask(http, "POST", url, data=CAMERA, headers=SDP)
    assert "X-Evil" not in response.headers


async def test_servers_come_as_links(http: aiohttp.ClientSession) -> None:
    async with run_stand(ice_servers=lambda: ['<turn:t.example>; rel="ice-server"']) as s:
        _, _, response = await ask(http, "POST", s.whep("hall"), data=VIEWER, headers=SDP)
        assert response.headers["Link"] == '<turn:t.example>; rel="ice-server"'


@pytest.mark.parametrize(("query", "video"), [("join", 1), ("echo", 0)])
async def test_a_talk_is_joined_and_a_way_is_tried_by_whep(
    stand: Stand, http: aiohttp.ClientSession, query: str, video: int
) -> None:
    peer = Peer("sendrecv", video=video)
    offer = await peer.offer()
    status, _, response = await ask(http, "POST", f"{stand.whep('place')}?{query}", data=offer, headers=SDP)
    assert status == 201
    assert response.headers["Location"].endswith(f"?{query}")
    assert (await ask(http, "DELETE", stand.origin + response.headers["Location"]))[0] == 200
    await peer.close()
