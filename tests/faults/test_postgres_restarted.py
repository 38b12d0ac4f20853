"""F6: PostgreSQL restarts under chat: a request is refused at once or done, never half, and all goes on by itself."""

import asyncio

from tests.cluster import cluster
from tests.conftest import postgres_database
from tests.faults.returning import returning
from tests.postgres_server import PostgresServer
from tests.redis_server import RedisServer
from tests.waiting import until

BOOTH = 2
PEOPLE, SAYINGS = 6, 6


async def test_acked_words_survive_a_restart_of_the_database(
    postgres_server: PostgresServer, redis_shared: RedisServer, redis_prefix: str
) -> None:
    url = postgres_database(postgres_server.address)
    async with (
        cluster(url, redis_shared.url, redis_prefix) as place,
        place.crowd(PEOPLE) as browsers,
        returning(place, browsers, BOOTH) as people,
    ):

        async def chat(number: int) -> None:
            for each in range(SAYINGS):
                await people[number].say(f"{number}/{each}")

        talking = [asyncio.create_task(chat(number)) for number in range(PEOPLE)]
        await until(lambda: any(person.acked for person in people))
        await asyncio.to_thread(postgres_server.restart)
        back = asyncio.get_running_loop().time()
        await people[0].say("back")
        took = asyncio.get_running_loop().time() - back
        assert took < 5, f"{took:.1f} s after it was back"
        await asyncio.gather(*talking)
        said = await place.said(BOOTH)
        assert sorted(said) == sorted(text for person in people for text in person.acked)
        await until(lambda: all(person.inside.is_set() and person.texts == said for person in people))
        assert not place.web.pids("worker.died"), "no worker died of it"
