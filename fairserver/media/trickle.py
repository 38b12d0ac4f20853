"""Trickle ICE: the candidates that a peer finds after it sent its offer (RFC 8838, RFC 9725 §4.3.1)."""

import re

from aiortc import RTCIceCandidate
from aiortc.sdp import candidate_from_sdp

from fairserver.base.errors import FairError

from .offer import PARSER_ERRORS, allowed_candidates, clean, malformed
from .offer_filter import MAX_CANDIDATES
from .session import Session

MAX_FRAGMENT_BYTES = 16 << 10


async def add_candidates(session: Session, fragment: str, etag: str | None, *, allow_private: bool) -> None:
    """Add the candidates of a trickle ICE fragment to a session.

    Raises media.etag_mismatch, media.offer_malformed, media.offer_too_large, or media.ice_restart for another user
    name: an ICE restart is refused, since a new session costs less.
    """
    if etag is not None and etag not in (session.etag, "*"):
        raise FairError("media.etag_mismatch")
    username, candidates = parse_fragment(fragment, allow_private=allow_private)
    if username is not None and username != session.remote_username:
        raise FairError("media.ice_restart")
    await session.transport.add_candidates(candidates)


def parse_fragment(fragment: str, *, allow_private: bool) -> tuple[str | None, list[RTCIceCandidate]]:
    """Return the ICE user name and the candidates of a trickle-ice-sdpfrag (RFC 8840 §9).

    Raises media.offer_too_large or media.offer_malformed.
    """
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
    except PARSER_ERRORS as error:
        raise malformed("fragment") from error
    return username, allowed_candidates(candidates, allow_private=allow_private)
