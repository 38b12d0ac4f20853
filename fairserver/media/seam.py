"""The private names of aiortc, aioice and pylibsrtp that the node leans on: touched here and nowhere else.

Exact versions are pinned in the lock; `moved()` says what an upgrade has taken away.
"""

from collections.abc import Callable
from typing import Any

import aioice
import pylibsrtp
from aiortc import RTCCertificate, RTCDtlsTransport, RTCIceGatherer, RTCIceTransport
from pylibsrtp import _binding

# owner, attribute, what for
SEAM: tuple[tuple[str, str, str], ...] = (
    ("RTCIceGatherer", "_connection", "replaced by a connection on the shared port"),
    ("RTCIceTransport", "_connection", "the same connection, seen from the transport"),
    ("RTCDtlsTransport", "_set_role", "the server answers passive"),
    ("RTCDtlsTransport", "_rx_srtp", "unprotect without a task per packet"),
    ("RTCDtlsTransport", "_tx_srtp", "protect a frame in one buffer"),
    ("Connection", "_nominated", "where a peer is now, read at each send"),
    ("Connection", "_protocols", "our protocols on the shared sockets"),
    ("Connection", "_queue", "bounds the DTLS datagrams waiting for the handshake"),
    ("Session", "_srtp", "the libsrtp context for srtp_protect"),
    ("_binding", "lib", "srtp_protect without a copy per packet"),
    ("_binding", "ffi", "the send buffer"),
)

ffi: Any = _binding.ffi
protect: Callable[[Any, Any, Any], int] = _binding.lib.srtp_protect


def moved() -> list[str]:
    """The entries of SEAM that the installed versions no longer have (needs a running loop)."""
    gatherer = RTCIceGatherer(iceServers=[])
    ice = RTCIceTransport(gatherer)
    owners: dict[str, object] = {
        "RTCIceGatherer": gatherer,
        "RTCIceTransport": ice,
        "RTCDtlsTransport": RTCDtlsTransport(ice, [RTCCertificate.generateCertificate()]),
        "Connection": aioice.Connection(ice_controlling=False),
        "Session": pylibsrtp.Session(),
        "_binding": _binding,
    }
    return [f"{owner}.{name}: {why}" for owner, name, why in SEAM if not hasattr(owners[owner], name)]


def replace_connection(gatherer: RTCIceGatherer, connection: aioice.Connection) -> None:
    """Give a gatherer our connection before an RTCIceTransport is made from it."""
    gatherer._connection = connection


def set_role(dtls: RTCDtlsTransport, role: str) -> None:
    """Decide who sends the ClientHello, as the answer's `a=setup` said."""
    dtls._set_role(role)


def sessions(dtls: RTCDtlsTransport) -> tuple[pylibsrtp.Session, pylibsrtp.Session]:
    """The SRTP sessions of a finished handshake: receiving, sending."""
    return dtls._rx_srtp, dtls._tx_srtp


def context(session: pylibsrtp.Session) -> Any:
    """libsrtp's own pointer; valid while the session object lives."""
    return session._srtp[0]


def add_protocol(connection: aioice.Connection, protocol: aioice.ice.StunProtocol) -> None:
    """Tell a connection that it may send and receive here."""
    connection._protocols.append(protocol)


def nominated(connection: aioice.Connection) -> aioice.ice.CandidatePair | None:
    """The pair in use now; it moves when a peer changes network."""
    return connection._nominated.get(1)


def waiting(connection: aioice.Connection) -> int:
    """Datagrams that the DTLS transport has not read yet."""
    return connection._queue.qsize()
