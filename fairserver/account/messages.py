"""Wire types of sign-in, of the start of a page, and of a person's own scope."""

from typing import Annotated, Literal

from pydantic import Field

from fairserver.base.wire_types import Id, Language, Wire, example
from fairserver.calendars.messages import FeedCard, PickCard
from fairserver.chat.messages import MarkCard, OwnMute, ReplyCard
from fairserver.consents.messages import ConsentCard
from fairserver.cvs.messages import CvCard
from fairserver.favourites.messages import FavouriteCard
from fairserver.invitations.rules import AGAIN_SECONDS
from fairserver.people.messages import Address, BlockCard, GrantCard, LoginCard, Profile, Token
from fairserver.queues.messages import TicketCard
from fairserver.registrations.messages import BackgroundCard, RegistrationCard
from fairserver.talks.messages import ContactCard, NoteCard, TalkCard, ThanksCard


class Start(Wire):
    """What a page needs before it draws: who is signed in, which edition is on, and what time it is at the fair.

    `roles`: in this edition or in the organisation. `booths`: those of the companies that the person represents in it.
    `hall`: the edition's hall as a place. `zone`: the edition's.
    `offset_ms`: fair time less wall time, in milliseconds.
    """

    model_config = example(
        {
            "person": {
                "id": 7, "name": "Amara Okafor", "furigana": "アマラ・オカフォー", "language": "en",
                "zone": "Asia/Tokyo", "visible_to_companies": False, "languages": ["en", "ja"],
            },
            "login": 3, "roles": ["participant"], "booths": [], "edition": 1, "hall": 1, "zone": "Asia/Tokyo",
            "offset_ms": 0, "demo": False, "organisers_address": "season@fair.example",
        }
    )  # fmt: skip

    person: Profile | None
    login: int | None
    roles: list[str]
    booths: list[Id]
    edition: int | None
    hall: int | None
    zone: str | None
    offset_ms: int
    demo: bool
    organisers_address: str


class AskLink(Wire):
    """Ask for a sign-in link by mail."""

    email: Address
    language: Language


class LinkAsked(Wire):
    """The mail is on its way, if the address is known. `again_in`: seconds before another may be asked for."""

    model_config = example({"again_in": AGAIN_SECONDS})

    again_in: int


class EnterCode(Wire):
    """The six digits of a sign-in mail, typed in the browser that asked for it."""

    code: Annotated[str, Field(max_length=20)]


class ShowLink(Wire):
    """The token of a link."""

    token: Token


class LinkShown(Wire):
    """The kind of a link, and the name of the person whom it signs in."""

    model_config = example({"kind": "sign-in", "name": "Amara Okafor"})

    kind: Literal["sign-in", "invitation", "persona"]
    name: str


class PersonState(Wire):
    """What a person's own scope `person:{}` holds.

    `registrations` is keyed by edition, `picks` by session, `mutes`, `marks`, `favourites` and `consents` by place,
    `replies` by message, `talk_notes` and `thanks` by talk, `contacts` by "talk:person", `blocks` and `cv` by
    person, the others by id.
    """

    me: dict[str, Profile]
    logins: dict[str, LoginCard]
    grants: dict[str, GrantCard]
    mutes: dict[str, OwnMute]
    marks: dict[str, MarkCard]
    replies: dict[str, ReplyCard]
    background: dict[str, BackgroundCard]
    registrations: dict[str, RegistrationCard]
    picks: dict[str, PickCard]
    feeds: dict[str, FeedCard]
    talks: dict[str, TalkCard]
    talk_notes: dict[str, NoteCard]
    contacts: dict[str, ContactCard]
    thanks: dict[str, ThanksCard]
    blocks: dict[str, BlockCard]
    favourites: dict[str, FavouriteCard]
    tickets: dict[str, TicketCard]
    consents: dict[str, ConsentCard]
    cv: dict[str, CvCard]
