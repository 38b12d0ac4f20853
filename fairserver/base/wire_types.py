"""What all wire types share.

A wire type is a pydantic model of something that a page sends or gets. Each subject declares its own in `messages.py`;
what a page sends is validated when it arrives.
"""

import json
import zlib
from datetime import datetime
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer
from pydantic_core import CoreSchema, core_schema

Id = Annotated[int, Field(ge=1, le=2**53 - 1)]  # JavaScript has exact integers up to 2**53 - 1


def _only_text(given: object) -> object:
    """Raises ValueError for a number, which pydantic would take for a Unix time."""
    if not isinstance(given, str | datetime):
        raise ValueError("an instant is a text")
    return given


def given_time(at: datetime) -> datetime:
    """The time, unchanged. Raises ValueError for one without a zone, and for one before 2000 or after 2100, to which
    nothing could be added.
    """
    if at.tzinfo is None:
        raise ValueError("say the zone too, as in 2024-02-17T13:00+09:00")
    if not 2000 <= at.year <= 2100:
        raise ValueError("choose a year between 2000 and 2100")
    return at


RequestId = Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{8,64}$")]
Language = Literal["ja", "en"]
# An instant, sent as ISO 8601 with milliseconds.
At = Annotated[datetime, PlainSerializer(lambda at: at.isoformat(timespec="milliseconds"), return_type=str)]


# The same as a page sends it: a text with its offset from UTC.
GivenAt = Annotated[datetime, BeforeValidator(_only_text), AfterValidator(given_time)]


class Wire(BaseModel):
    """A wire type. A field that is not declared is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def out(self) -> dict[str, Any]:
        """The message as JSON values."""
        return self.model_dump(mode="json")


def example(message: dict[str, Any]) -> ConfigDict:
    """The `model_config` of a wire type with one example of it, as JSON; the schemas and schemas/README.md show it."""
    return ConfigDict(json_schema_extra={"examples": [message]})


DEFLATE_WINDOW = 15  # the logarithm to base 2 of the bytes that deflate looks back (RFC 1951)
LARGE = 1000  # characters of JSON from which on it is sent compressed


class EncodedJson:
    """A value that is encoded as JSON once, and put into several messages as it is (`realtime.packets`)."""

    def __init__(self, value: Any) -> None:
        self.text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    def __str__(self) -> str:
        return self.text

    @property
    def is_large(self) -> bool:
        """Whether it is worth compressing."""
        return len(self.text) >= LARGE

    @cached_property
    def deflated(self) -> bytes:
        """The JSON as whole blocks of deflate, which may stand between others: made once for all messages."""
        compressor = zlib.compressobj(wbits=-DEFLATE_WINDOW)
        return compressor.compress(self.text.encode()) + compressor.flush(zlib.Z_FULL_FLUSH)

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> CoreSchema:
        return core_schema.is_instance_schema(cls)


class ChangeRequest(Wire):
    """A request that changes something. Sent again with the same id, it changes nothing and gets the same reply."""

    id: RequestId


class Nothing(Wire):
    """A request or reply without fields."""

    model_config = example({})


class Bilingual(Wire):
    """A text that people wrote in both languages."""

    ja: str
    en: str


class Named(Wire):
    """A person by id and name."""

    id: Id
    name: str
    furigana: str = ""


class AuditLine(Wire):
    """One entry of the audit. `subject`: to what it was done, as "message:5"."""

    id: Id
    at: At
    person: Named
    action: str
    subject: str
    details: dict[str, str | int]


class ResumePoint(Wire):
    """The last change of a scope that a page has: its number and epoch (`delivery.journal`)."""

    epoch: Annotated[str, Field(max_length=16)]
    seq: Annotated[int, Field(ge=0, le=2**53 - 1)]
