"""WebSocket messages compressed by permessage-deflate (RFC 7692), where what many sockets get is compressed once.

Each message is compressed by itself (*no context takeover*), and deflate (RFC 1951) lets blocks that were made apart
stand in one message. So a snapshot is kept as the blocks it was compressed to, and what differs from one socket to the
next is put before and after it as it is. Compressed are only messages with such a part: the others are small, and many.
"""

from collections.abc import Sequence
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.extensions.permessage_deflate import PerMessageDeflate, ServerPerMessageDeflateFactory

from fairserver.base.wire_types import DEFLATE_WINDOW, EncodedJson
from fairserver.realtime.packets import Pieces

STORED_MOST = 0xFFFF  # bytes of one stored block (RFC 1951 §3.2.4)


class CompressedWebSocket(WebSocketsSansIOProtocol):
    """uvicorn's WebSocket connection, which accepts permessage-deflate without context takeover in either direction."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.conn.available_extensions = [
            ServerPerMessageDeflateFactory(server_no_context_takeover=True, client_no_context_takeover=True)
        ]


def takes_shared_blocks(extensions: Sequence[Any]) -> bool:
    """Whether a connection with these agreed extensions may get blocks that were compressed with DEFLATE_WINDOW."""
    return any(
        isinstance(agreed, PerMessageDeflate)
        and agreed.local_no_context_takeover
        and agreed.local_max_window_bits == DEFLATE_WINDOW
        for agreed in extensions
    )


def is_worth_it(pieces: Pieces) -> bool:
    """Whether the packet has a part that is worth being sent compressed."""
    return any(isinstance(piece, EncodedJson) and piece.is_large for piece in pieces)


def compressed(first: str, pieces: Pieces) -> bytes:
    """The payload of a compressed message: `first`, and then the pieces."""
    blocks, plain = [], [first]
    for piece in pieces:
        if isinstance(piece, EncodedJson) and piece.is_large:
            blocks += [*_stored("".join(plain)), piece.deflated]
            plain = []
        else:
            plain.append(str(piece))
    # RFC 7692 §7.2.1: the message ends with an empty stored block, of which all but the first byte is left out.
    return b"".join([*blocks, *_stored("".join(plain)), b"\x00"])


def _stored(text: str) -> list[bytes]:
    """The text as blocks without compression."""
    octets = text.encode()
    parts = [octets[at : at + STORED_MOST] for at in range(0, len(octets), STORED_MOST)]
    return [
        b"\x00" + len(part).to_bytes(2, "little") + (len(part) ^ 0xFFFF).to_bytes(2, "little") + part for part in parts
    ]
