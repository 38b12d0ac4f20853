"""One UDP port for all sessions: STUN is assigned by ICE user name, all else by the sender's verified address."""

import asyncio
import ipaddress
import socket
import struct
import time
from collections.abc import Mapping, Sequence
from typing import Protocol

import structlog
from aioice import stun

from .ice import PendingChecks, SharedPortProtocol
from .packet_limit import CHECK_BYTES, CHECKS_PER_SECOND, PacketLimit
from .udp_sender import Address, UdpSender

log = structlog.get_logger()

SOCKET_BUFFER_BYTES = 4 << 20
DATAGRAMS_PER_TURN = 64  # read from one socket before other work of the event loop gets its turn
MAX_DATAGRAM = 2048  # bytes
MAX_ADDRESSES_PER_TRANSPORT = 16


class MuxedTransport(Protocol):
    """What the mux needs of the transport of one session."""

    username: str

    def admits(self, check: stun.Message) -> bool: ...
    def check_received(self, check: stun.Message, address: Address, sender: UdpSender) -> None: ...
    def datagram_received(self, data: bytes) -> None: ...


class UdpMux:
    """Assigns the datagrams of one UDP port to transports.

    An address is bound to a transport only after a STUN check with the password of that transport (RFC 8445 §7.3).
    DTLS and SRTP from any other address are dropped, so that only who can read the peer's traffic could answer a
    DTLS handshake in its place (the ClientHello race, OWASP ASVS 5.0 17.2.6).
    """

    def __init__(self, port: int, announce: Sequence[str]) -> None:
        """`announce` are the IP addresses of the candidates; `port` 0 chooses a free one at `start`."""
        self.port = port
        self.announce = tuple(announce)
        self.pending_checks: PendingChecks = {}
        self._senders: dict[str, UdpSender] = {}
        self._sockets: list[socket.socket] = []
        self._by_username: dict[str, MuxedTransport] = {}
        self._check_limits: dict[str, PacketLimit] = {}  # by user name
        self._by_address: dict[Address, MuxedTransport] = {}

    @property
    def senders(self) -> Mapping[str, UdpSender]:
        """The sender for each announced IP address."""
        return self._senders

    async def start(self) -> None:
        """Bind the port; raises OSError, with the port in its text, if it is taken for IPv4.

        IPv4 and IPv6 get a socket each, because aioice does not recognise IPv4-mapped IPv6 addresses. Without IPv6
        the node goes on with IPv4.
        """
        loop = asyncio.get_running_loop()
        ipv4 = self._bind_socket(socket.AF_INET, "0.0.0.0")  # noqa: S104 - media comes from everywhere
        self.port = ipv4.getsockname()[1]
        by_version = {4: self._open(loop, ipv4)}
        if any(ipaddress.ip_address(host).version == 6 for host in self.announce):
            try:
                by_version[6] = self._open(loop, self._bind_socket(socket.AF_INET6, "::"))
            except OSError as error:
                log.warning("media.no_ipv6", port=self.port, reason=str(error))
        for host in self.announce:
            sender = by_version.get(ipaddress.ip_address(host).version)
            if sender is not None:
                self._senders[host] = sender

    async def stop(self) -> None:
        """Close the sockets and forget every transport."""
        loop = asyncio.get_running_loop()
        for sender in set(self._senders.values()):
            sender.close()
        for sock in self._sockets:
            loop.remove_reader(sock.fileno())
            sock.close()
        self._sockets.clear()
        self._senders.clear()
        self._by_username.clear()
        self._check_limits.clear()
        self._by_address.clear()

    def add(self, transport: MuxedTransport) -> None:
        """Accept the STUN checks that name a transport's user name."""
        self._by_username[transport.username] = transport
        self._check_limits[transport.username] = PacketLimit(CHECKS_PER_SECOND, CHECK_BYTES)

    def remove(self, transport: MuxedTransport) -> None:
        """Forget a transport and every address bound to it."""
        if self._by_username.get(transport.username) is transport:
            del self._by_username[transport.username]
            del self._check_limits[transport.username]
        for address in [address for address, bound in self._by_address.items() if bound is transport]:
            del self._by_address[address]

    def datagram_received(self, data: bytes, address: Address, sender: UdpSender) -> None:
        """Take one datagram from `address`; `sender` sends on the socket it arrived on (demultiplexing: RFC 7983)."""
        if not data:
            return
        if data[0] < 4:
            self._stun_received(data, address, sender)
            return
        transport = self._by_address.get(address)
        if transport is not None:
            transport.datagram_received(data)

    def _stun_received(self, data: bytes, address: Address, sender: UdpSender) -> None:
        try:
            message = stun.parse_message(data)
        except (ValueError, struct.error, TypeError):
            return
        if message.message_class == stun.Class.REQUEST:
            username = str(message.attributes.get("USERNAME", "")).partition(":")[0]
            transport = self._by_username.get(username)
            if transport is None or not self._check_limits[username].admits(len(data), time.monotonic()):
                return
            if transport.admits(message) and self._bind(address, transport):
                transport.check_received(message, address, sender)
        elif message.message_class in (stun.Class.RESPONSE, stun.Class.ERROR):
            protocol: SharedPortProtocol | None = self.pending_checks.get(message.transaction_id)
            if protocol is not None:
                protocol.response_received(message, address)

    def _bind(self, address: Address, transport: MuxedTransport) -> bool:
        """Bind an address to a transport; return whether it is bound to it now.

        An address of another transport is not rebound while that one lives.
        """
        bound = self._by_address.get(address)
        if bound is not None:
            return bound is transport
        if sum(other is transport for other in self._by_address.values()) >= MAX_ADDRESSES_PER_TRANSPORT:
            return False
        self._by_address[address] = transport
        return True

    def _bind_socket(self, family: socket.AddressFamily, host: str) -> socket.socket:
        sock = socket.socket(family, socket.SOCK_DGRAM)
        try:
            if family == socket.AF_INET6:
                sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            for option in (socket.SO_RCVBUF, socket.SO_SNDBUF):
                sock.setsockopt(socket.SOL_SOCKET, option, SOCKET_BUFFER_BYTES)
            sock.bind((host, self.port))
        except OSError as error:
            sock.close()
            raise OSError(error.errno, f"UDP port {self.port} cannot be bound: {error.strerror}") from error
        sock.setblocking(False)
        return sock

    def _open(self, loop: asyncio.AbstractEventLoop, sock: socket.socket) -> UdpSender:
        sender = UdpSender(sock, loop)
        self._sockets.append(sock)
        loop.add_reader(sock.fileno(), self._readable, sock, sender)
        return sender

    def _readable(self, sock: socket.socket, sender: UdpSender) -> None:
        for _ in range(DATAGRAMS_PER_TURN):
            try:
                data, address = sock.recvfrom(MAX_DATAGRAM)
            except BlockingIOError:
                return
            except OSError:
                continue  # an ICMP error that answers an earlier datagram of ours
            self.datagram_received(data, (address[0], address[1]), sender)
