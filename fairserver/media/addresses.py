"""Which addresses the node announces and which it may send to."""

import ipaddress

from aioice.ice import get_host_addresses

LOOPBACK = "127.0.0.1"


def may_send_to(host: str, *, allow_private: bool) -> bool:
    """Whether a peer may make us send there: an offer's candidates are a stranger's words (RFC 8445 §19)."""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False  # a name, as Chromium's and Firefox's mDNS candidates
    if address.is_multicast or address.is_unspecified or address.is_reserved:
        return False
    if host.endswith(".255") and address.version == 4:
        return False  # most likely a broadcast address of the local net
    if address.is_link_local:
        return False
    return allow_private or address.is_global


def host_addresses() -> tuple[str, ...]:
    """Every address of this machine, loopback last: first to be tried is first to be announced."""
    found = [host for host in get_host_addresses(True, True) if not host.startswith("fe80")]
    found.sort(key=lambda host: ipaddress.ip_address(host).version)
    return (*found, LOOPBACK)
