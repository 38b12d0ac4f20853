"""The one UDP port of the node: ICE by user name fragment, everything else by verified address."""

import asyncio
import ipaddress
import logging
import socket
import struct
from collections.abc import Mapping, Sequence
from typing import Protocol

from aioice import stun

from .ice import Pending, PortProtocol
from .outlet import Address, Outlet

logger = logging.getLogger(__name__)

BUFFER_BYTES = 4 << 20
DATAGRAMS_PER_TURN = 64
MAX_DATAGRAM = 2048
MAX_ADDRESSES_PER_PEER = 16


class Peer(Protocol):
    """What the port needs of one peer's transport."""

    username: str

    def admits(self, check: stun.Message) -> bool: ...
    def check_received(self, check: stun.Message, source: Address, outlet: Outlet) -> None: ...
    def datagram_received(self, data: bytes) -> None: ...


class Port:
    """Binds an address to a peer only after a STUN check with that peer's password (RFC 8445 §7.3).

    DTLS and SRTP from any other address are dropped, so nobody off the path can answer a handshake
    in a peer's place (the ClientHello race, ASVS 17.2.6).
    """

    def __init__(self, number: int, announce: Sequence[str]) -> None:
        self.number = number
        self.announce = tuple(announce)
        self._outlets: dict[str, Outlet] = {}
        self.pending: Pending = {}
        self.strangers = 0
        self._sockets: list[socket.socket] = []
        self._peers: dict[str, Peer] = {}
        self._bound: dict[Address, Peer] = {}

    @property
    def outlets(self) -> Mapping[str, Outlet]:
        """The socket behind each announced address."""
        return self._outlets

    async def start(self) -> None:
        """Bind IPv4 and IPv6 as two sockets: v4-mapped addresses break aioice's comparison."""
        loop = asyncio.get_running_loop()
        ipv4 = self._bind(socket.AF_INET, "0.0.0.0")  # noqa: S104 - media comes from everywhere
        self.number = ipv4.getsockname()[1]
        outlets = {4: self._open(loop, ipv4)}
        if any(ipaddress.ip_address(host).version == 6 for host in self.announce):
            try:
                outlets[6] = self._open(loop, self._bind(socket.AF_INET6, "::"))
            except OSError as error:
                logger.warning("no IPv6 on UDP port %d: %s", self.number, error)
        for host in self.announce:
            outlet = outlets.get(ipaddress.ip_address(host).version)
            if outlet is not None:
                self._outlets[host] = outlet

    async def stop(self) -> None:
        """Close both sockets."""
        loop = asyncio.get_running_loop()
        for outlet in set(self._outlets.values()):
            outlet.close()
        for sock in self._sockets:
            loop.remove_reader(sock.fileno())
            sock.close()
        self._sockets.clear()
        self._outlets.clear()
        self._peers.clear()
        self._bound.clear()

    def add(self, peer: Peer) -> None:
        """Let a peer's checks in."""
        self._peers[peer.username] = peer

    def remove(self, peer: Peer) -> None:
        """Forget a peer and every address of theirs."""
        if self._peers.get(peer.username) is peer:
            del self._peers[peer.username]
        for address in [address for address, bound in self._bound.items() if bound is peer]:
            del self._bound[address]

    def datagram_received(self, data: bytes, source: Address, outlet: Outlet) -> None:
        """Demultiplex one datagram (RFC 7983)."""
        if not data:
            return
        if data[0] < 4:
            self._stun_received(data, source, outlet)
            return
        peer = self._bound.get(source)
        if peer is None:
            self.strangers += 1
        else:
            peer.datagram_received(data)

    def _stun_received(self, data: bytes, source: Address, outlet: Outlet) -> None:
        try:
            message = stun.parse_message(data)
        except (ValueError, struct.error, TypeError):
            self.strangers += 1
            return
        if message.message_class == stun.Class.REQUEST:
            peer = self._peers.get(str(message.attributes.get("USERNAME", "")).partition(":")[0])
            if peer is None or not peer.admits(message) or not self._bind_address(source, peer):
                self.strangers += 1
                return
            peer.check_received(message, source, outlet)
        elif message.message_class in (stun.Class.RESPONSE, stun.Class.ERROR):
            protocol: PortProtocol | None = self.pending.get(message.transaction_id)
            if protocol is not None:
                protocol.response_received(message, source)

    def _bind_address(self, source: Address, peer: Peer) -> bool:
        holder = self._bound.get(source)
        if holder is peer:
            return True
        if holder is not None:
            return False  # a peer may not take another's address while that one lives
        if sum(bound is peer for bound in self._bound.values()) >= MAX_ADDRESSES_PER_PEER:
            return False
        self._bound[source] = peer
        return True

    def _bind(self, family: socket.AddressFamily, host: str) -> socket.socket:
        sock = socket.socket(family, socket.SOCK_DGRAM)
        try:
            if family == socket.AF_INET6:
                sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            for option in (socket.SO_RCVBUF, socket.SO_SNDBUF):
                sock.setsockopt(socket.SOL_SOCKET, option, BUFFER_BYTES)
            sock.bind((host, self.number))
        except OSError as error:
            sock.close()
            raise OSError(error.errno, f"UDP port {self.number} cannot be bound: {error.strerror}") from error
        sock.setblocking(False)
        return sock

    def _open(self, loop: asyncio.AbstractEventLoop, sock: socket.socket) -> Outlet:
        outlet = Outlet(sock, loop)
        self._sockets.append(sock)
        loop.add_reader(sock.fileno(), self._readable, sock, outlet)
        return outlet

    def _readable(self, sock: socket.socket, outlet: Outlet) -> None:
        for _ in range(DATAGRAMS_PER_TURN):
            try:
                data, source = sock.recvfrom(MAX_DATAGRAM)
            except BlockingIOError:
                return
            except OSError:
                continue  # an ICMP error of an earlier send
            self.datagram_received(data, (source[0], source[1]), outlet)
