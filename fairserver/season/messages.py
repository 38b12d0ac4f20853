"""Wire types of the organisers' editor. `version`: what the editor saw; null for a new thing."""

from datetime import date, time
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from fairserver.people.messages import Address, Name, Zone
from fairserver.programmes.messages import Curtain
from fairserver.registrations.rules import Level, Requirement
from fairserver.season.file import Employment, SessionKind
from fairserver.texts import clean, clean_line
from fairserver.wire import Changing, Id, Language, Named, Wire

Version = Annotated[int, Field(ge=1)]
Spoken = Annotated[str, Field(pattern=r"^[a-z]{2,3}$")]
Spokens = Annotated[list[Spoken], Field(max_length=10)]


class Written(Wire):
    """What an organiser or a company writes: several lines, in both languages, neither empty."""

    ja: Annotated[str, Field(max_length=4000), AfterValidator(lambda text: clean(text, 2000))]
    en: Annotated[str, Field(max_length=4000), AfterValidator(lambda text: clean(text, 2000))]


class Titled(Wire):
    """One line in both languages."""

    ja: Annotated[str, Field(max_length=400), AfterValidator(lambda text: clean_line(text, 120))]
    en: Annotated[str, Field(max_length=400), AfterValidator(lambda text: clean_line(text, 120))]


class Kept(Wire):
    """The thing, and the version it has now."""

    id: Id
    version: int


class KeepEdition(Changing):
    edition: Id | None
    version: Version | None
    programme: str
    fiscal_year: Annotated[int, Field(ge=1987, le=2100)]
    name: Titled
    about: Written
    zone: Zone
    capacity: Annotated[int, Field(ge=1, le=100_000)] | None
    requirements: Annotated[list[Requirement], Field(max_length=20)]


class AddVenue(Changing):
    edition: Id
    name: Titled
    zone: Zone
    online: bool


class KeepOpening(Changing):
    """Wall clock of the venue; `second`: which, when clocks go back over it."""

    edition: Id
    opening: Id | None
    version: Version | None
    venue: Id
    date: date
    opens: time
    closes: time
    second: bool | None = None


class KeepPlace(Changing):
    edition: Id
    place: Id | None
    version: Version | None
    kind: Literal["stage", "talk", "lounge"]
    name: Titled
    venue: Id | None


class KeepSession(Changing):
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


class Seen(Changing):
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


class EditBooth(Changing, BoothWords):
    place: Id
    version: Version


class KeepExhibitor(Changing, BoothWords):
    """A company with a booth in this edition. Known by `number` or, without one, by the booth that is edited."""

    edition: Id
    booth: Id | None
    version: Version | None
    number: Annotated[str, Field(pattern=r"^\d{13}$")] | None
    name: Titled
    industry: Titled
    cloth: Literal["matsu", "sumi", "ai", "fuji", "ebi", "cha", "kaki"]
    mon: Annotated[str, Field(pattern=r"^[a-z]{2,12}$")]
    state: Curtain
    openings: Annotated[list[Id], Field(max_length=60)]


class InviteRepresentative(Changing):
    place: Id
    email: Address
    name: Name
    language: Language


class KeepJob(Changing):
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


class KeepDocument(Changing):
    place: Id
    document: Id | None
    version: Version | None
    title: Titled
    address: Annotated[str, Field(pattern=r"^https://\S+$", max_length=500)]
    languages: Spokens


class OfBooth(Changing):
    """One job or document of a booth."""

    place: Id
    thing: Id
    version: Version


class FindPeople(Wire):
    edition: Id
    text: Annotated[str, Field(min_length=1, max_length=80)]


class PeopleFound(Wire):
    people: list[Named]
