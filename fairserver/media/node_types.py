"""The values that pass between the web and the media node, in one process or over the control API."""

from dataclasses import dataclass
from typing import Literal, NamedTuple

EventKind = Literal["live", "interrupted", "ended", "full"]


@dataclass(frozen=True)
class Answer:
    """A new session: its unguessable id, the SDP answer, and the ETag of its ICE session (RFC 9725 §4.3.1)."""

    session: str
    sdp: str
    etag: str


class SeatRule(NamedTuple):
    """What a seat in a talk, numbered from 0 to 7, gets and gives: `pictures`, whether it receives the others' cameras;
    `muted`, whether nobody hears it.
    """

    number: int
    pictures: bool = True
    muted: bool = False


MAIN, SCREEN = "main", "screen"  # sources of a room: whoever publishes by WHIP, and the screen that is shown


def seat_source(seat: int) -> str:
    """The source that is the camera and microphone of the person with this seat."""
    return f"seat:{seat}"


class Slot(NamedTuple):
    """One track of a room's programme: that with this number, of its kind, of a source."""

    source: str
    track: int = 0


@dataclass(frozen=True)
class MediaEvent:
    """A publication in a place changed, or the node refused a viewer.

    `live`: RTP packets arrive; `interrupted`: none has arrived for 2 seconds; `ended`: the publisher's session is
    closed and not replaced; `full`: a session was refused because the node has its maximum of viewers.
    """

    place: str
    kind: EventKind
    owner: str


@dataclass(frozen=True)
class Health:
    """How a stage's publisher arrives at the node, measured over the last second.

    `owner` is None while nobody publishes. `loss_percent` is that of the up track with most loss.
    `audio_level_dbov` is from -127 to 0 (RFC 6464), None until a level was received.
    """

    owner: str | None
    codecs: tuple[str, ...]
    kbit_per_second: float
    frames_per_second: float
    loss_percent: float
    audio_level_dbov: int | None
    viewers: int
