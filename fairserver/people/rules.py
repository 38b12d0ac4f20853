"""Links, logins and addresses: decisions without a clock or a database."""

import hashlib
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from fairserver.base.errors import FairError
from fairserver.base.text_cleaning import UNWANTED

InvitationState = Literal["open", "used", "expired", "revoked"]

LIVES: dict[str, timedelta] = {
    "sign-in": timedelta(minutes=10),
    "invitation": timedelta(days=30),
    "persona": timedelta(days=1),
}
AGAIN_SECONDS = 60  # before the same browser may ask for another link
MOST_WRONG_CODES = 5
IDLE = timedelta(days=7)
ABSOLUTE = timedelta(days=30)
TOUCH = timedelta(minutes=10)  # a login's last use is written at most this often

ADDRESS = re.compile(r"^[^@\s\x00-\x1f,;<>\"()]{1,64}@[^@\s\x00-\x1f,;<>\"()]{1,190}\.[^@\s.,;<>\"()]{2,63}$")


def address(typed: str) -> str:
    """One spelling for an address: what it is looked up and kept by. Raises address.invalid."""
    found = unicodedata.normalize("NFKC", typed).strip().casefold()
    if not ADDRESS.match(found) or UNWANTED.search(found):
        raise FairError("address.invalid")
    return found


def hashed(secret: str) -> str:
    """Tokens have 256 random bits, so one round of SHA-256 keeps them (ASVS 6.5.2)."""
    return hashlib.sha256(secret.encode()).hexdigest()


def hashed_code(code: str, browser: str) -> str:
    """Six digits are guarded by the browser's secret and five tries, not by the hash."""
    return hashed(f"{code}:{browser}")


def six_digits(choose: Callable[[int], int]) -> str:
    return f"{choose(1_000_000):06d}"


# What a User-Agent says, in words a person recognises. First match wins.
BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def browser_name(user_agent: str) -> str:
    def first(table: tuple[tuple[str, str], ...]) -> str:
        return next((name for mark, name in table if mark in user_agent), "")

    return " · ".join(filter(None, (first(BROWSERS), first(SYSTEMS)))) or "?"


@dataclass(frozen=True)
class Standing:
    """What is known of the person at an address: their newest invitation to an edition, and whether they ever came."""

    person: int
    name: str
    language: str
    invitation: InvitationState | Literal["none"]
    came: bool


def wants_invitation(one: Standing, *, new_here: bool) -> bool:
    """Nobody is written to twice: not who has an invitation, came by themselves, or was told it is void."""
    if one.invitation == "none":
        return new_here or not one.came
    return one.invitation == "expired"
