"""The media node: what the web calls, in the same process or through the control API."""

import asyncio
import datetime
import time
from collections.abc import Callable, Sequence

import structlog
from aiortc import RTCCertificate

from fairserver.base.errors import FairError

from .addresses import host_addresses
from .answer import AnswerLine
from .echo import ECHO_SECONDS, MAX_ECHOED, Echo
from .frame_sender import FrameSender
from .node_types import Answer, EventKind, Health, MediaEvent, SeatRule, Slot
from .offer import Offer, malformed, parse_offer, usable_lines
from .participant import MAX_RECEIVED, MAX_SENT, MAX_SHARED
from .publication import MediaState
from .room import MAX_TRACKS, Room
from .session import Place, Session
from .trickle import add_candidates
from .udp_mux import UdpMux

log = structlog.get_logger()

TICK_SECONDS = 0.05
KEPT_FOR_TALKS = 40  # sessions that talks may open beyond the maximum of viewers: a full stage never refuses a talk
MOST_OF_ONE = 2  # sessions that receive, of one login in one place: a page, and the one it is replaced by
FULL_EVENT_SECONDS = 5.0  # at most one `full` event in this time
CERTIFICATE_MARGIN = datetime.timedelta(days=10)


class MediaNode:
    """All sessions of this process, with one UDP port, one timer and one frame sender for all of them."""

    def __init__(
        self,
        *,
        port: int,
        announce: Sequence[str] = (),
        max_viewers: int = 300,
        on_event: Callable[[MediaEvent], None],
        allow_private: bool = True,
    ) -> None:
        """`port` is UDP, 0 for a free one.

        `announce` are the IP addresses written into answers, all of this machine if empty. `max_viewers` limits the
        sessions that receive; talks may open KEPT_FOR_TALKS more. `allow_private` lets peers name private and loopback
        addresses as their own.
        """
        self.max_viewers = max_viewers
        self._mux = UdpMux(port, announce or host_addresses())
        self._on_event = on_event
        self._allow_private = allow_private
        self._sender = FrameSender()
        self._certificate: RTCCertificate | None = None
        self._sessions: dict[str, Session] = {}
        self._rooms: dict[str, Room] = {}
        self._closing: set[asyncio.Task[None]] = set()
        self._timer: asyncio.Task[None] | None = None
        self._full_event_at: float | None = None

    @property
    def port(self) -> int:
        """The bound UDP port; differs from the one asked for when that was 0."""
        return self._mux.port

    @property
    def is_empty(self) -> bool:
        """Whether there is no session."""
        return not self._sessions

    async def start(self) -> None:
        """Bind the port and start the timer; raises OSError, with the port in its text, if the port is taken."""
        await self._mux.start()
        self._timer = asyncio.get_running_loop().create_task(self._run_timer())

    async def stop(self) -> None:
        """Close every session, then the port."""
        if self._timer is not None:
            self._timer.cancel()
            await asyncio.wait([self._timer])
        await asyncio.gather(*(self._close(session) for session in list(self._sessions.values())))
        if self._closing:
            await asyncio.wait(self._closing)
        await self._mux.stop()

    async def publish(self, place: str, owner: str, offer: str, *, takeover: bool = False) -> Answer:
        """Answer a WHIP offer: its owner becomes the stage's publisher.

        Raises media.offer_malformed, media.offer_too_large, media.no_codec, or media.busy while another session
        publishes there and `takeover` is false.
        """
        parsed = self._parse(offer)
        lines = usable_lines(parsed, MAX_TRACKS, sends=True)
        room = self._room(place)
        session = self._new_session(room, owner)
        replaced = room.set_publisher(session, time.monotonic(), takeover=takeover)
        self._rooms[place] = room
        self._sessions[session.id] = session
        session.publish(lines, self._publication_changed)
        if replaced is not None:
            self._close_soon(replaced)
        return await self._answer(session, parsed, {line.index: AnswerLine("recvonly") for line in lines})

    async def watch(self, place: str, owner: str, offer: str) -> Answer:
        """Answer a WHEP offer: its owner receives a stage.

        Raises media.offer_malformed, media.offer_too_large, media.no_codec, or media.full.
        """
        parsed = self._parse(offer)
        usable_lines(parsed, MAX_TRACKS, sends=False)
        await self._make_room(place, owner, self.max_viewers)
        room = self._room(place)
        session = self._new_session(room, owner)
        accepted = room.watch(session, parsed)
        self._rooms[place] = room
        self._sessions[session.id] = session
        return await self._answer(session, parsed, accepted)

    async def join(self, place: str, owner: str, offer: str, seat: SeatRule) -> Answer:
        """Answer the offer of a person who takes a seat in a talk: they receive all others, and send if the offer says
        so. The session that held the seat before is closed.

        Raises media.offer_malformed, media.offer_too_large, media.no_codec, or media.full.
        """
        parsed = self._parse(offer)
        usable_lines(parsed, MAX_RECEIVED, sends=False)
        await self._make_room(place, owner, self.max_viewers + KEPT_FOR_TALKS)
        room = self._room(place)
        rule = SeatRule(*seat)  # from the control API it comes as a list
        replaced = room.holders(rule.number)
        session = self._new_session(room, owner)
        if any(line.sends and line.is_offered for line in parsed.lines):
            session.publish(usable_lines(parsed, MAX_SENT, sends=True), self._publication_changed)
        accepted = room.join(session, parsed, rule)
        self._rooms[place] = room
        self._sessions[session.id] = session
        for older in replaced:
            self._close_soon(older)
        return await self._answer(session, parsed, accepted)

    async def share(self, place: str, owner: str, offer: str, seat: int) -> Answer:
        """Answer the offer of a person with this seat in a talk who shows a screen to all others, be it before the
        first of them is connected. The session that showed one before, whoever's it was, is closed.

        Raises media.offer_malformed, media.offer_too_large, and media.no_codec.
        """
        parsed = self._parse(offer)
        lines = usable_lines(parsed, MAX_SHARED, sends=True)
        room = self._room(place)
        replaced = room.screens()
        session = self._new_session(room, owner)
        session.publish(lines, self._publication_changed)
        room.share(session, seat)
        self._rooms[place] = room
        self._sessions[session.id] = session
        for older in replaced:
            self._close_soon(older)
        return await self._answer(session, parsed, {line.index: AnswerLine("recvonly") for line in lines})

    async def echo(self, place: str, owner: str, offer: str) -> Answer:
        """Answer the offer of a person who wants to receive their own sound, for ECHO_SECONDS. It tells no event.

        `place`: where the person is allowed to do so; nobody there is concerned. Raises media.offer_malformed,
        media.offer_too_large, media.no_codec, or media.full.
        """
        parsed = self._parse(offer)
        lines = usable_lines(parsed, MAX_ECHOED, sends=True)
        if not lines[0].receives:
            raise malformed("direction")
        await self._make_room(place, owner, self.max_viewers + KEPT_FOR_TALKS)
        echo = Echo(place, self._sender.send)
        session = self._new_session(echo, owner)
        session.closes_at = time.monotonic() + ECHO_SECONDS
        session.publish(lines, self._publication_changed)
        accepted = echo.join(session, parsed)
        self._sessions[session.id] = session
        return await self._answer(session, parsed, accepted)

    async def trickle(self, session: str, owner: str, fragment: str, etag: str | None) -> None:
        """Add the candidates of a trickle ICE fragment to a session (RFC 9725 §4.3.1).

        Raises media.session_unknown and what `trickle.add_candidates` raises.
        """
        await add_candidates(self._find(session, owner), fragment, etag, allow_private=self._allow_private)

    async def close(self, session: str, owner: str) -> None:
        """Close a session of this owner; raises media.session_unknown."""
        await self._close(self._find(session, owner))

    async def arrange(self, place: str, seats: Sequence[SeatRule]) -> None:
        """Give the seats of a room these rules, and close the sessions of all other seats there."""
        room = self._rooms.get(place)
        if room is not None:
            free = room.arrange([SeatRule(*seat) for seat in seats], time.monotonic())
            await asyncio.gather(*(self._close(session) for session in free))

    async def lay_out(self, place: str, video: Sequence[Slot], audio: Sequence[Slot]) -> None:
        """Choose what the audience of a room receives: the picture and sound of each of its tracks. It holds until the
        room is empty.
        """
        room = self._rooms.get(place)
        if room is not None:
            layout = {"video": [Slot(*slot) for slot in video], "audio": [Slot(*slot) for slot in audio]}
            room.lay_out(layout, time.monotonic())

    async def kick(self, *, owner: str | None = None, place: str | None = None, viewers_only: bool = False) -> None:
        """Close all sessions of an owner, of a place, or of an owner in a place; `viewers_only` spares who publishes.

        Does nothing if neither is given.
        """
        if owner is None and place is None:
            return
        kicked = [
            session
            for session in self._sessions.values()
            if owner in (None, session.owner)
            and place in (None, session.place.name)
            and (session.publication is None or not viewers_only)
        ]
        await asyncio.gather(*(self._close(session) for session in kicked))

    def health(self, place: str) -> Health | None:
        """Return how the main source of a room arrives; None for a room without any session, and for a talk."""
        room = self._rooms.get(place)
        return room.health() if room is not None and room.has_programme else None

    def stages(self) -> list[str]:
        """Return the names of the stages that have a publisher or a viewer."""
        return [name for name, room in self._rooms.items() if room.has_programme]

    def publications(self) -> list[MediaEvent]:
        """Return the last `live` or `interrupted` event of each publication, for a listener who missed the events."""
        return [
            MediaEvent(session.place.name, session.publication.state, session.owner)
            for session in self._sessions.values()
            if session.publication is not None
            and session.publication.state is not None
            and not isinstance(session.place, Echo)
        ]

    def _room(self, place: str) -> Room:
        return self._rooms.get(place) or Room(place, self._sender.send)

    def _parse(self, offer: str) -> Offer:
        return parse_offer(offer, allow_private=self._allow_private)

    def _new_session(self, place: Place, owner: str) -> Session:
        renew_at = datetime.datetime.now(datetime.UTC) + CERTIFICATE_MARGIN
        if self._certificate is None or self._certificate.expires < renew_at:
            self._certificate = RTCCertificate.generateCertificate()
        return Session(
            place,
            owner,
            self._mux,
            self._certificate,
            on_connected=lambda session: session.place.connected(session, time.monotonic()),
            on_lost=self._close_soon,
        )

    async def _answer(self, session: Session, offer: Offer, accepted: dict[int, AnswerLine]) -> Answer:
        try:
            return await session.answer(offer, accepted)
        except BaseException:
            self._close_soon(session)
            raise

    async def _make_room(self, place: str, owner: str, most: int) -> None:
        """Close the owner's older sessions in this place, so that nobody takes the seats of others, then raise
        media.full when `most` sessions receive: beyond it, everybody's picture would suffer. The caller has checked the
        offer, so that one that is refused ends no other session.
        """
        own = [
            session
            for session in self._sessions.values()
            if session.owner == owner and session.place.name == place and session.subscription is not None
        ]
        for session in own[: len(own) - MOST_OF_ONE + 1]:
            await self._close(session)
        viewers = sum(session.subscription is not None for session in self._sessions.values())
        if viewers < most:
            return
        now = time.monotonic()
        if self._full_event_at is None or now - self._full_event_at > FULL_EVENT_SECONDS:
            self._full_event_at = now
            self._emit(place, "full", owner)
        raise FairError("media.full")

    def _find(self, session: str, owner: str) -> Session:
        found = self._sessions.get(session)
        if found is None or found.owner != owner:
            raise FairError("media.session_unknown")
        return found

    def _publication_changed(self, session: Session, state: MediaState) -> None:
        if state == "live":
            session.place.publication_live(session, time.monotonic())
        if not isinstance(session.place, Echo):
            self._emit(session.place.name, state, session.owner)

    def _close_soon(self, session: Session) -> None:
        task = asyncio.get_running_loop().create_task(self._close(session))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def _close(self, session: Session) -> None:
        if session.closed:
            return
        session.closed = True
        self._sessions.pop(session.id, None)
        place = session.place
        ended = place.remove(session)
        if place.empty:
            self._forget(place)
        if ended:
            self._emit(place.name, "ended", session.owner)
        await session.transport.close()

    def _forget(self, place: Place) -> None:
        if self._rooms.get(place.name) is place:
            del self._rooms[place.name]

    def _emit(self, place: str, kind: EventKind, owner: str) -> None:
        self._on_event(MediaEvent(place, kind, owner))

    async def _run_timer(self) -> None:
        """Send everybody's RTCP when due, and close silent sessions; a failing session is closed, the others go on."""
        while True:
            await asyncio.sleep(TICK_SECONDS)
            now, unix = time.monotonic(), time.time()
            for session in list(self._sessions.values()):
                try:
                    session.tick(now, unix)
                except Exception:
                    log.exception("media.session_failed", session=session.id, place=session.place.name)
                    self._close_soon(session)
                if session.silent(now) or now > session.closes_at:
                    self._close_soon(session)
