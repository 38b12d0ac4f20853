"""aioice on a port that everybody shares."""

import asyncio
import contextlib
import random
from collections.abc import Callable, Mapping
from typing import Protocol

from aioice import Candidate, Connection, stun
from aioice.candidate import candidate_foundation, candidate_priority
from aioice.ice import StunProtocol

from . import seam
from .outlet import Address, Outlet

CONSENT_SECONDS = 4.0

Pending = dict[bytes, "PortProtocol"]


class Sockets(Protocol):
    """What a connection needs of the shared port: its sockets by announced address, and the open checks."""

    pending: Pending
    number: int

    @property
    def outlets(self) -> Mapping[str, Outlet]: ...


class PortProtocol(StunProtocol):
    """One peer's view of one shared socket."""

    def __init__(
        self, connection: "PortConnection", outlet: Outlet, pending: Pending, heard: Callable[[], None]
    ) -> None:
        super().__init__(connection)
        self.outlet = outlet
        self._pending = pending
        self._heard = heard

    def response_received(self, message: stun.Message, source: Address) -> None:
        """An answer to a check of ours; the transaction verifies its integrity."""
        transaction = self.transactions.get(message.transaction_id)
        if transaction is not None:
            transaction.response_received(message, source)

    async def request(
        self,
        request: stun.Message,
        addr: Address,
        integrity_key: bytes | None = None,
        retransmissions: int | None = None,
    ) -> tuple[stun.Message, Address]:
        """Send a check and wait for its answer, found again by transaction id."""
        self._pending[request.transaction_id] = self
        try:
            answer = await super().request(request, addr, integrity_key, retransmissions)
        finally:
            self._pending.pop(request.transaction_id, None)
        self._heard()
        return answer

    def send_stun(self, message: stun.Message, addr: Address) -> None:
        self.outlet.send(bytes(message), addr)

    async def send_data(self, data: bytes, addr: Address) -> None:
        self.outlet.send(data, addr)

    async def close(self) -> None:
        """The socket stays: it is everybody's."""


class PortConnection(Connection):
    """An ICE agent in the controlled role whose only sockets are the shared ones."""

    def __init__(self, sockets: Sockets, heard: Callable[[], None]) -> None:
        super().__init__(ice_controlling=False)
        self._sockets = sockets
        self._heard_from_peer = heard
        self.protocols: dict[Outlet, PortProtocol] = {}

    async def query_consent(self) -> None:
        """Check again every few seconds (RFC 7675), which also keeps a NAT's door open.

        FFmpeg answers no check once it publishes, and aioice would close it after half a minute. Here an
        unanswered check ends nothing: silence of every kind does, and the session's own timer sees it.
        """
        while True:
            await asyncio.sleep(CONSENT_SECONDS * random.uniform(0.8, 1.2))  # noqa: S311
            pair = seam.nominated(self)
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
        candidates = []
        for rank, (host, outlet) in enumerate(self._sockets.outlets.items()):
            candidate = Candidate(
                foundation=candidate_foundation("host", "udp", host),
                component=component,
                transport="udp",
                priority=candidate_priority(component, "host", 65535 - rank),
                host=host,
                port=self._sockets.number,
                type="host",
            )
            candidates.append(candidate)
            if outlet not in self.protocols:
                protocol = PortProtocol(self, outlet, self._sockets.pending, self._heard_from_peer)
                protocol.local_candidate = candidate
                self.protocols[outlet] = protocol
                seam.add_protocol(self, protocol)
        return candidates
