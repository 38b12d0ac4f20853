"""Writes SDP answers (RFC 3264, RFC 9725 §4.2) that declare the SSRC of every down track: nothing is renegotiated."""

from collections.abc import Mapping
from dataclasses import dataclass

from aiortc import RTCIceCandidate
from aiortc.rtcdtlstransport import RTCDtlsFingerprint
from aiortc.sdp import candidate_to_sdp, parameters_to_sdp

from .codecs import Codec
from .offer import MediaLine, Offer

CNAME = "fair"  # RFC 3550 §6.5.1; one for all streams, so that browsers synchronise audio and video


@dataclass(frozen=True)
class TrackDescription:
    """What the answer declares of one down track (RFC 5576, RFC 8830): SSRCs, and its MediaStream and track ids."""

    ssrc: int
    rtx_ssrc: int | None
    stream_id: str
    track_id: str


@dataclass(frozen=True)
class AnswerLine:
    """An accepted m-line: its direction as the answer states it, and the down track if the node sends on it."""

    direction: str
    down_track: TrackDescription | None = None


@dataclass(frozen=True)
class LocalParameters:
    """The node's ICE credentials, DTLS fingerprint and candidates for one session."""

    username: str
    password: str
    fingerprint: RTCDtlsFingerprint
    candidates: list[RTCIceCandidate]


def write_answer(offer: Offer, accepted: Mapping[int, AnswerLine], local: LocalParameters, session_id: int) -> str:
    """Return the SDP answer to an offer.

    `accepted` maps the index of an m-line to its answer; the other m-lines are refused with port 0 (RFC 3264 §6).
    `session_id` is the number in the `o=` line.
    """
    accepted_mids = [line.mid for line in offer.lines if line.index in accepted]
    text = ["v=0", f"o=- {session_id} 1 IN IP4 0.0.0.0", "s=-", "t=0 0"]
    if accepted_mids:
        text.append(f"a=group:BUNDLE {' '.join(accepted_mids)}")
    text += ["a=extmap-allow-mixed", "a=msid-semantic: WMS *"]
    candidates = local.candidates
    for line in offer.lines:
        answer = accepted.get(line.index)
        if answer is None:
            text += _refused_line(line)
        else:
            text += _accepted_line(line, answer, offer.remote.role, local, candidates)
            candidates = []  # all m-lines are bundled, so only the first one carries candidates
    return "\r\n".join(text) + "\r\n"


def _refused_line(line: MediaLine) -> list[str]:
    text = [f"m={line.kind} 0 {line.profile} {line.formats}", "c=IN IP4 0.0.0.0", "a=inactive"]
    if line.mid:
        text.append(f"a=mid:{line.mid}")
    return text


def _accepted_line(
    line: MediaLine, answer: AnswerLine, role: str, local: LocalParameters, candidates: list[RTCIceCandidate]
) -> list[str]:
    payload_types: list[int] = []
    for codec in line.codecs:
        payload_types.append(codec.payload_type)
        if codec.rtx_payload_type is not None:
            payload_types.append(codec.rtx_payload_type)
    text = [
        f"m={line.kind} 9 {line.profile} {' '.join(map(str, payload_types))}",
        "c=IN IP4 0.0.0.0",
        "a=rtcp:9 IN IP4 0.0.0.0",
        f"a=ice-ufrag:{local.username}",
        f"a=ice-pwd:{local.password}",
        "a=ice-options:trickle",
        f"a=fingerprint:{local.fingerprint.algorithm} {local.fingerprint.value}",
        f"a=setup:{'passive' if role == 'server' else 'active'}",
        f"a=mid:{line.mid}",
        f"a={answer.direction}",
        "a=rtcp-mux",
        "a=rtcp-rsize",
    ]
    text += [f"a=extmap:{number} {uri}" for uri, number in line.extensions.items()]
    for codec in line.codecs:
        text += _codec(codec)
    if answer.down_track is not None:
        text += _down_track(answer.down_track)
    # No end-of-candidates: a peer whose only candidate pair has failed must still wait for the node's own check.
    return text + [f"a=candidate:{candidate_to_sdp(candidate)}" for candidate in candidates]


def _codec(codec: Codec) -> list[str]:
    channels = f"/{codec.channels}" if codec.channels and codec.channels > 1 else ""
    number = codec.payload_type
    text = [f"a=rtpmap:{number} {codec.name}/{codec.clock_rate}{channels}"]
    text += [f"a=rtcp-fb:{number} {feedback}" for feedback in codec.feedback]
    if codec.parameters:
        text.append(f"a=fmtp:{number} {parameters_to_sdp(codec.parameters)}")
    if codec.rtx_payload_type is not None:
        text.append(f"a=rtpmap:{codec.rtx_payload_type} rtx/{codec.clock_rate}")
        text.append(f"a=fmtp:{codec.rtx_payload_type} apt={number}")
    return text


def _down_track(track: TrackDescription) -> list[str]:
    text = [f"a=msid:{track.stream_id} {track.track_id}"]
    if track.rtx_ssrc is not None:
        text.append(f"a=ssrc-group:FID {track.ssrc} {track.rtx_ssrc}")
    for ssrc in (track.ssrc, track.rtx_ssrc):
        if ssrc is not None:
            text.append(f"a=ssrc:{ssrc} cname:{CNAME}")
            text.append(f"a=ssrc:{ssrc} msid:{track.stream_id} {track.track_id}")
    return text
