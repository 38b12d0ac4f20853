"""Wire types of imports."""

from typing import Annotated, Literal

from pydantic import Field

from fairserver.base.wire_types import Id, Wire, example
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


# Parts of the examples below.
NEW = {
    "row": 2, "state": "new", "name": "山田 花子", "key": "yamada@example.org", "known": "", "changes": [],
    "trouble": [],
}  # fmt: skip
WRONG = {
    "row": 3, "state": "wrong", "name": "Jo Smith", "key": "jo.smith@example.org", "known": "", "changes": [],
    "trouble": [{"code": "address.invalid", "column": "email", "found": "jo.smith@", "other": None, "most": None}],
}  # fmt: skip
READ = {"kind": "participants", "encoding": "UTF-8", "digest": "0" * 64}
COUNTED = {"new": 1, "changed": 0, "same": 0, "wrong": 0, "invitations": 1}


class Preview(Wire):
    model_config = example({**READ, "counts": {**COUNTED, "wrong": 1}, "rows": [NEW, WRONG]})

    kind: Kind
    encoding: Encoding
    counts: Counts
    rows: list[RowCard]
    digest: str


class ImportAnswer(Wire):
    """Not done: something changed since the preview, and this is what it would do now."""

    model_config = example({"done": True, "preview": {**READ, "counts": COUNTED, "rows": [NEW]}})

    done: bool
    preview: Preview
