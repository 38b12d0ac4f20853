"""A bare WebRTC peer: stock ICE and DTLS on loopback, hand-written SDP, raw packets in and out."""

import asyncio
import random
import secrets
import struct
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aioice
from aiortc import RTCCertificate, RTCDtlsTransport, RTCIceGatherer, RTCIceTransport
from aiortc.rtcdtlstransport import RTCDtlsParameters
from aiortc.rtp import AnyRtcpPacket, RtcpPacket, is_rtcp
from aiortc.sdp import SessionDescription, candidate_to_sdp

from tests.waiting import stretched

VP8, H264, OPUS = 96, 102, 111
RTX = {VP8: 97, H264: 103}
VIDEO_SSRC, AUDIO_SSRC = 0x11111111, 0x22222222

HEADER = struct.Struct("!BBHLL")
KEY_FRAME = bytes.fromhex("908001") + bytes(20)  # VP8: start of partition 0, picture id 1, P bit clear
DELTA_FRAME = bytes.fromhex("908001") + b"\x01" + bytes(19)


@dataclass(frozen=True)
class Rtp:
    """One received packet, header fields only."""

    payload_type: int
    marker: bool
    sequence: int
    timestamp: int
    ssrc: int
    payload: bytes
    at: float


class LoopbackConnection(aioice.Connection):
    """An ICE agent whose only address is 127.0.0.1, or ::1."""

    host = "127.0.0.1"

    async def get_component_candidates(
        self, component: int, addresses: list[str], timeout: int = 5
    ) -> list[aioice.Candidate]:
        return await super().get_component_candidates(component, [self.host], timeout)


class Peer:
    """Offers, connects, collects."""

    certificate = RTCCertificate.generateCertificate()

    def __init__(
        self,
        direction: str,
        *,
        video: int = 1,
        audio: int = 1,
        codecs: tuple[int, ...] = (VP8, H264),
        host: str = "127.0.0.1",
    ):
        self.direction = direction
        self.owner = "viewer"
        self.kinds = ["audio"] * audio + ["video"] * video
        self.codecs = codecs
        gatherer = RTCIceGatherer(iceServers=[])
        gatherer._connection = LoopbackConnection(ice_controlling=True)
        gatherer._connection.host = host
        self.connection = gatherer._connection
        self.ice = RTCIceTransport(gatherer)
        self.dtls = RTCDtlsTransport(self.ice, [self.certificate])
        self.dtls._handle_rtp_data = self._rtp  # type: ignore[method-assign]
        self.dtls._handle_rtcp_data = self._rtcp  # type: ignore[method-assign]
        self.rtp: list[Rtp] = []
        self.rtcp: list[AnyRtcpPacket] = []
        self.changed = asyncio.Event()
        self.fingerprint: str | None = None
        self.answer: SessionDescription | None = None
        self.session = self.etag = ""

    async def offer(self, **changes: Any) -> str:
        """The SDP offer; `changes` override ufrag, setup, candidates or fingerprint."""
        await self.ice.iceGatherer.gather()
        parameters = self.ice.iceGatherer.getLocalParameters()
        print_ = self.fingerprint or next(
            entry.value for entry in self.certificate.getFingerprints() if entry.algorithm == "sha-256"
        )
        mids = " ".join(str(index) for index in range(len(self.kinds)))
        lines = ["v=0", "o=- 1 1 IN IP4 127.0.0.1", "s=-", "t=0 0", f"a=group:BUNDLE {mids}"]
        for index, kind in enumerate(self.kinds):
            types = [OPUS] if kind == "audio" else [kind_ for c in self.codecs for kind_ in (c, RTX[c])]
            lines += [
                f"m={kind} 9 UDP/TLS/RTP/SAVPF {' '.join(map(str, types))}",
                "c=IN IP4 0.0.0.0",
                f"a=ice-ufrag:{parameters.usernameFragment}",
                f"a=ice-pwd:{parameters.password}",
                f"a=fingerprint:sha-256 {print_}",
                f"a=setup:{changes.get('setup', 'actpass')}",
                f"a=mid:{index}",
                f"a={self.direction}",
                "a=rtcp-mux",
                "a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level",
                "a=extmap:4 urn:ietf:params:rtp-hdrext:sdes:mid",
            ]
            lines += _codecs(kind, self.codecs)
            if self.direction != "recvonly" and changes.get("ssrc", True):
                first = VIDEO_SSRC if kind == "video" else AUDIO_SSRC
                lines.append(f"a=ssrc:{first + index} cname:peer")
        lines += changes.get("candidates") or [
            f"a=candidate:{candidate_to_sdp(entry)}" for entry in self.ice.iceGatherer.getLocalCandidates()
        ]
        return "\r\n".join(lines) + "\r\n"

    async def connect(self, enter: Callable[[str], Any], **changes: Any) -> None:
        """Offer, take the answer, and wait until DTLS is up (or has failed)."""
        answer = await enter(await self.offer(**changes))
        self.session, self.etag = answer.session, answer.etag
        self.answer = SessionDescription.parse(answer.sdp)
        media = next(entry for entry in self.answer.media if entry.port)
        assert media.ice is not None
        assert media.dtls is not None
        for candidate in media.ice_candidates:
            await self.ice.addRemoteCandidate(candidate)
        await self.ice.start(media.ice)
        self.dtls._set_role("client" if media.dtls.role == "server" else "server")
        await self.dtls.start(RTCDtlsParameters(media.dtls.fingerprints))

    async def close(self) -> None:
        await self.dtls.stop()
        await self.ice.stop()

    # sending

    async def send(self, packet: bytes) -> None:
        """Protect and send anything."""
        await self.dtls._send_rtp(packet)

    async def send_rtp(
        self,
        sequence: int,
        timestamp: int,
        payload: bytes,
        *,
        ssrc: int,
        payload_type: int = VP8,
        marker: bool = True,
    ) -> None:
        head = HEADER.pack(0x80, marker << 7 | payload_type, sequence & 0xFFFF, timestamp & 0xFFFFFFFF, ssrc)
        await self.send(head + payload)

    # receiving

    async def _rtp(self, data: bytes, arrival_time_ms: int) -> None:
        _, second, sequence, timestamp, ssrc = HEADER.unpack(data[:12])
        now = asyncio.get_running_loop().time()
        self.rtp.append(Rtp(second & 127, second > 127, sequence, timestamp, ssrc, data[12:], now))
        self.changed.set()

    async def _rtcp(self, data: bytes) -> None:
        assert is_rtcp(data)
        self.rtcp += RtcpPacket.parse(data)
        self.changed.set()

    async def until(self, condition: Callable[[], Any], seconds: float = 5) -> Any:
        """The first true value of a condition on what was received."""
        async with asyncio.timeout(stretched(seconds)):
            while not (value := condition()):
                self.changed.clear()
                await self.changed.wait()
        return value

    def sees(self) -> bool:
        """Whether picture and sound have come on the first down tracks."""
        return bool(self.of("video") and self.of("audio"))

    def ssrc(self, kind: str, index: int = 0) -> int:
        """The SSRC that the answer declared for a down track."""
        assert self.answer is not None
        return [entry for entry in self.answer.media if entry.kind == kind][index].ssrc[0].ssrc

    def of(self, kind: str, index: int = 0) -> list[Rtp]:
        """The packets of one down track."""
        ssrc = self.ssrc(kind, index)
        return [packet for packet in self.rtp if packet.ssrc == ssrc]


class Camera:
    """A peer that publishes a little picture and voice at a steady pace until stopped."""

    def __init__(self, peer: Peer, *, codec: int = VP8, every: int = 10) -> None:
        self.peer = peer
        self.codec = codec
        self.every = every  # frames from one key frame to the next
        self.sequence = random.randrange(65536)
        self.timestamp = random.randrange(1 << 32)
        self.frames = 0
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])

    async def frame(self) -> None:
        """One frame of two packets, and one packet of sound."""
        key = self.frames % self.every == 0
        video = VIDEO_SSRC + self.peer.kinds.index("video")
        payload = self.payload(key)
        for marker in (False, True):
            await self.peer.send_rtp(
                self.sequence, self.timestamp, payload, ssrc=video, payload_type=self.codec, marker=marker
            )
            self.sequence += 1
        if "audio" in self.peer.kinds:
            audio = AUDIO_SSRC + self.peer.kinds.index("audio")
            await self.peer.send_rtp(
                self.frames, self.frames * 960, secrets.token_bytes(40), ssrc=audio, payload_type=OPUS
            )
        self.frames += 1
        self.timestamp += 3600

    def payload(self, key: bool) -> bytes:
        if self.codec == H264:
            return bytes([0x65 if key else 0x41]) + bytes(30)
        return KEY_FRAME if key else DELTA_FRAME

    async def _run(self) -> None:
        while True:
            await self.frame()
            await asyncio.sleep(0.02)


def _codecs(kind: str, codecs: tuple[int, ...]) -> list[str]:
    if kind == "audio":
        return [f"a=rtpmap:{OPUS} opus/48000/2"]
    names = {VP8: "VP8", H264: "H264"}
    lines = []
    for codec in codecs:
        lines += [
            f"a=rtpmap:{codec} {names[codec]}/90000",
            f"a=rtcp-fb:{codec} nack",
            f"a=rtcp-fb:{codec} nack pli",
            f"a=rtcp-fb:{codec} goog-remb",
            f"a=rtpmap:{RTX[codec]} rtx/90000",
            f"a=fmtp:{RTX[codec]} apt={codec}",
        ]
        if codec == H264:
            lines.append(f"a=fmtp:{codec} packetization-mode=1;profile-level-id=42e01f")
    return lines


async def stops(peer: Peer, kind: str, clock: Peer) -> None:
    """Assert that no packet of this kind comes any more, while `clock` still receives some."""
    await more(clock, 10)  # what was on its way has come
    before = len(peer.of(kind))
    await more(clock, 20)
    assert len(peer.of(kind)) == before


async def more(peer: Peer, count: int) -> None:
    """Wait until so many packets more have come."""
    before = len(peer.rtp)
    await peer.until(lambda: len(peer.rtp) >= before + count)


async def goes_on(peer: Peer, kind: str) -> None:
    """Wait until another packet of this kind has come."""
    before = len(peer.of(kind))
    await peer.until(lambda: len(peer.of(kind)) > before)
