"""A room: people with seats, who receive all others there, and an audience, which receives the programme.

A stage is a room whose programme its layout takes from what is published there; a talk is a room without an audience.
"""

from collections.abc import Iterator, Mapping, Sequence

from fairserver.base.errors import FairError

from .answer import AnswerLine
from .down_track import DownTrack
from .node_types import MAIN, SCREEN, Health, SeatRule, Slot, seat_source
from .offer import Offer, usable_lines
from .participant import MAX_RECEIVED, SEATS, Participant
from .publication import Publication
from .session import Session
from .track_switch import SendFrame, TrackSwitch
from .up_track import UpTrack

# Tracks of each kind, both of whoever publishes the main source and of the programme: two pictures, three sounds.
MAX_TRACKS = {"video": 2, "audio": 3}
RECONNECT_SECONDS = 1.0
# The programme until another layout is given: everything of the main source.
MAIN_ONLY = {kind: [Slot(MAIN, number) for number in range(count)] for kind, count in MAX_TRACKS.items()}


class Room:
    """A Place (session.py). A seat has one session, and so have the main source and the screen that is shown: a newer
    one takes it over.

    The track switches of the programme outlive every publisher, so that the audience stays connected when it changes.
    """

    def __init__(self, name: str, send_frame: SendFrame) -> None:
        self.name = name
        self._send_frame = send_frame
        self._layout: Mapping[str, Sequence[Slot]] = MAIN_ONLY
        self._programme: dict[str, list[TrackSwitch]] = {}  # none while there is neither main source nor audience
        self._publisher: Session | None = None
        self._audience: set[Session] = set()
        self._participants: dict[Session, Participant] = {}
        self._screens: dict[Session, int] = {}  # the seat of who shows it; one, but while it is being taken over

    @property
    def empty(self) -> bool:
        """Whether no session is left here."""
        return not (self._publisher or self._audience or self._participants or self._screens)

    @property
    def has_programme(self) -> bool:
        """Whether there is, or was, a main source or an audience."""
        return bool(self._programme)

    # Who comes

    def set_publisher(self, session: Session, now: float, *, takeover: bool) -> Session | None:
        """Make a session the main source; return the one that it replaces, for the caller to close.

        Raises media.busy if there is one already. It is replaced if `takeover` is true, or if it has the same owner and
        has sent nothing for RECONNECT_SECONDS.
        """
        present = self._publisher
        if present is not None and not takeover and not _reconnects(session.owner, present, now):
            raise FairError("media.busy", place=self.name)
        self._begin_programme()
        self._publisher = session
        return present

    def watch(self, session: Session, offer: Offer) -> dict[int, AnswerLine]:
        """Add somebody to the audience, with one down track for each m-line they can receive on; return these answered
        m-lines. Raises media.no_codec.
        """
        counts = {"video": 0, "audio": 0}
        lines = usable_lines(offer, MAX_TRACKS, sends=False)
        self._begin_programme()
        accepted = {}
        tracks = []
        for line in lines:
            index = counts[line.kind]
            counts[line.kind] += 1
            down_track = DownTrack(line.kind, line.codecs, session.transport)
            tracks.append((down_track, self._programme[line.kind][index]))
            accepted[line.index] = AnswerLine("sendonly", down_track.description(index))
        session.subscribe(tracks)
        self._audience.add(session)
        return accepted

    def join(self, session: Session, offer: Offer, rule: SeatRule) -> dict[int, AnswerLine]:
        """Give somebody a seat, whose session already has its publication if it sends; return the answered m-lines.

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

    def share(self, session: Session, seat: int) -> None:
        """Add a session that shows the screen of the person with this seat."""
        self._screens[session] = seat

    def holders(self, seat: int) -> list[Session]:
        """The sessions that hold a seat: one at most, but while it is being taken over."""
        return [session for session, participant in self._participants.items() if participant.seat == seat]

    def screens(self, seat: int | None = None) -> list[Session]:
        """The sessions that show a screen: all, or those of one seat."""
        return [session for session, owner in self._screens.items() if seat in (None, owner)]

    # Who gets what

    def arrange(self, rules: Sequence[SeatRule], now: float) -> list[Session]:
        """Give the seats these rules; return the sessions of all other seats, for the caller to close."""
        by_number = {rule.number: rule for rule in rules}
        for participant in self._participants.values():
            participant.rule = by_number.get(participant.seat, participant.rule)
        for session in self._participants:
            self.connected(session, now)
        self._fill_programme(now)
        return [
            session
            for seat in range(SEATS)
            if seat not in by_number
            for session in (*self.holders(seat), *self.screens(seat))
        ]

    def lay_out(self, layout: Mapping[str, Sequence[Slot]], now: float) -> None:
        """Choose what the audience receives: by kind, what is forwarded on each of its tracks, as many as are named."""
        self._layout = layout
        self._fill_programme(now)

    def connected(self, session: Session, now: float) -> None:
        """Show a person with a seat all others who are sending (Place). The audience is fed by its subscription."""
        participant = self._participants.get(session)
        if participant is None:
            return
        for other, theirs in self._participants.items():
            if theirs.seat != participant.seat and _is_live(other):
                participant.show(other, theirs.rule, now)
        for screen, owner in self._screens.items():
            if owner != participant.seat and _is_live(screen):
                participant.show_screen(screen, now)

    def publication_live(self, session: Session, now: float) -> None:
        """Show a person, or a screen, to all others with a seat, and to the audience what the layout says (Place)."""
        own = self._participants.get(session)
        for participant in self._participants.values():
            if own is not None and participant.seat != own.seat:
                participant.show(session, own.rule, now)
            elif session in self._screens and participant.seat != self._screens[session]:
                participant.show_screen(session, now)
        self._fill_programme(now)

    def remove(self, session: Session) -> bool:
        """Take a session out; return whether it was the main source, or a person who was to send (Place)."""
        if session.subscription is not None:
            session.subscription.stop()
        self._audience.discard(session)
        is_screen = self._screens.pop(session, None) is not None
        participant = self._participants.pop(session, None)
        if participant is not None:
            participant.stop()
        for other in self._participants.values():
            other.hide(session)
        was_publisher = self._publisher is session
        if was_publisher:
            self._publisher = None
        self._hide_in_programme(session)
        return not is_screen and (was_publisher or (participant is not None and session.publication is not None))

    def health(self) -> Health:
        """Return how the main source arrives."""
        publication = self._publisher.publication if self._publisher else None
        tracks = publication.tracks if publication else []
        levels = [track.audio_level_dbov for track in tracks if track.audio_level_dbov is not None]
        return Health(
            owner=self._publisher.owner if self._publisher else None,
            codecs=tuple(track.codec.name for track in tracks if track.codec),
            kbit_per_second=publication.kbit_per_second if publication else 0.0,
            frames_per_second=publication.frames_per_second if publication else 0.0,
            loss_percent=publication.loss_percent if publication else 0.0,
            audio_level_dbov=max(levels, default=None),
            viewers=len(self._audience),
        )

    # The programme

    def _begin_programme(self) -> None:
        if not self._programme:
            self._programme = {
                kind: [TrackSwitch(kind, self._send_frame) for _ in range(count)] for kind, count in MAX_TRACKS.items()
            }

    def _fill_programme(self, now: float) -> None:
        """Forward to the audience what the layout says, as far as it has arrived and its seat is not muted."""
        for kind, switches in self._programme.items():
            slots = self._layout.get(kind, ())
            for number, switch in enumerate(switches):
                found = self._track(kind, slots[number]) if number < len(slots) else None
                if found is None:
                    switch.clear_source()
                elif switch.source != found:
                    switch.set_source(*found, now)

    def _track(self, kind: str, slot: Slot) -> tuple[Publication, UpTrack] | None:
        for session, rule in self._sessions_of(slot.source):
            publication = session.publication
            if publication is None or publication.state is None or (kind == "audio" and rule and rule.muted):
                continue
            for track in publication.of_kind(kind)[slot.track : slot.track + 1]:
                return publication, track
        return None

    def _sessions_of(self, source: str) -> Iterator[tuple[Session, SeatRule | None]]:
        """The sessions of a source, the newest first."""
        if source == MAIN and self._publisher:
            yield self._publisher, None
        elif source == SCREEN:
            yield from ((session, None) for session in reversed(self._screens))
        else:
            for session, participant in reversed(self._participants.items()):
                if source == seat_source(participant.seat):
                    yield session, participant.rule

    def _hide_in_programme(self, session: Session) -> None:
        for switches in self._programme.values():
            for switch in switches:
                if session.publication is not None and switch.forwards(session.publication):
                    switch.clear_source()


def _is_live(session: Session) -> bool:
    return session.publication is not None and session.publication.state == "live"


def _reconnects(owner: str, present: Session, now: float) -> bool:
    """Return whether a publisher comes back to a room where its old session is silent."""
    if owner != present.owner or present.publication is None:
        return False
    last_packet_at = present.publication.last_packet_at
    return last_packet_at is None or now - last_packet_at >= RECONNECT_SECONDS
