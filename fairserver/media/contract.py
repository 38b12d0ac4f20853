"""What the web and the media node say to each other; values only."""

from dataclasses import dataclass
from typing import Literal

EventKind = Literal["live", "interrupted", "ended", "full"]


@dataclass(frozen=True)
class Answer:
    """A session's unguessable name, its SDP answer and the ETag of its ICE generation (RFC 9725 §4.3.1)."""

    session: str
    sdp: str
    etag: str


@dataclass(frozen=True)
class MediaEvent:
    """`live`: a first packet; `interrupted`: none for 2 s; `ended`: the publisher is gone."""

    place: str
    kind: EventKind
    owner: str


@dataclass(frozen=True)
class Health:
    """How a place's publisher arrives at the node, measured over the last second."""

    owner: str | None
    codecs: tuple[str, ...]
    kbit_per_second: float
    frames_per_second: float
    loss_percent: float
    audio_level_dbov: int | None
    viewers: int
