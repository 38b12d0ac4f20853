"""One publisher, many viewers: they all share the stage's channels."""

from fairserver.base.errors import FairError

from .answer import Accepted, Outgoing
from .channel import Channel, Fan
from .offer import MediaLine, Offer
from .session import Session
from .slot import Slot

VIDEO_SLOTS = 2
AUDIO_SLOTS = 3
RETURN_SECONDS = 1.0

LIMITS = {"video": VIDEO_SLOTS, "audio": AUDIO_SLOTS}


def usable_lines(offer: Offer, limits: dict[str, int], *, sends: bool) -> list[MediaLine]:
    """The m-lines of an offer that can be used one way, up to a limit of each kind."""
    taken: dict[str, int] = {}
    lines = []
    for line in offer.lines:
        wanted = line.sends if sends else line.receives
        if line.codecs and wanted and taken.get(line.kind, 0) < limits[line.kind]:
            taken[line.kind] = taken.get(line.kind, 0) + 1
            lines.append(line)
    if not lines:
        raise FairError("media.no_codec")
    return lines


def make_slot(line: MediaLine, session: Session, index: int) -> tuple[Slot, Outgoing]:
    """A slot for an m-line; slots of the same index play in step with each other."""
    slot = Slot(line.kind, line.codecs, session.transport)
    return slot, Outgoing(slot.ssrc, slot.rtx_ssrc, f"slot{index}", f"{line.kind}{index}")


class Stage:
    """Its channels outlive every publisher, so a viewer never reloads."""

    def __init__(self, name: str, fan: Fan) -> None:
        self.name = name
        self.channels = {kind: [Channel(kind, fan) for _ in range(count)] for kind, count in LIMITS.items()}
        self.publisher: Session | None = None
        self.viewers: set[Session] = set()

    @property
    def empty(self) -> bool:
        return self.publisher is None and not self.viewers

    def admit(self, session: Session, now: float, *, takeover: bool) -> Session | None:
        """Make a session the publisher; returns the one it replaces, refuses if there is a living one."""
        present = self.publisher
        if present is not None and not takeover and not _returns(session.owner, present, now):
            raise FairError("media.busy", place=self.name)
        self.publisher = session
        return present

    def watch(self, session: Session, offer: Offer) -> dict[int, Accepted]:
        """Give a viewer one slot for each m-line it can receive on."""
        counts = {"video": 0, "audio": 0}
        accepted = {}
        channels = []
        for line in usable_lines(offer, LIMITS, sends=False):
            index = counts[line.kind]
            counts[line.kind] += 1
            slot, outgoing = make_slot(line, session, index)
            channels.append((slot, self.channels[line.kind][index]))
            accepted[line.index] = Accepted("sendonly", outgoing)
        session.watch(channels)
        self.viewers.add(session)
        return accepted

    def live(self, session: Session, now: float) -> None:
        """The publisher's first packet: its streams take the channels in order."""
        publication = session.publication
        if publication is None or session is not self.publisher:
            return
        for kind, channels in self.channels.items():
            receivers = publication.of_kind(kind)
            for channel, receiver in zip(channels, receivers, strict=False):
                if not channel.carries(publication):
                    channel.attach(publication, receiver, now)
            for channel in channels[len(receivers) :]:
                channel.detach()

    def left(self, session: Session) -> None:
        """A publisher or viewer is gone."""
        if session.viewer is not None:
            session.viewer.left()
        self.viewers.discard(session)
        if session.publication is not None:
            for channels in self.channels.values():
                for channel in channels:
                    if channel.carries(session.publication):
                        channel.detach()
        if self.publisher is session:
            self.publisher = None


def _returns(owner: str, present: Session, now: float) -> bool:
    """Whether a publisher comes back to a stage where its old session is silent."""
    if owner != present.owner or present.publication is None:
        return False
    heard = present.publication.packet_at
    return heard is None or now - heard >= RETURN_SECONDS
