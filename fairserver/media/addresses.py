"""IP addresses: which the node announces as its own, and which it may send to."""

import ipaddress

from aioice.ice import get_host_addresses

LOOPBACK = "127.0.0.1"


def may_send_to(host: str, *, allow_private: bool) -> bool:
    """Return whether the node may send connectivity checks to a candidate address of an offer.

    Offers come from untrusted peers, who could aim the node's packets at others (RFC 8445 §19). Host names, multicast,
    broadcast, link-local and reserved addresses are refused; private and loopback ones unless `allow_private`.
    """
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return False  # a host name, as in the mDNS candidates of Chromium and Firefox
    if address.is_multicast or address.is_unspecified or address.is_reserved:
        return False
    if host.endswith(".255") and address.version == 4:
        return False  # most likely the broadcast address of a local network
    if address.is_link_local:
        return False
    return allow_private or address.is_global


def host_addresses() -> tuple[str, ...]:
    """Return the IPv4 and IPv6 addresses of this machine, IPv4 first and loopback last.

    The order becomes the order of ICE priorities.
    """
    found = [host for host in get_host_addresses(True, True) if not host.startswith("fe80")]
    found.sort(key=lambda host: ipaddress.ip_address(host).version)
    return (*found, LOOPBACK)
