"""A talk: 2 to 8 people who each send, and receive all the others."""

from .answer import AnswerLine
from .down_track import DownTrack
from .offer import Offer, usable_lines
from .session import Session
from .track_switch import SendFrame, TrackSwitch

MAX_OTHERS = 7
MAX_RECEIVED = {"video": MAX_OTHERS, "audio": MAX_OTHERS}  # m-lines of each kind
MAX_SENT = {"video": 2, "audio": 1}


class Participant:
    """One person in a talk, with track switches of their own.

    The switches of index n, one of each kind, forward the other person at index n of `others`.
    """

    def __init__(self) -> None:
        self.switches: dict[str, list[TrackSwitch]] = {"video": [], "audio": []}
        self._others: list[Session | None] = [None] * MAX_OTHERS

    def show(self, other: Session, now: float) -> None:
        """Forward another person at the first free index, if there is one and they are not forwarded already."""
        if other in self._others or None not in self._others or other.publication is None:
            return
        index = self._others.index(None)
        self._others[index] = other
        for kind, switches in self.switches.items():
            up_tracks = other.publication.of_kind(kind)
            if index < len(switches) and up_tracks:
                switches[index].set_source(other.publication, up_tracks[0], now)

    def hide(self, other: Session) -> None:
        """Forward another person no longer; their index is free."""
        if other not in self._others:
            return
        index = self._others.index(other)
        self._others[index] = None
        for switches in self.switches.values():
            if index < len(switches):
                switches[index].clear_source()


class Talk:
    """A Place of participants."""

    def __init__(self, name: str, send_frame: SendFrame) -> None:
        self.name = name
        self._participants: dict[Session, Participant] = {}
        self._send_frame = send_frame

    @property
    def empty(self) -> bool:
        """Whether nobody is in the talk."""
        return not self._participants

    def join(self, session: Session, offer: Offer) -> dict[int, AnswerLine]:
        """Add a person, whose session already has its publication if it sends; return the answered m-lines.

        Raises media.no_codec.
        """
        participant = Participant()
        accepted: dict[int, AnswerLine] = {}
        tracks = []
        for line in usable_lines(offer, MAX_RECEIVED, sends=False):
            switches = participant.switches[line.kind]
            down_track = DownTrack(line.kind, line.codecs, session.transport)
            accepted[line.index] = AnswerLine("sendonly", down_track.description(len(switches)))
            switch = TrackSwitch(line.kind, self._send_frame)
            switches.append(switch)
            tracks.append((down_track, switch))
        publication = session.publication
        sent_mids = set() if publication is None else {track.mid for track in publication.tracks}
        for line in offer.lines:
            if line.mid in sent_mids:
                received = accepted.get(line.index)
                accepted[line.index] = (
                    AnswerLine("sendrecv", received.down_track) if received else AnswerLine("recvonly")
                )
        session.subscribe(tracks)
        self._participants[session] = participant
        return accepted

    def connected(self, session: Session, now: float) -> None:
        """Show a person all others who are sending (Place)."""
        participant = self._participants.get(session)
        if participant is None:
            return
        for other in self._participants:
            if other is not session and other.publication is not None and other.publication.state == "live":
                participant.show(other, now)

    def publication_live(self, session: Session, now: float) -> None:
        """Show a person to all others (Place)."""
        for other, participant in self._participants.items():
            if other is not session:
                participant.show(session, now)

    def remove(self, session: Session) -> bool:
        """Take a person out and hide them from all others; return whether they were to send (Place)."""
        if session.subscription is not None:
            session.subscription.stop()
        participant = self._participants.pop(session, None)
        if participant is None:
            return False
        for switches in participant.switches.values():
            for switch in switches:
                switch.clear_source()
        for other in self._participants.values():
            other.hide(session)
        return session.publication is not None
