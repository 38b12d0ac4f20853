"""What /metrics counts. Names follow Prometheus: a unit at the end, _total for counters.

With several workers each keeps its numbers in files of a folder they share, and any of them adds them up.
"""

import os

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # where the library looks when it is imported

REGISTRY = CollectorRegistry()

requests = Counter("fair_http_requests_total", "HTTP requests", ["route", "status"], registry=REGISTRY)
request_seconds = Histogram("fair_http_request_seconds", "HTTP request time", registry=REGISTRY)
messages = Counter("fair_socket_requests_total", "Requests over sockets", ["event", "result"], registry=REGISTRY)
message_seconds = Histogram("fair_socket_request_seconds", "Socket request time", registry=REGISTRY)
frames = Counter("fair_frames_delivered_total", "Changes delivered to local scopes", registry=REGISTRY)
slow = Counter("fair_sockets_slow_total", "Frames that a client no longer took", registry=REGISTRY)
sockets = Gauge("fair_sockets", "Sockets signed in", registry=REGISTRY, multiprocess_mode="livesum")


def everything() -> CollectorRegistry:
    """The numbers of all workers; of this process where it is the only one."""
    if FOLDER not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def forget(process: int, folder: str) -> None:
    """A worker ended: what it had open is open no longer; what it counted stays counted."""
    mark_process_dead(process, folder)  # type: ignore[no-untyped-call]
