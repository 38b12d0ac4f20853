"""The codecs the node forwards, and how a key frame looks in each."""

from dataclasses import dataclass
from typing import Literal

from aiortc.rtcrtpparameters import ParametersDict
from aiortc.sdp import H264Profile, MediaDescription, parse_h264_profile_level_id

Name = Literal["VP8", "H264", "opus"]

# The profiles every browser decodes; constrained baseline first.
PROFILES = (H264Profile.PROFILE_CONSTRAINED_BASELINE, H264Profile.PROFILE_BASELINE)
KEY_UNITS = (5, 7)  # IDR slice, sequence parameter set
PARAMETERS = (
    "level-asymmetry-allowed",
    "packetization-mode",
    "profile-level-id",
    "minptime",
    "stereo",
    "useinbandfec",
)
FEEDBACK = ("nack", "nack pli", "ccm fir", "goog-remb")


@dataclass(frozen=True)
class Codec:
    """One codec under one peer's payload type, with its retransmission type if there is one (RFC 4588)."""

    name: Name
    payload_type: int
    clock_rate: int
    channels: int | None
    parameters: ParametersDict
    feedback: tuple[str, ...]
    rtx: int | None


def usable(media: MediaDescription) -> tuple[Codec, ...]:
    """The codecs of an offered m-line that we forward, in the offerer's order, one entry for each name."""
    repairs: dict[int, int] = {}
    for codec in media.rtp.codecs:
        apt = codec.parameters.get("apt")
        if codec.name.lower() == "rtx" and isinstance(apt, int) and codec.payloadType is not None:
            repairs.setdefault(apt, codec.payloadType)
    chosen: dict[str, tuple[int, Codec]] = {}
    for codec in media.rtp.codecs:
        name = _name(media.kind, codec.name, codec.clockRate)
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
            parameters={key: value for key, value in codec.parameters.items() if key in PARAMETERS},
            feedback=tuple(fb for fb in FEEDBACK if fb in offered),
            rtx=repairs.get(payload_type),
        )
        if name not in chosen or rank < chosen[name][0]:
            chosen[name] = (rank, entry)
    return tuple(entry for _, entry in chosen.values())


def _name(kind: str, name: str, clock_rate: int) -> Name | None:
    match kind, name.lower(), clock_rate:
        case "video", "vp8", 90000:
            return "VP8"
        case "video", "h264", 90000:
            return "H264"
        case "audio", "opus", 48000:
            return "opus"
    return None


def _rank(name: Name, parameters: ParametersDict) -> int | None:
    """How gladly an entry is taken; None when it is not."""
    if name != "H264":
        return 0
    if str(parameters.get("packetization-mode", "0")) != "1":
        return None
    level = parameters.get("profile-level-id", "42001f")
    try:
        profile, _ = parse_h264_profile_level_id(str(level))
        return PROFILES.index(profile)
    except ValueError:
        return None


def starts_key_frame(name: str, payload: bytes) -> bool:
    """Whether a decoder can begin at this packet."""
    if name == "VP8":
        return _starts_vp8_key_frame(payload)
    if name == "H264":
        return _starts_h264_key_frame(payload)
    return True


def _starts_vp8_key_frame(payload: bytes) -> bool:
    """RFC 7741 §4.2 and §4.3: first packet of partition 0, and the frame's P bit clear."""
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
        offset += bool(extension & 0x40) + bool(extension & 0x30)
    return len(payload) > offset and not payload[offset] & 0x01


def _starts_h264_key_frame(payload: bytes) -> bool:
    """RFC 6184 §5: a parameter set or IDR slice, alone, in an aggregate, or as a first fragment."""
    if not payload:
        return False
    kind = payload[0] & 0x1F
    if kind == 28:
        return len(payload) > 1 and bool(payload[1] & 0x80) and payload[1] & 0x1F in KEY_UNITS
    if kind != 24:
        return kind in KEY_UNITS
    offset = 1
    while offset + 2 < len(payload):
        if payload[offset + 2] & 0x1F in KEY_UNITS:
            return True
        offset += 2 + int.from_bytes(payload[offset : offset + 2])
    return False
