"""Wire types of talks."""

from typing import Annotated, Literal

from pydantic import Field

from fairserver.base.wire_types import At, Bilingual, ChangeRequest, GivenAt, Id, Named, Wire, example
from fairserver.chat.messages import MessageCard, Reason
from fairserver.presence.rules import Capacity
from fairserver.talks.rules import SEATS, State, Whereabouts, Why

LONGEST_NOTE = 1000  # characters
LONGEST_CONTACT = 200
Minutes = Annotated[int, Field(ge=5, le=120)]
Extension = Literal[5, 10, 15]
Quality = Literal["good", "weak", "poor"]  # of a person's connection, as the person's page measures it
Codec = Literal["VP8", "VP9", "H264", "H265", "AV1"]
Receives = Literal["everything", "small", "sound"]  # all that others send, small pictures, or no pictures of cameras
Device = Annotated[str, Field(pattern=r"^[0-9A-Za-z-]{8,64}$")]


class TalkPerson(Named):
    """Somebody with a seat. `accepted`: false while the person is asked. `left_at`: since when the person is gone.
    `quality`: of the connection, while inside. `muted`: by a moderator. `help_at`: since when the person asks for one.
    """

    role: Capacity
    accepted: bool
    where: Whereabouts
    left_at: At | None
    quality: Quality | None
    muted: bool
    help_at: At | None


class TalkCard(Wire):
    """A talk as its people and the desk get it. `place`: the booth or hall it lies inside. `asked_until`: until when
    the person who is asked may answer. `moved_from`: when it was to start. `extension`: minutes that somebody asks for.
    Times are fair time.
    """

    id: Id
    edition: Id
    place: Id
    place_kind: Literal["hall", "booth", "lounge", "stage"]
    place_name: Bilingual
    state: State
    why: Why | None
    asked_until: At | None
    starts_at: At
    ends_at: At
    moved_from: At | None
    extension: int | None
    people: list[TalkPerson]


class SeatCard(Wire):
    """What a person's browser sends and receives in the talk. `number`: the place of the picture; `device`: the browser
    that holds camera and microphone; `codec`: of the picture it sends; `agrees`: to the extension.
    """

    person: Id
    number: int
    device: str | None
    microphone: bool
    camera: bool
    screen: bool
    codec: Codec | None
    receives: Receives
    agrees: bool


class TalkScope(Wire):
    """What the scope `talk:{}` holds: the talk and its messages by id, its seats by person."""

    talk: dict[str, TalkCard]
    seats: dict[str, SeatCard]
    messages: dict[str, MessageCard]


class AskForTalk(ChangeRequest):
    """Ask a visitor of the own booth for a talk of so many minutes. The visitor has a minute to answer."""

    place: Id
    person: Id
    minutes: Minutes


class TalkMade(Wire):
    """The id of the new talk."""

    model_config = example({"talk": 912})

    talk: Id


class AnswerTalk(ChangeRequest):
    """Say yes or no to being asked."""

    talk: Id
    accept: bool


class OpenTalk(ChangeRequest):
    """Open a talk for named people, at a fair time. `place`: the booth, lounge or hall it lies inside."""

    place: Id
    people: Annotated[list[Id], Field(min_length=2, max_length=4 * SEATS)]  # the limit itself is told with words
    starts_at: GivenAt
    minutes: Minutes


class MoveTalk(ChangeRequest):
    """Give a talk that has not begun another time."""

    talk: Id
    starts_at: GivenAt
    minutes: Minutes


class ExtendTalk(ChangeRequest):
    """Ask for so many minutes more, agree to them, or with `agree` false do not."""

    talk: Id
    minutes: Extension
    agree: bool


class OneTalk(ChangeRequest):
    """A talk: to end it for everybody, or as one of the staff to take a seat in it."""

    talk: Id


class RemoveFromTalk(ChangeRequest):
    """Take somebody out of a talk. `reason`: for the audit."""

    talk: Id
    person: Id
    reason: Literal["rude", "spam", "private", "other"]


class MuteInTalk(ChangeRequest):
    """Let nobody in a talk hear somebody, or with `muted` false hear them again. `reason`: for the audit."""

    talk: Id
    person: Id
    muted: bool
    reason: Literal["rude", "spam", "private", "other"]


class AskForHelp(ChangeRequest):
    """Ask a moderator to come into a talk, or with `wanted` false no longer."""

    talk: Id
    wanted: bool


class ShowDevices(ChangeRequest):
    """Say what this browser sends and wants in a talk. `device`: its own name for itself; null for one that neither
    sends nor receives pictures and voices. `take`: take the seat over if another device holds it; otherwise that one
    keeps it. `screen`: begin or cease to show a screen; null: as it was. `codec`: of the picture it sends, once known.
    """

    talk: Id
    device: Device | None
    take: bool
    microphone: bool
    camera: bool
    screen: bool | None
    quality: Quality | None
    codec: Codec | None
    receives: Receives


class WriteNote(ChangeRequest):
    """Keep a note of a talk, and whether it helped (null: not said)."""

    talk: Id
    text: Annotated[str, Field(max_length=4 * LONGEST_NOTE)]  # the person's own limit is told with words
    helped: bool | None


class NoteCard(Wire):
    """The person's own note of a talk."""

    talk: Id
    text: str
    helped: bool | None


class Contact(Wire):
    """How to reach somebody: a mail address, and whatever else the person wrote."""

    email: str | None
    other: str


class OfferedContact(Wire):
    """What the person offers: the own mail address or not, and whatever else."""

    email: bool
    other: Annotated[str, Field(max_length=4 * LONGEST_CONTACT)]


class OfferContact(ChangeRequest):
    """Offer the own contact to somebody in the talk, or with null take an offer back."""

    talk: Id
    person: Id
    contact: OfferedContact | None


class ContactCard(Wire):
    """What the person offered somebody, and what that one offered in return; `theirs` is null before."""

    talk: Id
    person: Named
    mine: Contact
    theirs: Contact | None


class ReportFromTalk(ChangeRequest):
    """Report somebody in the talk to the moderators. `quote`: take the person's last messages there along."""

    talk: Id
    person: Id
    reason: Reason
    text: Annotated[str, Field(max_length=4 * LONGEST_NOTE)]
    quote: bool


class BlockFromTalk(ChangeRequest):
    """Never be brought together with somebody in the talk again."""

    talk: Id
    person: Id
