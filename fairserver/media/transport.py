"""ICE, DTLS and SRTP of one session, on the UDP port that all sessions share."""

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

from . import private_api
from .ice import SharedPortConnection, SharedPortProtocol
from .udp_mux import UdpMux
from .udp_sender import Address, UdpSender

CONNECT_SECONDS = 15
MAX_QUEUED_DATAGRAMS = 64  # of DTLS


@dataclass
class RemoteParameters:
    """What an offer says about its sender: ICE credentials and candidates, DTLS role and fingerprints."""

    username: str
    password: str
    lite: bool  # the peer is an ICE lite agent (RFC 8445 §2.5)
    role: str  # DTLS role of the node: "server" answers setup:passive, "client" setup:active
    fingerprints: list[RTCDtlsFingerprint]
    candidates: list[RTCIceCandidate] = field(default_factory=list)


@dataclass(frozen=True)
class Destination:
    """Where packets for the peer go now, and the libsrtp context that protects them."""

    srtp_context: Any
    udp_sender: UdpSender
    address: Address


class Transport:
    """Connects once, unprotects what arrives, and sends to the nominated address, which is read anew at each send."""

    def __init__(
        self,
        mux: UdpMux,
        certificate: RTCCertificate,
        *,
        on_rtp: Callable[[bytes], None],
        on_rtcp: Callable[[bytes], None],
        on_connected: Callable[[], None],
        on_lost: Callable[[], None],
    ) -> None:
        """`on_rtp` and `on_rtcp` take decrypted packets; `on_lost` is called if connecting fails or the peer closes."""
        self._mux = mux
        self._on_rtp = on_rtp
        self._on_rtcp = on_rtcp
        self._on_connected = on_connected
        self._on_lost = on_lost
        self._connection = SharedPortConnection(mux, self._note_received)
        self._gatherer = RTCIceGatherer(iceServers=[])
        private_api.replace_connection(self._gatherer, self._connection)
        self._ice = RTCIceTransport(self._gatherer)
        self._dtls = RTCDtlsTransport(self._ice, [certificate])
        self._dtls.on("statechange", self._dtls_changed)
        self._task: asyncio.Task[None] | None = None
        self._rx: pylibsrtp.Session | None = None
        self._tx: pylibsrtp.Session | None = None
        self._context: Any = None  # of _tx; None until connected, and once the connection is lost
        self._closed = False
        self.username = self._connection.local_username
        self.password = self._connection.local_password
        self.last_received_at = time.monotonic()  # of a datagram that proved to be the peer's

    @property
    def connected(self) -> bool:
        """Whether media can be sent and received."""
        return self._context is not None

    async def gather(self) -> list[RTCIceCandidate]:
        """Return the candidates of the node: its announced addresses, all with the shared port."""
        await self._gatherer.gather()
        return self._gatherer.getLocalCandidates()

    def start(self, remote: RemoteParameters) -> None:
        """Begin to connect in the background; `on_connected` or `on_lost` will be called."""
        self._mux.add(self)
        self._task = asyncio.get_running_loop().create_task(self._connect(remote))

    async def add_candidates(self, candidates: list[RTCIceCandidate]) -> None:
        """Check candidates that came after the offer (trickle ICE, RFC 8838)."""
        for candidate in candidates:
            await self._ice.addRemoteCandidate(candidate)

    async def close(self) -> None:
        """Send DTLS close_notify and leave the shared port; `on_lost` will not be called."""
        if self._closed:
            return
        self._closed = True
        self._context = None
        if self._task is not None:
            self._task.cancel()
            await asyncio.wait([self._task])
        await self._dtls.stop()
        await self._ice.stop()
        self._mux.remove(self)
        self._dtls.remove_all_listeners()

    def destination(self) -> Destination | None:
        """Return where to send now; None until connected, and once the connection is lost."""
        pair = private_api.nominated_pair(self._connection)
        if pair is None or self._context is None:
            return None
        protocol = pair.protocol
        assert isinstance(protocol, SharedPortProtocol)
        return Destination(self._context, protocol.sender, pair.remote_addr)

    def send_rtp(self, packet: bytes) -> None:
        """Protect and send one RTP packet: a retransmission, since a FrameSender sends all others."""
        if self._tx is not None:
            self._send(packet, self._tx.protect)

    def send_rtcp(self, packet: bytes) -> None:
        """Protect and send one compound RTCP packet."""
        if self._tx is not None:
            self._send(packet, self._tx.protect_rtcp)

    def _send(self, packet: bytes, protect: Callable[[bytes], bytes]) -> None:
        destination = self.destination()
        if destination is not None:
            with contextlib.suppress(pylibsrtp.Error, ValueError):  # too long to protect
                destination.udp_sender.send(protect(packet), destination.address)

    def admits(self, check: stun.Message) -> bool:
        """Return whether a STUN check proves that its sender knows this session's password (RFC 8445 §7.3)."""
        return (
            not self._closed
            and check.message_method == stun.Method.BINDING
            and "PRIORITY" in check.attributes
            and "MESSAGE-INTEGRITY" in check.attributes
            and check.check_message_integrity(self.password.encode())
        )

    def check_received(self, check: stun.Message, address: Address, sender: UdpSender) -> None:
        """Answer a STUN check that `admits` has accepted; `sender` sends on the socket it arrived on."""
        self._note_received()
        protocol = self._connection.protocols.get(sender)
        if protocol is not None:
            self._connection.request_received(check, address, protocol)

    def datagram_received(self, data: bytes) -> None:
        """Take one DTLS, SRTP or SRTCP datagram from an address of this session (RFC 7983 §7)."""
        first_byte = data[0]
        if 127 < first_byte < 192:
            self._srtp_received(data)
        elif 19 < first_byte < 64 and private_api.queued_datagrams(self._connection) < MAX_QUEUED_DATAGRAMS:
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
            return  # not the peer's, repeated, or damaged
        self._note_received()
        handle(packet)

    def _note_received(self) -> None:
        self.last_received_at = time.monotonic()

    async def _connect(self, remote: RemoteParameters) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(CONNECT_SECONDS):
                await self._connect_ice_and_dtls(remote)
        if self._dtls.state != "connected":
            self._lost()
            return
        self._rx, self._tx = private_api.srtp_sessions(self._dtls)
        self._context = private_api.srtp_context(self._tx)
        self._note_received()
        self._on_connected()

    async def _connect_ice_and_dtls(self, remote: RemoteParameters) -> None:
        await self.add_candidates(remote.candidates)
        if remote.lite:
            self._connection.ice_controlling = True  # RFC 8445 §6.1.1: the full agent controls
        await self._ice.start(RTCIceParameters(remote.username, remote.password, remote.lite))
        if self._ice.state == "completed":
            private_api.set_dtls_role(self._dtls, remote.role)
            await self._dtls.start(RTCDtlsParameters(remote.fingerprints))

    def _dtls_changed(self) -> None:
        if self._context is not None and self._dtls.state in ("closed", "failed"):
            self._lost()

    def _lost(self) -> None:
        self._context = None
        if not self._closed:
            self._on_lost()
