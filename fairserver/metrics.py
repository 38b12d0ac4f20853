"""What /metrics counts. Names follow Prometheus: a unit at the end, _total for counters."""

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

REGISTRY = CollectorRegistry()

requests = Counter("fair_http_requests_total", "HTTP requests", ["route", "status"], registry=REGISTRY)
request_seconds = Histogram("fair_http_request_seconds", "HTTP request time", registry=REGISTRY)
messages = Counter("fair_socket_requests_total", "Requests over sockets", ["event", "result"], registry=REGISTRY)
message_seconds = Histogram("fair_socket_request_seconds", "Socket request time", registry=REGISTRY)
frames = Counter("fair_frames_delivered_total", "Changes delivered to local scopes", registry=REGISTRY)
sockets = Gauge("fair_sockets", "Sockets signed in here", registry=REGISTRY)
