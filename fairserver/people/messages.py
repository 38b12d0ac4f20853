"""Wire types of sign-in, profile and logins."""

from typing import Annotated, Literal
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from fairserver.base.wire_types import At, ChangeRequest, Id, Language, Named, Wire, example
from fairserver.people.rules import AGAIN_SECONDS

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
InvitedRole = Literal["participant", "alumnus", "moderator"]


# ---- over HTTP


class Start(Wire):
    """What a page needs before it draws: who I am, where the hall is, what time it is at the fair."""

    model_config = example(
        {
            "person": {
                "id": 7, "name": "Amara Okafor", "furigana": "アマラ・オカフォー", "language": "en",
                "zone": "Asia/Tokyo", "visible_to_companies": False, "languages": ["en", "ja"],
            },
            "login": 3, "roles": ["participant"], "edition": 1, "hall": 1, "zone": "Asia/Tokyo", "offset_ms": 0,
            "demo": False, "organisers_address": "season@fair.example",
        }
    )  # fmt: skip

    person: "Profile | None"
    login: int | None
    roles: list[str]
    edition: int | None
    hall: int | None
    zone: str | None  # the edition's
    offset_ms: int
    demo: bool
    organisers_address: str


class AskLink(Wire):
    email: Address
    language: Language


class LinkAsked(Wire):
    model_config = example({"again_in": AGAIN_SECONDS})

    again_in: int


class EnterCode(Wire):
    code: Annotated[str, Field(max_length=20)]


class ShowLink(Wire):
    token: Token


class LinkShown(Wire):
    model_config = example({"kind": "sign-in", "name": "Amara Okafor"})

    kind: Literal["sign-in", "invitation", "persona"]
    name: str


# ---- over the socket


class Profile(Wire):
    id: Id
    name: str
    furigana: str
    language: Language
    zone: str
    visible_to_companies: bool
    languages: list[str]


class Representative(Named):
    """Somebody of a company who agreed to be seen, and what can be spoken with them."""

    languages: list[str]


class LoginCard(Wire):
    id: Id
    browser: str
    created_at: At


class GrantCard(Wire):
    id: Id
    role: str
    scope: str
    scope_id: int
    edition: int


class OwnMute(Wire):
    place: Id
    until: At


class InvitationCard(Wire):
    id: Id
    person: Id
    email: str
    name: str
    role: str
    sent_at: At
    used_at: At | None
    expires_at: At
    revoked_at: At | None


class EditProfile(ChangeRequest):
    name: Name
    furigana: Name
    language: Language
    zone: Zone
    visible_to_companies: bool
    languages: Spokens | None = None  # left out: as they are


class RevokeLogin(ChangeRequest):
    login: Id


class Invite(ChangeRequest):
    edition: Id
    email: Address
    name: Name
    language: Language
    role: InvitedRole


class OneInvitation(ChangeRequest):
    invitation: Id


class WithdrawGrant(ChangeRequest):
    grant: Id
