"""F16: requests sent twice, out of order and to both workers at once. Each happens once, and is answered alike."""

import asyncio
from uuid import uuid4

from tests.cluster import Cluster
from tests.faults.guest import crowd
from tests.faults.invariants import everything_acknowledged_is_there_once, pages_know_what_a_fresh_one_is_told

AMARA = "amara.okafor@example.org"
WORDS = ("one", "two", "three")


async def test_to_both_workers_at_once(two: Cluster, booth: int) -> None:
    async with crowd(two, 4, booth) as guests, two.apart(booth, AMARA, AMARA) as pages:
        requests = [{"id": str(uuid4()), "place": booth, "text": text, "language": "en"} for text in WORDS]
        order = [*requests, *reversed(requests), *requests]
        replies = await asyncio.gather(
            *(pages[number % 2].try_("chat.say", **request) for number, request in enumerate(order))
        )
        answers: dict[str, set[int]] = {}
        for request, reply in zip(order, replies, strict=True):
            if "ok" in reply:
                answers.setdefault(str(request["text"]), set()).add(reply["ok"]["message"])
            else:
                assert reply["error"]["code"] == "rate.exceeded", reply
        assert sorted(map(len, answers.values())) == [1, 1, 1], "one message each, whoever answered"
        assert sorted(await two.said(booth)) == sorted(WORDS)
        await everything_acknowledged_is_there_once(two, guests)
        await pages_know_what_a_fresh_one_is_told(two, guests)


async def test_one_id_with_other_words_is_refused(two: Cluster, booth: int) -> None:
    async with two.somebody() as amara:
        await amara.enter(booth)
        request = {"id": str(uuid4()), "place": booth, "language": "en"}
        await amara.ask("chat.say", text="one", **request)
        refused = await amara.try_("chat.say", text="another", **request)
        assert refused["error"]["code"] == "request.id_reused"
