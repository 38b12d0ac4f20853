"""What every wire type shares. Wire types are declared once, in each subject's messages.py, checked at the door."""

import json
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, PlainSerializer
from pydantic_core import CoreSchema, core_schema

Id = Annotated[int, Field(ge=1, le=2**53 - 1)]
RequestId = Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{8,64}$")]
Language = Literal["ja", "en"]
At = Annotated[datetime, PlainSerializer(lambda at: at.isoformat(timespec="milliseconds"), return_type=str)]


class Wire(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    def out(self) -> dict[str, Any]:
        return self.model_dump(mode="json")


def example(message: dict[str, Any]) -> ConfigDict:
    """The `model_config` of a wire type with one example of it, as JSON; the schemas and schemas/README.md show it."""
    return ConfigDict(json_schema_extra={"examples": [message]})


class EncodedJson:
    """JSON that is encoded once for all who get it."""

    def __init__(self, value: Any) -> None:
        self.text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def __get_pydantic_core_schema__(cls, _source: Any, _handler: Any) -> CoreSchema:
        return core_schema.is_instance_schema(cls)


class ChangeRequest(Wire):
    """A request that changes something; sent again with the same id it is harmless."""

    id: RequestId


class Nothing(Wire):
    model_config = example({})


class Bilingual(Wire):
    """What people write, in both languages."""

    ja: str
    en: str


class Named(Wire):
    id: Id
    name: str
    furigana: str = ""


class AuditLine(Wire):
    id: Id
    at: At
    person: Named
    action: str
    subject: str
    details: dict[str, str | int]


class ResumePoint(Wire):
    """The last change a page has of a scope."""

    epoch: Annotated[str, Field(max_length=16)]
    seq: Annotated[int, Field(ge=0, le=2**53 - 1)]
