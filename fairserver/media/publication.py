"""A publisher's streams: routed by SSRC, then by MID and payload type; reported on once a second."""

import struct
import time
from collections.abc import Callable, Sequence
from typing import Literal

from aiortc.rtcrtpparameters import RTCRtpHeaderExtensionParameters, RTCRtpParameters
from aiortc.rtp import AnyRtcpPacket, HeaderExtensionsMap, RtcpSrPacket, RtpPacket

from . import rtcp
from .offer import MediaLine
from .pacing import Allowance
from .receiver import Receiver

INTERRUPTED_SECONDS = 2.0
REPORT_SECONDS = 1.0

State = Literal["waiting", "live", "interrupted"]


class Publication:
    """Everything one session sends to us."""

    def __init__(
        self,
        lines: Sequence[MediaLine],
        send_rtcp: Callable[[bytes], None],
        on_state: Callable[[State], None],
    ) -> None:
        self.receivers = [Receiver(line, send_rtcp) for line in lines]
        self.state: State = "waiting"
        self.packet_at: float | None = None
        self.kbit_per_second = 0.0
        self.frames_per_second = 0.0
        self.loss_percent = 0.0
        self._send_rtcp = send_rtcp
        self._on_state = on_state
        self._by_ssrc: dict[int, Receiver] = {}
        for receiver in self.receivers:
            for ssrc in (receiver.ssrc, receiver.rtx_ssrc):
                if ssrc is not None:
                    self._by_ssrc.setdefault(ssrc, receiver)
        self._extensions = _extensions_map(lines)
        self._clock_offset: float | None = None
        self._allowance = Allowance()
        self._reported_at = 0.0
        self._counted = (0, 0)

    def of_kind(self, kind: str) -> list[Receiver]:
        """This publication's streams of one kind, in the offer's order."""
        return [receiver for receiver in self.receivers if receiver.kind == kind]

    def rtp_received(self, data: bytes, now: float) -> None:
        """One decrypted packet, whatever is in it."""
        try:
            packet = RtpPacket.parse(data, self._extensions)
        except (ValueError, IndexError, struct.error):
            return
        receiver = self._by_ssrc.get(packet.ssrc) or self._learn(packet, now)
        if receiver is None:
            return
        self.packet_at = now
        if self.state != "live":
            self._become("live")
        receiver.receive(packet, now, time.time())

    def rtcp_received(self, packets: Sequence[AnyRtcpPacket], now: float) -> None:
        """Sender reports carry the publisher's clock: one offset for all its streams keeps lips in step."""
        for packet in packets:
            if not isinstance(packet, RtcpSrPacket):
                continue
            receiver = self._by_ssrc.get(packet.ssrc)
            if receiver is None or receiver.ssrc != packet.ssrc or not packet.sender_info.ntp_timestamp:
                continue
            ntp = packet.sender_info.ntp_timestamp
            if self._clock_offset is None:
                self._clock_offset = time.time() - rtcp.unix_time(ntp)
            receiver.sender_report(ntp, packet.sender_info.rtp_timestamp, now)

    def timestamp_at(self, receiver: Receiver, unix: float) -> float | None:
        """A stream's timestamp at a moment of our clock."""
        return receiver.timestamp_at(unix, self._clock_offset)

    def tick(self, now: float) -> None:
        """Called every few hundredths of a second."""
        for receiver in self.receivers:
            receiver.tick(now)
        if self.state == "live" and self.packet_at is not None and now - self.packet_at > INTERRUPTED_SECONDS:
            self._become("interrupted")
        if now - self._reported_at >= REPORT_SECONDS:
            self._report(now)

    def _report(self, now: float) -> None:
        for receiver in self.receivers:
            receiver.measure_level()
        heard = [receiver for receiver in self.receivers if receiver.reception is not None]
        reports = [receiver.reception.report(now) for receiver in heard if receiver.reception is not None]
        passed = now - self._reported_at if self._reported_at else REPORT_SECONDS
        self._reported_at = now
        octets = sum(receiver.octets for receiver in self.receivers)
        frames = max((receiver.frames for receiver in self.of_kind("video")), default=0)
        self.kbit_per_second = (octets - self._counted[0]) * 8 / 1000 / passed
        self.frames_per_second = (frames - self._counted[1]) / passed
        self._counted = (octets, frames)
        if not reports:
            return
        worst = max(report.fraction_lost for report in reports) / 256
        self.loss_percent = round(worst * 100, 1)
        remb = self._allowance.update(worst, self.kbit_per_second * 1000)
        ssrcs = [
            receiver.ssrc
            for receiver in heard
            if receiver.ssrc is not None and receiver.codec and "goog-remb" in receiver.codec.feedback
        ]
        self._send_rtcp(rtcp.receiver_report(reports, remb, ssrcs))

    def _learn(self, packet: RtpPacket, now: float) -> Receiver | None:
        """An unknown SSRC is of the m-line its MID names, else of the only one of its type (RFC 8843)."""
        mid = packet.extensions.mid
        candidates = [
            receiver
            for receiver in self.receivers
            if receiver.takes(packet.payload_type) and (mid is None or receiver.mid == mid)
        ]
        if len(candidates) != 1 or not candidates[0].may_move_to(packet, now):
            return None
        receiver = candidates[0]
        self._by_ssrc = {ssrc: other for ssrc, other in self._by_ssrc.items() if ssrc != receiver.ssrc}
        receiver.move_to(packet.ssrc, packet.payload_type)
        for ssrc in (receiver.ssrc, receiver.rtx_ssrc):
            if ssrc is not None:
                self._by_ssrc[ssrc] = receiver
        return receiver

    def _become(self, state: State) -> None:
        self.state = state
        self._on_state(state)


def _extensions_map(lines: Sequence[MediaLine]) -> HeaderExtensionsMap:
    extensions = HeaderExtensionsMap()
    for line in lines:
        parameters = RTCRtpParameters()
        parameters.headerExtensions = [
            RTCRtpHeaderExtensionParameters(id=number, uri=uri) for uri, number in line.extensions.items()
        ]
        extensions.configure(parameters)
    return extensions
