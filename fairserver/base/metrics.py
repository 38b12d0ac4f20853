"""The metrics served at /metrics. Names follow the Prometheus convention: the unit last, `_total` for counters.

With several workers, each writes its numbers into files of one folder (the multiprocess mode of prometheus_client),
and the worker that is asked adds all of them up.
"""

import os

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # prometheus_client reads this variable when it is imported

REGISTRY = CollectorRegistry()

requests = Counter("fair_http_requests_total", "HTTP requests", ["route", "status"], registry=REGISTRY)
request_seconds = Histogram("fair_http_request_seconds", "HTTP request time", registry=REGISTRY)
messages = Counter("fair_socket_requests_total", "Requests over sockets", ["event", "result"], registry=REGISTRY)
message_seconds = Histogram("fair_socket_request_seconds", "Socket request time", registry=REGISTRY)
frames = Counter("fair_frames_delivered_total", "Changes delivered to local scopes", registry=REGISTRY)
slow = Counter("fair_sockets_slow_total", "Frames that a client no longer took", registry=REGISTRY)
sockets = Gauge("fair_sockets", "Sockets signed in", registry=REGISTRY, multiprocess_mode="livesum")


def everything() -> CollectorRegistry:
    """The numbers of all workers, or of this process where it is the only one."""
    if FOLDER not in os.environ:
        return REGISTRY
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return registry


def forget(process: int, folder: str) -> None:
    """Forget the gauges of a worker that has ended. Its counters stay, so that totals never go back."""
    mark_process_dead(process, folder)  # type: ignore[no-untyped-call]
