"""The configuration of nginx as reverse proxy: `fair config nginx` for its http section, and its stream section.

Workers share one listening socket, so there is one upstream server and no sticky sessions. uvicorn waits without limit
for the rest of a request's headers; nginx does not. X-Forwarded-* headers that a client sends are overwritten.

nginx asks the name of an upstream server once, when it starts. Where a name may get another address, as that of a
container, it is therefore asked again by a resolver, whatever the time to live says (Docker's is ten minutes).

Many firewalls let nothing out but TLS on port 443. A TURN server can share that port with the fair, under a name of its
own: the stream section (`fair config nginx-stream`) then listens there, reads the name that a client asks for (RFC 6066
§3), and passes the connection to the http section or to the TURN server. The PROXY protocol carries who it is from.
"""

import ipaddress
import textwrap

from fairserver.media.offer_filter import MAX_OFFER_BYTES
from fairserver.ops.subjects import ROUTES
from fairserver.sockets.engineio_socket import LARGEST

HTTPS_INSIDE = "127.0.0.1:8443"  # where the http section listens when the stream section has the port
TURN_INSIDE = "127.0.0.1:8444"  # where the stream section ends TLS for the TURN server

# uvicorn closes a connection after 5 s without a request; nginx must not send one just then.
KEPT = """\
upstream fair {{
    server {upstream};
    keepalive 64;
    keepalive_timeout 4s;
}}

"""

MAP = """\
map $http_upgrade $fair_connection {
    default upgrade;
    ''      '';
}
"""

ASKED_AGAIN = """\
    resolver {resolver} valid=2s;
    set $fair_upstream {upstream};
"""

REDIRECT = """
server {
    listen 80;
    return 308 https://$host$request_uri;
}
"""

TLS = """\
    listen {listen} ssl;
    ssl_certificate {certificates}/fullchain.pem;
    ssl_certificate_key {certificates}/privkey.pem;
    ssl_protocols TLSv1.2 TLSv1.3;
"""

BEHIND_STREAM = """\
    set_real_ip_from 127.0.0.1;
    real_ip_header proxy_protocol;
"""

STREAM = """\
stream {{
    map $ssl_preread_server_name $fair_tls {{
        {turn_name} {turn_inside};
        default {https_inside};
    }}

    server {{
        listen {listen};
        ssl_preread on;
        proxy_pass $fair_tls;
        proxy_protocol on;
        proxy_connect_timeout 5s;
    }}

    server {{
{tls}
        proxy_pass {turn};
        proxy_connect_timeout 5s;
    }}
}}
"""

SERVER = """
server {{
{listening}
    client_header_timeout 10s;
    client_body_timeout 10s;
    client_max_body_size {largest};  # the fair refuses earlier, in the reader's language
    send_timeout 30s;
    keepalive_timeout 65s;
    server_tokens off;

    proxy_http_version 1.1;
    proxy_set_header Host $http_host;
    proxy_set_header Upgrade $http_upgrade;
    proxy_set_header Connection $fair_connection;
    proxy_set_header X-Forwarded-For $remote_addr;
    proxy_set_header X-Forwarded-Proto $scheme;
    proxy_set_header X-Forwarded-Host "";
    proxy_set_header X-Forwarded-Port "";
    proxy_set_header X-Forwarded-Prefix "";
    proxy_set_header X-Real-IP "";
    proxy_set_header Forwarded "";
    proxy_connect_timeout 5s;
    proxy_read_timeout 60s;  # a socket's heartbeat comes every 10 s

    location / {{
        proxy_pass http://{target};
    }}
    location /socket.io/ {{
        proxy_pass http://{target};
        proxy_buffering off;
    }}
    location = /metrics {{
        return 404;  # for operators, at a worker's own port
    }}
    location = /readyz {{
        return 404;
    }}
}}
"""


class NeedsResolver(ValueError):
    """The upstream server has a name, and nobody to ask for its address was given."""


def nginx_config(
    upstream: str, listen: str, certificates: str = "", resolver: str = "", behind_stream: bool = False
) -> str:
    """The text for the http section.

    `upstream` is host:port of the workers, `listen` the port of nginx, `certificates` the folder of fullchain.pem and
    privkey.pem; without a folder nginx serves plain HTTP. `resolver`: address of the name server that knows the
    upstream's name. `behind_stream`: `nginx_stream_config` has the port. Raises NeedsResolver.
    """
    if behind_stream:
        listen = f"{HTTPS_INSIDE} proxy_protocol"
    if not resolver and not _has_one_address(upstream.rpartition(":")[0]):
        raise NeedsResolver(upstream)
    listening = TLS.format(listen=listen, certificates=certificates) if certificates else f"    listen {listen};\n"
    if behind_stream:
        listening += BEHIND_STREAM
    if resolver:
        listening += "\n" + ASKED_AGAIN.format(resolver=resolver, upstream=upstream)
    server = SERVER.format(
        listening=listening, largest=_largest_body(), target="$fair_upstream" if resolver else "fair"
    )
    return ("" if resolver else KEPT.format(upstream=upstream)) + MAP + (REDIRECT if certificates else "") + server


def nginx_stream_config(listen: str, certificates: str, turn_name: str, turn: str) -> str:
    """The text for the main section, beside http.

    `listen` is the port of nginx; `turn_name` the name of the TURN server, which the certificate must have too; `turn`
    host:port where it listens by TCP.
    """
    tls = TLS.format(listen=f"{TURN_INSIDE} proxy_protocol", certificates=certificates)
    return STREAM.format(
        listen=listen,
        turn_name=turn_name,
        turn_inside=TURN_INSIDE,
        https_inside=HTTPS_INSIDE,
        turn=turn,
        tls=textwrap.indent(tls, "    "),
    )


def _has_one_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return host == "localhost"
    return True


def _largest_body() -> int:
    """Bytes: twice what any route takes, so that it is the fair that says what is too large."""
    return 2 * max(LARGEST, MAX_OFFER_BYTES, *(row.largest for row in ROUTES))
