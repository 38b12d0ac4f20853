"""One peer's ICE, DTLS and SRTP on the shared port."""

import asyncio
import contextlib
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pylibsrtp
from aioice import stun
from aiortc import RTCCertificate, RTCDtlsTransport, RTCIceCandidate, RTCIceGatherer, RTCIceTransport
from aiortc.rtcdtlstransport import RTCDtlsFingerprint, RTCDtlsParameters
from aiortc.rtcicetransport import RTCIceParameters
from aiortc.rtp import is_rtcp

from . import seam
from .ice import PortConnection, PortProtocol
from .outlet import Address, Outlet
from .port import Port

CONNECT_SECONDS = 15
MAX_WAITING_DATAGRAMS = 64


@dataclass
class Remote:
    """What an offer says about reaching and trusting its sender."""

    username: str
    password: str
    lite: bool
    role: str  # our DTLS role: "server" answers passive, "client" active
    fingerprints: list[RTCDtlsFingerprint]
    candidates: list[RTCIceCandidate] = field(default_factory=list)


@dataclass(frozen=True)
class Route:
    """Where and with which key a packet for this peer leaves now."""

    context: Any
    outlet: Outlet
    address: Address


class Transport:
    """Connects once, hands SRTP on decrypted, and reads the nominated address anew at each send."""

    def __init__(
        self,
        port: Port,
        certificate: RTCCertificate,
        *,
        on_rtp: Callable[[bytes], None],
        on_rtcp: Callable[[bytes], None],
        on_connected: Callable[[], None],
        on_lost: Callable[[], None],
    ) -> None:
        self._port = port
        self._on_rtp = on_rtp
        self._on_rtcp = on_rtcp
        self._on_connected = on_connected
        self._on_lost = on_lost
        self._connection = PortConnection(port, self._heard)
        gatherer = RTCIceGatherer(iceServers=[])
        seam.replace_connection(gatherer, self._connection)
        self._gatherer = gatherer
        self._ice = RTCIceTransport(gatherer)
        self._dtls = RTCDtlsTransport(self._ice, [certificate])
        self._dtls.on("statechange", self._dtls_changed)
        self._task: asyncio.Task[None] | None = None
        self._rx: pylibsrtp.Session | None = None
        self._tx: pylibsrtp.Session | None = None
        self._context: Any = None
        self._closed = False
        self.username = self._connection.local_username
        self.password = self._connection.local_password
        self.heard_at = time.monotonic()
        self.forged = 0

    @property
    def connected(self) -> bool:
        """Whether media may flow."""
        return self._context is not None

    async def gather(self) -> list[RTCIceCandidate]:
        """Our candidates: the announced addresses, all on the one port."""
        await self._gatherer.gather()
        return self._gatherer.getLocalCandidates()

    def start(self, remote: Remote) -> None:
        """Begin to connect; `on_connected` or `on_lost` will follow."""
        self._port.add(self)
        self._task = asyncio.get_running_loop().create_task(self._connect(remote))

    async def add_candidates(self, candidates: list[RTCIceCandidate]) -> None:
        """Candidates that came later (trickle ICE, RFC 8838)."""
        for candidate in candidates:
            await self._ice.addRemoteCandidate(candidate)

    async def close(self) -> None:
        """Say goodbye (DTLS close_notify) and leave the port."""
        if self._closed:
            return
        self._closed = True
        self._context = None
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        await self._dtls.stop()
        await self._ice.stop()
        self._port.remove(self)
        self._dtls.remove_all_listeners()

    def route(self) -> Route | None:
        """None until connected, and once the pair is gone."""
        pair = seam.nominated(self._connection)
        if pair is None or self._context is None:
            return None
        protocol = pair.protocol
        assert isinstance(protocol, PortProtocol)
        return Route(self._context, protocol.outlet, pair.remote_addr)

    def send_rtp(self, packet: bytes) -> None:
        """Protect and send one packet outside any frame: a retransmission."""
        if self._tx is not None:
            self._send(packet, self._tx.protect)

    def send_rtcp(self, packet: bytes) -> None:
        """Protect and send one compound packet."""
        if self._tx is not None:
            self._send(packet, self._tx.protect_rtcp)

    def _send(self, packet: bytes, protect: Callable[[bytes], bytes]) -> None:
        route = self.route()
        if route is not None:
            with contextlib.suppress(pylibsrtp.Error, ValueError):  # too long to protect
                route.outlet.send(protect(packet), route.address)

    # the port's side

    def admits(self, check: stun.Message) -> bool:
        """Whether a check proves knowledge of our password (RFC 8445 §7.3)."""
        return (
            not self._closed
            and check.message_method == stun.Method.BINDING
            and "PRIORITY" in check.attributes
            and "MESSAGE-INTEGRITY" in check.attributes
            and check.check_message_integrity(self.password.encode())
        )

    def check_received(self, check: stun.Message, source: Address, outlet: Outlet) -> None:
        self._heard()
        protocol = self._connection.protocols.get(outlet)
        if protocol is not None:
            self._connection.request_received(check, source, protocol)

    def datagram_received(self, data: bytes) -> None:
        first = data[0]
        if 127 < first < 192:
            self._srtp_received(data)
        elif 19 < first < 64 and seam.waiting(self._connection) < MAX_WAITING_DATAGRAMS:
            self._connection.data_received(data, 1)

    def _srtp_received(self, data: bytes) -> None:
        if self._rx is None or self._closed:
            return
        try:
            if is_rtcp(data):
                handle, packet = self._on_rtcp, self._rx.unprotect_rtcp(data)
            else:
                handle, packet = self._on_rtp, self._rx.unprotect(data)
        except (pylibsrtp.Error, ValueError):
            self.forged += 1
            return
        self._heard()
        handle(packet)

    def _heard(self) -> None:
        self.heard_at = time.monotonic()

    async def _connect(self, remote: Remote) -> None:
        try:
            async with asyncio.timeout(CONNECT_SECONDS):
                await self._reach(remote)
        except TimeoutError:
            pass
        if self._dtls.state != "connected":
            self._lost()
            return
        self._rx, self._tx = seam.sessions(self._dtls)
        self._context = seam.context(self._tx)
        self._heard()
        self._on_connected()

    async def _reach(self, remote: Remote) -> None:
        await self.add_candidates(remote.candidates)
        if remote.lite:
            self._connection.ice_controlling = True  # RFC 8445 §6.1.1: the full agent controls
        await self._ice.start(RTCIceParameters(remote.username, remote.password, remote.lite))
        if self._ice.state == "completed":
            seam.set_role(self._dtls, remote.role)
            await self._dtls.start(RTCDtlsParameters(remote.fingerprints))

    def _dtls_changed(self) -> None:
        if self._context is not None and self._dtls.state in ("closed", "failed"):
            self._lost()

    def _lost(self) -> None:
        self._context = None
        if not self._closed:
            self._on_lost()
