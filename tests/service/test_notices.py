"""Notices: to everybody, a role or a place; over in their time or withdrawn; nothing half-sent."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from tests.running import Running, Visitor

EDITION, BOOTH, STAGE = 1, 2, 120
SCOPE = f"edition:{EDITION}/notices"
TEXT = {"ja": "17時に閉場します。", "en": "We close at 17:00."}


def shown(visitor: Visitor) -> dict[str, Any]:
    return dict(visitor.states[SCOPE]["notices"])


def notice(**other: Any) -> dict[str, Any]:
    return {"edition": EDITION, "place": None, "role": None, "text": TEXT, "minutes": 60} | other


async def test_it_reaches_everybody_once_and_leaves_when_it_is_withdrawn(fair: Running) -> None:
    async with fair.visitor("organiser") as sato, fair.visitor("participant") as amara:
        await amara.follow(SCOPE)
        again = str(uuid4())
        first, second = [await sato.ask("notice.send", id=again, **notice()) for _ in range(2)]
        assert first == second, "pressed twice, sent once"
        await amara.wait(lambda: list(shown(amara)) == [str(first["notice"])])
        assert shown(amara)[str(first["notice"])]["text"] == TEXT
        for _ in range(2):
            await sato.change("notice.withdraw", notice=first["notice"])
        await amara.wait(lambda: not shown(amara))


async def test_who_comes_later_is_not_told_what_is_over(fair: Running) -> None:
    async with fair.visitor("organiser") as sato, fair.visitor("participant") as amara:
        for minutes in (5, 60, None):
            await sato.change("notice.send", **notice(minutes=minutes))
        fair.app.clocks.offset += timedelta(minutes=6)
        await amara.follow(SCOPE)
        assert len(shown(amara)) == 2


async def test_a_moderator_tells_one_place_at_a_time(fair: Running) -> None:
    async with fair.visitor("moderator") as mori:
        sent = await mori.change("notice.send", **notice(place=STAGE))
        await mori.change("notice.withdraw", notice=sent["notice"])
        for wide in (notice(), notice(role="participant")):
            refused = await mori.try_("notice.send", id=str(uuid4()), **wide)
            assert refused["error"]["code"] == "permission.denied"


@pytest.mark.parametrize("role", ["participant", "alumnus", "representative", "operator"])
async def test_nobody_else_sends_or_withdraws(fair: Running, role: str) -> None:
    async with fair.visitor("organiser") as sato, fair.visitor(role) as somebody:
        sent = await sato.change("notice.send", **notice(place=BOOTH))
        for name, request in (("notice.send", notice(place=BOOTH)), ("notice.withdraw", {"notice": sent["notice"]})):
            refused = await somebody.try_(name, id=str(uuid4()), **request)
            assert refused["error"]["code"] == "permission.denied"


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (notice(text={"ja": "", "en": "We close."}), "text.empty"),
        (notice(text={"ja": "閉", "en": "\u200b \n"}), "text.empty"),
        (notice(text={"ja": "あ" * 301, "en": "We close."}), "text.too_long"),
        (notice(place=9999), "place.unknown"),
        (notice(edition=9999), "edition.unknown"),
        (notice(role="king"), "request.malformed"),
        (notice(minutes=1), "request.malformed"),
    ],
)
async def test_what_cannot_be_sent_is_refused_whole(fair: Running, request_: dict[str, Any], code: str) -> None:
    async with fair.visitor("organiser") as sato:
        await sato.follow(SCOPE)
        refused = await sato.try_("notice.send", id=str(uuid4()), **request_)
        assert refused["error"]["code"] == code
        assert shown(sato) == {}


async def test_a_place_that_is_deleted_takes_its_notices_with_it(fair: Running) -> None:
    async with fair.visitor("organiser") as sato:
        await sato.follow(SCOPE)
        stage = await sato.change(
            "place.save", edition=EDITION, place=None, version=None, kind="stage", name=TEXT, venue=1
        )
        await sato.change("notice.send", **notice(place=stage["id"]))
        await sato.wait(lambda: len(shown(sato)) == 1)
        await sato.change("place.delete", edition=EDITION, thing=stage["id"], version=stage["version"])
        await sato.wait(lambda: not shown(sato))
