"""F1 for a talk: its two people are at two workers, and one of these is killed."""

import os
import signal
from functools import partial
from typing import Any

from tests.cluster import Cluster
from tests.running import Visitor
from tests.talks import open_talk
from tests.waiting import until

HALL = 1
AMARA, CHEN, MODERATOR = "amara.okafor@example.org", "chen.yiting@example.org", "mori@organiser.example"


def where(visitor: Visitor, talk: int) -> set[Any]:
    people = visitor.states[f"person:{visitor.person}"]["talks"][str(talk)]["people"]
    return {person["where"] for person in people}


async def test_a_talk_outlives_the_worker_of_one_of_its_people(two: Cluster) -> None:
    async with two.person(AMARA) as amara, two.person(CHEN) as chen, two.person(MODERATOR) as moderator:
        talk = await open_talk(moderator, amara.person, chen.person, place=HALL)
    async with two.apart(talk, AMARA, CHEN) as (amara, chen):
        await chen.follow(f"person:{chen.person}")
        await chen.wait(lambda: where(chen, talk) == {"inside"})
        await amara.change("chat.say", place=talk, text="Can you hear me?", language="en")
        await chen.wait(lambda: chen.states[f"talk:{talk}"]["messages"])
        killed = two.workers[0]
        os.kill(killed, signal.SIGKILL)
        async with two.person(AMARA) as again:
            await again.enter(talk)
            await again.change("chat.say", place=talk, text="I am back.", language="en")
            await chen.wait(lambda: len(chen.states[f"talk:{talk}"]["messages"]) == 2)
            assert where(chen, talk) == {"inside"}, "she came back before anybody could miss her"
            async with two.person(MODERATOR) as moderator:
                await moderator.change("talk.end", talk=talk)
            for visitor in (again, chen):
                await visitor.next_("out", partial(is_over, f"talk:{talk}"))
    await until(lambda: killed not in two.workers and len(two.workers) == 2)


def is_over(scope: str, out: dict[str, Any]) -> bool:
    return (out["scope"], out["code"]) == (scope, "talk.over")
