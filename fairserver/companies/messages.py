"""Wire types of the jobs and documents that a company offers."""

from datetime import date
from typing import Literal

from fairserver.base.wire_types import Bilingual, Id, Wire

Employment = Literal["job", "membership", "both"]


class JobCard(Wire):
    """A job that a company offers. `japanese`: the level it needs (N1 … N5), null for none. `as_of`: when its text was
    last known to be true.
    """

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
    """A document that a company offers, by its address."""

    id: Id
    title: Bilingual
    address: str
    languages: list[str]
    version: int
