"""Asks a TURN server for an address to relay from, as a page would, and gives it back."""

import asyncio
import time
from urllib.parse import parse_qs, urlsplit

from aioice import stun, turn

from fairserver.media.turn import turn_credentials

ANSWER_SECONDS = 5
PORTS = {"turn": 3478, "turns": 5349}  # RFC 7065 §3.1


class TurnUnfit(Exception):
    """The TURN server gave no address. The message says why."""


class _Allocated(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.released = asyncio.get_running_loop().create_future()

    def connection_lost(self, exc: Exception | None) -> None:
        if not self.released.done():
            self.released.set_result(None)


async def allocate(url: str, secret: str) -> str:
    """Return the address that the TURN server at `url` relays from. Raises TurnUnfit."""
    scheme, _, rest = url.partition(":")
    parts = urlsplit(f"//{rest}")
    encrypted = scheme == "turns"
    transport = parse_qs(parts.query).get("transport", ["tcp" if encrypted else "udp"])[0]
    if encrypted and transport == "udp":
        raise TurnUnfit("DTLS is not tried here")
    username, password = turn_credentials(secret, time.time())
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            relayed, protocol = await turn.create_turn_endpoint(
                _Allocated,
                (parts.hostname or "", parts.port or PORTS[scheme]),
                username,
                password,
                ssl=encrypted or None,
                transport=transport,
            )
            host, port = relayed.get_extra_info("sockname")[:2]
            relayed.close()
            await protocol.released
    except TimeoutError:
        raise TurnUnfit(f"no answer within {ANSWER_SECONDS} s") from None
    except stun.TransactionFailed as refused:
        code, reason = refused.response.attributes["ERROR-CODE"]
        raise TurnUnfit(f"it refuses us: {code} {reason}") from None
    except (OSError, stun.TransactionError) as error:
        raise TurnUnfit(str(error) or type(error).__name__) from None
    return f"{host}:{port}"
