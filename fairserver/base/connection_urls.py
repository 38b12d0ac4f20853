"""URLs with user name and password (RFC 3986 §3.2), refused when a sign of a password could be read as another part.

No error raised here quotes any part of a URL.
"""

import re
from urllib.parse import quote

USER_INFO = re.compile(r"([A-Za-z0-9\-._~!$&'()*+,;=:]|%[0-9A-Fa-f]{2})*")
HOST_AND_PORT = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^\s:\[\]@%]*)(:(\d{1,5}))?")
HIGHEST_PORT = 65535


def checked_url(url: str) -> str:
    """The URL itself. Raises ValueError when it cannot be read in one way only."""
    _scheme, _, rest = url.partition("://")
    authority = re.split("[/?#]", rest)[0]
    user, _, host = authority.rpartition("@")
    if rest.count("@") != authority.count("@") or "@" in user or "#" in rest or not USER_INFO.fullmatch(user):
        raise ValueError("a sign in it has a meaning of its own in URLs: give the password by a variable of its own")
    found = HOST_AND_PORT.fullmatch(host)
    if not found or int(found[3] or 0) > HIGHEST_PORT:
        raise ValueError("its host or its port is none")
    if re.search(r"[?&]password=", rest):
        raise ValueError("a password has no place after its ?")
    return url


def has_password(url: str) -> bool:
    """Whether a checked URL has a password."""
    return ":" in _parts(url)[1]


def with_password(url: str, password: str) -> str:
    """A checked URL without a password, with this one. `password`: any signs."""
    scheme, user, rest = _parts(url)
    return f"{scheme}://{user}:{quote(password, safe='')}@{rest}"


def shown(url: str) -> str:
    """A checked URL for messages: without user name, password and options."""
    scheme, _user, rest = _parts(url)
    return f"{scheme}://{rest.partition('?')[0]}"


def _parts(url: str) -> tuple[str, str, str]:
    """Scheme, what stands before the "@", and what stands after it."""
    scheme, _, rest = url.partition("://")
    user, _, after = rest.rpartition("@")
    return scheme, user, after
