"""Wire types of messages, and of their moderation."""

from typing import Annotated, Literal

from pydantic import Field

from fairserver.base.wire_types import At, Bilingual, ChangeRequest, Id, Language, Named, Wire, example

LONGEST = 1000  # characters of a message
# How long a mute may last: a day.
Minutes = Annotated[int, Field(ge=1, le=24 * 60)]
Reason = Literal["rude", "spam", "private", "other"]
Outcome = Literal["deleted", "muted", "none"]


class Author(Named):
    """Who wrote a message, named as then, and in what capacity. `device`: a terminal at a venue."""

    role: Literal["audience", "speaker", "rep", "staff", "device"]


class MessageCard(Wire):
    """A message. One that was deleted stays in its place, with an empty text. `reply_to`: the message it answers."""

    id: Id
    person: Author
    text: str
    language: Language
    at: At
    reply_to: Id | None
    deleted: bool


class Say(ChangeRequest):
    """Write a message in a place. `language`: the one it is written in. `reply_to`: a message there that it answers."""

    place: Id
    text: Annotated[str, Field(max_length=LONGEST * 4)]  # the person's own limit is told with words
    language: Language
    reply_to: Id | None = None


class Said(Wire):
    """The id of the new message."""

    model_config = example({"message": 345})

    message: Id


class ReadMessages(ChangeRequest):
    """Say that one has read the messages of a place up to this one."""

    place: Id
    message: Id


class MarkCard(Wire):
    """How far the person has read in a place: the newest message read."""

    place: Id
    message: Id


class ReplyCard(Wire):
    """A reply to a message of the person, which the person has not read. `place`: where, with its kind and name."""

    message: Id
    place: Id
    kind: Literal["stage", "booth", "talk", "lounge"]
    place_name: Bilingual
    person: Named
    text: str
    language: Language
    at: At


class Delete(ChangeRequest):
    """Delete a message: one's own, or as a moderator anybody's."""

    message: Id


class ReportMessage(ChangeRequest):
    """Report a message to the moderators."""

    message: Id
    reason: Reason


class MutePerson(ChangeRequest):
    """Forbid a person to write in a place, or by the hall in the whole edition, for so many minutes of fair time."""

    place: Id
    person: Id
    minutes: Minutes


class UnmutePerson(ChangeRequest):
    """End a mute before its time."""

    place: Id
    person: Id


class Resolve(ChangeRequest):
    """Answer a report. The outcome is carried out: the message is deleted, or its author muted, or nothing is done."""

    report: Id
    outcome: Outcome


class ReportedMessage(Wire):
    """The reported message, with the text it had when it was reported; without an id, a person who was reported, and
    what the report says.
    """

    id: Id | None
    text: str
    person: Named


class ReportCard(Wire):
    """A report as the desk shows it. `outcome`: null until it is answered."""

    id: Id
    message: ReportedMessage
    place: Id
    place_name: Bilingual
    reason: Reason
    at: At
    reporter: Named
    outcome: Outcome | None


class MuteCard(Wire):
    """A mute as the desk shows it. `until` is fair time."""

    place: Id
    place_name: Bilingual
    person: Named
    until: At


class OwnMute(Wire):
    """A mute as the muted person gets it: no messages to `place`, or if it is a hall anywhere in its edition, before
    `until` (fair time).
    """

    place: Id
    until: At
