"""Wire types of profiles, logins and grants."""

from typing import Annotated
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from fairserver.base.wire_types import At, ChangeRequest, Id, Language, Named, Wire

LONGEST_NAME = 80
ZONES = frozenset(available_timezones())


def _known_zone(zone: str) -> str:
    if zone not in ZONES:
        raise ValueError("not an IANA zone")
    return zone


Zone = Annotated[str, Field(max_length=64), AfterValidator(_known_zone)]
Name = Annotated[str, Field(max_length=LONGEST_NAME * 4)]
Address = Annotated[str, Field(max_length=400)]
Token = Annotated[str, Field(pattern=r"^[0-9A-Za-z_-]{20,100}$")]
Spoken = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Spokens = Annotated[list[Spoken], Field(max_length=10)]


class Profile(Wire):
    """A person as the person gets it. `zone`: IANA name. `languages`: those a representative speaks (ISO 639)."""

    id: Id
    name: str
    furigana: str
    language: Language
    zone: str
    visible_to_companies: bool
    languages: list[str]


class Representative(Named):
    """A person who represents a company, and the languages that the person speaks."""

    languages: list[str]


class LoginCard(Wire):
    """A browser in which the person is signed in."""

    id: Id
    browser: str
    created_at: At


class GrantCard(Wire):
    """A role of the person within a scope. `edition`: the edition in which the scope lies, 0 for the organisation."""

    id: Id
    role: str
    scope: str
    scope_id: int
    edition: int


class EditProfile(ChangeRequest):
    """Change the own profile. `languages` null: they stay as they are."""

    name: Name
    furigana: Name
    language: Language
    zone: Zone
    visible_to_companies: bool
    languages: Spokens | None = None  # left out: as they are


class RevokeLogin(ChangeRequest):
    """End a login: one's own, or as an organiser anybody's."""

    login: Id


class WithdrawGrant(ChangeRequest):
    """Withdraw a role from a person."""

    grant: Id


class BlockCard(Wire):
    """Somebody whom the person blocked, named as then."""

    person: Id
    name: str
    at: At


class LiftBlock(ChangeRequest):
    """Take one's own block of somebody back."""

    person: Id
