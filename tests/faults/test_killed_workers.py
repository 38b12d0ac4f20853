"""F1: kill -9 a worker under clients with chat running; and between commit and publish."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

from tests.cluster import Cluster, Process, cluster, cluster_settings, hears, settings_from
from tests.conftest import postgres_database
from tests.faults.dying import LAST_WORDS
from tests.faults.returning import AWAY, Returning, returning
from tests.redis_server import RedisServer
from tests.running import free_port
from tests.soak import SOAK
from tests.waiting import until

BOOTH = 2
PEOPLE, SAYINGS = (200, 20) if SOAK else (16, 5)


async def chat(person: Returning, number: int) -> None:
    for each in range(SAYINGS):
        await person.say(f"{number}/{each}")


async def test_acked_words_survive_once_and_in_order_and_counts_are_right(
    postgres: str, redis_shared: RedisServer, redis_prefix: str
) -> None:
    async with (
        cluster(postgres_database(postgres), redis_shared.url, redis_prefix) as place,
        place.crowd(PEOPLE) as browsers,
        returning(place, browsers, BOOTH) as people,
    ):
        talking = [asyncio.create_task(chat(person, number)) for number, person in enumerate(people)]
        await until(lambda: sum(len(person.acked) for person in people) > PEOPLE)
        os.kill(place.workers[0], signal.SIGKILL)
        await asyncio.gather(*talking)
        said = await place.said(BOOTH)
        assert sorted(said) == sorted(text for person in people for text in person.acked)
        for number in range(PEOPLE):
            own = [text for text in said if text.startswith(f"{number}/")]
            assert own == [f"{number}/{each}" for each in range(SAYINGS)]
        await until(lambda: all(person.inside.is_set() and person.texts == said[-100:] for person in people))
        await until(lambda: all(person.count == PEOPLE for person in people), within=5)
        await until(lambda: len(place.workers) == 2)


async def test_a_killed_workers_people_leave_the_count_within_its_lease(
    postgres: str, redis_shared: RedisServer, redis_prefix: str
) -> None:
    addresses = ("amara.okafor@example.org", "chen.yiting@example.org")
    async with (
        cluster(postgres_database(postgres), redis_shared.url, redis_prefix) as place,
        place.apart(BOOTH, *addresses) as (amara, chen),
    ):
        await place.settled(amara, BOOTH, 2)
        os.kill(place.workers[0], signal.SIGKILL)
        await until(lambda: ("gone", None) in [*amara.told, *chen.told])
        left = chen if ("gone", None) in amara.told else amara
        told = len(left.told)
        began = asyncio.get_running_loop().time()
        await left.wait(lambda: [data for name, data in left.told[told:] if name == "here" and data["count"] == 1], 5)
        assert asyncio.get_running_loop().time() - began < 4


@asynccontextmanager
async def dying(place: Cluster, control: int) -> AsyncIterator[Cluster]:
    """A worker of the same fair at an address of its own."""
    known = place.settings
    environment = cluster_settings(known.database_url, known.redis_url, known.redis_prefix, free_port(), control)
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.faults.dying", env={**os.environ, **environment},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    running = Process(process)
    try:
        await until(lambda: b"ready\n" in running.said or process.returncode is not None)
        yield Cluster(int(environment["FAIR_PORT"]), settings_from(environment), running)
    finally:
        if process.returncode is None:
            process.kill()
        await running.ended()


async def test_between_commit_and_publish_everyone_has_it_and_the_resend_is_harmless(
    postgres: str, redis_shared: RedisServer, redis_prefix: str
) -> None:
    async with (
        cluster(postgres_database(postgres), redis_shared.url, redis_prefix, 1) as place,
        dying(place, free_port()) as doomed,
        place.person("amara.okafor@example.org") as amara,
        doomed.person("chen.yiting@example.org") as chen,
    ):
        for visitor in (amara, chen):
            await visitor.enter(BOOTH)
        request = {"id": str(uuid4()), "place": BOOTH, "text": LAST_WORDS, "language": "ja"}
        try:
            await chen.client.call("chat.say", request, timeout=1)
        except AWAY:
            assert await doomed.web.ended() == -signal.SIGKILL
        await hears(amara, LAST_WORDS, within=3.5)
        async with place.person("chen.yiting@example.org") as again:
            await again.enter(BOOTH)
            await again.ask("chat.say", **request)
        assert await place.said(BOOTH) == [LAST_WORDS]
