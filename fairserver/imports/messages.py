"""Wire types of imports."""

from typing import Annotated, Literal

from pydantic import Field

from fairserver.base.wire_types import Id, Wire
from fairserver.imports.columns import Kind
from fairserver.imports.reading import Encoding

State = Literal["new", "changed", "same", "wrong"]


class AskPreview(Wire):
    """`invite`: people who are new here get an invitation by mail."""

    edition: Id
    kind: Kind
    invite: bool = False
    file: bytes


class AskImport(AskPreview):
    """`digest`: of the preview that was agreed to; what it does not show is not done."""

    digest: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class TroubleCard(Wire):
    """What is wrong with a row. `column`: by its key; `other`: the row it disagrees with."""

    code: str
    column: str | None
    found: str
    other: int | None
    most: int | None


class RowCard(Wire):
    """What one row does. `known`: the name this person has here, where it is another."""

    row: int
    state: State
    name: str
    key: str
    known: str
    changes: list[str]
    trouble: list[TroubleCard]


class Counts(Wire):
    new: int
    changed: int
    same: int
    wrong: int
    invitations: int


class Preview(Wire):
    kind: Kind
    encoding: Encoding
    counts: Counts
    rows: list[RowCard]
    digest: str


class ImportAnswer(Wire):
    """Not done: something changed since the preview, and this is what it would do now."""

    done: bool
    preview: Preview
