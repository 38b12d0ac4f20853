"""Decisions about mail addresses, links, codes and logins: pure functions."""

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

# Kind of link → how long it works.
LIVES: dict[str, timedelta] = {
    "sign-in": timedelta(minutes=10),
    "invitation": timedelta(days=30),
    "persona": timedelta(days=1),
}
AGAIN_SECONDS = 60  # until a page offers to send another link
MOST_WRONG_CODES = 5  # then the links that the browser asked for are void
IDLE = timedelta(days=7)  # a login ends when it is not used for so long
ABSOLUTE = timedelta(days=30)  # a login ends after so long, used or not
TOUCH = timedelta(minutes=10)  # a login's last use is written at most this often

ADDRESS = re.compile(r"^[^@\s\x00-\x1f,;<>\"()]{1,64}@[^@\s\x00-\x1f,;<>\"()]{1,190}\.[^@\s.,;<>\"()]{2,63}$")


def address(typed: str) -> str:
    """A mail address in the one spelling in which it is looked up and kept (NFKC, case folded).

    Raises address.invalid.
    """
    found = unicodedata.normalize("NFKC", typed).strip().casefold()
    if not ADDRESS.match(found) or UNWANTED.search(found):
        raise FairError("address.invalid")
    return found


def hashed(secret: str) -> str:
    """The hash that is kept of a token. Tokens have 256 random bits, so one round of SHA-256 is enough
    (OWASP ASVS 5.0, 6.5.2).
    """
    return hashlib.sha256(secret.encode()).hexdigest()


def hashed_code(code: str, browser: str) -> str:
    """The hash that is kept of a code, together with the secret of the browser it is for. What protects six digits is
    that secret and the five tries, not the hash.
    """
    return hashed(f"{code}:{browser}")


def six_digits(choose: Callable[[int], int]) -> str:
    """A code of six digits. `choose`: a random number below its argument."""
    return f"{choose(1_000_000):06d}"


# What a User-Agent contains → the name. The first match counts.
BROWSERS = (("Edg/", "Edge"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def browser_name(user_agent: str) -> str:
    """The browser and system that a User-Agent names, in words that a person recognises: "Firefox · Windows"."""

    def first(table: tuple[tuple[str, str], ...]) -> str:
        return next((name for mark, name in table if mark in user_agent), "")

    return " · ".join(filter(None, (first(BROWSERS), first(SYSTEMS)))) or "?"


@dataclass(frozen=True)
class Standing:
    """The person who has a mail address: the state of the newest invitation to an edition, and whether the person ever
    signed in (`came`).
    """

    person: int
    name: str
    language: str
    invitation: InvitationState | Literal["none"]
    came: bool


def wants_invitation(one: Standing, *, new_here: bool) -> bool:
    """Whether an import invites this person. `new_here`: the person gets a role in the edition by it.

    Nobody is written to twice: not people who have an invitation, who signed in by themselves, or whose invitation was
    revoked.
    """
    if one.invitation == "none":
        return new_here or not one.came
    return one.invitation == "expired"
