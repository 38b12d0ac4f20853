"""A request sent again with its id gets the first answer again and changes nothing."""

import asyncio
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select

from fairserver.chat.tables import Message
from fairserver.delivery.journal import JournalEntry
from tests.running import Running, page, running

BOOTH = 2


def saying(text: str, request_id: str | None = None) -> dict[str, Any]:
    return {"id": request_id or str(uuid4()), "place": BOOTH, "text": text, "language": "en"}


async def counted(fair: Running) -> tuple[int, int]:
    async with fair.app.database.reading() as session:
        messages, events = [
            await session.scalar(select(func.count()).select_from(table)) or 0 for table in (Message, JournalEntry)
        ]
        return messages, events


async def test_an_id_of_another_event_is_refused(fair: Running) -> None:
    async with fair.visitor("participant") as amara:
        request = saying("once")
        await amara.ask("chat.say", **request)
        before = await counted(fair)
        reply = await amara.try_("chat.say", **request | {"text": "something else"})
        assert reply["error"]["code"] == "request.id_reused"
        other = await amara.try_("chat.report", id=request["id"], message=1, reason="rude")
        assert other["error"]["code"] == "request.id_reused"
        assert await counted(fair) == before


async def test_an_id_belongs_to_its_person(fair: Running) -> None:
    async with fair.visitor("participant") as amara, fair.visitor("alumnus") as daniel:
        request = saying("mine")
        assert (await amara.ask("chat.say", **request)) != (await daniel.ask("chat.say", **request))


async def test_a_refused_request_uses_up_no_id(fair: Running) -> None:
    async with fair.visitor("participant") as amara:
        request_id = str(uuid4())
        assert "error" in await amara.try_("chat.say", **saying("\u200b", request_id))
        assert "ok" in await amara.try_("chat.say", **saying("now", request_id))


async def test_a_resend_after_the_right_is_gone_is_refused(fair: Running) -> None:
    async with fair.visitor("participant") as amara, fair.visitor("organiser") as organiser:
        request = saying("once")
        await amara.ask("chat.say", **request)
        own = (await amara.follow(f"person:{amara.person}"))["state"]
        for grant in own["grants"]:
            await organiser.change("grant.withdraw", grant=int(grant))
        assert (await amara.try_("chat.say", **request))["error"]["code"] == "permission.denied"


async def test_two_tabs_at_once(database_url: str) -> None:
    async with running(database_url) as fair, fair.browser("participant") as http:
        async with page(fair, http) as one, page(fair, http) as two:
            request = saying("once")
            replies = await asyncio.gather(*(tab.ask("chat.say", **request) for tab in (one, two) * 3))
            assert len({reply["message"] for reply in replies}) == 1
        assert (await counted(fair))[0] == 1
