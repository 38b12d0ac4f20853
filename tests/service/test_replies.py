"""Being told: replies to me wherever I am, what is written at my booth, and how far I have read."""

from uuid import uuid4

import pytest

from tests.running import Running, Visitor

BOOTH, OTHER_BOOTH, STAGE = 2, 3, 120


def own(visitor: Visitor, name: str) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = visitor.states[f"person:{visitor.person}"][name]
    return found


async def say(visitor: Visitor, text: str, reply_to: int | None = None, place: int = BOOTH) -> int:
    said = await visitor.change("chat.say", place=place, text=text, language="en", reply_to=reply_to)
    return int(said["message"])


async def test_a_reply_finds_whom_it_answers_wherever_they_are(fair: Running) -> None:
    async with fair.visitor("participant") as amara, fair.visitor("representative") as onodera:
        await amara.follow(f"person:{amara.person}")
        await amara.enter(BOOTH)
        await onodera.enter(BOOTH)
        asked = await say(amara, "Is Friday a good day?")
        await amara.enter(STAGE)
        answer = await say(onodera, "Friday is fine.", asked)
        await amara.wait(lambda: str(answer) in own(amara, "replies"))
        reply = own(amara, "replies")[str(answer)]
        assert (reply["text"], reply["place"], reply["kind"]) == ("Friday is fine.", BOOTH, "booth")
        assert await amara.follow(f"person:{amara.person}")  # read afresh, it is there too
        assert str(answer) in own(amara, "replies")
        await amara.change("chat.read", place=BOOTH, message=answer)
        await amara.wait(lambda: not own(amara, "replies"))
        assert own(amara, "marks")[str(BOOTH)]["message"] == answer
        await amara.change("chat.read", place=BOOTH, message=asked)
        await amara.follow(f"person:{amara.person}")
        assert own(amara, "marks")[str(BOOTH)]["message"] == answer, "a mark never goes back"


async def test_an_answer_to_oneself_is_no_news(fair: Running) -> None:
    async with fair.visitor("participant") as amara:
        await amara.follow(f"person:{amara.person}")
        await amara.enter(BOOTH)
        first = await say(amara, "Hello?")
        await say(amara, "I mean: good afternoon.", first)
        await amara.follow(f"person:{amara.person}")
        assert own(amara, "replies") == {}


async def test_a_reply_that_is_deleted_is_taken_back(fair: Running) -> None:
    async with fair.visitor("participant") as amara, fair.visitor("participant2") as chen:
        await amara.follow(f"person:{amara.person}")
        await amara.enter(BOOTH)
        await chen.enter(BOOTH)
        answer = await say(chen, "That was rude.", await say(amara, "Hi"))
        await amara.wait(lambda: str(answer) in own(amara, "replies"))
        await chen.change("chat.delete", message=answer)
        await amara.wait(lambda: not own(amara, "replies"))


@pytest.mark.parametrize("place", [BOOTH, OTHER_BOOTH])
async def test_only_a_message_that_is_there_can_be_answered(fair: Running, place: int) -> None:
    async with fair.visitor("participant") as amara, fair.visitor("participant2") as chen:
        await amara.enter(BOOTH)
        await chen.enter(place)
        asked = await say(amara, "Hi")
        if place == BOOTH:
            await amara.change("chat.delete", message=asked)
        for reply_to in (asked, 999_999):
            refused = await chen.try_(
                "chat.say", id=str(uuid4()), place=place, text="?", language="en", reply_to=reply_to
            )
            assert refused["error"]["code"] == "message.unknown"


async def test_a_company_reads_its_booth_from_anywhere_and_nobody_else_does(fair: Running) -> None:
    async with fair.visitor("participant") as amara, fair.visitor("representative") as onodera:
        await onodera.enter(STAGE)
        await onodera.follow(f"booth:{BOOTH}/desk")
        await amara.enter(BOOTH)
        asked = await say(amara, "Is anybody here?")
        await onodera.wait(lambda: str(asked) in onodera.states[f"booth:{BOOTH}/desk"]["messages"])
        await amara.change("chat.delete", message=asked)
        await onodera.wait(lambda: onodera.states[f"booth:{BOOTH}/desk"]["messages"][str(asked)]["deleted"])
        for somebody, scope in ((amara, f"booth:{BOOTH}/desk"), (onodera, f"booth:{OTHER_BOOTH}/desk")):
            refused = await somebody.try_("scope.follow", scope=scope)
            assert refused["error"]["code"] == "permission.denied"
        assert onodera.start["booths"] == [BOOTH]
        assert amara.start["booths"] == []


async def test_nobody_marks_what_they_may_not_read(fair: Running) -> None:
    async with fair.visitor("participant2") as chen:
        refused = await chen.try_("chat.read", id=str(uuid4()), place=123, message=1)
        assert refused["error"]["code"] == "permission.denied"
        for place in (1, BOOTH):
            assert (await chen.change("chat.read", place=place, message=1)) == {}
