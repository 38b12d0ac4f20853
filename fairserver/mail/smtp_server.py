"""How the mail server is reached: what FAIR_SMTP_URL says."""

import ipaddress
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit


@dataclass(frozen=True)
class SmtpServer:
    """The arguments of `aiosmtplib.send` of the same names.

    `start_tls`: True refuses a server that offers no STARTTLS (RFC 3207); None takes it where it is offered.
    """

    hostname: str
    port: int | None
    username: str | None
    password: str | None
    use_tls: bool
    start_tls: bool | None


def smtp_server(url: str) -> SmtpServer:
    """The server of FAIR_SMTP_URL. Mails hold sign-in links, so that without TLS whoever listens could sign in: only
    this machine is reached so, or a server whose URL says `smtp+insecure`.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    must_start_tls = parts.scheme == "smtp" and not _is_this_machine(host)
    return SmtpServer(
        hostname=host,
        port=parts.port,
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        use_tls=parts.scheme == "smtps",
        start_tls=True if must_start_tls else None,
    )


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
