"""Wire types of what a company offers."""

from datetime import date
from typing import Literal

from fairserver.base.wire_types import Bilingual, Id, Wire

Employment = Literal["job", "membership", "both"]


class JobCard(Wire):
    id: Id
    title: Bilingual
    needs: Bilingual
    location: Bilingual
    starts: Bilingual
    japanese: str | None
    employment: Literal["job", "membership"]
    visa_help: bool
    as_of: date
    version: int


class DocumentCard(Wire):
    id: Id
    title: Bilingual
    address: str
    languages: list[str]
    version: int
