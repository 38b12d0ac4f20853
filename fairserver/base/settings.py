"""Every knob, typed, read once from FAIR_* (see README for what a deployment sets)."""

from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import BeforeValidator, Field
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

ROOT = Path(__file__).resolve().parents[2]
STATIC = ROOT / "static"
SCHEMAS = ROOT / "schemas"


def _split(text: object) -> object:
    return [part.strip() for part in text.split(",") if part.strip()] if isinstance(text, str) else text


Listed = Annotated[list[str], NoDecode, BeforeValidator(_split)]  # commas between


class Settings(BaseSettings):
    model_config = SettingsConfigDict(env_prefix="FAIR_")

    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str = "http://localhost:8000"
    database_url: str = f"sqlite+aiosqlite:///{ROOT}/var/fair.db"
    redis_url: str = ""  # redis://…, rediss://…; empty: one process
    redis_prefix: str = "fair"  # before every key of ours, so that others may live beside
    drain_seconds: float = Field(5.0, ge=0, le=10)  # over this long a stopping worker sends its sockets elsewhere
    demo: bool = False
    smtp_url: str = ""  # smtp://user:password@host:587, smtps://…:465; empty: mail stays in the outbox
    mail_from: str = "career-season@localhost"
    organisers_address: str = ""  # where people who cannot get in may write
    media_port: int = 8189  # UDP, for everybody; 0: any free one
    media_announce: Listed = Field(default_factory=list)  # addresses people reach us at
    media_viewers: int = 300  # more are told "full"
    media_private: bool = True  # whether people may be on our own network
    media_control: str = ""  # host:port of a media node of its own; empty: in this process
    media_secret: str = ""  # what the two say to each other first
    trusted_proxies: Listed = Field(default_factory=list)
    extra_origins: Listed = Field(default_factory=list)

    @property
    def secure(self) -> bool:
        return self.public_url.startswith("https:")

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite")

    @property
    def origins(self) -> list[str]:
        """The only origins whose pages may open a socket or change anything."""
        own = [self.public_url.rstrip("/"), *self.extra_origins]
        loopback = [f"http://{name}:{self.port}" for name in ("localhost", "127.0.0.1", "[::1]")]
        return own + loopback if self.demo else own

    @property
    def hosts(self) -> set[str]:
        """Names this server answers to, so that a foreign Host cannot end up in a link (BadHost)."""
        return {urlsplit(origin).netloc for origin in self.origins} | {f"{self.host}:{self.port}"}
