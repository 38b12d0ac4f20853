"""Wire types of chat and of the moderators' desk."""

from typing import Annotated, Literal

from pydantic import Field

from fairserver.base.wire_types import At, AuditLine, Bilingual, ChangeRequest, Id, Language, Named, Wire, example
from fairserver.invitations.messages import InvitationCard

LONGEST = 1000
Minutes = Annotated[int, Field(ge=1, le=24 * 60)]
Reason = Literal["rude", "spam", "private", "other"]
Outcome = Literal["deleted", "muted", "none"]


class Author(Named):
    role: Literal["audience", "speaker", "rep", "staff", "device"]


class MessageCard(Wire):
    """A deleted message keeps its place, without its text."""

    id: Id
    person: Author
    text: str
    language: Language
    at: At
    deleted: bool


class Say(ChangeRequest):
    place: Id
    text: Annotated[str, Field(max_length=LONGEST * 4)]  # the person's own limit is told with words
    language: Language


class Said(Wire):
    model_config = example({"message": 345})

    message: Id


class Delete(ChangeRequest):
    message: Id


class ReportMessage(ChangeRequest):
    message: Id
    reason: Reason


class MutePerson(ChangeRequest):
    place: Id
    person: Id
    minutes: Minutes


class UnmutePerson(ChangeRequest):
    place: Id
    person: Id


class Resolve(ChangeRequest):
    report: Id
    outcome: Outcome


class ReportedMessage(Wire):
    id: Id
    text: str
    person: Named


class ReportCard(Wire):
    id: Id
    message: ReportedMessage
    place: Id
    place_name: Bilingual
    reason: Reason
    at: At
    reporter: Named
    outcome: Outcome | None


class MuteCard(Wire):
    place: Id
    place_name: Bilingual
    person: Named
    until: At


class OwnMute(Wire):
    """A mute as the muted person gets it: no messages to `place` before `until` (fair time)."""

    place: Id
    until: At


class DeskState(Wire):
    reports: dict[str, ReportCard]
    mutes: dict[str, MuteCard]
    audit: dict[str, AuditLine]
    invitations: dict[str, InvitationCard]
