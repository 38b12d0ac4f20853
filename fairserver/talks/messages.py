"""Wire types of talks."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from fairserver.base.wire_types import At, Bilingual, ChangeRequest, GivenAt, Id, Named, Wire, example
from fairserver.chat.messages import MessageCard, Reason
from fairserver.consents.messages import Shown
from fairserver.presence.rules import Capacity
from fairserver.talks.rules import SEATS, State, Whereabouts, Why

LONGEST_NOTE = 1000  # characters
LONGEST_CONTACT = 200
Minutes = Annotated[int, Field(ge=5, le=120)]
Extension = Literal[5, 10, 15]
Quality = Literal["good", "weak", "poor"]  # of a person's connection, as the person's page measures it
Codec = Literal["VP8", "VP9", "H264", "H265", "AV1"]
Receives = Literal["everything", "small", "sound"]  # all that others send, small pictures, or no pictures of cameras
# A language that whoever is free speaks, something agreed before, a need that cannot wait.
CallReason = Literal["language", "agreed", "access", "other"]
Outcome = Literal["next_step", "consider", "not_now"]
NextStep = Literal["interview", "papers", "visit", "other"]
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
    the person who is asked may answer. `ended_at`: when it did end. `moved_from`: when it was to start. `extension`:
    minutes that somebody asks for. Times are fair time.
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
    ended_at: At | None
    moved_from: At | None
    extension: int | None
    people: list[TalkPerson]


class DeskTalk(TalkCard):
    """A talk as the booth's representatives get it. `visitor`: with whom they talk, null for one without a visitor.
    `shows`: what that person shows them now; null before the person has gone in.
    """

    visitor: Id | None
    shows: Shown | None


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


class CallToTalk(ChangeRequest):
    """Call the next of the own booth's line to a talk of at most so many minutes, or the holder of a ticket before
    others. `reason`: why before others, null for the next.
    """

    place: Id
    ticket: Id | None
    reason: CallReason | None
    minutes: Minutes

    @model_validator(mode="after")
    def _a_reason_for_a_ticket(self) -> Self:
        if (self.ticket is None) != (self.reason is None):
            raise ValueError("to call a certain ticket takes a reason, and the next takes none")
        return self


class CalledToTalk(Wire):
    """The talk that the holder of a ticket is called to. `passed_over`: the numbers before it that could not be
    reached; they keep their place.
    """

    model_config = example({"talk": 912, "ticket": 31, "number": 28, "passed_over": [26]})

    talk: Id
    ticket: Id
    number: int
    passed_over: list[int]


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


class BringIn(ChangeRequest):
    """Bring a colleague of the own company into a talk at the booth."""

    talk: Id
    person: Id


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


class VisitCard(Wire):
    """A talk at a booth as its representatives get it when it is over, or something was written of it. `shows`: what
    the visitor shows them now. `number`: in the line, null for who was not called from it. `host`: the representative.
    Times are fair time.
    """

    talk: Id
    visitor: Named
    shows: Shown
    number: int | None
    host: Named
    starts_at: At
    ended_at: At | None
    outcome: Outcome | None
    next_step: NextStep | None
    note: str
    written_by: Named | None
    written_at: At | None
    thanked_at: At | None


class WriteVisit(ChangeRequest):
    """Write what came of a talk at the own booth; what was written before is replaced. The note is read by the company
    only, and stands in what the visitor is told on asking what is stored.
    """

    talk: Id
    outcome: Outcome | None
    next_step: NextStep | None
    note: Annotated[str, Field(max_length=4 * LONGEST_NOTE)]  # the person's own limit is told with words


class ThankVisitor(ChangeRequest):
    """Write to the visitor of a talk that is over, once. `tell`: say the outcome and the next step along."""

    talk: Id
    text: Annotated[str, Field(min_length=1, max_length=4 * LONGEST_NOTE)]
    tell: bool


class ThanksCard(Wire):
    """What a company wrote to the person after a talk. `outcome`, `next_step`: null where it did not tell."""

    talk: Id
    text: str
    outcome: Outcome | None
    next_step: NextStep | None
    at: At


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
