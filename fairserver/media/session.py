"""One browser or encoder at the node: a transport, and what it sends, receives, or both."""

import secrets
import time
from collections.abc import Callable, Sequence

from aiortc import RTCCertificate

from . import rtcp
from .answer import Accepted, Local, write_answer
from .channel import Channel
from .contract import Answer
from .offer import MediaLine, Offer
from .port import Port
from .publication import Publication, State
from .slot import Slot
from .transport import Transport
from .viewer import Viewer

SILENT_SECONDS = 10.0
SIGNATURE = "sha-256"


class Session:
    """Named by an unguessable id; belongs to one owner in one place."""

    def __init__(
        self,
        place: str,
        owner: str,
        port: Port,
        certificate: RTCCertificate,
        *,
        on_connected: Callable[["Session"], None],
        on_lost: Callable[["Session"], None],
    ) -> None:
        self.id = secrets.token_urlsafe(18)
        self.etag = f'"{secrets.token_urlsafe(9)}"'
        self.place = place
        self.owner = owner
        self.remote_username = ""
        self.publication: Publication | None = None
        self.viewer: Viewer | None = None
        self.closed = False
        self._certificate = certificate
        self._on_connected = on_connected
        self.transport = Transport(
            port,
            certificate,
            on_rtp=self._rtp_received,
            on_rtcp=self._rtcp_received,
            on_connected=self._connected,
            on_lost=lambda: on_lost(self),
        )

    def publish(self, lines: Sequence[MediaLine], on_state: Callable[["Session", State], None]) -> None:
        """This session sends on these m-lines."""
        self.publication = Publication(lines, self.transport.send_rtcp, lambda state: on_state(self, state))

    def watch(self, channels: Sequence[tuple[Slot, Channel]]) -> None:
        """This session receives these channels."""
        self.viewer = Viewer(channels, self.transport.send_rtcp)

    async def answer(self, offer: Offer, accepted: dict[int, Accepted]) -> Answer:
        """Write the answer and start to connect."""
        candidates = await self.transport.gather()
        prints = self._certificate.getFingerprints()
        local = Local(
            username=self.transport.username,
            password=self.transport.password,
            fingerprint=next(print_ for print_ in prints if print_.algorithm == SIGNATURE),
            candidates=candidates,
        )
        sdp = write_answer(offer, accepted, local, secrets.randbits(62))
        self.remote_username = offer.remote.username
        self.transport.start(offer.remote)
        return Answer(self.id, sdp, self.etag)

    def tick(self, now: float, unix: float) -> None:
        if self.publication is not None:
            self.publication.tick(now)
        if self.viewer is not None:
            self.viewer.tick(now, unix)

    def silent(self, now: float) -> bool:
        """Whether nothing valid came for so long that nobody is there (aioice's consent takes 24-36 s)."""
        return self.transport.connected and now - self.transport.heard_at > SILENT_SECONDS

    def _connected(self) -> None:
        if self.viewer is not None:
            self.viewer.connected(time.monotonic())
        self._on_connected(self)

    def _rtp_received(self, data: bytes) -> None:
        if self.publication is not None:
            self.publication.rtp_received(data, time.monotonic())

    def _rtcp_received(self, data: bytes) -> None:
        packets = rtcp.read(data)
        now = time.monotonic()
        if self.publication is not None:
            self.publication.rtcp_received(packets, now)
        if self.viewer is not None:
            self.viewer.rtcp_received(packets, now)
