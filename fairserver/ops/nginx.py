"""The configuration of nginx as reverse proxy, for its http section: `fair config nginx`.

Workers share one listening socket, so there is one upstream server and no sticky sessions. uvicorn waits without limit
for the rest of a request's headers; nginx does not. X-Forwarded-* headers that a client sends are overwritten.
"""

HEAD = """\
upstream fair {{
    server {upstream};
    keepalive 64;
}}

map $http_upgrade $fair_connection {{
    default upgrade;
    ''      '';
}}
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

SERVER = """
server {{
{listening}
    client_header_timeout 10s;
    client_body_timeout 10s;
    client_max_body_size 1m;
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
    proxy_read_timeout 30s;

    location / {{
        proxy_pass http://fair;
    }}
    location /socket.io/ {{
        proxy_pass http://fair;
        proxy_buffering off;
        proxy_read_timeout 60s;  # a heartbeat comes every 10 s
    }}
    location = /metrics {{
        return 404;  # for operators, at a worker's own port
    }}
    location = /readyz {{
        return 404;
    }}
}}
"""


def nginx_config(upstream: str, listen: str, certificates: str = "") -> str:
    """The configuration's text.

    `upstream` is host:port of the workers, `listen` the port of nginx, `certificates` the folder of fullchain.pem and
    privkey.pem; without a folder nginx serves plain HTTP.
    """
    text = HEAD.format(upstream=upstream)
    if certificates:
        return text + REDIRECT + SERVER.format(listening=TLS.format(listen=listen, certificates=certificates))
    return text + SERVER.format(listening=f"    listen {listen};\n")
