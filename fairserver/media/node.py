"""The media node: what the web calls, in one loop or through the control API."""

import asyncio
import datetime
import logging
import time
from collections.abc import Callable, Sequence

from aiortc import RTCCertificate

from fairserver.base.errors import FairError

from .addresses import host_addresses
from .answer import Accepted
from .contract import Answer, EventKind, Health, MediaEvent
from .offer import Offer, read_fragment, read_offer
from .port import Port
from .publication import State
from .sender import Sender
from .session import Session
from .stage import LIMITS, Stage, usable_lines
from .talk import SENT, Talk

__all__ = ["Answer", "Health", "MediaEvent", "MediaNode"]

logger = logging.getLogger(__name__)

TICK_SECONDS = 0.05
FULL_AGAIN_SECONDS = 5.0
CERTIFICATE_MARGIN = datetime.timedelta(days=10)


class MediaNode:
    """Holds every session of this process; one port, one timer, one sender for all of them."""

    def __init__(
        self,
        *,
        port: int,
        announce: Sequence[str] = (),
        max_viewers: int = 300,
        on_event: Callable[[MediaEvent], None],
        allow_private: bool = True,
    ) -> None:
        self.max_viewers = max_viewers
        self._port = Port(port, announce or host_addresses())
        self._on_event = on_event
        self._allow_private = allow_private
        self._sender = Sender()
        self._certificate: RTCCertificate | None = None
        self._sessions: dict[str, Session] = {}
        self._stages: dict[str, Stage] = {}
        self._talks: dict[str, Talk] = {}
        self._closing: set[asyncio.Task[None]] = set()
        self._timer: asyncio.Task[None] | None = None
        self._full_at: float | None = None

    @property
    def port(self) -> int:
        """The bound UDP port; differs from the one asked for when that was 0."""
        return self._port.number

    async def start(self) -> None:
        """Bind the port; OSError names it when it is taken."""
        await self._port.start()
        self._timer = asyncio.get_running_loop().create_task(self._tick())

    async def stop(self) -> None:
        """Close every session, then the port."""
        if self._timer is not None:
            self._timer.cancel()
            await asyncio.wait([self._timer])
        await asyncio.gather(*(self._close(session) for session in list(self._sessions.values())))
        if self._closing:
            await asyncio.wait(self._closing)
        await self._port.stop()

    async def publish(self, place: str, owner: str, offer: str, *, takeover: bool = False) -> Answer:
        """WHIP: become the stage's publisher, or come back to it."""
        read = self._read(offer)
        lines = usable_lines(read, LIMITS, sends=True)
        stage = self._stages.get(place) or Stage(place, self._sender.fan)
        session = self._session(place, owner)
        replaced = stage.admit(session, time.monotonic(), takeover=takeover)
        self._stages[place] = stage
        self._sessions[session.id] = session
        session.publish(lines, self._publication_changed)
        if replaced is not None:
            self._close_soon(replaced)
        accepted = {line.index: Accepted("recvonly") for line in lines}
        return await self._answer(session, read, accepted)

    async def watch(self, place: str, owner: str, offer: str) -> Answer:
        """WHEP: one slot for each m-line the viewer can receive on."""
        read = self._read(offer)
        self._admit(place, owner)
        stage = self._stages.get(place) or Stage(place, self._sender.fan)
        session = self._session(place, owner)
        accepted = stage.watch(session, read)
        self._stages[place] = stage
        self._sessions[session.id] = session
        return await self._answer(session, read, accepted)

    async def join(self, place: str, owner: str, offer: str) -> Answer:
        """A talk: send, and receive everybody else."""
        read = self._read(offer)
        self._admit(place, owner)
        talk = self._talks.get(place) or Talk(place, self._sender.fan)
        session = self._session(place, owner)
        if any(line.sends and line.codecs for line in read.lines):
            session.publish(usable_lines(read, SENT, sends=True), self._publication_changed)
        accepted = talk.join(session, read)
        self._talks[place] = talk
        self._sessions[session.id] = session
        return await self._answer(session, read, accepted)

    async def trickle(self, session: str, owner: str, fragment: str, etag: str | None) -> None:
        """Later candidates; an ICE restart is refused, a new session is cheaper (RFC 9725 §4.3.1)."""
        found = self._own(session, owner)
        if etag is not None and etag not in (found.etag, "*"):
            raise FairError("media.etag_mismatch")
        username, candidates = read_fragment(fragment, allow_private=self._allow_private)
        if username is not None and username != found.remote_username:
            raise FairError("media.ice_restart")
        await found.transport.add_candidates(candidates)

    async def close(self, session: str, owner: str) -> None:
        """End one's own session."""
        await self._close(self._own(session, owner))

    async def kick(self, *, owner: str | None = None, place: str | None = None, viewers_only: bool = False) -> None:
        """End every session of an owner, of a place, or of an owner in a place; or only those that watch."""
        if owner is None and place is None:
            return
        gone = [
            session
            for session in self._sessions.values()
            if owner in (None, session.owner)
            and place in (None, session.place)
            and (session.publication is None or not viewers_only)
        ]
        await asyncio.gather(*(self._close(session) for session in gone))

    def health(self, place: str) -> Health | None:
        """How the stage's publisher arrives; None for a place without any session."""
        stage = self._stages.get(place)
        if stage is None:
            return None
        publication = stage.publisher.publication if stage.publisher else None
        receivers = publication.receivers if publication else []
        heard = (receiver.audio_level_dbov for receiver in receivers)
        return Health(
            owner=stage.publisher.owner if stage.publisher else None,
            codecs=tuple(receiver.codec.name for receiver in receivers if receiver.codec),
            kbit_per_second=publication.kbit_per_second if publication else 0.0,
            frames_per_second=publication.frames_per_second if publication else 0.0,
            loss_percent=publication.loss_percent if publication else 0.0,
            audio_level_dbov=max((level for level in heard if level is not None), default=None),
            viewers=len(stage.viewers),
        )

    def stages(self) -> list[str]:
        """The names of all stages with somebody on or before them."""
        return list(self._stages)

    def places(self) -> list[MediaEvent]:
        """Who is live or interrupted where: what somebody who missed the events needs."""
        return [
            MediaEvent(session.place, session.publication.state, session.owner)
            for session in self._sessions.values()
            if session.publication is not None and session.publication.state != "waiting"
        ]

    # inside

    def _read(self, offer: str) -> Offer:
        return read_offer(offer, allow_private=self._allow_private)

    def _session(self, place: str, owner: str) -> Session:
        renew = datetime.datetime.now(datetime.UTC) + CERTIFICATE_MARGIN
        if self._certificate is None or self._certificate.expires < renew:
            self._certificate = RTCCertificate.generateCertificate()
        return Session(
            place,
            owner,
            self._port,
            self._certificate,
            on_connected=self._connected,
            on_lost=self._close_soon,
        )

    async def _answer(self, session: Session, offer: Offer, accepted: dict[int, Accepted]) -> Answer:
        try:
            return await session.answer(offer, accepted)
        except BaseException:
            self._close_soon(session)
            raise

    def _admit(self, place: str, owner: str) -> None:
        """Overload is not graceful by itself: refuse while everybody present still sees well."""
        viewers = sum(session.viewer is not None for session in self._sessions.values())
        if viewers < self.max_viewers:
            return
        now = time.monotonic()
        if self._full_at is None or now - self._full_at > FULL_AGAIN_SECONDS:
            self._full_at = now
            self._tell(place, "full", owner)
        raise FairError("media.full")

    def _own(self, session: str, owner: str) -> Session:
        found = self._sessions.get(session)
        if found is None or found.owner != owner:
            raise FairError("media.session_unknown")
        return found

    def _connected(self, session: Session) -> None:
        talk = self._talks.get(session.place)
        if talk is not None and session in talk.seats:
            talk.arrived(session, time.monotonic())

    def _publication_changed(self, session: Session, state: State) -> None:
        now = time.monotonic()
        if state == "waiting":
            return
        if state == "live":
            for place in (self._stages.get(session.place), self._talks.get(session.place)):
                if place is not None:
                    place.live(session, now)
        self._tell(session.place, state, session.owner)

    def _close_soon(self, session: Session) -> None:
        task = asyncio.get_running_loop().create_task(self._close(session))
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)

    async def _close(self, session: Session) -> None:
        if session.closed:
            return
        session.closed = True
        self._sessions.pop(session.id, None)
        if self._leave(session):
            self._tell(session.place, "ended", session.owner)
        await session.transport.close()

    def _leave(self, session: Session) -> bool:
        """Take a session out of its place; whether a publisher is gone, and not replaced."""
        gone = False
        stage, talk = self._stages.get(session.place), self._talks.get(session.place)
        if stage is not None:
            gone = stage.publisher is session
            stage.left(session)
            if stage.empty:
                del self._stages[session.place]
        if talk is not None and session in talk.seats:
            gone = session.publication is not None
            talk.left(session)
            if talk.empty:
                del self._talks[session.place]
        return gone

    def _tell(self, place: str, kind: EventKind, owner: str) -> None:
        self._on_event(MediaEvent(place, kind, owner))

    async def _tick(self) -> None:
        """One timer for everybody's RTCP and silence."""
        while True:
            await asyncio.sleep(TICK_SECONDS)
            now, unix = time.monotonic(), time.time()
            for session in list(self._sessions.values()):
                try:
                    session.tick(now, unix)
                except Exception:
                    logger.exception("session %s of %s", session.id, session.place)
                    self._close_soon(session)
                if session.silent(now):
                    self._close_soon(session)
