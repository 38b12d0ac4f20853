"""RTP in: one m-line of a publisher, its feedback, and the channels it feeds."""

from collections.abc import Callable
from typing import Protocol

from aiortc.rtp import RtpPacket, unwrap_rtx

from . import rtcp
from .codecs import Codec
from .losses import Losses
from .offer import MediaLine
from .pacing import KeyFrameRequests
from .reception import Reception

SILENT_SECONDS = 1.0
SILENCE_DBOV = -128  # below the lowest level of RFC 6464


class Sink(Protocol):
    """What takes a receiver's packets."""

    def push(self, codec: Codec, packet: RtpPacket, now: float) -> None: ...
    def restart(self) -> None: ...


class Receiver:
    """Counts, asks again for what is missing, unwraps repairs (RFC 4588), and hands packets on undecoded."""

    def __init__(self, line: MediaLine, send_rtcp: Callable[[bytes], None]) -> None:
        self.kind = line.kind
        self.mid = line.mid
        self.codecs = {codec.payload_type: codec for codec in line.codecs}
        self.repairs = {codec.rtx: codec.payload_type for codec in line.codecs if codec.rtx is not None}
        self.ssrc = line.ssrc
        self.rtx_ssrc = line.rtx_ssrc
        self.sinks: list[Sink] = []
        self.codec: Codec | None = None
        self.reception: Reception | None = None
        self.audio_level_dbov: int | None = None
        self._loudest = SILENCE_DBOV
        self.octets = 0
        self.frames = 0
        self.heard_at: float | None = None
        self._send_rtcp = send_rtcp
        self._losses = Losses()
        self._key_frames = KeyFrameRequests()
        self._timestamp: int | None = None
        self._reported: tuple[float, int] | None = None  # sender's Unix time and timestamp of its last SR
        self._arrived: tuple[float, int] | None = None

    def takes(self, payload_type: int) -> bool:
        """Whether a payload type was negotiated here."""
        return payload_type in self.codecs or payload_type in self.repairs

    def may_move_to(self, packet: RtpPacket, now: float) -> bool:
        """Whether another SSRC may become this m-line's stream: not while the present one speaks."""
        if packet.payload_type in self.repairs:
            return self.rtx_ssrc is None
        return self.heard_at is None or now - self.heard_at > SILENT_SECONDS

    def move_to(self, ssrc: int, payload_type: int) -> None:
        """Follow another SSRC: an encoder that started again, or one that declared none."""
        if payload_type in self.repairs:
            self.rtx_ssrc = ssrc
            return
        self.ssrc = ssrc
        self.reception = None
        self._losses = Losses()
        self._reported = self._arrived = None
        for sink in self.sinks:
            sink.restart()

    def receive(self, packet: RtpPacket, now: float, unix: float) -> None:
        """One packet of this m-line, original or repair."""
        if packet.payload_type in self.repairs:
            if len(packet.payload) < 2 or self.ssrc is None:
                return  # padding that probes the way
            packet = unwrap_rtx(packet, self.repairs[packet.payload_type], self.ssrc)
            repaired = True
        else:
            repaired = False
        codec = self.codecs.get(packet.payload_type)
        if codec is None:
            return
        self.codec = codec
        self.octets += len(packet.payload)
        if not repaired:
            self._count(packet, codec, now, unix)
        lost = self._losses.received(packet.sequence_number, now)
        if lost and "nack" in codec.feedback:
            self._send_rtcp(rtcp.nack(packet.ssrc, lost))
        for sink in self.sinks:
            sink.push(codec, packet, now)

    def sender_report(self, ntp: int, timestamp: int, now: float) -> None:
        """The publisher's own mapping of wall clock to timestamp."""
        self._reported = (rtcp.unix_time(ntp), timestamp)
        if self.reception is not None:
            self.reception.sender_report(ntp, now)

    def timestamp_at(self, unix: float, offset: float | None) -> float | None:
        """The source's timestamp at our wall clock, where `offset` is our clock less the publisher's."""
        anchor = self._arrived
        if self._reported is not None and offset is not None:
            anchor = (self._reported[0] + offset, self._reported[1])
        if anchor is None or self.codec is None:
            return None
        return anchor[1] + (unix - anchor[0]) * self.codec.clock_rate

    def want_key_frame(self, now: float) -> None:
        """Ask the publisher, unless it was just asked."""
        if self.kind == "video" and self.ssrc is not None and self._key_frames.want(now):
            self._send_rtcp(rtcp.picture_loss(self.ssrc))

    def measure_level(self) -> None:
        """Once a second: the loudest packet since the last time (RFC 6464)."""
        if self._loudest > SILENCE_DBOV:
            self.audio_level_dbov = self._loudest
        self._loudest = SILENCE_DBOV

    def tick(self, now: float) -> None:
        """Repeat what is due."""
        if self.ssrc is None:
            return
        again = self._losses.due(now)
        if again and self.codec is not None and "nack" in self.codec.feedback:
            self._send_rtcp(rtcp.nack(self.ssrc, again))
        if self._key_frames.due(now):
            self._send_rtcp(rtcp.picture_loss(self.ssrc))

    def _count(self, packet: RtpPacket, codec: Codec, now: float, unix: float) -> None:
        self.heard_at = now
        if self.reception is None:
            self.reception = Reception(packet.ssrc, codec.clock_rate)
            self._arrived = (unix, packet.timestamp)
        self.reception.add(packet.sequence_number, packet.timestamp, now)
        if packet.timestamp != self._timestamp:
            self._timestamp = packet.timestamp
            self.frames += 1
        level = packet.extensions.audio_level
        if level is not None:
            self._loudest = max(self._loudest, -level[1])
