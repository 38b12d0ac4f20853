"""An offer as aiortc gets it: bounded, and without what the node makes no use of.

aiortc's parser walks all codecs of an m-line for each `a=fmtp` and each `a=rtcp-fb`, and keeps an object for each: an
offer of 129 KB with thousands of both held the event loop for 35 s. Browsers offer dozens of codecs and hundreds of
such lines; the node forwards three. So only their lines are left, in bounded number, before anything is parsed.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from fairserver.base.errors import FairError

from .codecs import FORWARDED, RTCP_FEEDBACK

MAX_OFFER_BYTES = 64 << 10  # Chromium's for a talk of eight has 41 KB
MAX_LINES = 2000
MAX_LINE_LENGTH = 1024
MAX_MEDIA_LINES = 32
MAX_CANDIDATES = 256
MAX_CODECS = 48  # of one m-line, with their retransmissions; Chromium offers 25
MAX_OF_A_KIND = 64  # lines of one attribute in one section

# The RTP header extensions that the node accepts.
EXTENSIONS = (
    "urn:ietf:params:rtp-hdrext:sdes:mid",  # RFC 9143 §15
    "urn:ietf:params:rtp-hdrext:ssrc-audio-level",  # RFC 6464
    "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time",
)

RTPMAP = re.compile(r"a=rtpmap:([0-9]{1,3}) ([A-Za-z0-9.-]+)/")
OF_PAYLOAD_TYPE = re.compile(r"a=(fmtp|rtcp-fb):([0-9]{1,3}|\*) (.+)")

# Attributes of the transport and of the m-line that are read, beside those of codecs and extensions.
KEPT = frozenset({
    "bundle-only", "candidate", "end-of-candidates", "fingerprint", "group", "ice-lite", "ice-options", "ice-pwd",
    "ice-ufrag", "inactive", "mid", "recvonly", "rtcp", "rtcp-mux", "sendonly", "sendrecv", "setup", "ssrc",
    "ssrc-group",
})  # fmt: skip


def bounded(sdp: str) -> str:
    """The offer without the lines that say nothing to the node. Raises media.offer_too_large."""
    lines = sdp.splitlines()
    if (
        len(sdp) > MAX_OFFER_BYTES
        or len(lines) > MAX_LINES
        or any(len(line) > MAX_LINE_LENGTH for line in lines)
        or sum(line.startswith("m=") for line in lines) > MAX_MEDIA_LINES
        or sum(line.startswith("a=candidate:") for line in lines) > MAX_CANDIDATES
    ):
        raise FairError("media.offer_too_large")
    return "\r\n".join(line for section in _sections(lines) for line in _kept(section)) + "\r\n"


def _sections(lines: Iterable[str]) -> list[list[str]]:
    """The session's lines, and those of each m-line."""
    sections: list[list[str]] = [[]]
    for line in lines:
        if line.startswith("m="):
            sections.append([])
        sections[-1].append(line)
    return sections


def _kept(section: list[str]) -> Iterator[str]:
    payload_types = _payload_types(section)
    seen: set[str] = set()
    counted: Counter[str] = Counter()
    for line in section:
        if not line.startswith("a="):
            yield line
            continue
        name = line[2:].partition(":")[0].partition(" ")[0]
        kept = _of_codec(line, payload_types) if name in ("rtpmap", "fmtp", "rtcp-fb") else _other(line, name)
        if kept is None or kept in seen:
            continue
        seen.add(kept)
        counted[name] += 1
        if counted[name] > (MAX_OF_A_KIND if name != "candidate" else MAX_CANDIDATES):
            raise FairError("media.offer_too_large")
        yield kept


def _payload_types(section: list[str]) -> set[str]:
    """Those of codecs that the node forwards, and of retransmissions (RFC 4588). Raises media.offer_too_large."""
    found = {match[1] for match in map(RTPMAP.match, section) if match and match[2].lower() in {*FORWARDED, "rtx"}}
    if len(found) > MAX_CODECS:
        raise FairError("media.offer_too_large")
    return found


def _of_codec(line: str, payload_types: set[str]) -> str | None:
    if match := RTPMAP.match(line):
        return line if match[1] in payload_types else None
    match = OF_PAYLOAD_TYPE.match(line)
    if match is None or match[2] not in {*payload_types, "*"}:
        return None
    return line if match[1] == "fmtp" or match[3] in RTCP_FEEDBACK else None


def _other(line: str, name: str) -> str | None:
    if name == "extmap":  # the id, a direction, the URI, and attributes, which are ignored (RFC 8285 §8)
        fields = line.split(" ")
        return " ".join(fields[:2]) if len(fields) > 1 and fields[1] in EXTENSIONS else None
    return line if name in KEPT else None


def offered_names(sdp: str) -> list[str]:
    """The names of the codecs of each m-line, as they were offered: "AV1 VP9 rtx"."""
    sections = _sections(sdp.splitlines())[1:]
    return [" ".join(dict.fromkeys(match[2] for match in map(RTPMAP.match, each) if match))[:200] for each in sections]
