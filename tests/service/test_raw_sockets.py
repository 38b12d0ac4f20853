"""The socket's door, packet by packet: whatever arrives, one line, no traceback, and the others notice nothing."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from sqlalchemy import update

from fairserver.people.tables import Login
from fairserver.sockets import socketio_server
from fairserver.sockets.drain import drain
from fairserver.sockets.engineio_socket import LARGEST
from tests.running import Running, page
from tests.waiting import PATIENCE, stretched, until

BOOTH = 2
SOCKET = "/socket.io/?EIO=4&transport=websocket"


class Raw:
    """Packets as they are: 0 open, 2 ping, 40 connect, 42 event, 43 acknowledgement, 44 refused."""

    def __init__(self, wire: aiohttp.ClientWebSocketResponse) -> None:
        self.wire = wire

    async def send(self, packet: str) -> None:
        await self.wire.send_str(packet)

    async def next_(self, prefix: str) -> str:
        async with asyncio.timeout(stretched(PATIENCE)):
            while True:
                message = await self.wire.receive()
                assert message.type is aiohttp.WSMsgType.TEXT, f"closed before {prefix}"
                if str(message.data).startswith(prefix):
                    return str(message.data)

    async def rest(self) -> list[str]:
        """All that comes until the other side closes."""
        packets = []
        async with asyncio.timeout(stretched(PATIENCE)):
            async for message in self.wire:
                packets.append(str(message.data))
        return packets

    async def introduce(self, **auth: Any) -> str:
        await self.send("40" + json.dumps(auth))
        return await self.next_("4")


@asynccontextmanager
async def raw(fair: Running, http: aiohttp.ClientSession, **headers: str) -> AsyncIterator[Raw]:
    async with http.ws_connect(SOCKET, headers={"Origin": fair.url} | headers, max_msg_size=0) as wire:
        yield Raw(wire)


@asynccontextmanager
async def introduced(fair: Running, role: str = "participant") -> AsyncIterator[Raw]:
    async with fair.browser(role) as http, raw(fair, http) as socket:
        assert (await socket.introduce(release=await fair.release())).startswith("40")
        yield socket


# ---- who may open one


@pytest.mark.parametrize("headers", [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": ""},
    {"Origin": "https://evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"},
    {"Host": "evil.example"},
    {"Host": "evil.example", "Origin": "http://evil.example"},
], ids=["foreign", "null", "none", "forwarded", "foreign host", "foreign host and origin"])  # fmt: skip
async def test_a_page_of_another_site(shared: Running, logged: list[Any], headers: dict[str, str]) -> None:
    async with shared.browser("participant") as http:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            async with raw(shared, http, **headers):
                pass
    assert refused.value.status == 403
    code = "host.unknown" if "Host" in headers else "origin.foreign"
    assert [line["code"] for line in logged if line["event"] == "socket.refused"] == [code]


async def test_an_origin_that_is_not_said(shared: Running) -> None:
    async with shared.browser("participant") as http:
        with pytest.raises(aiohttp.WSServerHandshakeError):
            await http.ws_connect(SOCKET)


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("transport", ["polling", "carrier-pigeon"])
async def test_no_request_of_another_site_can_be_a_poll(shared: Running, method: str, transport: str) -> None:
    async with shared.browser("participant") as http:
        path = f"/socket.io/?EIO=4&transport={transport}"
        async with http.request(method, path, headers={"Origin": shared.url}) as answer:
            assert answer.status >= 400
            assert "sid" not in await answer.text()


async def refusal(shared: Running, http: aiohttp.ClientSession, **auth: Any) -> Any:
    async with raw(shared, http) as socket:
        packet = await socket.introduce(**auth)
        assert packet.startswith("44")
        return json.loads(packet[2:])["data"]["code"]


async def test_an_outdated_page_is_told_to_reload(shared: Running) -> None:
    async with shared.browser("participant") as http:
        assert await refusal(shared, http, release="of last year") == "page.outdated"
        assert await refusal(shared, http) == "page.outdated"
        assert await refusal(shared, http, release=["a list"]) == "page.outdated"


async def test_without_a_login(shared: Running) -> None:
    async with shared.browser() as http:
        assert await refusal(shared, http, release=await shared.release()) == "login.missing"
    async with aiohttp.ClientSession(shared.url, cookies={"fair_login": "A" * 43}) as http:
        assert await refusal(shared, http, release=await shared.release()) == "login.missing"


async def test_whoever_comes_while_the_process_stops(fair: Running) -> None:
    """Their connection was accepted a moment ago: nobody would tell them that it closes, so it does not open."""
    async with introduced(fair) as inside, fair.browser("participant2") as http, raw(fair, http) as late:
        await drain(fair.app.sockets, 0)
        await inside.next_('42["move"')
        packet = await late.introduce(release=await fair.release())
        assert json.loads(packet[2:])["data"]["code"] == "busy"


async def test_with_a_login_that_ended(shared: Running) -> None:
    async with shared.browser("alumnus") as http:
        async with http.get("/api/start") as answer:
            login = (await answer.json())["login"]
        async with shared.app.database.writing() as session:
            now = shared.app.clocks.wall_now()
            await session.execute(update(Login).where(Login.id == login).values(expires_at=now))
        assert await refusal(shared, http, release=await shared.release()) == "login.ended"


async def test_a_neighbours_odd_cookie_does_no_harm(shared: Running) -> None:
    """Cookies know no port: another program on this host may have set anything."""
    async with shared.browser("participant") as http:
        ours = next(cookie for cookie in http.cookie_jar if cookie.key == "fair_login")
        odd = f'x/y@z=1; {{"a"}}=b; fair_login={ours.value}; =; ;;'
        async with aiohttp.ClientSession(shared.url) as plain, raw(shared, plain, Cookie=odd) as socket:
            assert (await socket.introduce(release=await shared.release())).startswith("40")


async def test_who_never_introduces_themselves(
    shared: Running, logged: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socketio_server, "INTRODUCE_SECONDS", 0.1)
    async with shared.browser("participant") as http, raw(shared, http) as socket:
        await socket.rest()
    assert [line["code"] for line in logged if line["event"] == "socket.refused"] == ["socket.silent"]


# ---- what may come over it

CLOSES = {
    "an event without a name": "42[]",
    "no list": '42{"a":1}',
    "no json": "42[",
    "very deep": "42" + "[" * 20_000,
    "no such packet": "49",
    "a second introduction": "40{}",
    "a connect error": '44{"message":"I refuse"}',
    "no packet of Engine.IO": "text",
    "an empty frame": "",
    "very deep, one floor below": "4" + "[" * 20_000,
    "taking leave": "41",
    "too large": '42["chat.say","' + "a" * LARGEST + '"]',
    "far too large": '42["chat.say","' + "a" * LARGEST * 2 + '"]',
}
ANSWERS = {
    "a name that is a number": "42[1,{}]",
    "a name that is an object": '42[{"a":1},{}]',
    "a name of the server's own": '42["disconnect","bye"]',
    "another name of the server's own": '42["connect",{"HTTP_COOKIE":"fair_login=x"},{"release":"x"}]',
    "an unknown room": '42/elsewhere,["chat.say",{}]',
    "another room": "40/elsewhere,{}",
    "nul": '42["\\u0000",{}]',
    "a lone surrogate": '42["\\ud800",{}]',
    "an acknowledgement never asked for": "4399[1]",
    "an acknowledgement of nothing": "43",
    "a ping": "2",
    "a pong": "3",
}


async def ours_notice_nothing(shared: Running, logged: list[Any], caplog: pytest.LogCaptureFixture) -> None:
    async with shared.visitor("alumnus") as other:
        assert (await other.enter(BOOTH))["here"]["count"] == 1, "what was cut is counted no more"
    assert not [line for line in logged if "exc_info" in line]
    assert not [record for record in caplog.records if record.exc_info]


@pytest.mark.parametrize("packet", CLOSES.values(), ids=CLOSES)
async def test_a_packet_that_closes(
    shared: Running, logged: list[Any], caplog: pytest.LogCaptureFixture, packet: str
) -> None:
    async with introduced(shared) as socket:
        await socket.send(packet)
        await socket.rest()
    assert len([line for line in logged if line["event"] == "socket.refused"]) <= 1
    await ours_notice_nothing(shared, logged, caplog)


@pytest.mark.parametrize("packet", ANSWERS.values(), ids=ANSWERS)
async def test_a_packet_that_is_survived(
    shared: Running, logged: list[Any], caplog: pytest.LogCaptureFixture, packet: str
) -> None:
    async with introduced(shared) as socket:
        await socket.send(packet)
        await socket.send(f'427["place.enter",{{"place":{BOOTH}}}]')
        assert '"ok"' in await socket.next_("437")
    await ours_notice_nothing(shared, logged, caplog)


async def test_bytes_that_turn_out_to_be_text(shared: Running) -> None:
    async with introduced(shared) as socket:
        await socket.send('451-1["chat.say",{"_placeholder":true,"num":0}]')
        await socket.send("4text, though bytes were announced")
        assert "request.malformed" in await socket.next_("431")


async def test_too_large_is_said_before_the_socket_closes(shared: Running) -> None:
    async with introduced(shared) as socket:
        await socket.send('42["chat.say","' + "a" * LARGEST + '"]')
        assert '42["bye",{"code":"request.too_large"}]' in await socket.rest()


async def test_events_without_a_wish_for_an_answer_are_fine(shared: Running) -> None:
    async with introduced(shared) as socket:
        await socket.send('42["no.such.event",{}]')
        await socket.send('421["no.such.event",{}]')
        assert "request.unknown" in await socket.next_("431")


async def test_nobody_listens_on_after_taking_leave(shared: Running) -> None:
    """Whoever takes leave of Socket.IO alone is out of every scope and every count."""
    async with shared.browser("participant2") as http, page(shared, http) as other, introduced(shared) as socket:
        await socket.send(f'427["place.enter",{{"place":{BOOTH}}}]')
        await socket.next_("437")
        assert (await other.enter(BOOTH))["here"]["count"] == 2
        await socket.send("41")
        await socket.rest()
        await other.wait(lambda: (other.last("here") or {}).get("count") == 1)


async def test_a_flood_is_answered_or_cut_and_the_others_notice_nothing(
    shared: Running, logged: list[Any], caplog: pytest.LogCaptureFixture
) -> None:
    async with introduced(shared) as socket:
        for number in range(500):
            await socket.send(f'42{number}["place.enter",{{"place":{BOOTH}}}]')
        answers = [await socket.next_("43") for _ in range(500)]
    assert sum('"ok"' in answer for answer in answers) == 30
    assert sum("rate.exceeded" in answer for answer in answers) == 470
    await ours_notice_nothing(shared, logged, caplog)


async def test_one_login_opens_so_many_pages_and_no_more(fair: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    """A page that closes makes room; another login has its own."""
    monkeypatch.setattr("fairserver.sockets.server.SOCKETS_MOST", 2)
    release = await fair.release()
    async with fair.browser("participant") as http, fair.browser("participant") as another:
        async with raw(fair, http) as first, raw(fair, http) as second:
            for socket in (first, second):
                await socket.next_("0")
                assert (await socket.introduce(release=release)).startswith("40")
            async with raw(fair, http) as third:
                await third.next_("0")
                assert "socket.too_many" in await third.introduce(release=release)
            async with raw(fair, another) as other:
                await other.next_("0")
                assert (await other.introduce(release=release)).startswith("40")
        await until(lambda: len(fair.app.sockets.open) == 0)
        async with raw(fair, http) as again:
            await again.next_("0")
            assert (await again.introduce(release=release)).startswith("40")
