"""Wire types of the demo's pages."""

from typing import Annotated

from pydantic import AfterValidator

from fairserver.base.wire_types import At, Bilingual, Wire
from fairserver.demo.rules import fair_time


class Persona(Wire):
    name: str
    role: str
    about: Bilingual
    link: str


class Personas(Wire):
    personas: list[Persona]


class MailCard(Wire):
    id: int
    to: str
    subject: str
    text: str
    at: At
    sent_at: At | None


class Mailbox(Wire):
    mails: list[MailCard]


class SetClock(Wire):
    at: Annotated[At, AfterValidator(fair_time)]


class ClockSet(Wire):
    offset_ms: int
