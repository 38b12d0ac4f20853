"""Free ports, each given out once."""

import random
import socket
from contextlib import suppress
from pathlib import Path

_held: list[socket.socket] = []


def free_port() -> int:
    """A TCP port on 127.0.0.1 that nothing else on this machine is given until this process ends.

    The socket stays bound but never listens. A server that sets SO_REUSEADDR, as all of ours do, may listen beside
    it; the kernel gives the number neither to another bind() of port 0 nor to an outgoing connection. A port that
    was only looked up and closed again may be taken by either before the server starts.
    """
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.bind(("127.0.0.1", 0))
    _held.append(held)
    return int(held.getsockname()[1])


def free_udp_port() -> int:
    """A UDP port on 127.0.0.1 for a process that may be started on it twice.

    Below the range from which the kernel gives ports to those who ask for any, so that no peer of another test takes
    it in between. It cannot be held as a TCP port is: the holder might be given the packets.
    """
    first_given = int(Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()[0])
    while True:
        with suppress(OSError), socket.socket(type=socket.SOCK_DGRAM) as probe:
            probe.bind(("127.0.0.1", random.randrange(10_000, first_given)))
            return int(probe.getsockname()[1])
