"""RTCP packets the node sends, built from values; and reading what peers send, whatever it is."""

import struct
from collections.abc import Sequence

from aiortc.rtp import (
    RTCP_PSFB_APP,
    RTCP_PSFB_PLI,
    RTCP_RTPFB,
    RTCP_RTPFB_NACK,
    AnyRtcpPacket,
    RtcpPacket,
    RtcpPsfbPacket,
    RtcpReceiverInfo,
    RtcpRrPacket,
    RtcpSdesPacket,
    RtcpSenderInfo,
    RtcpSourceInfo,
    RtcpSrPacket,
    pack_remb_fci,
    pack_rtcp_packet,
)

NTP_EPOCH = 2_208_988_800  # seconds from 1900 to 1970
OUR_SSRC = 1  # the node as a receiver: it sends nothing under this name
SDES_CNAME = 1


def ntp_time(unix: float) -> int:
    """A Unix time as a 64-bit NTP timestamp (RFC 3550 §4)."""
    return round((unix + NTP_EPOCH) * (1 << 32)) & 0xFFFFFFFFFFFFFFFF


def unix_time(ntp: int) -> float:
    """A 64-bit NTP timestamp as Unix time."""
    return ntp / (1 << 32) - NTP_EPOCH


def sender_report(ssrc: int, unix: float, timestamp: int, sent: tuple[int, int], cname: str) -> bytes:
    """SR with the CNAME that ties a person's audio and video together (RFC 3550 §6.4.1, §6.5.1).

    `sent` counts packets and payload octets.
    """
    info = RtcpSenderInfo(
        ntp_timestamp=ntp_time(unix),
        rtp_timestamp=timestamp & 0xFFFFFFFF,
        packet_count=sent[0] & 0xFFFFFFFF,
        octet_count=sent[1] & 0xFFFFFFFF,
    )
    name = RtcpSdesPacket(chunks=[RtcpSourceInfo(ssrc=ssrc, items=[(SDES_CNAME, cname.encode())])])
    return bytes(RtcpSrPacket(ssrc=ssrc, sender_info=info)) + bytes(name)


def receiver_report(reports: Sequence[RtcpReceiverInfo], remb: int, ssrcs: list[int]) -> bytes:
    """RR, and what we can take (draft-alvestrand-rmcat-remb-03)."""
    report = bytes(RtcpRrPacket(ssrc=OUR_SSRC, reports=list(reports)))
    if not ssrcs:
        return report
    estimate = RtcpPsfbPacket(fmt=RTCP_PSFB_APP, ssrc=OUR_SSRC, media_ssrc=0, fci=pack_remb_fci(remb, ssrcs))
    return report + bytes(estimate)


def nack(ssrc: int, lost: Sequence[int]) -> bytes:
    """Ask again for packets (RFC 4585 §6.2.1); aiortc's own builder fails where numbers wrap."""
    pairs: list[tuple[int, int]] = []
    for number in lost:
        step = (number - pairs[-1][0] - 1) & 0xFFFF if pairs else 16
        if step < 16:
            pairs[-1] = (pairs[-1][0], pairs[-1][1] | 1 << step)
        else:
            pairs.append((number, 0))
    payload = struct.pack("!LL", OUR_SSRC, ssrc) + b"".join(struct.pack("!HH", *pair) for pair in pairs)
    return pack_rtcp_packet(RTCP_RTPFB, RTCP_RTPFB_NACK, payload)


def picture_loss(ssrc: int) -> bytes:
    """Ask for a key frame (RFC 4585 §6.3.1)."""
    return bytes(RtcpPsfbPacket(fmt=RTCP_PSFB_PLI, ssrc=OUR_SSRC, media_ssrc=ssrc))


def read(data: bytes) -> list[AnyRtcpPacket]:
    """Every packet of a compound, or none if it is malformed."""
    try:
        return RtcpPacket.parse(data)
    except (ValueError, IndexError, struct.error):
        return []
