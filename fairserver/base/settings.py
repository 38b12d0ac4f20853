"""The settings of a deployment, read from environment variables: `FAIR_` and the field's name in capitals.

`fair settings` prints them as a table; README.md holds the same table, and a test compares the two. How variables that
cannot be used are reported stands in ops/environment.py.
"""

import ipaddress
import re
from email.utils import parseaddr
from pathlib import Path
from typing import Annotated, ClassVar, Self

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from fairserver.base.connection_urls import checked_url, has_password, with_password
from fairserver.base.http_origin import host_headers, normal_origin

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
SCHEMAS = ROOT / "schemas"
PREFIX = "FAIR_"


def _split(text: object) -> object:
    return [part.strip() for part in text.split(",") if part.strip()] if isinstance(text, str) else text


def _addresses(hosts: list[str]) -> list[str]:
    for host in hosts:
        ipaddress.ip_address(host)
    return hosts


def _networks(hosts: list[str]) -> list[str]:
    """uvicorn would take anything else for the name of a peer, which then never matches one."""
    for host in hosts:
        if host != "*":
            ipaddress.ip_network(host)
    return hosts


def _turn_urls(urls: list[str]) -> list[str]:
    for url in urls:
        if not TURN_URL.fullmatch(url):
            raise ValueError("it is no URL of a TURN server (RFC 7065)")
    return urls


def _content(path: str) -> str:
    """What the file holds, without a line's end at its end. Raises ValueError."""
    if not path:
        return ""
    try:
        found = Path(path).read_text("utf-8").removesuffix("\n")
    except OSError as error:
        raise ValueError(f"the file cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ValueError("the file is not UTF-8") from None
    if not found:
        raise ValueError("the file is empty")
    return found


def _sender(text: str) -> str:
    """Refuse what would be no address, or more than one line, in a mail's header From. Raises ValueError."""
    if not text.isprintable() or not re.fullmatch(r"[^\s@]+@[^\s@]+", parseaddr(text)[1]):
        raise ValueError("it is no mail address")
    return text


def _checked_database(url: str) -> str:
    return url if url.startswith("sqlite") else checked_url(url)


# A setting that names a file and then holds what stands in it.
SecretFile = Annotated[str, AfterValidator(_content)]
ConnectionUrl = Annotated[str, AfterValidator(checked_url)]

CommaSeparated = Annotated[list[str], NoDecode, BeforeValidator(_split)]
Addresses = Annotated[CommaSeparated, AfterValidator(_addresses)]
TurnUrls = Annotated[CommaSeparated, AfterValidator(_turn_urls)]
Networks = Annotated[CommaSeparated, AfterValidator(_networks)]


TURN_URL = re.compile(r"turns?:([\w.-]+|\[[0-9A-Fa-f:.]+\])(:\d{1,5})?(\?transport=(udp|tcp))?")  # RFC 7065 §3.1
SECRET = re.compile(r"[!-~][ -~]{18,}[!-~]")  # it goes in the header Authorization, or in a configuration file
# Passwords that may be given apart, and the URL that each belongs to.
PASSWORDS = {"database_password": "database_url", "redis_password": "redis_url", "smtp_password": "smtp_url"}
SHARED_SECRETS = ("media_secret", "turn_secret")
GIVEN_ONCE = (*PASSWORDS, *SHARED_SECRETS)  # as the setting, or as a file


class Settings(BaseSettings):
    """Raises pydantic's ValidationError, which never quotes a value: URLs hold passwords, and so do logs then."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, hide_input_in_errors=True)

    demo: ClassVar[bool] = False  # not a setting: /demo gives anybody a link to sign in as anybody

    host: str = Field("127.0.0.1", min_length=1, description="Address on which the web, or `fair media`, listens.")
    port: int = Field(8000, ge=1, le=65535, description="TCP port on which the web listens.")
    public_url: Annotated[str, AfterValidator(normal_origin)] = Field(
        "http://localhost:8000",
        description="Origin under which people reach the fair, as `https://fair.example`. Links in mails begin with "
        "it; a request for another host or from a page of another origin is refused.",
    )
    database_url: Annotated[str, AfterValidator(_checked_database)] = Field(
        f"sqlite+aiosqlite:///{ROOT}/var/fair.db",
        pattern=r"^(sqlite\+aiosqlite|postgresql\+psycopg)://",
        repr=False,
        description="Database: `sqlite+aiosqlite:///` and a file's path, for one process, or "
        "`postgresql+psycopg://user:password@host/name`.",
    )
    database_password: str = Field(
        "",
        repr=False,
        description="Password of the database, with any signs, instead of one in `FAIR_DATABASE_URL`.",
    )
    database_password_file: SecretFile = Field(
        "", repr=False, description="File that holds the password of the database, as a secret of Docker does."
    )
    redis_url: ConnectionUrl = Field(
        "",
        pattern=r"^(rediss?://\S+)?$",
        repr=False,
        description="Redis between several workers: `redis://:password@host/0`, or `rediss://` with TLS. Empty: one "
        "process without Redis.",
    )
    redis_password: str = Field(
        "",
        repr=False,
        description="Password of Redis, with any signs, instead of one in `FAIR_REDIS_URL`.",
    )
    redis_password_file: SecretFile = Field(
        "", repr=False, description="File that holds the password of Redis, as a secret of Docker does."
    )
    redis_prefix: str = Field(
        "fair",
        pattern=r"^\S+$",
        description="Begins the name of every key and channel in Redis. Two fairs that share one Redis need two "
        "prefixes: channels are not separated by database number.",
    )
    drain_seconds: float = Field(
        5.0,
        ge=0,
        le=6,  # then 1 s for the last answers and 3 s for HTTP, before the supervisor kills after 10 s
        description="Seconds over which a stopping worker of `fair web` spreads the end of its sockets, so that their "
        "pages do not all sign in at the next worker at once.",
    )
    smtp_url: ConnectionUrl = Field(
        "",
        pattern=r"^((smtps?|smtp\+insecure)://\S+)?$",
        repr=False,
        description="Mail server: `smtp://user:password@host:587`, which must offer STARTTLS unless it is on this "
        "machine; `smtps://` with TLS from the first byte; or `smtp+insecure://`, whose mail and password anybody on "
        "the way may read. Empty: mail stays in the outbox, and only the demo starts.",
    )
    smtp_password: str = Field(
        "",
        repr=False,
        description="Password of the mail server, with any signs, instead of one in `FAIR_SMTP_URL`.",
    )
    smtp_password_file: SecretFile = Field(
        "", repr=False, description="File that holds the password of the mail server, as a secret of Docker does."
    )
    mail_from: Annotated[str, AfterValidator(_sender)] = Field(
        "career-season@localhost",
        description="Sender of every mail: an address, or `Name <address>`.",
    )
    organisers_address: str = Field(
        "",
        pattern=r"^([^\s@]+@[^\s@]+)?$",
        description="Mail address shown on the sign-in and privacy pages, for people who cannot get in. Empty: none is "
        "shown.",
    )
    media_port: int = Field(
        8189, ge=0, le=65535, description="UDP port of the media node, open to everybody. 0: any free port."
    )
    media_announce: Addresses = Field(
        [],
        description="IP addresses at which people reach the media node, comma-separated. Empty: every address of its "
        "machine.",
    )
    media_viewers: int = Field(
        300,
        ge=1,
        le=100_000,
        description="Viewers that a media node serves at the same time, on all stages together; further ones are told "
        "that it is full. What a machine can serve is measured by `load_tests.media.fanout`.",
    )
    media_private: bool = Field(
        True,
        description="Whether the media node sends to private addresses that an offer names (RFC 1918, loopback). Set "
        "`false` where other machines of yours stand beside it, as in a data centre.",
    )
    media_control: str = Field(
        "",
        pattern=r"^(\S+:\d{1,5})?$",
        description="`host:port` of the control API of `fair media`. Empty: the media node runs in the web's process.",
    )
    media_secret: str = Field(
        "", repr=False, description="Shared secret of the web and `fair media`: 20 characters or more, of ASCII."
    )
    media_secret_file: SecretFile = Field(
        "", repr=False, description="File that holds the shared secret, as a secret of Docker does."
    )
    turn_urls: TurnUrls = Field(
        [],
        description="TURN servers through which pages behind a firewall reach the media node, comma-separated: "
        "`turn:fair.example:3478?transport=udp,turns:turn.fair.example:443?transport=tcp`. Empty: none.",
    )
    turn_secret: str = Field(
        "",
        repr=False,
        description="Shared secret of the web and the TURN servers, coturn's `static-auth-secret`: 20 characters or "
        "more, of ASCII.",
    )
    turn_secret_file: SecretFile = Field(
        "", repr=False, description="File that holds the shared secret of the TURN servers, as a secret of Docker does."
    )
    trusted_proxies: Networks = Field(
        [],
        description="IP addresses or networks of the proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are "
        "believed, comma-separated.",
    )

    @field_validator(*GIVEN_ONCE, *(f"{name}_file" for name in GIVEN_ONCE))
    @classmethod
    def _given_once(cls, secret: str, info: ValidationInfo) -> str:
        """Refuse a secret that is given twice, to nobody, or that is too short."""
        name = (info.field_name or "").removesuffix("_file")
        if not secret:
            return secret
        if name != info.field_name and info.data.get(name):
            raise ValueError(f"{PREFIX}{name.upper()} is set too: set one of them")
        if name in SHARED_SECRETS and not SECRET.fullmatch(secret):
            raise ValueError("it is too short, or has a sign that HTTP does not carry")
        if url := PASSWORDS.get(name):
            variable, value = f"{PREFIX}{url.upper()}", info.data.get(url, "")
            if url in info.data and (not value or value.startswith("sqlite")):
                raise ValueError(f"{variable} names nothing that has a password")
            if url == "smtp_url" and "@" not in value:
                raise ValueError(f"{variable} has no user name")
            if has_password(value):
                raise ValueError(f"{variable} has a password too: give one of them")
        return secret

    @model_validator(mode="after")
    def _secrets_to_their_places(self) -> Self:
        """From here on a URL has its password, and the shared secret in the setting without `_file`."""
        for name, url in PASSWORDS.items():
            if password := getattr(self, name) or getattr(self, f"{name}_file"):
                setattr(self, url, with_password(getattr(self, url), password))
        for name in SHARED_SECRETS:
            setattr(self, name, getattr(self, name) or getattr(self, f"{name}_file"))
        return self

    @property
    def secure(self) -> bool:
        """Whether people come by HTTPS: cookies are then Secure, and HSTS is sent."""
        return self.public_url.startswith("https:")

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def origins(self) -> list[str]:
        """The only origins whose pages may open a socket or change anything."""
        loopback = [normal_origin(f"http://{name}:{self.port}") for name in ("localhost", "127.0.0.1", "[::1]")]
        return [self.public_url, *loopback] if self.demo else [self.public_url]

    @property
    def hosts(self) -> set[str]:
        """The values of the header Host that are answered, in lower case."""
        return {self.listens_at.lower()}.union(*map(host_headers, self.origins))

    @property
    def listens_at(self) -> str:
        """Host and port of the web, as in a URL."""
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


class DemoSettings(Settings):
    """The settings of `fair demo`. Demo mode cannot be switched on by an environment variable."""

    demo: ClassVar[bool] = True
