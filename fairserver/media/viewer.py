"""A viewer's slots, and what a viewer tells us by RTCP."""

from collections.abc import Callable, Sequence

from aiortc.rtp import (
    RTCP_PSFB_FIR,
    RTCP_PSFB_PLI,
    RTCP_RTPFB_NACK,
    AnyRtcpPacket,
    RtcpPsfbPacket,
    RtcpRtpfbPacket,
)

from . import rtcp
from .answer import CNAME
from .channel import Channel
from .slot import Slot

FIRST_REPORT_SECONDS = 0.5
REPORT_SECONDS = 2.0


class Viewer:
    """Everything one session receives from us."""

    def __init__(self, channels: Sequence[tuple[Slot, Channel]], send_rtcp: Callable[[bytes], None]) -> None:
        self.channels = list(channels)
        self._send_rtcp = send_rtcp
        self._by_ssrc = {slot.ssrc: (slot, channel) for slot, channel in channels}
        self._report_at: float | None = None

    def connected(self, now: float) -> None:
        """From now on packets reach the viewer: give them a picture."""
        self._report_at = now + FIRST_REPORT_SECONDS
        for slot, channel in self.channels:
            channel.add(slot)
        self.want_key_frames(now)

    def left(self) -> None:
        """Listen no more."""
        for slot, channel in self.channels:
            channel.remove(slot)

    def want_key_frames(self, now: float) -> None:
        for _, channel in self.channels:
            if channel.kind == "video":
                channel.want_key_frame(now)

    def rtcp_received(self, packets: Sequence[AnyRtcpPacket], now: float) -> None:
        """PLI and FIR ask for a key frame, NACK for packets; the rest is not needed."""
        for packet in packets:
            if isinstance(packet, RtcpRtpfbPacket) and packet.fmt == RTCP_RTPFB_NACK:
                found = self._by_ssrc.get(packet.media_ssrc)
                if found is not None:
                    found[0].repair(packet.lost, found[1].cache)
            elif isinstance(packet, RtcpPsfbPacket) and packet.fmt == RTCP_PSFB_PLI:
                found = self._by_ssrc.get(packet.media_ssrc)
                if found is not None:
                    found[1].want_key_frame(now)
            elif isinstance(packet, RtcpPsfbPacket) and packet.fmt == RTCP_PSFB_FIR:
                self.want_key_frames(now)

    def tick(self, now: float, unix: float) -> None:
        """Send the sender reports that are due, in one compound."""
        if self._report_at is None or now < self._report_at:
            return
        self._report_at = now + REPORT_SECONDS
        reports = []
        for slot, channel in self.channels:
            slot.refill()
            timestamp = channel.timestamp_at(unix) if slot.packets else None
            if timestamp is not None:
                sent = (slot.packets, slot.octets)
                reports.append(rtcp.sender_report(slot.ssrc, unix, timestamp, sent, CNAME))
        if reports:
            self._send_rtcp(b"".join(reports))
