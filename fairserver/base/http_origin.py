"""The one spelling of an origin (RFC 6454 §4): scheme, host in lower case, and a port that is not the scheme's own."""

import ipaddress
import re
from urllib.parse import urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
HOST_NAME = re.compile(r"[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*")


def normal_origin(url: str) -> str:
    """The origin that `url` names, as browsers write it in the header Origin. A "/" at its end is dropped.

    Raises ValueError, which says what is wrong and quotes nothing, when `url` is more or less than an origin.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise ValueError("its host or its port is none") from None
    if parts.scheme not in DEFAULT_PORTS:
        raise ValueError("it must begin with https:// or http://")
    if "@" in parts.netloc:
        raise ValueError("a user name or password has no place in it")
    if parts.path.strip("/") or set("?#") & set(url):
        raise ValueError("a path has no place in it: the fair needs a host of its own")
    own_port = port is None or port == DEFAULT_PORTS[parts.scheme]
    return f"{parts.scheme}://{_normal_host(parts.hostname or '')}" + ("" if own_port else f":{port}")


def _normal_host(host: str) -> str:
    """Raises ValueError for what is neither a name nor an address."""
    if ":" in host:
        return f"[{ipaddress.IPv6Address(host).compressed}]"
    if not host.isascii():
        raise ValueError("write its host as DNS has it (xn--…)")
    if not HOST_NAME.fullmatch(host):
        raise ValueError("its host is none")
    return host


def host_headers(origin: str) -> set[str]:
    """The values of the header Host that mean this origin, in lower case: without its port and with it."""
    parts = urlsplit(origin)
    if parts.port is None:
        return {parts.netloc, f"{parts.netloc}:{DEFAULT_PORTS[parts.scheme]}"}
    return {parts.netloc}
