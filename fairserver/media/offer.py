"""Reading an SDP offer: a stranger's text, cleaned before aiortc parses it."""

import re
from dataclasses import dataclass
from typing import Literal

from aiortc import RTCIceCandidate
from aiortc.rtcdtlstransport import X509_DIGEST_ALGORITHMS, RTCDtlsFingerprint
from aiortc.sdp import MediaDescription, SessionDescription, candidate_from_sdp

from fairserver.base.errors import FairError

from .addresses import may_send_to
from .codecs import Codec, usable
from .transport import Remote

MAX_OFFER_BYTES = 128 << 10
MAX_FRAGMENT_BYTES = 16 << 10
MAX_MEDIA_LINES = 32
MAX_CANDIDATES = 256
MAX_CANDIDATES_USED = 8

# What aiortc's parser raises on bad text, beside ValueError.
UNPARSABLE = (AssertionError, AttributeError, IndexError, KeyError, StopIteration, TypeError, ValueError)

ICE_CHARS = re.compile(r"[A-Za-z0-9+/]+")
MID = "urn:ietf:params:rtp-hdrext:sdes:mid"
AUDIO_LEVEL = "urn:ietf:params:rtp-hdrext:ssrc-audio-level"
EXTENSIONS = (MID, AUDIO_LEVEL, "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time")

Kind = Literal["audio", "video"]


@dataclass(frozen=True)
class MediaLine:
    """One m-line of an offer, as far as the node uses it."""

    index: int
    kind: str
    profile: str
    formats: str
    mid: str
    direction: str
    codecs: tuple[Codec, ...]
    extensions: dict[str, int]
    ssrc: int | None
    rtx_ssrc: int | None

    @property
    def sends(self) -> bool:
        return self.direction in ("sendonly", "sendrecv")

    @property
    def receives(self) -> bool:
        return self.direction in ("recvonly", "sendrecv")


@dataclass(frozen=True)
class Offer:
    """A cleaned offer: its m-lines and how to reach and trust its sender."""

    lines: tuple[MediaLine, ...]
    remote: Remote


def clean(sdp: str) -> str:
    """Drop what a server must not act on.

    mDNS candidates cost Chromium 1 s and Firefox the session, and `end-of-candidates` after an emptied
    list ends ICE at once; peer-reflexive candidates do the work. TCP candidates have no socket here.
    Firefox and GStreamer offer bundled m-lines with port 0, which aiortc would take for refused.
    """
    sections: list[list[str]] = [[]]
    for line in sdp.splitlines():
        if line.startswith("m="):
            sections.append([])
        if line != "a=end-of-candidates" and not _useless_candidate(line):
            sections[-1].append(line)
    for section in sections:
        if "a=bundle-only" in section:  # port 0 does not mean refused here (RFC 9143 §6)
            section[0] = re.sub(r"^(m=\S+) 0 ", r"\1 9 ", section[0])
    return "\r\n".join(line for section in sections for line in section) + "\r\n"


def _useless_candidate(line: str) -> bool:
    fields = line.split()
    return line.startswith("a=candidate:") and (
        len(fields) < 8 or fields[2].lower() != "udp" or fields[4].lower().endswith(".local")
    )


def read_offer(sdp: str, *, allow_private: bool) -> Offer:
    """Parse an offer or refuse it with a code."""
    _refuse_excess(sdp)
    try:
        session = SessionDescription.parse(clean(sdp))
        if not session.media:
            raise malformed("media")
        lines = tuple(_line(index, media) for index, media in enumerate(session.media))
        remote = _remote(session, allow_private=allow_private)
    except UNPARSABLE as error:
        raise malformed("syntax") from error
    return Offer(lines, remote)


def read_fragment(fragment: str, *, allow_private: bool) -> tuple[str | None, list[RTCIceCandidate]]:
    """The user name fragment and candidates of a trickle-ice-sdpfrag (RFC 8840 §9)."""
    if len(fragment.encode()) > MAX_FRAGMENT_BYTES or fragment.count("a=candidate:") > MAX_CANDIDATES:
        raise FairError("media.offer_too_large")
    username: str | None = None
    candidates = []
    try:
        for line in clean(fragment).splitlines():
            if line.startswith("a=ice-ufrag:"):
                username = line.partition(":")[2].strip()
            elif line.startswith("a=candidate:"):
                candidates.append(candidate_from_sdp(line.partition(":")[2]))
            elif line and not re.match(r"[a-z]=", line):
                raise malformed("fragment")
    except UNPARSABLE as error:
        raise malformed("fragment") from error
    return username, _reachable(candidates, allow_private=allow_private)


def malformed(reason: str) -> FairError:
    """A refusal that says which part was wrong."""
    return FairError("media.offer_malformed", reason=reason)


def _refuse_excess(sdp: str) -> None:
    if (
        len(sdp.encode("utf-8", "replace")) > MAX_OFFER_BYTES
        or sdp.count("\nm=") > MAX_MEDIA_LINES
        or sdp.count("a=candidate:") > MAX_CANDIDATES
    ):
        raise FairError("media.offer_too_large")


def _line(index: int, media: MediaDescription) -> MediaLine:
    real = media.kind in ("audio", "video") and media.port != 0 and media.profile == "UDP/TLS/RTP/SAVPF"
    repair = next((group.items for group in media.ssrc_group if group.semantic == "FID"), [])
    ssrc = media.ssrc[0].ssrc if media.ssrc else None
    rtx_ssrc = int(repair[1]) if len(repair) == 2 and repair[0] == ssrc else None
    return MediaLine(
        index=index,
        kind=media.kind,
        profile=media.profile,
        formats=" ".join(map(str, media.fmt)),
        mid=media.rtp.muxId or "",
        direction=media.direction or "sendrecv",
        codecs=usable(media) if real else (),
        extensions={
            extension.uri: extension.id
            for extension in media.rtp.headerExtensions
            if extension.uri in EXTENSIONS and 0 < extension.id < 15
        },
        ssrc=ssrc,
        rtx_ssrc=rtx_ssrc,
    )


def _remote(session: SessionDescription, *, allow_private: bool) -> Remote:
    """One bundled transport for everything (RFC 9725 §4.4.1): rtcp-mux, one set of credentials, one key."""
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
        if line.ice is None or (line.ice.usernameFragment or "") != username:
            raise malformed("bundle")
        if line.kind in ("audio", "video") and not line.rtcp_mux:
            raise malformed("rtcp_mux")
    fingerprints: list[RTCDtlsFingerprint] = [
        print_ for print_ in first.dtls.fingerprints if print_.algorithm.lower() in X509_DIGEST_ALGORITHMS
    ]
    if not fingerprints:
        raise malformed("fingerprint")
    # aiortc as DTLS client fails with encoders that own an RSA key: we answer passive wherever we may.
    role = "client" if first.dtls.role == "server" else "server"
    candidates = [candidate for line in media for candidate in line.ice_candidates]
    return Remote(
        username=username,
        password=password,
        lite=first.ice.iceLite,
        role=role,
        fingerprints=fingerprints,
        candidates=_reachable(candidates, allow_private=allow_private),
    )


def _reachable(candidates: list[RTCIceCandidate], *, allow_private: bool) -> list[RTCIceCandidate]:
    good = [
        candidate
        for candidate in candidates
        if candidate.component == 1
        and candidate.type in ("host", "srflx", "relay")
        and 0 < candidate.port < 65536
        and may_send_to(candidate.ip, allow_private=allow_private)
    ]
    return good[:MAX_CANDIDATES_USED]
