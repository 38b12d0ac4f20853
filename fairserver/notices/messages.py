"""Wire types of notices."""

from typing import Annotated, Literal

from pydantic import Field

from fairserver.base.wire_types import At, Bilingual, ChangeRequest, Id, Wire, example

LONGEST = 300  # characters of a notice in one language
Minutes = Annotated[int, Field(ge=5, le=7 * 24 * 60)]
NoticeRole = Literal["participant", "alumnus", "representative", "speaker", "operator", "moderator"]


class SendNotice(ChangeRequest):
    """Tell everybody in an edition, or only those with a role in it, or those in a place. `minutes`: how long it is
    shown (fair time); null: until it is withdrawn.
    """

    edition: Id
    place: Id | None
    role: NoticeRole | None
    text: Bilingual
    minutes: Minutes | None


class NoticeSent(Wire):
    """The id of the new notice."""

    model_config = example({"notice": 4})

    notice: Id


class WithdrawNotice(ChangeRequest):
    """Take a notice back; twice is as once."""

    notice: Id


class NoticeCard(Wire):
    """A notice. `place`, `role`: whom it is for; both null for everybody."""

    id: Id
    place: Id | None
    role: NoticeRole | None
    text: Bilingual
    at: At
    until: At | None


class NoticesState(Wire):
    """What the scope `edition:{}/notices` holds, by id."""

    notices: dict[str, NoticeCard]
