"""The codecs that the node forwards, and how to recognise a key frame of each."""

from dataclasses import dataclass
from typing import Literal

from aiortc.rtcrtpparameters import ParametersDict
from aiortc.sdp import H264Profile, MediaDescription, parse_h264_profile_level_id

CodecName = Literal["VP8", "H264", "opus"]
FORWARDED = frozenset({"vp8", "h264", "opus"})  # their names in `a=rtpmap`, in lower case

# The H.264 profiles that browsers decode, whichever of them was negotiated; the preferred one first. Encoders that use
# x264 with its defaults send High.
H264_PROFILES = (
    H264Profile.PROFILE_CONSTRAINED_BASELINE,
    H264Profile.PROFILE_BASELINE,
    H264Profile.PROFILE_MAIN,
    H264Profile.PROFILE_CONSTRAINED_HIGH,
    H264Profile.PROFILE_HIGH,
)
KEY_FRAME_NAL_UNITS = (5, 7)  # IDR slice, sequence parameter set (RFC 6184 §1.3)
STAP_A, FU_A = 24, 28  # RTP payload structures (RFC 6184 §5.2)
FMTP_PARAMETERS = (
    "level-asymmetry-allowed",
    "packetization-mode",
    "profile-level-id",
    "minptime",
    "stereo",
    "useinbandfec",
)
RTCP_FEEDBACK = ("nack", "nack pli", "ccm fir", "goog-remb")


@dataclass(frozen=True)
class Codec:
    """One codec with the payload types that one peer gave to it and to its retransmissions (RFC 4588)."""

    name: CodecName
    payload_type: int
    clock_rate: int  # Hz
    channels: int | None
    parameters: ParametersDict  # of `a=fmtp`
    feedback: tuple[str, ...]  # of `a=rtcp-fb`
    rtx_payload_type: int | None


def forwardable_codecs(media: MediaDescription) -> tuple[Codec, ...]:
    """Return the codecs of an offered m-line that the node forwards, in the offerer's order, each name once."""
    rtx_payload_types: dict[int, int] = {}  # by the payload type they repeat
    for codec in media.rtp.codecs:
        apt = codec.parameters.get("apt")
        if codec.name.lower() == "rtx" and isinstance(apt, int) and codec.payloadType is not None:
            rtx_payload_types.setdefault(apt, codec.payloadType)
    chosen: dict[str, tuple[int, Codec]] = {}
    for codec in media.rtp.codecs:
        name = _codec_name(media.kind, codec.name, codec.clockRate)
        rank = 0 if name is None else _rank(name, codec.parameters)
        payload_type = codec.payloadType
        if name is None or rank is None or payload_type is None or payload_type not in media.fmt:
            continue
        offered = {f"{fb.type} {fb.parameter}" if fb.parameter else fb.type for fb in codec.rtcpFeedback}
        entry = Codec(
            name=name,
            payload_type=payload_type,
            clock_rate=codec.clockRate,
            channels=codec.channels,
            parameters={key: value for key, value in codec.parameters.items() if key in FMTP_PARAMETERS},
            feedback=tuple(fb for fb in RTCP_FEEDBACK if fb in offered),
            rtx_payload_type=rtx_payload_types.get(payload_type),
        )
        if name not in chosen or rank < chosen[name][0]:
            chosen[name] = (rank, entry)
    return tuple(entry for _, entry in chosen.values())


def _codec_name(kind: str, name: str, clock_rate: int) -> CodecName | None:
    """Return the node's name of an offered codec; None if the node does not forward it."""
    match kind, name.lower(), clock_rate:
        case "video", "vp8", 90000:
            return "VP8"
        case "video", "h264", 90000:
            return "H264"
        case "audio", "opus", 48000:
            return "opus"
    return None


def _rank(name: CodecName, parameters: ParametersDict) -> int | None:
    """Return the preference among entries of the same name, 0 for the best; None if an entry cannot be used."""
    if name != "H264":
        return 0
    if str(parameters.get("packetization-mode", "0")) != "1":
        return None
    level = parameters.get("profile-level-id", "42001f")
    try:
        profile, _ = parse_h264_profile_level_id(str(level))
        return H264_PROFILES.index(profile)
    except ValueError:
        return None


def starts_key_frame(name: str, payload: bytes) -> bool:
    """Return whether a decoder can start at this RTP payload; always true for audio."""
    if name == "VP8":
        return _starts_vp8_key_frame(payload)
    if name == "H264":
        return _starts_h264_key_frame(payload)
    return True


def _starts_vp8_key_frame(payload: bytes) -> bool:
    """Return whether a VP8 payload is the first of partition 0 and has a clear P bit (RFC 7741 §4.2, §4.3)."""
    if len(payload) < 2 or not payload[0] & 0x10 or payload[0] & 0x07:
        return False
    offset = 1
    if payload[0] & 0x80:
        extension = payload[1]
        offset = 2
        if extension & 0x80:
            if len(payload) <= offset:
                return False
            offset += 2 if payload[offset] & 0x80 else 1
        if extension & 0x40:  # TL0PICIDX
            offset += 1
        if extension & 0x30:  # TID or KEYIDX
            offset += 1
    return len(payload) > offset and not payload[offset] & 0x01


def _starts_h264_key_frame(payload: bytes) -> bool:
    """Return whether an H.264 payload has a parameter set or the start of an IDR slice (RFC 6184 §5).

    It may be a single NAL unit, an aggregation packet (STAP-A), or a fragmentation unit (FU-A).
    """
    if not payload:
        return False
    unit_type = payload[0] & 0x1F
    if unit_type == FU_A:
        is_start = len(payload) > 1 and bool(payload[1] & 0x80)
        return is_start and payload[1] & 0x1F in KEY_FRAME_NAL_UNITS
    if unit_type != STAP_A:
        return unit_type in KEY_FRAME_NAL_UNITS
    offset = 1
    while offset + 2 < len(payload):
        if payload[offset + 2] & 0x1F in KEY_FRAME_NAL_UNITS:
            return True
        offset += 2 + int.from_bytes(payload[offset : offset + 2])
    return False
