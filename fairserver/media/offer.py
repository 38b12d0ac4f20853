"""Parses SDP offers, which are untrusted text: they are limited and cleaned before aiortc parses them."""

import re
from dataclasses import dataclass

from aiortc import RTCIceCandidate
from aiortc.rtcdtlstransport import X509_DIGEST_ALGORITHMS, RTCDtlsFingerprint
from aiortc.sdp import MediaDescription, SessionDescription

from fairserver.base.errors import FairError

from .addresses import may_send_to
from .codecs import Codec, forwardable_codecs
from .offer_filter import EXTENSIONS, bounded, offered_names
from .transport import RemoteParameters

MAX_CANDIDATES_USED = 8

# What aiortc's parser raises on malformed text.
PARSER_ERRORS = (AssertionError, AttributeError, IndexError, KeyError, StopIteration, TypeError, ValueError)

ICE_CHARS = re.compile(r"[A-Za-z0-9+/]+")

# The profiles of an m-line that carry what the node sends and receives, DTLS-SRTP; the answer repeats the offered one
# (RFC 8829 §5.1.2).
PROFILES = ("UDP/TLS/RTP/SAVPF", "UDP/TLS/RTP/SAVP", "RTP/SAVPF")
TAKEN = "H.264, VP8, Opus"  # what the node forwards, as told to people whose encoder offers something else


@dataclass(frozen=True)
class MediaLine:
    """One m-line of an offer, as far as the node uses it."""

    index: int  # position in the offer, from 0
    kind: str  # "audio", "video", or another media type, which is refused
    profile: str
    formats: str  # the payload types as offered, for an answer that refuses the m-line
    mid: str
    direction: str
    codecs: tuple[Codec, ...]  # those that the node forwards; empty if the m-line cannot be used
    names: str  # of the codecs as offered, for an answer that says why none is taken
    is_offered: bool  # not switched off by port 0 (RFC 3264 §5.1)
    extensions: dict[str, int]  # from the URI of an RTP header extension to its id
    ssrc: int | None
    rtx_ssrc: int | None

    @property
    def sends(self) -> bool:
        """Whether the offerer wants to send on this m-line."""
        return self.direction in ("sendonly", "sendrecv")

    @property
    def receives(self) -> bool:
        """Whether the offerer wants to receive on this m-line."""
        return self.direction in ("recvonly", "sendrecv")


@dataclass(frozen=True)
class Offer:
    """A parsed offer: its m-lines, and how to reach and authenticate its sender."""

    lines: tuple[MediaLine, ...]
    remote: RemoteParameters


def clean(sdp: str) -> str:
    """Return an offer or a trickle ICE fragment without the lines that would mislead aiortc.

    Removed are candidates that are of TCP, for which the node has no socket, or have mDNS names: to resolve these
    delays Chromium by a second and makes Firefox fail. The node finds such peers by their own checks, as
    peer-reflexive candidates (RFC 8445 §7.3.1.3). Removed is also `end-of-candidates`, with which ICE would fail at
    once if no candidate is left. Firefox and GStreamer offer bundled m-lines with port 0, which aiortc would take
    for refused (RFC 9143 §6): these get port 9.
    """
    sections: list[list[str]] = [[]]
    for line in sdp.splitlines():
        if line.startswith("m="):
            sections.append([])
        if line != "a=end-of-candidates" and not _is_useless_candidate(line):
            sections[-1].append(line)
    for section in sections:
        if "a=bundle-only" in section:
            section[0] = re.sub(r"^(m=\S+) 0 ", r"\1 9 ", section[0])
    return "\r\n".join(line for section in sections for line in section) + "\r\n"


def _is_useless_candidate(line: str) -> bool:
    fields = line.split()
    return line.startswith("a=candidate:") and (
        len(fields) < 8 or fields[2].lower() != "udp" or fields[4].lower().endswith(".local")
    )


def parse_offer(sdp: str, *, allow_private: bool) -> Offer:
    """Return a parsed offer; raises media.offer_too_large or media.offer_malformed.

    Without `allow_private`, candidates with private or loopback addresses are left out.
    """
    text = clean(bounded(sdp))
    try:
        session = SessionDescription.parse(text)
        if not session.media:
            raise malformed("media")
        names = offered_names(sdp)
        lines = tuple(_line(index, media, names[index]) for index, media in enumerate(session.media))
        remote = _remote(session, allow_private=allow_private)
    except PARSER_ERRORS as error:
        raise malformed("syntax") from error
    return Offer(lines, remote)


def usable_lines(offer: Offer, limits: dict[str, int], *, sends: bool) -> list[MediaLine]:
    """Return the first m-lines of an offer on which its sender `sends` (else receives), as many as `limits` by kind.

    An offer is taken whole or not at all (RFC 9725 §4.2): raises media.no_codec if one of these has no codec that the
    node forwards, instead of an answer without its picture.
    """
    counts: dict[str, int] = {}
    lines = []
    for line in offer.lines:
        wanted = (line.sends if sends else line.receives) and line.is_offered
        if wanted and counts.get(line.kind, 0) < limits.get(line.kind, 0):
            counts[line.kind] = counts.get(line.kind, 0) + 1
            lines.append(line)
    if not lines or not all(line.codecs for line in lines):
        refused = [line.names for line in lines if not line.codecs] or [line.names for line in offer.lines]
        raise FairError("media.no_codec", offered=", ".join(filter(None, refused))[:200], taken=TAKEN)
    return lines


def malformed(reason: str) -> FairError:
    """Return the error for an offer; `reason` names the part that is wrong."""
    return FairError("media.offer_malformed", reason=reason)


def _line(index: int, media: MediaDescription, names: str) -> MediaLine:
    is_usable = media.kind in ("audio", "video") and media.port != 0 and media.profile in PROFILES
    ssrc = media.ssrc[0].ssrc if media.ssrc else None
    # An SSRC and that of its retransmissions (RFC 5576 §4.2, RFC 4588 §8.8).
    ssrc_pair = next((group.items for group in media.ssrc_group if group.semantic == "FID"), [])
    rtx_ssrc = int(ssrc_pair[1]) if len(ssrc_pair) == 2 and ssrc_pair[0] == ssrc else None
    return MediaLine(
        index=index,
        kind=media.kind,
        profile=media.profile,
        formats=" ".join(map(str, media.fmt)),
        mid=media.rtp.muxId or "",
        direction=media.direction or "sendrecv",
        codecs=forwardable_codecs(media) if is_usable else (),
        names=names,
        is_offered=media.port != 0,
        extensions={
            extension.uri: extension.id
            for extension in media.rtp.headerExtensions
            if extension.uri in EXTENSIONS and 0 < extension.id < 15
        },
        ssrc=ssrc,
        rtx_ssrc=rtx_ssrc,
    )


def _remote(session: SessionDescription, *, allow_private: bool) -> RemoteParameters:
    """Return the parameters of the one transport for all m-lines; raises media.offer_malformed if there are several.

    WHIP requires BUNDLE and rtcp-mux (RFC 9725 §4.4.1).
    """
    media = [line for line in session.media if line.port != 0] or session.media
    first = media[0]
    if first.ice is None or first.dtls is None:
        raise malformed("transport")
    username, password = first.ice.usernameFragment or "", first.ice.password or ""
    if not (4 <= len(username) <= 256 and 22 <= len(password) <= 256):
        raise malformed("ice")
    if not (ICE_CHARS.fullmatch(username) and ICE_CHARS.fullmatch(password)):
        raise malformed("ice")
    for line in media:
        # A bundle-only m-line has none of its own: all of the transport is that of the tagged one (RFC 9143 §7.1.3).
        own = (line.ice.usernameFragment if line.ice else None) or username
        if own != username:
            raise malformed("bundle")
        if line.kind in ("audio", "video") and not (line.rtcp_mux or line is not first):
            raise malformed("rtcp_mux")
    fingerprints: list[RTCDtlsFingerprint] = [
        fingerprint
        for fingerprint in first.dtls.fingerprints
        if fingerprint.algorithm.lower() in X509_DIGEST_ALGORITHMS
    ]
    if not fingerprints:
        raise malformed("fingerprint")
    # The node is the DTLS server where the offer allows: aiortc as client fails with encoders that have an RSA key.
    role = "client" if first.dtls.role == "server" else "server"
    candidates = [candidate for line in media for candidate in line.ice_candidates]
    return RemoteParameters(
        username=username,
        password=password,
        lite=first.ice.iceLite,
        role=role,
        fingerprints=fingerprints,
        candidates=allowed_candidates(candidates, allow_private=allow_private),
    )


def allowed_candidates(candidates: list[RTCIceCandidate], *, allow_private: bool) -> list[RTCIceCandidate]:
    """Return the first MAX_CANDIDATES_USED candidates that the node may send to."""
    allowed = [
        candidate
        for candidate in candidates
        if candidate.component == 1
        and candidate.type in ("host", "srflx", "relay")
        and 0 < candidate.port < 65536
        and may_send_to(candidate.ip, allow_private=allow_private)
    ]
    return allowed[:MAX_CANDIDATES_USED]
