"""Wire types of the organisers' editor. `version`: what the editor saw; null for a new thing."""

from datetime import date, time
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, field_validator

from fairserver.base.text_cleaning import clean, clean_line
from fairserver.base.wire_types import At, Bilingual, ChangeRequest, Id, Language, Named, Wire, example
from fairserver.companies.messages import Employment
from fairserver.people.messages import Address, Name, Spokens, Zone
from fairserver.programmes.messages import SessionKind
from fairserver.programmes.requirements import Level, Requirement

Version = Annotated[int, Field(ge=1)]


class Written(Wire):
    """What an organiser or a company writes: several lines, in both languages, neither empty."""

    ja: Annotated[str, Field(max_length=4000), AfterValidator(lambda text: clean(text, 2000))]
    en: Annotated[str, Field(max_length=4000), AfterValidator(lambda text: clean(text, 2000))]


class Titled(Wire):
    """One line in both languages."""

    ja: Annotated[str, Field(max_length=400), AfterValidator(lambda text: clean_line(text, 120))]
    en: Annotated[str, Field(max_length=400), AfterValidator(lambda text: clean_line(text, 120))]


class Saved(Wire):
    """The thing, and the version it has now."""

    model_config = example({"id": 12, "version": 2})

    id: Id
    version: int


class SaveEdition(ChangeRequest):
    """`programme`: its key; null for a new one, which `programme_name` names."""

    edition: Id | None
    version: Version | None
    programme: str | None
    programme_name: Titled | None = None
    fiscal_year: Annotated[int, Field(ge=1987, le=2100)]
    name: Titled
    about: Written
    zone: Zone
    capacity: Annotated[int, Field(ge=1, le=100_000)] | None
    requirements: Annotated[list[Requirement], Field(max_length=20)]

    @field_validator("requirements")
    @classmethod
    def _said(cls, requirements: list[Requirement]) -> list[Requirement]:
        """Registrations name what is missing by key, and say it in both languages."""
        if len({each.key for each in requirements}) != len(requirements):
            raise ValueError("a key twice")
        for text in (side for each in requirements for side in (each.text.ja, each.text.en)):
            clean_line(text, 300)
        return requirements


class AddVenue(ChangeRequest):
    edition: Id
    name: Titled
    zone: Zone
    online: bool


class SaveOpening(ChangeRequest):
    """Wall clock of the venue; `second`: which, when clocks go back over it."""

    edition: Id
    opening: Id | None
    version: Version | None
    venue: Id
    date: date
    opens: time
    closes: time
    second: bool | None = None


class SavePlace(ChangeRequest):
    edition: Id
    place: Id | None
    version: Version | None
    kind: Literal["stage", "lounge"]
    name: Titled
    venue: Id | None


class SaveSession(ChangeRequest):
    """`anyway`: keep it although it conflicts."""

    edition: Id
    session: Id | None
    version: Version | None
    place: Id
    opening: Id
    kind: SessionKind
    title: Titled
    about: Written
    industry: Titled | None
    languages: Spokens
    japanese: Level | None
    booth: Id | None
    speakers: Annotated[list[Id], Field(max_length=20)]
    moderators: Annotated[list[Id], Field(max_length=10)]
    date: date
    starts: time
    ends: time
    second: bool | None = None
    anyway: bool = False


class Seen(ChangeRequest):
    """One thing of an edition, as the editor saw it."""

    edition: Id
    thing: Id
    version: Version


class BoothWords(Wire):
    """What a company says of itself at its booth."""

    line: Titled
    about: Written
    location: Titled
    employees: Annotated[int, Field(ge=1, le=10_000_000)] | None
    languages: Spokens
    japanese: Level | None
    visa_help: bool
    employment: Employment


class CancelSession(Seen):
    """Or take it up again; `anyway`: although something else is there by now."""

    anyway: bool = False


class EditBooth(ChangeRequest, BoothWords):
    place: Id
    version: Version


class SaveExhibitor(ChangeRequest, BoothWords):
    """A company with a booth in this edition. Known by `number` or, without one, by the booth that is edited."""

    edition: Id
    booth: Id | None
    version: Version | None
    number: Annotated[str, Field(pattern=r"^\d{13}$")] | None
    name: Titled
    industry: Titled
    cloth: Literal["matsu", "sumi", "ai", "fuji", "ebi", "cha", "kaki"]
    mon: Annotated[str, Field(pattern=r"^[a-z]{2,12}$")]
    openings: Annotated[list[Id], Field(max_length=60)]


class InviteRepresentative(ChangeRequest):
    place: Id
    email: Address
    name: Name
    language: Language


class SaveJobPost(ChangeRequest):
    place: Id
    job: Id | None
    version: Version | None
    title: Titled
    needs: Titled
    location: Titled
    starts: Titled
    japanese: Level | None
    employment: Literal["job", "membership"]
    visa_help: bool
    as_of: date


class SaveDocument(ChangeRequest):
    place: Id
    document: Id | None
    version: Version | None
    title: Titled
    address: Annotated[str, Field(pattern=r"^https://\S+$", max_length=500)]
    languages: Spokens


class OfBooth(ChangeRequest):
    """One job or document of a booth."""

    place: Id
    thing: Id
    version: Version


class FindPeople(Wire):
    edition: Id
    text: Annotated[str, Field(min_length=1, max_length=80)]


class ListEditions(Wire):
    """As an organiser of `edition`; null: of all."""

    edition: Id | None


class PeopleFound(Wire):
    model_config = example({"people": [{"id": 3, "name": "小野寺 健", "furigana": "おのでら けん"}]})

    people: list[Named]


class CompanyWords(Wire):
    """What the register says of a company."""

    number: str | None
    name: Bilingual
    industry: Bilingual
    cloth: str
    mon: str
    line: Bilingual
    about: Bilingual
    location: Bilingual
    employees: int | None


class ExhibitorCard(CompanyWords):
    """An exhibitor as organisers edit it; `id` is its booth."""

    id: Id
    languages: list[str]
    japanese: str | None
    visa_help: bool
    employment: Employment
    first_time: bool
    openings: list[int]
    representatives: list[Named]
    version: int


class ExhibitorsState(Wire):
    exhibitors: dict[str, ExhibitorCard]


class RegisteredCompany(CompanyWords):
    id: Id


class CompaniesFound(Wire):
    model_config = example(
        {
            "companies": [
                {
                    "id": 3, "number": "9000000000999", "name": {"ja": "ひより旅行社", "en": "Hiyori Travel"},
                    "industry": {"ja": "観光・旅行", "en": "Tourism"}, "cloth": "matsu", "mon": "kaze",
                    "line": {"ja": "訪日旅行の企画", "en": "Journeys to Japan"},
                    "about": {"ja": "少人数の旅をつくっています。", "en": "We make small-group journeys."},
                    "location": {"ja": "福岡", "en": "Fukuoka"}, "employees": 84,
                }
            ]
        }
    )  # fmt: skip

    companies: list[RegisteredCompany]


class ProgrammeLine(Wire):
    key: str
    name: Bilingual


class EditionLine(Wire):
    """`opens_at`: when its first venue-day opens."""

    id: Id
    programme: str
    fiscal_year: int
    name: Bilingual
    zone: str
    opens_at: At | None


class EditionsListed(Wire):
    model_config = example(
        {
            "programmes": [{"key": "career-fair", "name": {"ja": "キャリアフェア", "en": "Career fair"}}],
            "editions": [
                {
                    "id": 1, "programme": "career-fair", "fiscal_year": 2023,
                    "name": {"ja": "キャリアフェア", "en": "Career fair"}, "zone": "Asia/Tokyo",
                    "opens_at": "2024-02-17T01:00:00.000+00:00",
                }
            ],
        }
    )  # fmt: skip

    programmes: list[ProgrammeLine]
    editions: list[EditionLine]


BOOTH_WORDS_EXAMPLE: dict[str, Any] = {
    "line": {"ja": "訪日旅行の企画", "en": "Journeys to Japan"},
    "about": {"ja": "少人数の旅をつくっています。", "en": "We make small-group journeys."},
    "location": {"ja": "福岡", "en": "Fukuoka"},
    "employees": 84, "languages": ["ja", "en"], "japanese": "N2", "visa_help": True, "employment": "both",
}  # fmt: skip
