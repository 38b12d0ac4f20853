"""The WebSocket part of the Engine.IO protocol (version 4) and of the Socket.IO protocol (version 5), rule by rule.
Each test is named after the section of the protocol's document that says so. What concerns long polling and upgrades
does not apply: there is one transport.
"""

import asyncio
import json
from typing import Any

import aiohttp
import pytest
from websockets.asyncio.client import connect
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory
from websockets.typing import Origin

from fairserver.sockets import engineio_socket, heartbeats, socketio_server
from fairserver.sockets.compression import compressed
from fairserver.sockets.engineio_socket import LARGEST
from tests.running import Running
from tests.service.test_raw_sockets import SOCKET, Raw, introduced, raw
from tests.waiting import PATIENCE, stretched

HALL, BOOTH = 1, 2

# ---- Engine.IO


async def test_handshake_the_first_packet_says_how_the_session_works(shared: Running) -> None:
    async with shared.browser("participant") as http, raw(shared, http) as socket:
        opened = json.loads((await socket.next_("0"))[1:])
    assert isinstance(opened.pop("sid"), str)
    assert opened == {"upgrades": [], "pingInterval": 10_000, "pingTimeout": 4_000, "maxPayload": LARGEST}


@pytest.mark.parametrize("query", ["", "EIO=4", "EIO=3&transport=websocket", "transport=websocket",
                                   "EIO=abc&transport=websocket", "EIO=4&transport=websocket&sid=unknown"])  # fmt: skip
async def test_handshake_what_is_asked_wrongly_opens_nothing(shared: Running, query: str) -> None:
    async with shared.browser("participant") as http:
        with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
            await http.ws_connect(f"/socket.io/?{query}", headers={"Origin": shared.url})
        assert refused.value.status in (400, 403)


async def test_heartbeat_the_server_pings_and_who_answers_stays(fair: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeats, "PING_SECONDS", 0.3)
    async with introduced(fair) as socket:
        for _ in range(3):
            assert await socket.next_("2") == "2"
            await socket.send("3")
        await socket.send(f'427["place.enter",{{"place":{BOOTH}}}]')
        await socket.next_("437")


async def test_heartbeat_who_does_not_answer_is_cut(fair: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heartbeats, "PING_SECONDS", 0.3)
    monkeypatch.setattr(heartbeats, "PONG_SECONDS", 0.3)
    async with introduced(fair) as socket:
        await socket.next_("2")
        await socket.rest()
        assert socket.wire.closed


async def test_closing_the_client_says_so(fair: Running) -> None:
    async with introduced(fair) as socket:
        await socket.send("1")
        await socket.rest()
        assert not fair.app.sockets.open


async def test_closing_by_the_websocket_itself(fair: Running) -> None:
    async with introduced(fair) as socket:
        assert fair.app.sockets.open
        await socket.wire.close()
        async with asyncio.timeout(stretched(PATIENCE)):
            while fair.app.sockets.open:
                await asyncio.sleep(0.01)


@pytest.mark.parametrize("packet", ["2", "3", "5", "6", "2probe"])
async def test_packet_types_that_mean_nothing_here_are_survived(shared: Running, packet: str) -> None:
    async with introduced(shared) as socket:
        await socket.send(packet)
        await socket.send('428["no.such.event",{}]')
        await socket.next_("438")


@pytest.mark.parametrize("packet", ["", "7", "abc", "é"])
async def test_packet_types_that_do_not_exist_end_the_session(shared: Running, packet: str) -> None:
    async with introduced(shared) as socket:
        await socket.send(packet)
        await socket.rest()
        assert socket.wire.closed


@pytest.mark.parametrize("size", [125, 126, 65_535, 65_536])
def test_packets_are_framed_as_rfc_6455_section_5_2_has_it(size: int) -> None:
    framed = engineio_socket.text_frame("4" + "x" * (size - 1))
    assert framed[0] == 0x81, "a final frame of text"
    length, start = framed[1], 2
    if length >= 126:
        start = 4 if length == 126 else 10
        length = int.from_bytes(framed[2:start], "big")
    assert (length, len(framed) - start) == (size, size)
    assert framed[start:] == b"4" + b"x" * (size - 1), "a server masks nothing"


# ---- Socket.IO


async def test_connection_to_a_namespace_gives_the_socket_an_id_of_its_own(shared: Running) -> None:
    async with shared.browser("participant") as http, raw(shared, http) as socket:
        session = json.loads((await socket.next_("0"))[1:])["sid"]
        connected = json.loads((await socket.introduce(release=await shared.release()))[2:])
        assert connected.keys() == {"sid"}
        assert connected["sid"] != session


async def test_connection_to_another_namespace_is_refused(shared: Running) -> None:
    async with introduced(shared) as socket:
        await socket.send("40/other,")
        assert (await socket.next_("44/other,")).startswith("44/other,")


async def test_connection_nothing_is_answered_before_it(shared: Running) -> None:
    async with shared.browser("participant") as http, raw(shared, http) as socket:
        await socket.next_("0")
        await socket.send('421["no.such.event",{}]')
        first = await socket.introduce(release=await shared.release())
        assert first.startswith("40"), "what was sent before is not answered"


async def test_sending_data_an_event_is_acknowledged_under_its_number(shared: Running) -> None:
    async with introduced(shared) as socket:
        for number in (0, 7, 456):
            await socket.send(f'42{number}["no.such.event",{{}}]')
            answer = await socket.next_("43")
            assert answer.startswith(f"43{number}[")
            assert len(json.loads(answer[2 + len(str(number)) :])) == 1


async def test_disconnection_from_the_namespace(fair: Running) -> None:
    async with introduced(fair) as socket:
        await socket.send("41")
        await socket.rest()
        assert not fair.app.sockets.open


@pytest.mark.parametrize("packet", ["4abc", "49", '42{"a":"b"}', "42abc", "42[", '42""', "4"])
async def test_packet_encoding_what_is_malformed_closes(shared: Running, packet: str) -> None:
    async with introduced(shared) as socket:
        await socket.send(packet)
        await socket.rest()
        assert socket.wire.closed


# ---- permessage-deflate (RFC 7692)


@pytest.mark.parametrize(("offered", "shared_blocks"), [
    ([ClientPerMessageDeflateFactory(client_max_window_bits=True)], True),  # as browsers offer it
    ([ClientPerMessageDeflateFactory(server_max_window_bits=10)], False),
    ([], False),
], ids=["as browsers offer it", "a smaller window", "nothing"])  # fmt: skip
async def test_a_snapshot_reads_the_same_however_it_was_sent(
    shared: Running, monkeypatch: pytest.MonkeyPatch, offered: list[Any], *, shared_blocks: bool
) -> None:
    """§7.1: what the server sends was compressed once for all, which not every offer allows."""
    sent: list[bytes] = []

    def noted(*packet: Any) -> bytes:
        sent.append(compressed(*packet))
        return sent[-1]

    monkeypatch.setattr(socketio_server, "compressed", noted)
    async with shared.visitor("participant") as amara:
        await amara.enter(HALL)
        assert sent == [], "its client offers nothing"
        expected = amara.states["edition:1"]
    async with shared.browser("participant") as http:
        cookies = "; ".join(f"{cookie.key}={cookie.value}" for cookie in http.cookie_jar)
        release = await shared.release()
        async with connect(
            f"{shared.url.replace('http', 'ws', 1)}{SOCKET}", origin=Origin(shared.url), max_size=None,
            compression=None, extensions=offered or None, additional_headers={"Cookie": cookies},
        ) as socket:  # fmt: skip
            await socket.send(f'40{{"release":"{release}"}}')
            await socket.send(f'420["place.enter",{{"place":{HALL}}}]')
            async for packet in socket:
                if str(packet).startswith("430"):
                    break
    state = json.loads(str(packet)[3:])[0]["ok"]["state"]
    assert state["places"].keys() == expected["places"].keys()
    assert bool(sent) == shared_blocks
    assert all(len(payload) < len(packet) / 3 for payload in sent)


async def test_a_client_may_compress_and_no_message_may_be_a_bomb(shared: Running) -> None:
    """§8.2: 30 MB of one letter are 30 kB on the wire; the connection ends before they are in memory."""
    async with shared.browser("participant") as http:
        wire = await http.ws_connect(SOCKET, headers={"Origin": shared.url}, compress=15, max_msg_size=0)
        socket = Raw(wire)
        await socket.introduce(release=await shared.release())
        await socket.send('420["place.enter",{"place":1}]')
        assert (await socket.next_("430")).startswith("430")
        await socket.send("4" + "x" * 30_000_000)
        await socket.rest()
        assert wire.closed
