"""What strangers and broken software send: none of it stops anyone else's picture."""

import asyncio
import contextlib
import gc
import os
import random
import secrets
import socket
import tracemalloc
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pylibsrtp
import pytest
from aioice import stun
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fairserver.base.errors import FairError
from fairserver.media import ice, rtcp
from fairserver.media.node import MediaNode
from fairserver.media.offer import parse_offer
from fairserver.media.packet_limit import CHECKS_PER_SECOND, RTCP_BYTES, RTCP_PER_SECOND, PacketLimit
from fairserver.media.publication import Publication
from fairserver.media.udp_mux import UdpMux
from fairserver.media.udp_sender import Address, UdpSender
from tests.waiting import stretched, until

from .hall import Hall
from .peer import VIDEO_SSRC, Peer

OFFER = (Path(__file__).parent / "offers/chromium_camera.sdp").read_bytes().decode()
CLIENT_HELLO = bytes.fromhex("16feff0000000000000000002d0100002100000000000000210303") + bytes(40)


@pytest.fixture
async def live(hall: Hall) -> AsyncIterator[tuple[Hall, Peer]]:
    """A hall with a camera and somebody who watches it."""
    camera = await hall.camera()
    camera.start()
    viewer = await hall.viewer()
    await viewer.until(lambda: len(viewer.of("video")) > 5)
    yield hall, viewer
    await still_sees(viewer)


async def still_sees(viewer: Peer) -> None:
    seen = len(viewer.of("video"))
    await viewer.until(lambda: len(viewer.of("video")) > seen + 10, seconds=2)


async def test_a_client_hello_from_elsewhere_does_not_answer_in_a_peers_place(
    live: tuple[Hall, Peer],
) -> None:
    hall, _ = live
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        stranger.setblocking(False)

        async def flood() -> None:
            while True:
                stranger.sendto(CLIENT_HELLO, ("127.0.0.1", hall.node.port))
                await asyncio.sleep(0.001)

        task = asyncio.create_task(flood())
        for _ in range(5):
            viewer = await hall.viewer()
            assert viewer.dtls.state == "connected"
        task.cancel()


async def test_a_check_without_the_password_binds_no_address(live: tuple[Hall, Peer]) -> None:
    hall, viewer = live
    mux: UdpMux = hall.node._mux
    assert viewer.answer is not None
    parameters = viewer.answer.media[0].ice
    assert parameters is not None
    bound = dict(mux._by_address)
    for key in (None, b"wrong" * 5):
        check = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
        check.attributes["USERNAME"] = f"{parameters.usernameFragment}:x"
        check.attributes["PRIORITY"] = 1
        if key is not None:
            check.add_message_integrity(key)
        for sender in set(mux.senders.values()):
            mux.datagram_received(bytes(check), ("198.51.100.9", 9), sender)
    assert mux._by_address == bound


async def test_a_publisher_that_answers_no_check_goes_on(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    """FFmpeg answers none once it publishes; aioice alone would close it after half a minute."""
    monkeypatch.setattr(ice, "CONSENT_SECONDS", 0.05)
    camera = await hall.camera()
    ignored: list[Any] = []
    monkeypatch.setattr(camera.peer.connection, "request_received", lambda *check: ignored.append(check))
    camera.start()
    viewer = await hall.viewer()
    await viewer.until(lambda: len(viewer.of("video")) > 5)
    await until(lambda: len(ignored) >= 9, within=15)  # more than aioice would bear
    await still_sees(viewer)
    assert {event.kind for event in hall.events.seen} == {"live"}


async def test_a_wrong_fingerprint_gets_no_media(live: tuple[Hall, Peer]) -> None:
    hall, _ = live
    peer = Peer("recvonly")
    peer.fingerprint = ":".join(["00"] * 32)
    hall.peers.append(peer)
    await peer.connect(hall.watch("impostor"))
    async with asyncio.timeout(stretched(5)):
        while any(session.owner == "impostor" for session in hall.node._sessions.values()):
            await asyncio.sleep(0.02)
    assert not peer.rtp


async def test_sessions_are_their_owners_own(live: tuple[Hall, Peer]) -> None:
    hall, viewer = live
    for session, owner in ((viewer.session, "somebody"), ("unknown", viewer.owner)):
        with pytest.raises(FairError) as refused:
            await hall.node.close(session, owner)
        assert refused.value.code == "media.session_unknown"


async def test_an_ice_restart_and_a_stale_etag_are_refused(live: tuple[Hall, Peer]) -> None:
    hall, viewer = live
    for fragment, etag, code in (
        ("a=ice-ufrag:other\r\n", viewer.etag, "media.ice_restart"),
        ("a=ice-ufrag:other\r\n", "*", "media.ice_restart"),
        ("a=end-of-candidates\r\n", '"stale"', "media.etag_mismatch"),
    ):
        with pytest.raises(FairError) as refused:
            await hall.node.trickle(viewer.session, viewer.owner, fragment, etag)
        assert refused.value.code == code
    await hall.node.trickle(viewer.session, viewer.owner, "a=end-of-candidates\r\n", viewer.etag)


async def test_nothing_is_sent_where_a_candidate_lures_us(
    live: tuple[Hall, Peer], monkeypatch: pytest.MonkeyPatch
) -> None:
    hall, _ = live
    lures = ["224.0.0.251", "0.0.0.0", "255.255.255.255", "169.254.169.254"]
    sent: set[str] = set()
    send_batch = UdpSender.send_batch

    def spy(self: UdpSender, data: bytes | memoryview, segment_size: int, address: Address) -> None:
        sent.add(address[0])
        send_batch(self, data, segment_size, address)

    monkeypatch.setattr(UdpSender, "send_batch", spy)
    peer = Peer("recvonly")
    hall.peers.append(peer)
    await peer.connect(
        hall.watch(), candidates=[f"a=candidate:1 1 udp 2130706431 {host} 5353 typ host" for host in lures]
    )
    assert peer.dtls.state == "connected"
    assert sent == {"127.0.0.1"}


async def test_garbage_from_a_publisher_with_keys(live: tuple[Hall, Peer]) -> None:
    hall, _ = live
    chaos = random.Random(7)
    other = Peer("sendonly")
    hall.peers.append(other)
    await other.connect(lambda offer: hall.node.publish("annexe", "chaos", offer))
    for _ in range(2000):
        data = bytearray(chaos.randbytes(chaos.randrange(12, 200)))
        data[0] = 0x80 | data[0] & 0x3F
        if chaos.random() < 0.5:
            data[1] = chaos.randrange(200, 208)
        else:
            data[8:12] = (VIDEO_SSRC + 1).to_bytes(4)
        with contextlib.suppress(pylibsrtp.Error):
            await other.send(bytes(data))
    await other.send(rtcp.nack(1, range(0, 60_000, 300)))
    assert other.dtls.state == "connected"


async def test_a_flood_of_nacks_is_bounded(live: tuple[Hall, Peer]) -> None:
    hall, _ = live
    greedy = await hall.viewer()
    await greedy.until(lambda: len(greedy.of("video")) > 5)
    number = greedy.of("video")[-1].sequence
    for _ in range(50):
        await greedy.send(rtcp.nack(greedy.ssrc("video"), [number] * 200))
    await still_sees(greedy)
    assert sum(packet.payload_type == 97 for packet in greedy.rtp) <= 800


async def test_a_full_node_says_so_and_those_inside_go_on() -> None:
    hall = Hall(max_viewers=1)
    await hall.node.start()
    camera = await hall.camera()
    camera.start()
    viewer = await hall.viewer()
    with pytest.raises(FairError) as refused:
        await hall.viewer()
    assert refused.value.code == "media.full"
    await hall.events.wait("hall", "full")
    await still_sees(viewer)
    await hall.stop()


async def test_nobody_takes_the_seats_of_others() -> None:
    """Whoever asks again and again holds two at most: the newest replaces the oldest, and others find room."""
    hall = Hall(max_viewers=3)
    await hall.node.start()
    camera = await hall.camera()
    camera.start()
    greedy = [Peer("recvonly") for _ in range(6)]
    hall.peers += greedy
    for peer in greedy:
        await peer.connect(hall.watch("greedy"))
    assert sum(session.owner == "greedy" for session in hall.node._sessions.values()) == 2
    other = await hall.viewer()
    await other.until(lambda: other.of("video"))
    with pytest.raises(FairError, match=r"media\.no_codec"):
        await hall.node.watch("hall", "greedy", OFFER)  # a camera's: it receives nothing, and ends nothing
    for peer in greedy[-2:]:
        await still_sees(peer)
    await hall.stop()


async def test_a_flood_of_rtcp_is_not_parsed(live: tuple[Hall, Peer], monkeypatch: pytest.MonkeyPatch) -> None:
    hall, _ = live
    greedy = await hall.viewer()
    await greedy.until(lambda: len(greedy.of("video")) > 5)
    parsed = 0

    def counted(data: bytes, parse: Any = rtcp.parse) -> Any:
        nonlocal parsed
        parsed += len(data) > 200  # the flood's, and nobody's reports
        return parse(data)

    monkeypatch.setattr(rtcp, "parse", counted)
    began = asyncio.get_running_loop().time()
    for number in range(600):
        await greedy.send(rtcp.nack(greedy.ssrc("video"), range(number, number + 40_000, 800)))
    await still_sees(greedy)
    lasted = asyncio.get_running_loop().time() - began
    assert 0 < parsed <= RTCP_PER_SECOND * (2 + lasted)


async def test_a_flood_of_checks_costs_no_hmac(live: tuple[Hall, Peer], monkeypatch: pytest.MonkeyPatch) -> None:
    hall, viewer = live
    mux: UdpMux = hall.node._mux
    assert viewer.answer is not None
    parameters = viewer.answer.media[0].ice
    assert parameters is not None
    transport = mux._by_username[str(parameters.usernameFragment)]
    tried = 0

    def counted(_check: stun.Message) -> bool:
        nonlocal tried
        tried += 1
        return False

    monkeypatch.setattr(transport, "admits", counted)
    check = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
    check.attributes["USERNAME"] = f"{parameters.usernameFragment}:x"
    check.add_message_integrity(b"wrong" * 5)
    sender = next(iter(mux.senders.values()))
    began = asyncio.get_running_loop().time()
    for _ in range(1000):
        mux.datagram_received(bytes(check), ("198.51.100.9", 9), sender)
    assert 0 < tried <= CHECKS_PER_SECOND * (2 + asyncio.get_running_loop().time() - began)
    monkeypatch.undo()
    await still_sees(viewer)


def test_rtcp_is_bounded_before_it_is_parsed() -> None:
    limit = PacketLimit(RTCP_PER_SECOND, RTCP_BYTES)
    assert sum(limit.admits(100, 10 + number / 2000) for number in range(2000)) <= 2 * RTCP_PER_SECOND
    assert limit.admits(100, 20), "after a while again"
    assert not limit.admits(RTCP_BYTES + 1, 30)


async def test_a_taken_port_is_named(hall: Hall) -> None:
    other = MediaNode(port=hall.node.port, announce=("127.0.0.1",), on_event=lambda event: None)
    with pytest.raises(OSError, match=str(hall.node.port)):
        await other.start()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=300), source=st.tuples(st.ip_addresses(v=4).map(str), st.integers(1, 65535)))
async def test_any_datagram_from_anywhere_is_harmless(hall: Hall, data: bytes, source: Address) -> None:
    mux: UdpMux = hall.node._mux
    for sender in set(mux.senders.values()):
        mux.datagram_received(data, source, sender)
        mux.datagram_received(b"\0\1" + len(data).to_bytes(2) + b"\x21\x12\xa4\x42" + bytes(12) + data, source, sender)
    assert not mux._by_address


@given(st.lists(st.binary(max_size=120), max_size=20))
async def test_any_bytes_are_harmless_as_rtp(packets: list[bytes]) -> None:
    lines = parse_offer(OFFER, allow_private=True).lines
    publication = Publication(lines, lambda packet: None, lambda state: None)
    for now, data in enumerate(packets):
        publication.rtp_received(data, now)
        for start in (b"\x80\x60", b"\x90\x61", b"\xb0\xe0"):
            publication.rtp_received(start + data, now)
        publication.rtcp_received(rtcp.parse(data), now)
        publication.tick(now)


async def test_a_hundred_visits_leave_nothing_behind(hall: Hall) -> None:
    camera = await hall.camera()
    camera.start()
    for _ in range(10):
        await visit(hall)
    gc.collect()
    tasks, files = len(asyncio.all_tasks()), len(os.listdir("/proc/self/fd"))
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for _ in range(10):
        await asyncio.gather(*(visit(hall) for _ in range(10)))
    gc.collect()
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    assert len(asyncio.all_tasks()) <= tasks
    assert len(os.listdir("/proc/self/fd")) <= files
    assert len(hall.node._sessions) == 1
    assert grown < 1_000_000


async def visit(hall: Hall) -> None:
    viewer, owner = Peer("recvonly"), secrets.token_hex(4)
    await viewer.connect(hall.watch(owner))
    await viewer.until(lambda: viewer.of("video"))
    await hall.node.close(viewer.session, owner)
    await viewer.close()
