"""Credentials for TURN servers, which relay media for pages behind a firewall (RFC 8656).

They are those of coturn's `use-auth-secret` (draft-uberti-behave-turn-rest-00): made without asking the TURN server,
and of use for a limited time.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence
from typing import NamedTuple

VALID_SECONDS = 3600  # for a new allocation; one that is in use is kept beyond it


class TurnCredentials(NamedTuple):
    """What a client says to a TURN server."""

    username: str
    password: str


def turn_credentials(secret: str, unix: float) -> TurnCredentials:
    """Make credentials that are valid for VALID_SECONDS from the Unix time `unix`.

    The name in them is random: a TURN server learns of nobody who they are.
    """
    username = f"{int(unix) + VALID_SECONDS}:{secrets.token_hex(8)}"
    digest = hmac.new(secret.encode(), username.encode(), hashlib.sha1).digest()
    return TurnCredentials(username, base64.b64encode(digest).decode())


def ice_server_links(urls: Sequence[str], secret: str, unix: float) -> list[str]:
    """Return the value of a `Link` header for each TURN server (RFC 9725 §4.6), with new credentials."""
    if not urls:
        return []
    username, password = turn_credentials(secret, unix)
    return [
        f'<{url}>; rel="ice-server"; username="{username}"; credential="{password}"; credential-type="password"'
        for url in urls
    ]
