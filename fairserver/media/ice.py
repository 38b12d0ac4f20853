"""ICE (RFC 8445) by aioice on the UDP port that all sessions share, instead of sockets of its own."""

import asyncio
import contextlib
import random
from collections.abc import Callable, Mapping
from typing import Protocol

from aioice import Candidate, Connection, stun
from aioice.candidate import candidate_foundation, candidate_priority
from aioice.ice import StunProtocol

from . import private_api
from .udp_sender import Address, UdpSender

CONSENT_SECONDS = 4.0

PendingChecks = dict[bytes, "SharedPortProtocol"]  # by STUN transaction id


class SharedPort(Protocol):
    """What a connection needs of the UdpMux."""

    pending_checks: PendingChecks
    port: int

    @property
    def senders(self) -> Mapping[str, UdpSender]: ...


class SharedPortProtocol(StunProtocol):
    """Sends one connection's STUN and DTLS on one of the shared sockets."""

    def __init__(
        self,
        connection: "SharedPortConnection",
        sender: UdpSender,
        pending_checks: PendingChecks,
        on_response: Callable[[], None],
    ) -> None:
        """`on_response` is called when the peer has answered a check."""
        super().__init__(connection)
        self.sender = sender
        self._pending_checks = pending_checks
        self._on_response = on_response

    def response_received(self, message: stun.Message, address: Address) -> None:
        """Take the response to a check; aioice's transaction verifies its integrity."""
        transaction = self.transactions.get(message.transaction_id)
        if transaction is not None:
            transaction.response_received(message, address)

    async def request(
        self,
        request: stun.Message,
        addr: Address,
        integrity_key: bytes | None = None,
        retransmissions: int | None = None,
    ) -> tuple[stun.Message, Address]:
        """Send a check and return the response and its sender; raises stun.TransactionError."""
        self._pending_checks[request.transaction_id] = self
        try:
            response = await super().request(request, addr, integrity_key, retransmissions)
        finally:
            self._pending_checks.pop(request.transaction_id, None)
        self._on_response()
        return response

    def send_stun(self, message: stun.Message, addr: Address) -> None:
        """Send a STUN message (called by aioice)."""
        self.sender.send(bytes(message), addr)

    async def send_data(self, data: bytes, addr: Address) -> None:
        """Send a DTLS datagram (called by aioice)."""
        self.sender.send(data, addr)

    async def close(self) -> None:
        """Do nothing: the socket belongs to the UdpMux."""


class SharedPortConnection(Connection):
    """An ICE agent in the controlled role whose only sockets are the shared ones."""

    def __init__(self, shared: SharedPort, on_response: Callable[[], None]) -> None:
        """`on_response` is called whenever the peer has answered a check."""
        super().__init__(ice_controlling=False)
        self.protocols: dict[UdpSender, SharedPortProtocol] = {}
        self._shared = shared
        self._on_response = on_response

    async def query_consent(self) -> None:
        """Send a check every few seconds (RFC 7675), which also keeps the bindings of NATs open.

        Replaces aioice's method, which closes a connection after half a minute without a response: FFmpeg answers no
        check once it publishes. Here a missing response has no effect; Session.silent notices when nothing arrives.
        """
        while True:
            await asyncio.sleep(CONSENT_SECONDS * random.uniform(0.8, 1.2))  # noqa: S311
            pair = private_api.nominated_pair(self)
            if pair is None or self.remote_password is None:
                return
            check = self.build_request(pair, nominate=False)
            with contextlib.suppress(stun.TransactionError):
                key = self.remote_password.encode()
                await pair.protocol.request(check, pair.remote_addr, key, retransmissions=0)

    async def get_component_candidates(
        self,
        component: int,
        addresses: list[str],
        timeout: int = 5,  # noqa: ASYNC109 - aioice's signature
    ) -> list[Candidate]:
        """Return one host candidate for each announced address (called by aioice).

        Only `component` is used.
        """
        candidates = []
        for rank, (host, sender) in enumerate(self._shared.senders.items()):
            candidate = Candidate(
                foundation=candidate_foundation("host", "udp", host),
                component=component,
                transport="udp",
                priority=candidate_priority(component, "host", 65535 - rank),
                host=host,
                port=self._shared.port,
                type="host",
            )
            candidates.append(candidate)
            if sender not in self.protocols:
                protocol = SharedPortProtocol(self, sender, self._shared.pending_checks, self._on_response)
                protocol.local_candidate = candidate
                self.protocols[sender] = protocol
                private_api.add_protocol(self, protocol)
        return candidates
