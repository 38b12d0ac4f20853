"""Builds the RTCP packets that the node sends, and parses those that peers send (RFC 3550, RFC 4585)."""

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
LOCAL_SSRC = 1  # the node as a receiver; it sends no media with this SSRC
SDES_CNAME = 1
NACK_MASK_BITS = 16  # packets after the first one that one entry of a NACK can name


def ntp_time(unix: float) -> int:
    """Return a Unix time as a 64-bit NTP timestamp (RFC 3550 §4)."""
    return round((unix + NTP_EPOCH) * (1 << 32)) & 0xFFFFFFFFFFFFFFFF


def unix_time(ntp: int) -> float:
    """Return a 64-bit NTP timestamp as Unix time."""
    return ntp / (1 << 32) - NTP_EPOCH


def sender_report(ssrc: int, unix: float, timestamp: int, sent: tuple[int, int], cname: str) -> bytes:
    """Return a sender report and an SDES packet with the CNAME (RFC 3550 §6.4.1, §6.5.1).

    `timestamp` is the RTP timestamp at the Unix time `unix`; `sent` counts packets and payload octets. Streams with
    the same CNAME are synchronised by their receiver.
    """
    info = RtcpSenderInfo(
        ntp_timestamp=ntp_time(unix),
        rtp_timestamp=timestamp & 0xFFFFFFFF,
        packet_count=sent[0] & 0xFFFFFFFF,
        octet_count=sent[1] & 0xFFFFFFFF,
    )
    name = RtcpSdesPacket(chunks=[RtcpSourceInfo(ssrc=ssrc, items=[(SDES_CNAME, cname.encode())])])
    return bytes(RtcpSrPacket(ssrc=ssrc, sender_info=info)) + bytes(name)


def receiver_report(reports: Sequence[RtcpReceiverInfo], bits_per_second: int, remb_ssrcs: list[int]) -> bytes:
    """Return a receiver report, and REMB (draft-alvestrand-rmcat-remb-03) if any SSRC negotiated it.

    `bits_per_second` is the most that the node wants to receive from all of `remb_ssrcs` together.
    """
    report = bytes(RtcpRrPacket(ssrc=LOCAL_SSRC, reports=list(reports)))
    if not remb_ssrcs:
        return report
    payload = pack_remb_fci(bits_per_second, remb_ssrcs)
    return report + bytes(RtcpPsfbPacket(fmt=RTCP_PSFB_APP, ssrc=LOCAL_SSRC, media_ssrc=0, fci=payload))


def nack(ssrc: int, missing: Sequence[int]) -> bytes:
    """Return a generic NACK (RFC 4585 §6.2.1) for 16-bit sequence numbers in sending order.

    aiortc's own function fails where sequence numbers wrap.
    """
    entries: list[tuple[int, int]] = []  # a sequence number, and a bit mask of the numbers that follow it
    for number in missing:
        bit = (number - entries[-1][0] - 1) & 0xFFFF if entries else NACK_MASK_BITS
        if bit < NACK_MASK_BITS:
            first, mask = entries[-1]
            entries[-1] = (first, mask | 1 << bit)
        else:
            entries.append((number, 0))
    payload = struct.pack("!LL", LOCAL_SSRC, ssrc) + b"".join(struct.pack("!HH", *entry) for entry in entries)
    return pack_rtcp_packet(RTCP_RTPFB, RTCP_RTPFB_NACK, payload)


def picture_loss_indication(ssrc: int) -> bytes:
    """Return a PLI (RFC 4585 §6.3.1), which asks for a key frame."""
    return bytes(RtcpPsfbPacket(fmt=RTCP_PSFB_PLI, ssrc=LOCAL_SSRC, media_ssrc=ssrc))


def parse(data: bytes) -> list[AnyRtcpPacket]:
    """Return the packets of a compound packet; none if it is malformed."""
    try:
        return RtcpPacket.parse(data)
    except (ValueError, IndexError, struct.error):
        return []
