"""All up tracks of one session: packets are routed to them by SSRC, MID or payload type; reports go back."""

import struct
import time
from collections.abc import Callable, Sequence
from typing import Literal

from aiortc.rtcrtpparameters import RTCRtpHeaderExtensionParameters, RTCRtpParameters
from aiortc.rtp import AnyRtcpPacket, HeaderExtensionsMap, RtcpSrPacket, RtpPacket

from . import rtcp
from .offer import MediaLine
from .rate_control import LossBasedEstimate
from .up_track import UpTrack

INTERRUPTED_SECONDS = 2.0
REPORT_SECONDS = 1.0

MediaState = Literal["live", "interrupted"]  # packets arrive, or none has arrived for INTERRUPTED_SECONDS


class Publication:
    """Everything one session sends to the node; `state` is None until the first packet."""

    def __init__(
        self,
        lines: Sequence[MediaLine],
        send_rtcp: Callable[[bytes], None],
        on_state: Callable[[MediaState], None],
    ) -> None:
        self.tracks = [UpTrack(line, send_rtcp) for line in lines]
        self.state: MediaState | None = None
        self.last_packet_at: float | None = None
        # Over the last second:
        self.kbit_per_second = 0.0
        self.frames_per_second = 0.0
        self.loss_percent = 0.0
        self._send_rtcp = send_rtcp
        self._on_state = on_state
        self._by_ssrc: dict[int, UpTrack] = {}
        for track in self.tracks:
            for ssrc in (track.ssrc, track.rtx_ssrc):
                if ssrc is not None:
                    self._by_ssrc.setdefault(ssrc, track)
        self._extensions = _extensions_map(lines)
        self._clock_offset: float | None = None  # our clock less the publisher's, seconds
        self._estimate = LossBasedEstimate()
        self._reported_at = 0.0
        self._counted = (0, 0)  # octets and video frames at the last report

    def of_kind(self, kind: str) -> list[UpTrack]:
        """Return the up tracks of one kind ("audio" or "video"), in the offer's order."""
        return [track for track in self.tracks if track.kind == kind]

    def rtp_received(self, data: bytes, now: float) -> None:
        """Take one decrypted RTP packet; a malformed one, or one that belongs to no up track, is dropped."""
        try:
            packet = RtpPacket.parse(data, self._extensions)
        except (ValueError, IndexError, struct.error):
            return
        track = self._by_ssrc.get(packet.ssrc) or self._learn_ssrc(packet, now)
        if track is None:
            return
        self.last_packet_at = now
        if self.state != "live":
            self._set_state("live")
        track.packet_received(packet, now, time.time())

    def rtcp_received(self, packets: Sequence[AnyRtcpPacket], now: float) -> None:
        """Take the sender reports of a compound packet.

        The first one gives the offset between the publisher's clock and ours. It is used for all up tracks, so that
        audio and video stay synchronised.
        """
        for packet in packets:
            if not isinstance(packet, RtcpSrPacket):
                continue
            track = self._by_ssrc.get(packet.ssrc)
            if track is None or track.ssrc != packet.ssrc or not packet.sender_info.ntp_timestamp:
                continue
            ntp = packet.sender_info.ntp_timestamp
            if self._clock_offset is None:
                self._clock_offset = time.time() - rtcp.unix_time(ntp)
            track.sender_report_received(ntp, packet.sender_info.rtp_timestamp, now)

    def timestamp_at(self, track: UpTrack, unix: float) -> float | None:
        """Return an up track's RTP timestamp at a Unix time of our clock; None before its first packet."""
        return track.timestamp_at(unix, self._clock_offset)

    def tick(self, now: float) -> None:
        """Send the feedback that is due and notice an interruption; called every few hundredths of a second."""
        for track in self.tracks:
            track.tick(now)
        if self.state == "live" and self.last_packet_at is not None and now - self.last_packet_at > INTERRUPTED_SECONDS:
            self._set_state("interrupted")
        if now - self._reported_at >= REPORT_SECONDS:
            self._measure(now)
            self._report(now)

    def _measure(self, now: float) -> None:
        """Update the figures of the last second."""
        for track in self.tracks:
            track.measure_level()
        passed = now - self._reported_at if self._reported_at else REPORT_SECONDS
        self._reported_at = now
        octets = sum(track.octets for track in self.tracks)
        frames = max((track.frames for track in self.of_kind("video")), default=0)
        self.kbit_per_second = (octets - self._counted[0]) * 8 / 1000 / passed
        self.frames_per_second = (frames - self._counted[1]) / passed
        self._counted = (octets, frames)

    def _report(self, now: float) -> None:
        """Send a receiver report with REMB for the up tracks that have received packets."""
        blocks = []
        remb_ssrcs = []
        for track in self.tracks:
            if track.statistics is None:
                continue
            blocks.append(track.statistics.report(now))
            if track.ssrc is not None and track.codec and "goog-remb" in track.codec.feedback:
                remb_ssrcs.append(track.ssrc)
        if not blocks:
            return
        fraction_lost = max(block.fraction_lost for block in blocks) / 256
        self.loss_percent = round(fraction_lost * 100, 1)
        bits_per_second = self._estimate.update(fraction_lost, self.kbit_per_second * 1000)
        self._send_rtcp(rtcp.receiver_report(blocks, bits_per_second, remb_ssrcs))

    def _learn_ssrc(self, packet: RtpPacket, now: float) -> UpTrack | None:
        """Return the up track of an unknown SSRC (RFC 9143 §9.2), or None if it is ambiguous or not allowed now.

        It is the m-line that the packet's MID names, else the only one that negotiated its payload type.
        """
        mid = packet.extensions.mid
        candidates = [
            track for track in self.tracks if track.accepts(packet.payload_type) and (mid is None or track.mid == mid)
        ]
        if len(candidates) != 1 or not candidates[0].may_change_ssrc(packet, now):
            return None
        track = candidates[0]
        self._by_ssrc = {ssrc: other for ssrc, other in self._by_ssrc.items() if ssrc != track.ssrc}
        track.change_ssrc(packet.ssrc, packet.payload_type)
        for ssrc in (track.ssrc, track.rtx_ssrc):
            if ssrc is not None:
                self._by_ssrc[ssrc] = track
        return track

    def _set_state(self, state: MediaState) -> None:
        self.state = state
        self._on_state(state)


def _extensions_map(lines: Sequence[MediaLine]) -> HeaderExtensionsMap:
    """Return the header extensions of all m-lines: an id means the same on each m-line of a bundle (RFC 9143)."""
    extensions = HeaderExtensionsMap()
    for line in lines:
        parameters = RTCRtpParameters()
        parameters.headerExtensions = [
            RTCRtpHeaderExtensionParameters(id=number, uri=uri) for uri, number in line.extensions.items()
        ]
        extensions.configure(parameters)
    return extensions
