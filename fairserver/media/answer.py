"""Writing the SDP answer: every slot's SSRC declared, nothing renegotiated later."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiortc import RTCIceCandidate
from aiortc.rtcdtlstransport import RTCDtlsFingerprint
from aiortc.sdp import candidate_to_sdp, parameters_to_sdp

from .codecs import Codec
from .offer import MediaLine, Offer

CNAME = "fair"
REVERSED = {"sendonly": "recvonly", "recvonly": "sendonly", "sendrecv": "sendrecv", "inactive": "inactive"}


@dataclass(frozen=True)
class Outgoing:
    """What the node will send on one m-line."""

    ssrc: int
    rtx_ssrc: int | None
    stream: str
    track: str


@dataclass(frozen=True)
class Accepted:
    """One m-line that is used: the direction as the answer says it."""

    direction: str
    outgoing: Outgoing | None = None


@dataclass(frozen=True)
class Local:
    """The node's side of the transport."""

    username: str
    password: str
    fingerprint: RTCDtlsFingerprint
    candidates: list[RTCIceCandidate]


def write_answer(offer: Offer, accepted: Mapping[int, Accepted], local: Local, session: int) -> str:
    """The answer to an offer; m-lines that are not in `accepted` are refused with port 0."""
    used = [line.mid for line in offer.lines if line.index in accepted]
    text = [
        "v=0",
        f"o=- {session} 1 IN IP4 0.0.0.0",
        "s=-",
        "t=0 0",
        *([f"a=group:BUNDLE {' '.join(used)}"] if used else []),
        "a=extmap-allow-mixed",
        "a=msid-semantic: WMS *",
    ]
    candidates = local.candidates
    for line in offer.lines:
        media = accepted.get(line.index)
        if media is None:
            text += _refused(line)
        else:
            text += _media(line, media, offer.remote.role, local, candidates)
            candidates = []  # bundled: the first m-line carries them
    return "\r\n".join(text) + "\r\n"


def _refused(line: MediaLine) -> list[str]:
    text = [f"m={line.kind} 0 {line.profile} {line.formats}", "c=IN IP4 0.0.0.0", "a=inactive"]
    return [*text, f"a=mid:{line.mid}"] if line.mid else text


def _media(line: MediaLine, media: Accepted, role: str, local: Local, candidates: list[RTCIceCandidate]) -> list[str]:
    types = [kind for codec in line.codecs for kind in (codec.payload_type, codec.rtx) if kind is not None]
    text = [
        f"m={line.kind} 9 UDP/TLS/RTP/SAVPF {' '.join(map(str, types))}",
        "c=IN IP4 0.0.0.0",
        "a=rtcp:9 IN IP4 0.0.0.0",
        f"a=ice-ufrag:{local.username}",
        f"a=ice-pwd:{local.password}",
        "a=ice-options:trickle",
        f"a=fingerprint:{local.fingerprint.algorithm} {local.fingerprint.value}",
        f"a=setup:{'passive' if role == 'server' else 'active'}",
        f"a=mid:{line.mid}",
        f"a={media.direction}",
        "a=rtcp-mux",
        "a=rtcp-rsize",
    ]
    text += [f"a=extmap:{number} {uri}" for uri, number in line.extensions.items()]
    for codec in line.codecs:
        text += _codec(codec)
    if media.outgoing is not None:
        text += _outgoing(media.outgoing)
    # No end-of-candidates: a peer whose only pair fails shall wait for our own check to reach it.
    return text + [f"a=candidate:{candidate_to_sdp(candidate)}" for candidate in candidates]


def _codec(codec: Codec) -> list[str]:
    channels = f"/{codec.channels}" if codec.channels and codec.channels > 1 else ""
    kind = codec.payload_type
    text = [f"a=rtpmap:{kind} {codec.name}/{codec.clock_rate}{channels}"]
    text += [f"a=rtcp-fb:{kind} {feedback}" for feedback in codec.feedback]
    if codec.parameters:
        text.append(f"a=fmtp:{kind} {parameters_to_sdp(codec.parameters)}")
    if codec.rtx is not None:
        text += [f"a=rtpmap:{codec.rtx} rtx/{codec.clock_rate}", f"a=fmtp:{codec.rtx} apt={kind}"]
    return text


def _outgoing(outgoing: Outgoing) -> list[str]:
    text = [f"a=msid:{outgoing.stream} {outgoing.track}"]
    if outgoing.rtx_ssrc is not None:
        text.append(f"a=ssrc-group:FID {outgoing.ssrc} {outgoing.rtx_ssrc}")
    for ssrc in (outgoing.ssrc, outgoing.rtx_ssrc):
        if ssrc is not None:
            text.append(f"a=ssrc:{ssrc} cname:{CNAME}")
            text.append(f"a=ssrc:{ssrc} msid:{outgoing.stream} {outgoing.track}")
    return text
