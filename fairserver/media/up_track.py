"""One RTP stream that a session sends to the node: one m-line of its offer, with retransmissions and feedback."""

from collections.abc import Callable
from typing import Protocol

from aiortc.rtp import RtpPacket, unwrap_rtx

from . import rtcp
from .codecs import Codec
from .nack import NackGenerator
from .offer import MediaLine
from .rate_control import KeyFrameThrottle
from .receiver_report import ReceptionStatistics

SILENT_SECONDS = 1.0
NO_LEVEL_DBOV = -128  # below the lowest level of RFC 6464, which is -127


class PacketSink(Protocol):
    """What takes the packets of an up track."""

    def packet_received(self, codec: Codec, packet: RtpPacket, now: float) -> None: ...
    def source_restarted(self) -> None: ...


class UpTrack:
    """Counts packets, asks for missing ones, unwraps retransmissions (RFC 4588), and passes all to its sinks."""

    def __init__(self, line: MediaLine, send_rtcp: Callable[[bytes], None]) -> None:
        self.kind = line.kind
        self.mid = line.mid
        self.codecs = {codec.payload_type: codec for codec in line.codecs}
        self.ssrc = line.ssrc
        self.rtx_ssrc = line.rtx_ssrc
        self.sinks: list[PacketSink] = []
        self.codec: Codec | None = None  # of the last packet
        self.statistics: ReceptionStatistics | None = None  # None until the first packet of the present SSRC
        self.audio_level_dbov: int | None = None
        self.octets = 0  # payload octets since the session began
        self.frames = 0  # distinct RTP timestamps since the session began
        self._last_packet_at: float | None = None
        self._send_rtcp = send_rtcp
        # Payload type of RTX to that of the media it repeats.
        self._rtx_of = {
            codec.rtx_payload_type: codec.payload_type for codec in line.codecs if codec.rtx_payload_type is not None
        }
        self._nack = NackGenerator()
        self._key_frames = KeyFrameThrottle()
        self._loudest_dbov = NO_LEVEL_DBOV
        self._last_timestamp: int | None = None
        # Two pairs of Unix time and RTP timestamp: the publisher's own clock at its last sender report, and our clock
        # at the first packet.
        self._reported: tuple[float, int] | None = None
        self._first_arrival: tuple[float, int] | None = None

    def accepts(self, payload_type: int) -> bool:
        """Return whether a payload type was negotiated on this m-line."""
        return payload_type in self.codecs or payload_type in self._rtx_of

    def may_change_ssrc(self, packet: RtpPacket, now: float) -> bool:
        """Return whether a packet's SSRC may become this track's: not while the present one is sending."""
        if packet.payload_type in self._rtx_of:
            return self.rtx_ssrc is None
        return self._last_packet_at is None or now - self._last_packet_at > SILENT_SECONDS

    def change_ssrc(self, ssrc: int, payload_type: int) -> None:
        """Receive another SSRC from now on: an encoder restarted, or the offer declared none."""
        if payload_type in self._rtx_of:
            self.rtx_ssrc = ssrc
            return
        self.ssrc = ssrc
        self.statistics = None
        self._nack = NackGenerator()
        self._reported = self._first_arrival = None
        for sink in self.sinks:
            sink.source_restarted()

    def packet_received(self, packet: RtpPacket, now: float, unix: float) -> None:
        """Take one packet of this m-line, original or retransmitted, and pass it to the sinks."""
        is_retransmission = packet.payload_type in self._rtx_of
        if is_retransmission:
            if len(packet.payload) < 2 or self.ssrc is None:
                return  # padding, sent to probe the bandwidth
            packet = unwrap_rtx(packet, self._rtx_of[packet.payload_type], self.ssrc)
        codec = self.codecs.get(packet.payload_type)
        if codec is None:
            return
        self.codec = codec
        self.octets += len(packet.payload)
        if not is_retransmission:
            self._count(packet, codec, now, unix)
        missing = self._nack.packet_received(packet.sequence_number, now)
        if missing and "nack" in codec.feedback:
            self._send_rtcp(rtcp.nack(packet.ssrc, missing))
        for sink in self.sinks:
            sink.packet_received(codec, packet, now)

    def sender_report_received(self, ntp: int, timestamp: int, now: float) -> None:
        """Note the publisher's own pair of wall clock (64-bit NTP) and RTP timestamp."""
        self._reported = (rtcp.unix_time(ntp), timestamp)
        if self.statistics is not None:
            self.statistics.sender_report_received(ntp, now)

    def timestamp_at(self, unix: float, clock_offset: float | None) -> float | None:
        """Return the RTP timestamp of this track at a Unix time of our clock; None before the first packet.

        `clock_offset` is our clock less the publisher's in seconds, None if it is unknown: then the timestamp is
        computed from the arrival of the first packet.
        """
        anchor = self._first_arrival
        if self._reported is not None and clock_offset is not None:
            anchor = (self._reported[0] + clock_offset, self._reported[1])
        if anchor is None or self.codec is None:
            return None
        return anchor[1] + (unix - anchor[0]) * self.codec.clock_rate

    def request_key_frame(self, now: float) -> None:
        """Ask the publisher for a key frame, at most once in KEY_FRAME_SECONDS; `tick` sends one that was held back."""
        if self.kind == "video" and self.ssrc is not None and self._key_frames.request(now):
            self._send_rtcp(rtcp.picture_loss_indication(self.ssrc))

    def measure_level(self) -> None:
        """Set `audio_level_dbov` to the loudest packet since the last call; called once a second (RFC 6464)."""
        if self._loudest_dbov > NO_LEVEL_DBOV:
            self.audio_level_dbov = self._loudest_dbov
        self._loudest_dbov = NO_LEVEL_DBOV

    def tick(self, now: float) -> None:
        """Send the NACKs and the key frame request that are due; called every few hundredths of a second."""
        if self.ssrc is None:
            return
        missing = self._nack.due(now)
        if missing and self.codec is not None and "nack" in self.codec.feedback:
            self._send_rtcp(rtcp.nack(self.ssrc, missing))
        if self._key_frames.due(now):
            self._send_rtcp(rtcp.picture_loss_indication(self.ssrc))

    def _count(self, packet: RtpPacket, codec: Codec, now: float, unix: float) -> None:
        self._last_packet_at = now
        if self.statistics is None:
            self.statistics = ReceptionStatistics(packet.ssrc, codec.clock_rate)
            self._first_arrival = (unix, packet.timestamp)
        self.statistics.packet_received(packet.sequence_number, packet.timestamp, now)
        if packet.timestamp != self._last_timestamp:
            self._last_timestamp = packet.timestamp
            self.frames += 1
        level = packet.extensions.audio_level
        if level is not None:
            self._loudest_dbov = max(self._loudest_dbov, -level[1])
