"""Tests that both implementations of presence pass, and those of presence over several workers."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from fairserver.presence.count_cache import CountCache
from fairserver.presence.local_presence import PeopleInPlace
from fairserver.presence.redis_store import RedisPresence, Timing
from fairserver.presence.store import MemoryPresence, Presence
from fairserver.redis.connection import RedisConnection, cancel_and_wait
from tests.waiting import until

QUICK = Timing(batch=0.002, beat=0.1, lease=30, tick=0.02)  # a lease that no busy machine outlasts
MORTAL = Timing(batch=0.002, beat=0.1, lease=0.6, tick=0.02)
HALL, BOOTH, OTHER = "edition:5", "edition:5/booth:12", "edition:5/booth:13"

MakePresence = Callable[[], Presence]


class Screen:
    """The counts as a page would show them, from the updates alone."""

    def __init__(self) -> None:
        self.versions: list[int] = []
        self.counts: dict[str, int] = {}
        self.lowest: dict[str, int] = {}
        self.updates: list[dict[str, int]] = []

    def update(self, version: int, counts: dict[str, int]) -> None:
        self.versions.append(version)
        self.updates.append(counts)
        self.counts |= counts
        for path, count in counts.items():
            self.lowest[path] = min(count, self.lowest.get(path, count))


@pytest.fixture(params=["memory", "redis"])
def make(request: pytest.FixtureRequest) -> MakePresence:
    if request.param == "memory":
        return MemoryPresence
    link = request.getfixturevalue("link")
    return lambda: RedisPresence(link, QUICK)


@asynccontextmanager
async def shown(presence: Presence) -> AsyncIterator[Screen]:
    screen = Screen()
    await presence.start(screen.update)
    try:
        yield screen
    finally:
        await presence.stop()


def settled(screen: Screen, **expected: int) -> Callable[[], bool]:
    return lambda: {path: count for path, count in screen.counts.items() if count} == expected


# ---- every presence


async def test_being_at_a_booth_is_being_in_its_hall(make: MakePresence) -> None:
    presence = make()
    async with shown(presence) as screen:
        presence.join(BOOTH, 1, "a", counted=True)
        presence.join(HALL, 2, "b", counted=True)
        await until(settled(screen, **{HALL: 2, BOOTH: 1}))
        assert await presence.counts(HALL) == {HALL: 2, BOOTH: 1}
        assert await presence.counts(BOOTH) == {BOOTH: 1}
        assert presence.paths_of(1) == {HALL, BOOTH}


async def test_three_tabs_are_one_person_until_the_last_is_closed(make: MakePresence) -> None:
    presence = make()
    async with shown(presence) as screen:
        for tab in "abc":
            presence.join(BOOTH, 1, tab, counted=True)
            presence.join(BOOTH, 1, tab, counted=True)
        presence.join(BOOTH, 2, "d", counted=True)
        presence.leave(BOOTH, 2, "d")
        presence.leave(BOOTH, 1, "a")
        presence.leave(BOOTH, 1, "a")
        presence.leave(BOOTH, 1, "b")
        await until(settled(screen, **{HALL: 1, BOOTH: 1}))
        presence.leave(BOOTH, 1, "c")
        await until(settled(screen))
        assert await presence.counts(HALL) == {}


async def test_walking_to_the_next_booth_keeps_one_in_the_hall(make: MakePresence) -> None:
    presence = make()
    async with shown(presence) as screen:
        presence.join(BOOTH, 1, "a", counted=True)
        await until(settled(screen, **{HALL: 1, BOOTH: 1}))
        presence.leave(BOOTH, 1, "a")
        presence.join(OTHER, 1, "a", counted=True)
        await until(settled(screen, **{HALL: 1, OTHER: 1}))
        assert screen.lowest[HALL] == 1


async def test_representatives_are_there_and_not_counted(make: MakePresence) -> None:
    presence = make()
    async with shown(presence) as screen:
        presence.join(BOOTH, 1, "a", counted=False)
        presence.join(BOOTH, 2, "b", counted=True)
        await until(settled(screen, **{HALL: 1, BOOTH: 1}))
        inside = await presence.people_in(BOOTH)
        assert (inside.counted, inside.others) == ([2], [1])
        presence.join(OTHER, 1, "c", counted=True)  # a visitor elsewhere: counted in the hall from now on
        await until(settled(screen, **{HALL: 2, BOOTH: 1, OTHER: 1}))
        inside = await presence.people_in(HALL)
        assert (sorted(inside.counted), inside.others) == ([1, 2], [])
        presence.leave(OTHER, 1, "c")
        await until(settled(screen, **{HALL: 1, BOOTH: 1}))


async def test_versions_only_grow(make: MakePresence) -> None:
    presence = make()
    async with shown(presence) as screen:
        for person in range(1, 6):
            presence.join(BOOTH, person, "a", counted=True)
            await until(settled(screen, **{HALL: person, BOOTH: person}))
        assert screen.versions == sorted(set(screen.versions))


async def test_a_touched_path_is_announced_though_nobody_moved(make: MakePresence) -> None:
    presence = make()
    async with shown(presence) as screen:
        presence.join(BOOTH, 1, "a", counted=True)
        await until(settled(screen, **{HALL: 1, BOOTH: 1}))
        before = len(screen.updates)
        presence.touch(BOOTH)
        await until(lambda: {BOOTH: 1} in screen.updates[before:])


async def test_a_crowd_is_announced_in_few_messages(make: MakePresence) -> None:
    presence = make()
    async with shown(presence) as screen:
        for person in range(1, 2001):
            presence.join(f"edition:5/booth:{person % 40 + 1}", person, "a", counted=True)
        await until(lambda: screen.counts.get(HALL) == 2000)
        await until(lambda: sum(screen.counts.values()) == 4000)
        assert len(screen.updates) < 200, "a tenth of the people, however slowly they come"


# ---- over several processes


@asynccontextmanager
async def workers(
    link: RedisConnection, count: int = 2, timing: Timing = QUICK
) -> AsyncIterator[list[tuple[RedisPresence, Screen]]]:
    found = [(RedisPresence(link, timing), Screen()) for _ in range(count)]
    for presence, screen in found:
        await presence.start(screen.update)
    try:
        yield found
    finally:
        for presence, _screen in found:
            await presence.stop()


async def forget(link: RedisConnection) -> None:
    """Delete all keys of this fair at once, as a restart of Redis does."""
    script = "for _, key in ipairs(redis.call('KEYS', ARGV[1])) do redis.call('DEL', key) end"
    await link.redis.eval(script, 0, link.key("*"))


async def die(presence: RedisPresence) -> None:
    """End as after kill -9: Redis is told nothing."""
    await cancel_and_wait(*presence._tasks)
    await presence._subscriber.stop()
    presence._process = ""


async def test_one_person_on_two_workers_is_one_and_everybody_is_listed(link: RedisConnection) -> None:
    async with workers(link) as [(a, on_a), (b, on_b)]:
        a.join(BOOTH, 1, "a", counted=True)
        b.join(BOOTH, 1, "b", counted=True)
        b.join(BOOTH, 2, "c", counted=True)
        b.join(BOOTH, 3, "d", counted=False)
        for screen in (on_a, on_b):
            await until(settled(screen, **{HALL: 2, BOOTH: 2}))
        inside = await a.people_in(BOOTH)
        assert (sorted(inside.counted), inside.others) == ([1, 2], [3])
        b.leave(BOOTH, 1, "b")
        b.leave(BOOTH, 2, "c")
        for screen in (on_a, on_b):
            await until(settled(screen, **{HALL: 1, BOOTH: 1}))
        assert (await a.people_in(BOOTH)).counted == [1]


async def test_a_worker_that_starts_later_knows_the_counts(link: RedisConnection) -> None:
    async with workers(link) as [(a, _on_a), (_b, on_b)]:
        a.join(BOOTH, 1, "a", counted=True)
        await until(settled(on_b, **{HALL: 1, BOOTH: 1}))
        async with workers(link, 1) as [(late, on_late)]:
            await until(settled(on_late, **{HALL: 1, BOOTH: 1}))
            assert await late.counts(HALL) == {HALL: 1, BOOTH: 1}


async def test_people_read_before_an_announcement_do_not_stay(
    link: RedisConnection, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The reply of Redis to one page's question comes after the reply to a question that was asked later."""
    async with workers(link) as [(a, on_a), (b, _on_b)]:
        b.join(OTHER, 2, "c", counted=True)
        await until(settled(on_a, **{HALL: 1, OTHER: 1}))  # both have reported to Redis
        read, begun, held = a._read, asyncio.Event(), asyncio.Event()

        async def delayed(path: str) -> PeopleInPlace:
            monkeypatch.setattr(a, "_read", read)
            try:
                found = await read(path)
            finally:
                begun.set()
            await held.wait()
            return found

        monkeypatch.setattr(a, "_read", delayed)
        early = asyncio.create_task(a.people_in(BOOTH))
        await begun.wait()
        b.join(BOOTH, 1, "b", counted=True)
        await until(settled(on_a, **{HALL: 2, OTHER: 1, BOOTH: 1}))
        later = asyncio.create_task(a.people_in(BOOTH))
        for _ in range(5):
            await link.redis.ping()  # as long as `later` takes, if nothing keeps it
        held.set()
        await early
        assert (await later).counted == (await a.people_in(BOOTH)).counted == [1]


async def test_counts_read_before_an_announcement_do_not_replace_it(link: RedisConnection) -> None:
    await link.redis.mset({link.key("epoch"): "e", link.key("version"): 5})
    await link.redis.hset(link.key("counts"), BOOTH, 57)
    cache = CountCache(link)
    assert await cache.reload() == {BOOTH: 57}
    assert cache.apply("e", 6, 5, {BOOTH: 60}) == {BOOTH: 60}  # Redis' reply of version 5 is still on its way
    assert await cache.reload() == {}
    assert (cache.counts, cache.outdated) == ({BOOTH: 60}, True)


async def test_a_killed_workers_people_are_gone_after_the_lease(link: RedisConnection) -> None:
    async with workers(link, timing=MORTAL) as [(a, _on_a), (b, on_b)]:
        for person in range(1, 1201):  # more than one call takes out
            a.join(BOOTH, person, "a", counted=True)
        b.join(BOOTH, 1, "b", counted=True)
        b.join(OTHER, 2000, "b", counted=True)
        await until(settled(on_b, **{HALL: 1201, BOOTH: 1200, OTHER: 1}))
        await die(a)
        await until(settled(on_b, **{HALL: 2, BOOTH: 1, OTHER: 1}), within=2)


async def test_a_worker_that_stops_in_good_order_is_gone_at_once(link: RedisConnection) -> None:
    async with workers(link) as [(a, _on_a), (_b, on_b)]:
        a.join(BOOTH, 1, "a", counted=True)
        await until(settled(on_b, **{HALL: 1, BOOTH: 1}))
        await a.stop()
        await until(settled(on_b), within=2)


async def test_a_worker_taken_for_dead_comes_back_whole(link: RedisConnection) -> None:
    async with workers(link) as [(a, _on_a), (_b, on_b)]:
        for person in range(1, 1001):
            a.join(BOOTH, person, "a", counted=True)
        await until(settled(on_b, **{HALL: 1000, BOOTH: 1000}))
        await link.redis.zadd(link.key("leases"), {a._process: 1})
        await until(lambda: on_b.lowest[BOOTH] < 1000)
        await until(settled(on_b, **{HALL: 1000, BOOTH: 1000}), within=2)


async def test_redis_loses_its_memory_and_no_screen_shows_it(link: RedisConnection) -> None:
    async with workers(link) as [(a, on_a), (b, on_b)]:
        for person in range(1, 1201):
            a.join(BOOTH, person, "a", counted=True)
            b.join(OTHER, person + 600, "b", counted=True)
        b.join("edition:5/booth:14", 9000, "b", counted=True)
        for screen in (on_a, on_b):
            await until(settled(screen, **{HALL: 1801, BOOTH: 1200, OTHER: 1200, "edition:5/booth:14": 1}))
            screen.lowest.clear()
        await until(lambda: len(a._workers) == len(b._workers) == 2)
        await forget(link)
        b.leave("edition:5/booth:14", 9000, "b")
        for screen in (on_a, on_b):
            await until(settled(screen, **{HALL: 1800, BOOTH: 1200, OTHER: 1200}))
            assert (screen.lowest[HALL], screen.lowest.get(BOOTH, 1200)) == (1800, 1200)
            assert screen.versions == sorted(set(screen.versions))


async def test_who_is_here_does_not_shrink_while_a_worker_is_awaited(link: RedisConnection) -> None:
    """Redis came back empty; this worker is subscribed but has not reported yet, nor has the other one."""
    async with workers(link, timing=Timing(batch=0.002, beat=0.5, lease=5, tick=0.02)) as [(a, on_a), (b, _on_b)]:
        a.join(BOOTH, 1, "a", counted=True)
        b.join(BOOTH, 2, "b", counted=True)
        await until(settled(on_a, **{HALL: 2, BOOTH: 2}))
        await until(lambda: len(a._workers) == 2)
        assert sorted((await a.people_in(BOOTH)).counted) == [1, 2]
        await cancel_and_wait(*b._tasks)
        on_a.lowest.clear()
        before = a._process
        await forget(link)
        await a._catch_up()
        await until(lambda: a._process not in ("", before))
        assert sorted((await a.people_in(BOOTH)).counted) == [1, 2]
        assert on_a.lowest.get(BOOTH, 2) == 2


async def test_a_call_stuck_in_a_dead_connection_comes_too_late(link: RedisConnection) -> None:
    async with workers(link) as [(a, on_a), (_b, _on_b)]:
        a.join(BOOTH, 1, "a", counted=True)
        await until(settled(on_a, **{HALL: 1, BOOTH: 1}))
        a.join(BOOTH, 3, "a", counted=True)
        await until(settled(on_a, **{HALL: 2, BOOTH: 2}))
        late: list[str | int] = [a._process, 1, 600, f'[["+{BOOTH}",[2],[]]]', "[]"]
        assert await a._apply(keys=[link.prefix], args=late) == [b"ok"]
        assert await link.redis.hlen(link.key(f"at:+{BOOTH}")) == 2


async def test_nothing_is_left_in_redis_when_everybody_has_gone(link: RedisConnection) -> None:
    async with workers(link) as [(a, on_a), (b, _on_b)]:
        for person in range(1, 101):
            a.join(BOOTH, person, "a", counted=person % 2 == 0)
            b.join(BOOTH, person, "b", counted=True)
        await until(settled(on_a, **{HALL: 100, BOOTH: 100}))
        for person in range(1, 101):
            a.leave(BOOTH, person, "a")
            b.leave(BOOTH, person, "b")
        await until(settled(on_a))  # A knew of them: for B, who heard nothing yet, nobody was ever there

        async def nothing_left() -> bool:
            keys = {key.decode().removeprefix(f"{link.prefix}:") async for key in link.redis.scan_iter(link.key("*"))}
            return not [key for key in keys if key.startswith(("at:", "of:", "counts"))]

        await until(nothing_left)  # who was not counted is gone a moment later
