"""A stage: one publisher, and many viewers who share its track switches."""

from fairserver.base.errors import FairError

from .answer import AnswerLine
from .down_track import DownTrack
from .node_types import Health
from .offer import Offer, usable_lines
from .session import Session
from .track_switch import SendFrame, TrackSwitch

# m-lines of each kind, both of a publisher and of a viewer: two pictures, three sounds.
MAX_TRACKS = {"video": 2, "audio": 3}
RECONNECT_SECONDS = 1.0


class Stage:
    """A Place whose track switches outlive every publisher, so that viewers stay connected when it changes."""

    def __init__(self, name: str, send_frame: SendFrame) -> None:
        self.name = name
        self._switches = {
            kind: [TrackSwitch(kind, send_frame) for _ in range(count)] for kind, count in MAX_TRACKS.items()
        }
        self._publisher: Session | None = None
        self._viewers: set[Session] = set()

    @property
    def empty(self) -> bool:
        """Whether there is neither publisher nor viewer."""
        return self._publisher is None and not self._viewers

    def set_publisher(self, session: Session, now: float, *, takeover: bool) -> Session | None:
        """Make a session the publisher; return the one that it replaces, for the caller to close.

        Raises media.busy if there is a publisher already. It is replaced if `takeover` is true, or if it has the same
        owner and has sent nothing for RECONNECT_SECONDS.
        """
        present = self._publisher
        if present is not None and not takeover and not _reconnects(session.owner, present, now):
            raise FairError("media.busy", place=self.name)
        self._publisher = session
        return present

    def watch(self, session: Session, offer: Offer) -> dict[int, AnswerLine]:
        """Add a viewer with one down track for each m-line it can receive on; return these answered m-lines.

        Raises media.no_codec.
        """
        counts = {"video": 0, "audio": 0}
        accepted = {}
        tracks = []
        for line in usable_lines(offer, MAX_TRACKS, sends=False):
            index = counts[line.kind]
            counts[line.kind] += 1
            down_track = DownTrack(line.kind, line.codecs, session.transport)
            tracks.append((down_track, self._switches[line.kind][index]))
            accepted[line.index] = AnswerLine("sendonly", down_track.description(index))
        session.subscribe(tracks)
        self._viewers.add(session)
        return accepted

    def connected(self, session: Session, now: float) -> None:
        """Do nothing: a viewer's down tracks are fed as soon as its subscription starts (Place)."""

    def publication_live(self, session: Session, now: float) -> None:
        """Forward the publisher's up tracks, each through the track switch of its kind and number (Place)."""
        publication = session.publication
        if publication is None or session is not self._publisher:
            return
        for kind, switches in self._switches.items():
            up_tracks = publication.of_kind(kind)
            for switch, up_track in zip(switches, up_tracks, strict=False):
                if not switch.forwards(publication):
                    switch.set_source(publication, up_track, now)
            for switch in switches[len(up_tracks) :]:
                switch.clear_source()

    def remove(self, session: Session) -> bool:
        """Take out a publisher or viewer; return whether it was the present publisher (Place)."""
        if session.subscription is not None:
            session.subscription.stop()
        self._viewers.discard(session)
        if session.publication is not None:
            for switches in self._switches.values():
                for switch in switches:
                    if switch.forwards(session.publication):
                        switch.clear_source()
        was_publisher = self._publisher is session
        if was_publisher:
            self._publisher = None
        return was_publisher

    def health(self) -> Health:
        """Return how the publisher arrives."""
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
            viewers=len(self._viewers),
        )


def _reconnects(owner: str, present: Session, now: float) -> bool:
    """Return whether a publisher comes back to a stage where its old session is silent."""
    if owner != present.owner or present.publication is None:
        return False
    last_packet_at = present.publication.last_packet_at
    return last_packet_at is None or now - last_packet_at >= RECONNECT_SECONDS
