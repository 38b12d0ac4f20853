"""Sends one person's sound back, so that a page can measure its way to the node and hear itself."""

from .answer import AnswerLine
from .down_track import DownTrack
from .offer import Offer, usable_lines
from .session import Session
from .track_switch import SendFrame, TrackSwitch

ECHO_SECONDS = 20.0  # then the session is closed
MAX_ECHOED = {"video": 0, "audio": 1}  # m-lines of each kind


class Echo:
    """A Place of one session, which receives what it sends."""

    def __init__(self, name: str, send_frame: SendFrame) -> None:
        self.name = name
        self.empty = False
        self._switch = TrackSwitch("audio", send_frame)

    def join(self, session: Session, offer: Offer) -> dict[int, AnswerLine]:
        """Add the session, which already has its publication; return the answered m-lines. Raises media.no_codec."""
        (line,) = usable_lines(offer, MAX_ECHOED, sends=False)
        down_track = DownTrack(line.kind, line.codecs, session.transport)
        session.subscribe([(down_track, self._switch)])
        return {line.index: AnswerLine("sendrecv", down_track.description(0))}

    def connected(self, session: Session, now: float) -> None:
        """Do nothing: what comes first is sent back first (Place)."""

    def publication_live(self, session: Session, now: float) -> None:
        """Forward a session to itself (Place)."""
        if session.publication is not None and not self._switch.forwards(session.publication):
            self._switch.set_source(session.publication, session.publication.of_kind("audio")[0], now)

    def remove(self, session: Session) -> bool:
        """End (Place)."""
        if session.subscription is not None:
            session.subscription.stop()
        self._switch.clear_source()
        self.empty = True
        return False
