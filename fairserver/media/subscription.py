"""All down tracks of one session, and the RTCP that passes between the node and their receiver."""

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
from .down_track import DownTrack
from .track_switch import TrackSwitch

FIRST_REPORT_SECONDS = 0.5
REPORT_SECONDS = 2.0


class Subscription:
    """Everything the node sends to one session: down tracks, each with the track switch that feeds it."""

    def __init__(self, tracks: Sequence[tuple[DownTrack, TrackSwitch]], send_rtcp: Callable[[bytes], None]) -> None:
        self._tracks = list(tracks)
        self._send_rtcp = send_rtcp
        self._by_ssrc = {down_track.ssrc: (down_track, switch) for down_track, switch in tracks}
        self._report_at: float | None = None  # None until connected

    def start(self, now: float) -> None:
        """Begin to send, now that the session is connected, and request the key frames that decoders start with."""
        self._report_at = now + FIRST_REPORT_SECONDS
        for down_track, switch in self._tracks:
            switch.add(down_track)
        self._request_key_frames(now)

    def stop(self) -> None:
        """Stop sending."""
        for down_track, switch in self._tracks:
            switch.remove(down_track)

    def rtcp_received(self, packets: Sequence[AnyRtcpPacket], now: float) -> None:
        """Answer NACK with retransmissions, PLI and FIR with a request for a key frame; ignore all else."""
        for packet in packets:
            if isinstance(packet, RtcpRtpfbPacket) and packet.fmt == RTCP_RTPFB_NACK:
                found = self._by_ssrc.get(packet.media_ssrc)
                if found is not None:
                    down_track, switch = found
                    down_track.retransmit(packet.lost, switch.cache)
            elif isinstance(packet, RtcpPsfbPacket) and packet.fmt == RTCP_PSFB_PLI:
                found = self._by_ssrc.get(packet.media_ssrc)
                if found is not None:
                    _, switch = found
                    switch.request_key_frame(now)
            elif isinstance(packet, RtcpPsfbPacket) and packet.fmt == RTCP_PSFB_FIR:
                self._request_key_frames(now)

    def tick(self, now: float, unix: float) -> None:
        """Send the sender reports of all down tracks in one compound packet when they are due."""
        if self._report_at is None or now < self._report_at:
            return
        self._report_at = now + REPORT_SECONDS
        reports = []
        for down_track, switch in self._tracks:
            down_track.reset_retransmissions()
            timestamp = switch.timestamp_at(unix) if down_track.packets else None
            if timestamp is not None:
                sent = (down_track.packets, down_track.octets)
                reports.append(rtcp.sender_report(down_track.ssrc, unix, timestamp, sent, CNAME))
        if reports:
            self._send_rtcp(b"".join(reports))

    def _request_key_frames(self, now: float) -> None:
        for _, switch in self._tracks:
            if switch.kind == "video":
                switch.request_key_frame(now)
