"""What a season file may say."""

from datetime import date, time
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic_core import PydanticCustomError

from fairserver.base.errors import FairError
from fairserver.base.wire_types import Language
from fairserver.base.zones import ZONES
from fairserver.companies.messages import Employment
from fairserver.people import rules as people
from fairserver.people.messages import LONGEST_NAME, Spoken
from fairserver.programmes.messages import SessionKind
from fairserver.programmes.requirements import Level, Position, Requirement, Status, Test


def _zone(name: str) -> str:
    if name not in ZONES:
        raise PydanticCustomError("zone.unknown", "unknown zone")
    return name


def _address(typed: str) -> str:
    try:
        return people.address(typed)
    except FairError:
        raise PydanticCustomError("address.invalid", "not a mail address") from None


def _words(text: str) -> str:
    if not text.strip():
        raise PydanticCustomError("translation.missing", "empty")
    return text


Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
Zone = Annotated[str, AfterValidator(_zone)]
Address = Annotated[str, AfterValidator(_address)]
Words = Annotated[str, AfterValidator(_words), Field(max_length=2000)]


class Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Text(Row):
    """What people write, in both languages; neither may be missing."""

    ja: Words
    en: Words


class VenueRow(Row):
    key: Key
    name: Text
    zone: Zone
    online: bool = False


class ProgrammeRow(Row):
    key: Key
    name: Text


class CompanyRow(Row):
    key: Key
    number: Annotated[str, Field(pattern=r"^\d{13}$")] | None = None
    name: Text
    line: Text
    about: Text
    industry: Text
    location: Text
    employees: Annotated[int, Field(ge=1)] | None = None
    cloth: str = "ai"
    mon: str = "noren"


class OpeningRow(Row):
    """One venue on one day: a venue-day."""

    date: date
    venue: Key
    opens: time
    closes: time


class PlaceRow(Row):
    key: Key
    kind: Literal["stage", "lounge"]
    name: Text
    venue: Key | None = None


class SessionRow(Row):
    key: Key
    kind: SessionKind
    place: Key
    date: date
    venue: Key
    starts: time
    ends: time
    title: Text
    about: Text
    industry: Text | None = None
    languages: Annotated[list[Spoken], Field(min_length=1)] = ["ja"]
    japanese: Level | None = None
    company: Key | None = None
    speakers: list[Address] = []
    moderators: list[Address] = []


class JobRow(Row):
    key: Key
    title: Text
    needs: Text
    location: Text
    starts: Text
    japanese: Level | None = None
    employment: Literal["job", "membership"]
    visa_help: bool = False
    as_of: date


class DocumentRow(Row):
    title: Text
    address: Annotated[str, Field(pattern=r"^https://\S+$", max_length=500)]
    languages: list[Spoken] = ["ja"]


class ExhibitorRow(Row):
    """`appearances`: date and venue of each opening, as ["2024-02-17", "osaka"]."""

    company: Key
    languages: list[Spoken] = ["ja"]
    japanese: Level | None = None
    visa_help: bool = False
    employment: Employment = "both"
    state: Literal["open", "break", "closed"] = "closed"
    appearances: list[tuple[date, Key]] = []
    jobs: list[JobRow] = []
    documents: list[DocumentRow] = []


class EditionRow(Row):
    key: Key
    programme: Key
    fiscal_year: Annotated[int, Field(ge=1987, le=2100)]
    name: Text
    about: Text
    zone: Zone
    hall: Text | None = None  # no hall: only in the register of earlier years
    capacity: Annotated[int, Field(ge=1)] | None = None
    requirements: list[Requirement] = []
    openings: list[OpeningRow] = []
    places: list[PlaceRow] = []
    sessions: list[SessionRow] = []
    exhibitors: list[ExhibitorRow] = []


class GrantRow(Row):
    """An organiser of everything names no edition; an operator names a stage of it."""

    role: Literal["participant", "alumnus", "representative", "operator", "moderator", "organiser"]
    edition: Key | None = None
    company: Key | None = None
    place: Key | None = None  # an operator's stage


class BackgroundRow(Row):
    status: Status
    position: Position
    contract_year: Annotated[int, Field(ge=1, le=5)]
    leaves_on: date | None = None
    japanese_test: Test | None = None
    japanese_level: str | None = None
    has_certificate: bool = False
    languages: list[Spoken] = []
    wishes: str = ""


class PersonRow(Row):
    """`persona`: shown on the demo's page of sign-in links, with these words. `invited`: knows only the invitation."""

    email: Address
    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]
    furigana: Annotated[str, Field(max_length=LONGEST_NAME)] = ""
    language: Language = "ja"
    zone: Zone = "Asia/Tokyo"
    visible: bool = False
    languages: list[Spoken] = []
    persona: Text | None = None
    invited: bool = False
    background: BackgroundRow | None = None
    grants: list[GrantRow] = []


class SeasonFile(Row):
    venues: list[VenueRow] = []
    programmes: list[ProgrammeRow] = []
    companies: list[CompanyRow] = []
    editions: list[EditionRow] = []
    people: list[PersonRow] = []
