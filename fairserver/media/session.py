"""One WebRTC connection of a browser or an encoder: its transport, and what it sends, receives, or both."""

import math
import secrets
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from aiortc import RTCCertificate

from . import rtcp
from .answer import AnswerLine, LocalParameters, write_answer
from .down_track import DownTrack
from .node_types import Answer
from .offer import MediaLine, Offer
from .packet_limit import RTCP_BYTES, RTCP_PER_SECOND, PacketLimit
from .publication import MediaState, Publication
from .subscription import Subscription
from .track_switch import TrackSwitch
from .transport import Transport
from .udp_mux import UdpMux

SILENT_SECONDS = 10.0
FINGERPRINT_ALGORITHM = "sha-256"


class Place(Protocol):
    """Where sessions meet, a room as a rule: it decides whose up tracks go to whose down tracks."""

    @property
    def name(self) -> str: ...

    @property
    def empty(self) -> bool:
        """Whether no session is left here."""
        ...

    def connected(self, session: "Session", now: float) -> None:
        """Note that a session can receive from now on."""
        ...

    def publication_live(self, session: "Session", now: float) -> None:
        """Forward a session's up tracks, whose first packet has arrived, now or after an interruption."""
        ...

    def remove(self, session: "Session") -> bool:
        """Take a closed session out; return whether a publication ended here and was not replaced."""
        ...


class Session:
    """Has an unguessable id, and belongs to one owner in one place."""

    def __init__(
        self,
        place: Place,
        owner: str,
        mux: UdpMux,
        certificate: RTCCertificate,
        *,
        on_connected: Callable[["Session"], None],
        on_lost: Callable[["Session"], None],
    ) -> None:
        """`on_lost` is called when the connection fails, or when the peer closes it."""
        self.id = secrets.token_urlsafe(18)
        self.etag = f'"{secrets.token_urlsafe(9)}"'
        self.place = place
        self.owner = owner
        self.remote_username = ""
        self.publication: Publication | None = None
        self.subscription: Subscription | None = None
        self.closed = False
        self.closes_at = math.inf  # monotonic time at which the node closes it
        self._certificate = certificate
        self._rtcp_limit = PacketLimit(RTCP_PER_SECOND, RTCP_BYTES)
        self._on_connected = on_connected
        self.transport = Transport(
            mux,
            certificate,
            on_rtp=self._rtp_received,
            on_rtcp=self._rtcp_received,
            on_connected=self._connected,
            on_lost=lambda: on_lost(self),
        )

    def publish(self, lines: Sequence[MediaLine], on_state: Callable[["Session", MediaState], None]) -> None:
        """Expect the peer to send on these m-lines; `on_state` hears when packets begin and cease to arrive."""
        self.publication = Publication(lines, self.transport.send_rtcp, lambda state: on_state(self, state))

    def subscribe(self, tracks: Sequence[tuple[DownTrack, TrackSwitch]]) -> None:
        """Send these down tracks, each fed by its track switch, once the session is connected."""
        self.subscription = Subscription(tracks, self.transport.send_rtcp)

    async def answer(self, offer: Offer, accepted: dict[int, AnswerLine]) -> Answer:
        """Write the SDP answer, and start to connect in the background."""
        candidates = await self.transport.gather()
        local = LocalParameters(
            username=self.transport.username,
            password=self.transport.password,
            fingerprint=next(
                fingerprint
                for fingerprint in self._certificate.getFingerprints()
                if fingerprint.algorithm == FINGERPRINT_ALGORITHM
            ),
            candidates=candidates,
        )
        sdp = write_answer(offer, accepted, local, secrets.randbits(62))
        self.remote_username = offer.remote.username
        self.transport.start(offer.remote)
        return Answer(self.id, sdp, self.etag)

    def tick(self, now: float, unix: float) -> None:
        """Send the RTCP that is due; called every few hundredths of a second."""
        if self.publication is not None:
            self.publication.tick(now)
        if self.subscription is not None:
            self.subscription.tick(now, unix)

    def silent(self, now: float) -> bool:
        """Return whether nothing valid has arrived for SILENT_SECONDS, so that the peer must be gone.

        The consent checks of aioice (RFC 7675) would notice it only after 24 to 36 seconds.
        """
        return self.transport.connected and now - self.transport.last_received_at > SILENT_SECONDS

    def _connected(self) -> None:
        if self.subscription is not None:
            self.subscription.start(time.monotonic())
        self._on_connected(self)

    def _rtp_received(self, data: bytes) -> None:
        if self.publication is not None:
            self.publication.rtp_received(data, time.monotonic())

    def _rtcp_received(self, data: bytes) -> None:
        now = time.monotonic()
        if not self._rtcp_limit.admits(len(data), now):
            return
        packets = rtcp.parse(data)
        if self.publication is not None:
            self.publication.rtcp_received(packets, now)
        if self.subscription is not None:
            self.subscription.rtcp_received(packets, now)
