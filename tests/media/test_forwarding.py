"""What the node does with packets, seen by bare peers on both sides."""

import asyncio
import socket
import struct
from functools import partial
from itertools import pairwise
from typing import Any

import pytest
from aioice import stun
from aiortc.rtp import (
    RtcpPsfbPacket,
    RtcpRrPacket,
    RtcpRtpfbPacket,
    RtcpSenderInfo,
    RtcpSrPacket,
    unpack_remb_fci,
)

from fairserver.base.errors import FairError
from fairserver.media import rate_control, rtcp, session
from fairserver.media.node_types import MAIN, SeatRule, Slot, seat_source
from tests.waiting import stretched, until

from .hall import Hall
from .peer import AUDIO_SSRC, H264, KEY_FRAME, OPUS, RTX, VIDEO_SSRC, VP8, Camera, Peer, goes_on, more, stops


def continuous(packets: list[Any]) -> bool:
    return all((later.sequence - former.sequence) & 0xFFFF == 1 for former, later in pairwise(packets))


async def test_numbers_and_timestamps_go_on_when_the_source_changes(hall: Hall) -> None:
    viewer = await hall.viewer()
    first = await hall.camera()
    first.start()
    await viewer.until(lambda: len(viewer.of("video")) > 20)
    second = await hall.camera(codec=H264, takeover=True)
    await first.stop()
    await asyncio.sleep(1)  # a real gap, so that the timestamp has something to move on by
    before = viewer.of("video")[-1]
    second.start()
    await viewer.until(lambda: any(packet.payload_type == H264 for packet in viewer.of("video")[20:]))
    await viewer.until(lambda: len(viewer.of("video")) > 60)
    packets = viewer.of("video")
    assert continuous(packets)
    after = next(packet for packet in packets if packet.payload_type == H264)
    moved = ((after.timestamp - before.timestamp) & 0xFFFFFFFF) / 90_000
    assert abs(moved - (after.at - before.at)) < stretched(0.05)
    assert after.payload[0] == 0x65


async def test_a_new_source_begins_with_a_key_frame_asked_for(hall: Hall) -> None:
    viewer = await hall.viewer()
    camera = await hall.camera(every=1_000_000)
    camera.frames = 1  # no key frame of its own accord
    camera.start()
    await camera.peer.until(lambda: plis(camera.peer))
    assert not viewer.of("video")
    camera.frames = 0
    await viewer.until(lambda: viewer.of("video"))
    assert viewer.of("video")[0].payload == KEY_FRAME


async def test_a_hundred_joins_ask_for_few_key_frames(hall: Hall) -> None:
    camera = await hall.camera()
    camera.start()
    viewer = await hall.viewer()
    await viewer.until(lambda: viewer.of("video"))
    clock = asyncio.get_running_loop().time
    before, began = len(plis(camera.peer)), clock()
    for _ in range(50):
        await viewer.send(rtcp.picture_loss_indication(viewer.ssrc("video")))
    await camera.peer.until(lambda: len(plis(camera.peer)) > before)
    await asyncio.sleep(2 * rate_control.KEY_FRAME_SECONDS)  # more than the one that may still be on its way
    assert len(plis(camera.peer)) - before <= 1 + (clock() - began) / rate_control.KEY_FRAME_SECONDS


async def test_a_lost_packet_is_sent_again_as_rtx(hall: Hall) -> None:
    camera = await hall.camera()
    camera.start()
    viewer = await hall.viewer()
    await viewer.until(lambda: len(viewer.of("video")) > 10)
    lost = viewer.of("video")[5]
    await viewer.send(rtcp.nack(viewer.ssrc("video"), [lost.sequence]))
    again = await viewer.until(lambda: next((packet for packet in viewer.rtp if packet.payload_type == RTX[VP8]), None))
    assert again.payload == struct.pack("!H", lost.sequence) + lost.payload
    assert (again.timestamp, again.marker) == (lost.timestamp, lost.marker)


async def test_what_the_publisher_lost_is_asked_for_and_unwrapped(hall: Hall) -> None:
    viewer = await hall.viewer()
    camera = await hall.camera()
    for _ in range(5):
        await camera.frame()
    await viewer.until(lambda: len(viewer.of("video")) == 10)
    missing, stamp = camera.sequence & 0xFFFF, camera.timestamp
    camera.sequence += 1
    await camera.frame()
    asked = await camera.peer.until(
        lambda: [
            packet for packet in camera.peer.rtcp if isinstance(packet, RtcpRtpfbPacket) and missing in packet.lost
        ]
    )
    assert asked[0].media_ssrc == VIDEO_SSRC + 1
    payload = struct.pack("!H", missing) + KEY_FRAME
    await camera.peer.send_rtp(7, stamp, payload, ssrc=0x33333333, payload_type=RTX[VP8])
    await viewer.until(lambda: len(viewer.of("video")) == 13)
    numbers = sorted(packet.sequence for packet in viewer.of("video"))
    assert len(numbers) == len(set(numbers))
    assert (numbers[-1] - numbers[0]) & 0xFFFF in (12, 65535 - 12, 65523)


async def test_reports_tell_the_publisher_what_arrives(hall: Hall) -> None:
    camera = await hall.camera()
    camera.start()
    report = await camera.peer.until(
        lambda: next((packet for packet in camera.peer.rtcp if isinstance(packet, RtcpRrPacket)), None)
    )
    assert {block.ssrc for block in report.reports} <= {VIDEO_SSRC + 1, VIDEO_SSRC * 2}
    assert all(block.fraction_lost == 0 for block in report.reports)
    remb = await camera.peer.until(
        lambda: next(
            (packet for packet in camera.peer.rtcp if isinstance(packet, RtcpPsfbPacket) and packet.fmt == 15),
            None,
        )
    )
    assert unpack_remb_fci(remb.fci)[0] > 1_000_000


async def test_sender_reports_keep_audio_and_video_synchronised(hall: Hall) -> None:
    """Whatever clock the publisher has, audio and video of one moment get one NTP time."""
    viewer = await hall.viewer()
    camera = await hall.camera()
    camera.start()
    await viewer.until(lambda: viewer.of("video") and viewer.of("audio"))
    moment = rtcp.ntp_time(1_000_000.0)  # a publisher whose clock is in 1970
    video_ssrc, audio_ssrc = VIDEO_SSRC + 1, VIDEO_SSRC * 2
    video_at, audio_at = camera.timestamp, camera.frames * 960
    for ssrc, timestamp in ((video_ssrc, video_at), (audio_ssrc, audio_at)):
        info = RtcpSenderInfo(moment, timestamp & 0xFFFFFFFF, 1, 1)
        await camera.peer.send(bytes(RtcpSrPacket(ssrc=ssrc, sender_info=info)))
    offsets = {
        kind: (viewer.of(kind)[-1].timestamp - sent) & 0xFFFFFFFF
        for kind, sent in (("video", last_sent(camera)), ("audio", (camera.frames - 1) * 960))
    }
    seen = len(viewer.rtcp)
    await viewer.until(lambda: len(senders(viewer, seen)) >= 4, seconds=8)
    latest = {packet.ssrc: packet.sender_info for packet in senders(viewer, seen)[-2:]}
    video, audio = latest[viewer.ssrc("video")], latest[viewer.ssrc("audio")]
    assert video.ntp_timestamp == audio.ntp_timestamp
    video_seconds = ((video.rtp_timestamp - offsets["video"] - video_at) & 0xFFFFFFFF) / 90_000
    audio_seconds = ((audio.rtp_timestamp - offsets["audio"] - audio_at) & 0xFFFFFFFF) / 48_000
    assert abs(video_seconds - audio_seconds) < 0.1
    assert video.packet_count > 0


async def test_only_the_two_people_of_a_talk_get_each_other(hall: Hall) -> None:
    peers = [Peer("sendrecv"), Peer("sendrecv")]
    for seat, (peer, owner) in enumerate(zip(peers, "ab", strict=True)):
        hall.peers.append(peer)
        await peer.connect(hall.join(owner, seat))
    for peer in peers:
        hall.cameras.append(Camera(peer))
        hall.cameras[-1].start()
    for peer in peers:
        await peer.until(peer.sees)
    stranger = await hall.viewer()
    assert not stranger.rtp
    await hall.node.close(peers[0].session, "a")
    await hall.events.wait("talk", "ended")


async def test_each_seat_of_a_talk_is_received_on_its_own_line(hall: Hall) -> None:
    """Whoever comes first: seat 0 is the first line of seat 3 and of seat 7, seat 7 the last line of both others."""
    seats = {7: Peer("sendrecv", video=7, audio=7), 0: Peer("sendrecv", video=7, audio=7)}
    seats[3] = Peer("sendrecv", video=7, audio=7)
    for seat, peer in seats.items():
        hall.peers.append(peer)
        await peer.connect(hall.join(f"owner {seat}", seat))
        hall.cameras.append(Camera(peer))
        hall.cameras[-1].start()
    expected = {(0, 3): 2, (0, 7): 6, (3, 0): 0, (3, 7): 6, (7, 0): 0, (7, 3): 3}
    for (own, _other), line in expected.items():
        peer = seats[own]
        await peer.until(partial(peer.of, "video", line))
    for own, peer in seats.items():
        received = {line for line in range(7) if peer.of("video", line)}
        assert received == {line for (mine, _other), line in expected.items() if mine == own}


async def test_a_newer_session_takes_a_seat_over(hall: Hall) -> None:
    laptop, phone, other = (Peer("sendrecv") for _ in range(3))
    hall.peers += [laptop, phone, other]
    await laptop.connect(hall.join("laptop", 0))
    await other.connect(hall.join("other", 1))
    hall.cameras.append(Camera(laptop))
    hall.cameras[-1].start()
    await other.until(other.sees)
    await phone.connect(hall.join("phone", 0))
    await hall.events.wait("talk", "ended")
    with pytest.raises(FairError):
        await hall.node.close(laptop.session, "laptop")
    before = len(other.of("video"))
    hall.cameras.append(Camera(phone))
    hall.cameras[-1].start()
    await other.until(lambda: len(other.of("video")) > before)


async def test_a_screen_has_a_line_of_its_own_and_the_newest_is_shown(hall: Hall) -> None:
    people = {seat: Peer("sendrecv", video=8, audio=7) for seat in (0, 1, 5)}
    for seat, peer in people.items():
        hall.peers.append(peer)
        await peer.connect(hall.join(f"owner {seat}", seat))
    screens = []
    for seat in (1, 5):
        screens.append(Peer("sendonly", audio=0))
        hall.peers.append(screens[-1])
        await screens[-1].connect(partial(hall.node.share, "talk", f"owner {seat}", seat=seat))
        hall.cameras.append(Camera(screens[-1]))
        hall.cameras[-1].start()
        before = len(people[0].of("video", 7))
        await people[0].until(partial(more_than, before, people[0]))
    await people[1].until(partial(people[1].of, "video", 7))
    assert not people[0].of("video", 0), "nobody's camera is on"
    with pytest.raises(FairError):
        await hall.node.close(screens[0].session, "owner 1")
    await hall.node.arrange("talk", [SeatRule(0), SeatRule(1)])
    with pytest.raises(FairError):
        await hall.node.close(screens[1].session, "owner 5")


async def test_a_screen_may_come_before_anybody(hall: Hall) -> None:
    """A page that goes in and shows a screen at once asks for both at the same time."""
    screen, peer = Peer("sendonly", audio=0), Peer("sendrecv", video=8, audio=7)
    hall.peers += [screen, peer]
    await screen.connect(partial(hall.node.share, "talk", "owner 1", seat=1))
    hall.cameras.append(Camera(screen))
    hall.cameras[-1].start()
    await peer.connect(hall.join("owner 0", 0))
    await peer.until(partial(peer.of, "video", 7))


def more_than(before: int, peer: Peer) -> bool:
    """Whether more of the screen has come."""
    return len(peer.of("video", 7)) > before


async def test_who_has_no_seat_any_more_is_cut_off(hall: Hall) -> None:
    peers = [Peer("sendrecv"), Peer("sendrecv")]
    for seat, peer in enumerate(peers):
        hall.peers.append(peer)
        await peer.connect(hall.join(f"owner {seat}", seat))
    await hall.node.arrange("talk", [SeatRule(1)])
    with pytest.raises(FairError):
        await hall.node.close(peers[0].session, "owner 0")
    await hall.node.close(peers[1].session, "owner 1")


async def test_an_echo_sends_one_person_their_own_sound_and_ends(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fairserver.media.node.ECHO_SECONDS", 1.0)
    peer = Peer("sendrecv", video=0)
    hall.peers.append(peer)
    await peer.connect(partial(hall.node.echo, "hall", "owner"))
    other = await hall.viewer()
    sent = 0
    while not peer.of("audio"):
        await peer.send_rtp(sent, sent * 960, b"opus", ssrc=AUDIO_SSRC, payload_type=OPUS)
        sent += 1
        await asyncio.sleep(0.02)
    assert peer.of("audio")[0].payload == b"opus"
    assert not other.rtp
    assert not hall.events.seen
    assert not hall.node.publications()
    await until(lambda: has_ended(hall, peer))


async def has_ended(hall: Hall, peer: Peer) -> bool:
    try:
        await hall.node.trickle(peer.session, "owner", "", None)
    except FairError as refused:
        return refused.code == "media.session_unknown"
    return False


@pytest.mark.parametrize("direction", ["sendonly", "recvonly"])
async def test_an_echo_goes_both_ways_or_not_at_all(hall: Hall, direction: str) -> None:
    peer = Peer(direction, video=0)
    hall.peers.append(peer)
    with pytest.raises(FairError):
        await peer.connect(partial(hall.node.echo, "hall", "owner"))


async def test_who_is_muted_is_not_heard_and_who_wants_no_pictures_gets_none(hall: Hall) -> None:
    peers = [Peer("sendrecv"), Peer("sendrecv")]
    for seat, peer in enumerate(peers):
        hall.peers.append(peer)
        await peer.connect(hall.join(f"owner {seat}", seat))
        hall.cameras.append(Camera(peer))
        hall.cameras[-1].start()
    for peer in peers:
        await peer.until(peer.sees)
    await hall.node.arrange("talk", [SeatRule(0, pictures=False), SeatRule(1, muted=True)])
    for kind in ("audio", "video"):
        await stops(peers[0], kind, peers[1])
        await goes_on(peers[1], kind)
    await hall.node.arrange("talk", [SeatRule(0), SeatRule(1)])
    for kind in ("audio", "video"):
        await goes_on(peers[0], kind)


async def test_who_comes_muted_stays_muted(hall: Hall) -> None:
    peers = [Peer("sendrecv"), Peer("sendrecv")]
    hall.peers += peers
    await peers[0].connect(hall.join("owner 0", 0))
    await peers[1].connect(lambda offer: hall.node.join("talk", "owner 1", offer, SeatRule(1, muted=True)))
    hall.cameras.append(Camera(peers[1]))
    hall.cameras[-1].start()
    await peers[0].until(lambda: len(peers[0].of("video")) > 20)
    assert not peers[0].of("audio")


async def test_the_audience_gets_what_the_layout_says(hall: Hall) -> None:
    """The venue's picture, then two people on the panel, then the venue again; who is muted is not heard there."""
    venue = await hall.camera()
    venue.start()
    viewer = await hall.viewer(video=2, audio=2)
    await viewer.until(viewer.sees)
    panel = [Peer("sendrecv"), Peer("sendrecv")]
    for seat, peer in enumerate(panel):
        hall.peers.append(peer)
        await peer.connect(partial(hall.node.join, "hall", f"owner {seat}", seat=SeatRule(seat)))
        hall.cameras.append(Camera(peer))
        hall.cameras[-1].start()
    for peer in panel:
        await peer.until(peer.sees)
    assert not viewer.of("video", 1), "nobody is on air who was not chosen"
    both = [Slot(seat_source(seat)) for seat in range(2)]
    await hall.node.lay_out("hall", video=both, audio=both)
    for kind in ("video", "audio"):
        await viewer.until(partial(viewer.of, kind, 1))
    await venue.stop()
    before = len(viewer.of("video"))
    await viewer.until(lambda: len(viewer.of("video")) > before + 10)
    await hall.node.arrange("hall", [SeatRule(0), SeatRule(1, muted=True)])
    await more(viewer, 10)
    heard = len(viewer.of("audio", 1))
    await more(viewer, 20)
    assert len(viewer.of("audio", 1)) == heard
    venue.start()
    await hall.node.lay_out("hall", video=[Slot(MAIN)], audio=[Slot(MAIN)])
    await panel[0].until(partial(more_of_video, panel[0]))
    for camera in hall.cameras[1:]:
        await camera.stop()
    before = len(viewer.of("video"))
    await viewer.until(lambda: len(viewer.of("video")) > before + 10)
    assert continuous(viewer.of("video"))


def more_of_video(peer: Peer) -> bool:
    """Whether people with seats still see each other, whatever the audience gets."""
    return len(peer.of("video")) > 20


async def test_a_talk_that_ends_leaves_the_stage_alone(hall: Hall) -> None:
    """As for a representative who watches a stage meanwhile."""
    camera = await hall.camera()
    camera.start()
    viewer, peer = Peer("recvonly"), Peer("sendrecv")
    hall.peers += [viewer, peer]
    await viewer.connect(hall.watch("login:1"))
    await peer.connect(hall.join("login:1", 0))
    await viewer.until(viewer.sees)
    await hall.node.arrange("talk", [])
    with pytest.raises(FairError):
        await hall.node.close(peer.session, "login:1")
    await more(viewer, 20)


async def test_a_full_stage_refuses_no_talk() -> None:
    full = Hall(max_viewers=1)
    await full.node.start()
    camera = await full.camera()
    camera.start()
    await full.viewer()
    with pytest.raises(FairError) as refused:
        await full.viewer()
    assert refused.value.code == "media.full"
    for seat in range(2):
        full.peers.append(Peer("sendrecv"))
        await full.peers[-1].connect(full.join(f"owner {seat}", seat))
    await full.stop()


async def test_ipv6_has_a_socket_of_its_own(hall: Hall) -> None:
    camera = await hall.camera()
    camera.start()
    viewer = await hall.viewer(host="::1")
    await viewer.until(viewer.sees)


async def test_a_viewer_who_changes_network_keeps_the_picture(hall: Hall) -> None:
    """The nominated address is read at each send: after a check from elsewhere, packets go there."""
    camera = await hall.camera()
    camera.start()
    viewer = await hall.viewer()
    await viewer.until(viewer.sees)
    here, there = viewer.connection, ("127.0.0.1", hall.node.port)
    assert here.remote_password is not None
    loop = asyncio.get_running_loop()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as mobile:
        mobile.setblocking(False)
        mobile.bind(("127.0.0.1", 0))
        check = stun.Message(stun.Method.BINDING, stun.Class.REQUEST)
        check.attributes["USERNAME"] = f"{here.remote_username}:{here.local_username}"
        check.attributes["PRIORITY"] = 1853824767
        check.attributes["ICE-CONTROLLING"] = 1
        check.attributes["USE-CANDIDATE"] = None
        check.add_message_integrity(here.remote_password.encode())
        await loop.sock_sendto(mobile, bytes(check), there)
        async with asyncio.timeout(stretched(5)):
            while not 127 < (data := await loop.sock_recv(mobile, 2048))[0] < 192:
                message = stun.parse_message(data)
                if message.message_class == stun.Class.REQUEST:
                    answer = stun.Message(stun.Method.BINDING, stun.Class.RESPONSE, message.transaction_id)
                    answer.attributes["XOR-MAPPED-ADDRESS"] = there
                    answer.add_message_integrity(here.local_password.encode())
                    await loop.sock_sendto(mobile, bytes(answer), there)


async def test_a_publisher_that_falls_silent_is_closed(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "SILENT_SECONDS", 2.5)
    camera = await hall.camera()
    camera.start()
    await hall.events.wait("hall", "live")
    await camera.stop()
    for protocol in camera.peer.connection._protocols:
        protocol.transport.abort()  # gone without a word
    await hall.events.wait("hall", "interrupted", seconds=2.5)
    await hall.events.wait("hall", "ended", seconds=2.5)


def plis(peer: Peer) -> list[RtcpPsfbPacket]:
    return [packet for packet in peer.rtcp if isinstance(packet, RtcpPsfbPacket) and packet.fmt == 1]


def senders(peer: Peer, after: int) -> list[RtcpSrPacket]:
    return [packet for packet in peer.rtcp[after:] if isinstance(packet, RtcpSrPacket)]


def last_sent(camera: Camera) -> int:
    return camera.timestamp - 3600
