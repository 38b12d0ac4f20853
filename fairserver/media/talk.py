"""A room where everybody sends and receives: each person's slots carry the others."""

from .answer import Accepted
from .channel import Channel, Fan
from .offer import Offer
from .session import Session
from .stage import make_slot, usable_lines

SLOTS = 7
LIMITS = {"video": SLOTS, "audio": SLOTS}
SENT = {"video": 2, "audio": 1}


class Seat:
    """One person's place in a talk: channels of their own, filled with the others in order."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.channels: dict[str, list[Channel]] = {"video": [], "audio": []}
        self.others: list[Session | None] = [None] * SLOTS

    def place(self, other: Session, now: float) -> None:
        """Show another person in the first free slot."""
        if other in self.others or None not in self.others or other.publication is None:
            return
        index = self.others.index(None)
        self.others[index] = other
        for kind, channels in self.channels.items():
            receivers = other.publication.of_kind(kind)
            if index < len(channels) and receivers:
                channels[index].attach(other.publication, receivers[0], now)

    def remove(self, other: Session) -> None:
        """Free another person's slot."""
        if other not in self.others:
            return
        index = self.others.index(other)
        self.others[index] = None
        for channels in self.channels.values():
            if index < len(channels):
                channels[index].detach()


class Talk:
    """2 to 8 people."""

    def __init__(self, name: str, fan: Fan) -> None:
        self.name = name
        self.seats: dict[Session, Seat] = {}
        self._fan = fan

    @property
    def empty(self) -> bool:
        return not self.seats

    def join(self, session: Session, offer: Offer) -> dict[int, Accepted]:
        """Give a person their slots; returns the answered m-lines. The publication is set by then."""
        seat = Seat(session)
        accepted: dict[int, Accepted] = {}
        channels = []
        for line in usable_lines(offer, LIMITS, sends=False):
            mine = seat.channels[line.kind]
            slot, outgoing = make_slot(line, session, len(mine))
            channel = Channel(line.kind, self._fan)
            mine.append(channel)
            channels.append((slot, channel))
            accepted[line.index] = Accepted("sendonly", outgoing)
        publication = session.publication
        sent = set() if publication is None else {receiver.mid for receiver in publication.receivers}
        for line in offer.lines:
            if line.mid in sent:
                slot_too = accepted.get(line.index)
                accepted[line.index] = Accepted("sendrecv", slot_too.outgoing) if slot_too else Accepted("recvonly")
        session.watch(channels)
        self.seats[session] = seat
        return accepted

    def live(self, session: Session, now: float) -> None:
        """A person's first packet: everybody else gets them in a slot."""
        for other, seat in self.seats.items():
            if other is not session:
                seat.place(session, now)

    def arrived(self, session: Session, now: float) -> None:
        """A person can receive: fill their slots with those who send."""
        seat = self.seats.get(session)
        for other in self.seats:
            sending = other.publication is not None and other.publication.state == "live"
            if seat is not None and other is not session and sending:
                seat.place(other, now)

    def left(self, session: Session) -> None:
        """A person is gone from every seat."""
        if session.viewer is not None:
            session.viewer.left()
        seat = self.seats.pop(session, None)
        if seat is not None:
            for channels in seat.channels.values():
                for channel in channels:
                    channel.detach()
        for other in self.seats.values():
            other.remove(session)
