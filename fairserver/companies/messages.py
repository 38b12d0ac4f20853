"""Wire types of what a company offers."""

from datetime import date
from typing import Literal

from fairserver.wire import Both, Id, Wire


class JobCard(Wire):
    id: Id
    title: Both
    needs: Both
    location: Both
    starts: Both
    japanese: str | None
    employment: Literal["job", "membership"]
    visa_help: bool
    as_of: date
    version: int


class DocumentCard(Wire):
    id: Id
    title: Both
    address: str
    languages: list[str]
    version: int
