"""A talk: 2 to 8 people who each send, and receive all the others; and one screen that somebody shows to all."""

from collections.abc import Mapping, Sequence

from .answer import AnswerLine
from .down_track import DownTrack
from .node_types import SeatRule
from .offer import Offer, usable_lines
from .session import Session
from .track_switch import SendFrame, TrackSwitch

SEATS = 8
MAX_OTHERS = SEATS - 1
SCREEN_LINE = MAX_OTHERS  # the last m-line of pictures: the screen that is shown, whoever shows it
MAX_RECEIVED = {"video": MAX_OTHERS + 1, "audio": MAX_OTHERS}  # m-lines of each kind
MAX_SENT = {"video": 1, "audio": 1}
MAX_SHARED = {"video": 1, "audio": 0}  # of a session that shows a screen


def line_of(other: int, own: int) -> int:
    """On which m-line of each kind a person with the seat `own` receives the one with the seat `other`.

    The page knows the seats, and so whose picture each m-line carries, whoever comes and goes.
    """
    return other if other < own else other - 1


class Participant:
    """One person in a talk: the rule of the seat, and a track switch for each m-line on which others are received."""

    def __init__(self, rule: SeatRule) -> None:
        self.rule = rule
        self.switches: dict[str, list[TrackSwitch]] = {"video": [], "audio": []}

    @property
    def seat(self) -> int:
        return self.rule.number

    def show(self, other: Session, rule: SeatRule, now: float) -> None:
        """Forward of another person, whose seat has this rule, what both rules allow, and nothing else any more."""
        allowed = {"video": self.rule.pictures, "audio": not rule.muted}
        self._forward(other, line_of(rule.number, self.seat), allowed, now)

    def show_screen(self, screen: Session, now: float) -> None:
        """Forward the screen that somebody else shows."""
        self._forward(screen, SCREEN_LINE, {"video": True}, now)

    def _forward(self, other: Session, line: int, allowed: Mapping[str, bool], now: float) -> None:
        if other.publication is None:
            return
        for kind, is_allowed in allowed.items():
            switch = next(iter(self.switches[kind][line : line + 1]), None)
            up_tracks = other.publication.of_kind(kind)
            if switch is None or not up_tracks or switch.forwards(other.publication) == is_allowed:
                continue
            if is_allowed:
                switch.set_source(other.publication, up_tracks[0], now)
            else:
                switch.clear_source()

    def hide(self, other: Session) -> None:
        """Forward another person no longer."""
        for switches in self.switches.values():
            for switch in switches:
                if other.publication is not None and switch.forwards(other.publication):
                    switch.clear_source()


class Talk:
    """A Place of participants. A seat has one session: a newer one takes it over from an older one."""

    def __init__(self, name: str, send_frame: SendFrame) -> None:
        self.name = name
        self._participants: dict[Session, Participant] = {}
        self._screens: dict[Session, int] = {}  # the seat of who shows it; one, but while it is being taken over
        self._send_frame = send_frame

    @property
    def empty(self) -> bool:
        """Whether nobody is in the talk."""
        return not self._participants and not self._screens

    def holders(self, seat: int) -> list[Session]:
        """The sessions that hold a seat: one at most, but while it is being taken over."""
        return [session for session, participant in self._participants.items() if participant.seat == seat]

    def screens(self, seat: int | None = None) -> list[Session]:
        """The sessions that show a screen: all, or those of one seat."""
        return [session for session, owner in self._screens.items() if seat in (None, owner)]

    def share(self, session: Session, seat: int) -> None:
        """Add a session that shows the screen of the person with this seat."""
        self._screens[session] = seat

    def arrange(self, rules: Sequence[SeatRule], now: float) -> list[Session]:
        """Give the seats these rules; return the sessions of all other seats, for the caller to close."""
        by_number = {rule.number: rule for rule in rules}
        for participant in self._participants.values():
            participant.rule = by_number.get(participant.seat, participant.rule)
        for session in self._participants:
            self.connected(session, now)
        return [
            session
            for seat in range(SEATS)
            if seat not in by_number
            for session in (*self.holders(seat), *self.screens(seat))
        ]

    def join(self, session: Session, offer: Offer, rule: SeatRule) -> dict[int, AnswerLine]:
        """Add a person, whose session already has its publication if it sends; return the answered m-lines.

        Raises media.no_codec.
        """
        participant = Participant(rule)
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
        for other, theirs in self._participants.items():
            if theirs.seat != participant.seat and other.publication is not None and other.publication.state == "live":
                participant.show(other, theirs.rule, now)
        for screen, owner in self._screens.items():
            if owner != participant.seat and screen.publication is not None and screen.publication.state == "live":
                participant.show_screen(screen, now)

    def publication_live(self, session: Session, now: float) -> None:
        """Show a person to all others (Place)."""
        own = self._participants.get(session)
        if own is None:
            for participant in self._participants.values():
                if session in self._screens and participant.seat != self._screens[session]:
                    participant.show_screen(session, now)
            return
        for participant in self._participants.values():
            if participant.seat != own.seat:
                participant.show(session, own.rule, now)

    def remove(self, session: Session) -> bool:
        """Take a person out and hide them from all others; return whether they were to send (Place)."""
        if session.subscription is not None:
            session.subscription.stop()
        if self._screens.pop(session, None) is not None:
            for other in self._participants.values():
                other.hide(session)
            return False  # a talk's own events are about its people
        participant = self._participants.pop(session, None)
        if participant is None:
            return False
        for switches in participant.switches.values():
            for switch in switches:
                switch.clear_source()
        for other in self._participants.values():
            other.hide(session)
        return session.publication is not None
