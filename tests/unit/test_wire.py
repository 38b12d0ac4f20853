"""What every wire type refuses, and how it is written."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from fairserver.account.messages import ShowLink
from fairserver.base.wire_types import ChangeRequest, Wire
from fairserver.chat.messages import MessageCard, Say
from fairserver.invitations.messages import Invite
from fairserver.ops.subjects import REQUESTS, ROUTES
from fairserver.people.messages import EditProfile
from fairserver.presence.messages import Enter
from fairserver.realtime.messages import Follow

SAY = {"id": "5f0c1c3e-0001", "place": 12, "text": "やあ", "language": "ja"}
PROFILE = {
    "id": "5f0c1c3e-0001",
    "name": "Amara",
    "furigana": "",
    "language": "en",
    "zone": "Asia/Tokyo",
    "visible_to_companies": False,
}
INVITE = {
    "id": "5f0c1c3e-0001", "edition": 1, "email": "lin@example.org", "name": "Lin", "language": "ja",
    "role": "participant",
}  # fmt: skip

REFUSED: dict[str, tuple[type[Wire], Any]] = {
    "nothing": (Say, None),
    "a list": (Say, []),
    "a missing field": (Say, {"place": 12}),
    "a field of one's own": (Say, SAY | {"role": "admin"}),
    "no such language": (Say, SAY | {"language": "tlh"}),
    "place 0": (Say, SAY | {"place": 0}),
    "a negative place": (Say, SAY | {"place": -1}),
    "a place beyond a browser's integers": (Say, SAY | {"place": 2**53}),
    "half a place": (Say, SAY | {"place": 1.5}),
    "no number": (Say, SAY | {"place": float("nan")}),
    "an endless text": (Say, SAY | {"text": "a" * 4001}),
    "a lone surrogate": (Say, SAY | {"text": "\ud800"}),
    "a short request id": (Say, SAY | {"id": "1"}),
    "a request id with a path": (Say, SAY | {"id": "../../etc/passwd"}),
    "a place that is a scope": (Enter, {"place": "booth:12"}),
    "a negative seq": (Enter, {"place": 12, "after": {"epoch": "", "seq": -1}}),
    "a long epoch": (Enter, {"place": 12, "after": {"epoch": "a" * 17, "seq": 1}}),
    "a scope with a star": (Follow, {"scope": "person:*"}),
    "a scope with two lines": (Follow, {"scope": "person:7\n"}),
    "no such zone": (EditProfile, PROFILE | {"zone": "Moon/Crater"}),
    "a zone with a path": (EditProfile, PROFILE | {"zone": "../../etc/passwd"}),
    "an organiser by invitation": (Invite, INVITE | {"role": "organiser"}),
    "a short token": (ShowLink, {"token": "short"}),
    "a token with a quote": (ShowLink, {"token": "'" * 30}),
}


@pytest.mark.parametrize(("model", "sent"), REFUSED.values(), ids=REFUSED)
def test_what_the_door_refuses(model: type[Wire], sent: Any) -> None:
    with pytest.raises(ValidationError):
        model.model_validate(sent)


def test_a_message_is_frozen() -> None:
    said = Say.model_validate(SAY)
    with pytest.raises(ValidationError, match="frozen"):
        said.text = "something else"  # type: ignore[misc]


def test_a_time_is_utc_to_the_millisecond() -> None:
    card = MessageCard.model_validate(
        {
            "id": 1,
            "person": {"id": 7, "name": "Amara", "role": "audience"},
            "text": "",
            "language": "en",
            "at": datetime(2024, 2, 17, 4, 0, 0, 123456, tzinfo=UTC),
            "reply_to": None,
            "deleted": True,
        }
    )
    assert card.out()["at"] == "2024-02-17T04:00:00.123+00:00"


@pytest.mark.parametrize("name", REQUESTS)
def test_what_writes_carries_an_id_and_what_does_not_write_carries_none(name: str) -> None:
    row = REQUESTS[name]
    assert issubclass(row.request, ChangeRequest) == (row.does == "write")


@pytest.mark.parametrize("example", [pytest.param(row, id=name) for name, row in REQUESTS.items()])
def test_an_event_understands_its_own_example(example: Any) -> None:
    example.request.model_validate(dict(example.example))


@pytest.mark.parametrize("row", [pytest.param(row, id=f"{row.method} {row.path}") for row in ROUTES])
def test_a_route_understands_its_own_example(row: Any) -> None:
    row.request.model_validate({**row.example, **({row.file: b""} if row.file else {})})
