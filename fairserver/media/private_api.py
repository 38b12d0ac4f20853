"""The private names of aiortc, aioice and pylibsrtp that the node uses; no other module of the node uses any.

Their exact versions are pinned in requirements.lock; after an upgrade `missing_names` says what is gone.
"""

from collections.abc import Callable
from typing import Any

import aioice
import pylibsrtp
from aiortc import RTCCertificate, RTCDtlsTransport, RTCIceGatherer, RTCIceTransport
from pylibsrtp import _binding

# Owner, private attribute, and what it is used for.
PRIVATE_NAMES: tuple[tuple[str, str, str], ...] = (
    ("RTCIceGatherer", "_connection", "replaced by a connection on the shared port"),
    ("RTCIceTransport", "_connection", "the same connection, seen from the transport"),
    ("RTCDtlsTransport", "_set_role", "the node is the DTLS server where it may choose"),
    ("RTCDtlsTransport", "_rx_srtp", "unprotects packets without a task per packet"),
    ("RTCDtlsTransport", "_tx_srtp", "protects the packets of a frame in one buffer"),
    ("Connection", "_nominated", "the present address of a peer, read at each send"),
    ("Connection", "_protocols", "takes our protocols on the shared sockets"),
    ("Connection", "_queue", "limits the DTLS datagrams that wait for the handshake"),
    ("Session", "_srtp", "the libsrtp context for srtp_protect"),
    ("_binding", "lib", "srtp_protect without a copy per packet"),
    ("_binding", "ffi", "allocates the send buffer"),
)

ffi: Any = _binding.ffi
# (context, pointer to the packet, pointer to its length) to an error code, 0 for success; works in place.
srtp_protect: Callable[[Any, Any, Any], int] = _binding.lib.srtp_protect


def missing_names() -> list[str]:
    """Return the entries of PRIVATE_NAMES that the installed versions do not have; needs a running event loop."""
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
    return [f"{owner}.{name}: {use}" for owner, name, use in PRIVATE_NAMES if not hasattr(owners[owner], name)]


def replace_connection(gatherer: RTCIceGatherer, connection: aioice.Connection) -> None:
    """Give a gatherer another ICE connection; call it before an RTCIceTransport is made from the gatherer."""
    gatherer._connection = connection


def set_dtls_role(dtls: RTCDtlsTransport, role: str) -> None:
    """Make a transport the DTLS "client" or "server", as `a=setup` of the answer says."""
    dtls._set_role(role)


def srtp_sessions(dtls: RTCDtlsTransport) -> tuple[pylibsrtp.Session, pylibsrtp.Session]:
    """Return the SRTP sessions for receiving and for sending, once the handshake is complete."""
    return dtls._rx_srtp, dtls._tx_srtp


def srtp_context(session: pylibsrtp.Session) -> Any:
    """Return the libsrtp context of a session, valid as long as the session object lives."""
    return session._srtp[0]


def add_protocol(connection: aioice.Connection, protocol: aioice.ice.StunProtocol) -> None:
    """Let a connection send and receive by a protocol."""
    connection._protocols.append(protocol)


def nominated_pair(connection: aioice.Connection) -> aioice.ice.CandidatePair | None:
    """Return the candidate pair in use, which changes when a peer changes its network; None before and after."""
    return connection._nominated.get(1)


def queued_datagrams(connection: aioice.Connection) -> int:
    """Return how many datagrams the DTLS transport has not read yet."""
    return connection._queue.qsize()
