"""Decisions about mail addresses, tokens, logins and invitations: pure functions."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

from fairserver.base.errors import FairError
from fairserver.base.text_cleaning import UNWANTED, folded

InvitationState = Literal["open", "used", "expired", "revoked"]

IDLE = timedelta(days=7)  # a login ends when it is not used for so long
ABSOLUTE = timedelta(days=30)  # a login ends after so long, used or not
TOUCH = timedelta(minutes=10)  # a login's last use is written at most this often

ADDRESS = re.compile(r"^[^@\s\x00-\x1f,;<>\"()]{1,64}@[^@\s\x00-\x1f,;<>\"()]{1,190}\.[^@\s.,;<>\"()]{2,63}$")


def address(typed: str) -> str:
    """A mail address in the one spelling in which it is looked up and kept (NFKC, lower case, which leaves ß as it is).
    A copied `mailto:` is dropped.

    Raises address.invalid.
    """
    found = unicodedata.normalize("NFKC", typed).strip().lower().removeprefix("mailto:")
    if not ADDRESS.match(found) or UNWANTED.search(found):
        raise FairError("address.invalid")
    return found


def search_text(name: str, furigana: str) -> str:
    """What of a person is searched: name and reading, each folded, so that width, case, spaces and the way of composing
    accents do not matter.
    """
    return f"{folded(name)}\n{folded(furigana)}"


def hashed(secret: str) -> str:
    """The hash that is kept of a token. Tokens have 256 random bits, so one round of SHA-256 is enough
    (OWASP ASVS 5.0, 6.5.2).
    """
    return hashlib.sha256(secret.encode()).hexdigest()


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
class KnownPerson:
    """The person who has a mail address: the state of the newest invitation to an edition, and whether the person ever
    signed in (`came`).
    """

    person: int
    name: str
    language: str
    invitation: InvitationState | Literal["none"]
    came: bool


def wants_invitation(one: KnownPerson, *, new_here: bool) -> bool:
    """Whether an import invites this person. `new_here`: the person gets a role in the edition by it.

    Nobody is written to twice: not people who have an invitation, who signed in by themselves, or whose invitation was
    revoked.
    """
    if one.invitation == "none":
        return new_here or not one.came
    return one.invitation == "expired"
