"""Presence over several workers, in Redis. How its keys are laid out stands in `people.lua`.

Each worker reports when a person's first connection in a place opens and when the last one closes, and renews a lease.
The people of a worker whose lease ran out are removed. When Redis lost its memory, every worker reports all its people
again, and counts are announced only after that. The last announced counts are cached in each worker, so pages keep
them while Redis is unavailable.
"""

import asyncio
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import structlog
from redis.exceptions import ConnectionError as BrokenConnection

from fairserver.presence.count_cache import CountCache
from fairserver.presence.local_presence import LocalPresence, PeopleInPlace
from fairserver.presence.store import COALESCE_SECONDS, OnUpdate
from fairserver.programmes.place_names import enclosing, lies_in
from fairserver.redis.connection import REDIS_ERRORS, RedisConnection, cancel_and_wait, run_forever
from fairserver.redis.subscriber import RedisSubscriber

CHUNK = 500  # people in one call of a script: Redis serves nobody else while a script runs

CHANNEL = "presence"
MARKS = "+-"  # as `LocalPresence.marks` returns them: counted, not counted

log = structlog.get_logger()


@dataclass(frozen=True)
class Timing:
    """In seconds. The people of a killed worker are removed after `lease` and one `tick`.

    `batch`: how long changes are collected before they are reported. `beat`: how often the lease is renewed.
    `tick`: how often changed counts are announced.
    """

    batch: float = 0.05
    beat: float = 1.0
    lease: float = 3.0
    tick: float = COALESCE_SECONDS


class PresenceIncomplete(Exception):
    """Redis lost its memory, and not all workers have reported their people again."""


PersonInPath = tuple[str, int]
# As apply.lua takes them: [(<mark><path>, people who came, people who left), …]
Transitions = list[tuple[str, list[int], list[int]]]


def script(name: str) -> str:
    """The text of a Lua script of this folder, with the functions that all of them share."""
    folder = Path(__file__).parent
    return (folder / "people.lua").read_text() + (folder / name).read_text()


class RedisPresence:
    """This worker's part of the presence of all workers."""

    def __init__(self, redis_connection: RedisConnection, timing: Timing = Timing()) -> None:
        self._redis_connection = redis_connection
        self._timing = timing
        self._apply, self._assert, self._tick = (
            redis_connection.redis.register_script(script(name)) for name in ("apply.lua", "assert.lua", "tick.lua")
        )
        self._worker = secrets.token_hex(6)
        self._assertions = 0  # how often this worker has reported all its people
        self._process = ""  # this worker's name in Redis, "<worker>.<assertions>"; empty until it has reported all
        self._calls = 0
        self._workers: set[str] = set()  # every worker with a lease, as last heard from Redis
        self._local = LocalPresence()
        self._pending: set[PersonInPath] = set()  # may have changed since they were reported
        self._reported: dict[PersonInPath, str] = {}  # the marks that Redis has; "?" when that is uncertain
        self._touched: set[str] = set()
        self._work = asyncio.Event()
        self._cache = CountCache(redis_connection)
        self._on_update: OnUpdate = lambda _version, _counts: None
        self._subscriber = RedisSubscriber(redis_connection, self._receive, self._catch_up)
        self._tasks: list[asyncio.Task[None]] = []
        self.version = 0
        self._people: dict[str, PeopleInPlace] = {}  # people of all processes, as last read from Redis
        self._stale: set[str] = set()  # paths that were announced since they were read
        self._reading: dict[str, asyncio.Lock] = {}

    async def start(self, on_update: OnUpdate) -> None:
        self._on_update = on_update
        await self._subscriber.start()
        await self._subscriber.subscribe(CHANNEL)
        self._tasks = [
            asyncio.create_task(run_forever("presence", self._report), name="presence"),
            asyncio.create_task(run_forever("tick", self._ticks), name="presence tick"),
        ]

    async def stop(self) -> None:
        await cancel_and_wait(*self._tasks)
        await self._subscriber.stop()
        await self._retire()

    # ---- what this process knows

    def join(self, path: str, person: int, connection: str, *, counted: bool) -> None:
        self._local.join(path, person, connection, counted=counted)
        self._add_pending(path, person)

    def leave(self, path: str, person: int, connection: str) -> None:
        self._local.leave(path, person, connection)
        self._add_pending(path, person)

    def touch(self, path: str) -> None:
        self._touched.add(path)
        self._work.set()

    def paths_of(self, person: int) -> set[str]:
        return self._local.paths_of(person)

    def _add_pending(self, path: str, person: int) -> None:
        for each in enclosing(path):
            self._pending.add((each, person))
        self._work.set()

    # ---- what all processes know

    async def people_in(self, path: str) -> PeopleInPlace:
        """The people of all processes, read from Redis once after each announcement; those of this process are exact.

        While Redis is unavailable or incomplete, the people of other processes are those last read: a page that
        showed only the people of this process would be wrong.
        """
        async with self._reading.setdefault(path, asyncio.Lock()):
            if path in self._stale or path not in self._people:
                self._stale.discard(path)
                try:
                    try:
                        self._people[path] = await self._read(path)
                    except BrokenConnection:  # a connection of the pool that was opened before an outage
                        self._people[path] = await self._read(path)
                except (*REDIS_ERRORS, PresenceIncomplete):
                    log.warning("presence.people_unread", path=path)
                    self._stale.add(path)
                    self._cache.outdated = True  # so that the next beat announces the path again
        everywhere, local = self._people.get(path, PeopleInPlace([], [])), self._local.people_in(path)
        counted = dict.fromkeys(chain(everywhere.counted, local.counted))
        others = dict.fromkeys(chain(everywhere.others, local.others))
        return PeopleInPlace(list(counted), [person for person in others if person not in counted])

    async def _read(self, path: str) -> PeopleInPlace:
        """Raises PresenceIncomplete or one of REDIS_ERRORS."""
        async with self._redis_connection.redis.pipeline(transaction=True) as pipeline:
            for name in ("epoch", "held"):
                pipeline.get(self._redis_connection.key(name))
            for mark in MARKS:
                pipeline.hkeys(self._redis_connection.key(f"at:{mark}{path}"))
            epoch, held, counted, others = await pipeline.execute()
        if epoch is None or held is not None:
            raise PresenceIncomplete
        return PeopleInPlace([int(person) for person in counted], [int(person) for person in others])

    async def counts(self, under: str) -> dict[str, int]:
        return {path: count for path, count in self._cache.counts.items() if lies_in(path, under)}

    # ---- reporting to Redis

    async def _report(self) -> None:
        """Report changes and renew the lease until Redis fails. Raises one of REDIS_ERRORS; what may not have arrived
        is then reported again.
        """
        clock = asyncio.get_running_loop().time
        beat_at = 0.0
        while True:
            if not self._process:
                await self._assert_all()
            await self._report_changes()
            if clock() >= beat_at:  # also while there are always changes: only an empty report returns who else lives
                beat_at = clock() + self._timing.beat
                await self._call([], [])
                if self._cache.outdated:
                    await self._catch_up()
            try:
                async with asyncio.timeout_at(beat_at):
                    await self._work.wait()
            except TimeoutError:
                continue
            await asyncio.sleep(self._timing.batch)

    async def _report_changes(self) -> None:
        self._work.clear()
        while (self._pending or self._touched) and self._process:
            batch = [self._pending.pop() for _ in range(min(CHUNK, len(self._pending)))]
            touched = [self._touched.pop() for _ in range(min(CHUNK, len(self._touched)))]
            now = {each: self._local.marks(*each) for each in batch}
            try:
                await self._call(self._transitions(now), touched)
            except BaseException:
                # The call may or may not have been executed. Report all of it again, whatever Redis has.
                self._pending.update(batch)
                self._touched.update(touched)
                for each in batch:
                    self._reported[each] = "?"
                self._work.set()
                raise
            self._set_reported(now)

    def _transitions(self, now: dict[PersonInPath, str]) -> Transitions:
        """What to report, so that Redis has the marks `now`."""
        found: dict[str, tuple[list[int], list[int]]] = {}
        for (path, person), marks in now.items():
            before = self._reported.get((path, person), "")
            if marks == before:
                continue
            for mark in MARKS:
                is_there, may_have_been = mark in marks, before == "?" or mark in before
                if is_there and (not may_have_been or before == "?"):
                    found.setdefault(mark + path, ([], []))[0].append(person)
                elif may_have_been and not is_there:
                    found.setdefault(mark + path, ([], []))[1].append(person)
        return [(marked, came, left) for marked, (came, left) in found.items()]

    def _set_reported(self, now: dict[PersonInPath, str]) -> None:
        for each, marks in now.items():
            if marks:
                self._reported[each] = marks
            else:
                self._reported.pop(each, None)

    async def _call(self, transitions: Transitions, touched: list[str]) -> None:
        """Call apply.lua. When Redis does not know this worker, all its people are reported next."""
        self._calls += 1
        lease = _ms(self._timing.lease)
        status, *living = await self._apply(
            keys=[self._redis_connection.prefix],
            args=[self._process, self._calls, lease, json.dumps(transitions), json.dumps(touched)],
        )
        if status == b"again":
            self._process = ""
            self._work.set()
        elif living:
            self._workers = {process.decode().rpartition(".")[0] for process in living}

    async def _assert_all(self) -> None:
        """Report all people of this worker under a new name, by assert.lua.

        At the start, after Redis lost its memory, and after this worker's lease ran out while it was still running.
        """
        former = f"{self._worker}.{self._assertions}" if self._assertions else ""
        self._assertions += 1
        process = f"{self._worker}.{self._assertions}"
        now = {each: self._local.marks(*each) for each in self._local.everybody()}
        self._pending.clear()
        self._reported.clear()
        chunks = list(_chunks(now)) or [[]]
        for number, chunk in enumerate(chunks, 1):
            first, last = number == 1, number == len(chunks)
            part = "only" if first and last else "first" if first else "last" if last else "more"
            known, epoch = json.dumps(sorted(self._workers)), secrets.token_hex(8)
            lease, version = _ms(self._timing.lease), self._cache.version
            args: list[str | int] = [process, lease, part, json.dumps(chunk), former, known, version, epoch]
            await self._assert(keys=[self._redis_connection.prefix], args=args)
        self._set_reported(now)
        self._process = process
        self._cache.outdated = True  # people of others who are no longer in Redis' memory are announced by nobody
        log.info("presence.asserted", process=process, people=len(now))

    async def _retire(self) -> None:
        """This worker stops: let the next tick remove its people, without waiting for the end of its lease."""
        if self._process:
            try:
                async with self._redis_connection.redis.pipeline(transaction=True) as pipeline:
                    pipeline.zrem(self._redis_connection.key("leases"), self._process)
                    pipeline.sadd(self._redis_connection.key("dying"), self._process)
                    await pipeline.execute()
            except REDIS_ERRORS:
                log.warning("presence.not_retired")

    # ---- announcements

    async def _ticks(self) -> None:
        """Call tick.lua until Redis fails. Raises one of REDIS_ERRORS."""
        while True:
            tick, lease = _ms(self._timing.tick), _ms(self._timing.lease)
            args: list[str | int] = [tick, lease, self._redis_connection.key(CHANNEL), CHUNK]
            if await self._tick(keys=[self._redis_connection.prefix], args=args) != b"more":
                await asyncio.sleep(self._timing.tick)

    async def _receive(self, _channel: str, payload: bytes) -> None:
        """One announcement, as tick.lua publishes it."""
        epoch, version, before, complete, changed = json.loads(payload)
        self._update(self._cache.apply(epoch, version, before, changed))
        if self._cache.outdated and complete:
            await self._catch_up()

    async def _catch_up(self) -> None:
        """Read all counts after announcements were missed. Every path whose people were read is announced to pages,
        also with the same count: other people may be in it.
        """
        try:
            changed = await self._cache.reload()
        except REDIS_ERRORS:
            self._cache.outdated = True
            return
        if not self._cache.outdated:
            self._update({path: self._cache.counts.get(path, 0) for path in self._people} | changed)

    def _update(self, changed: dict[str, int]) -> None:
        self._stale.update(changed)
        if changed:
            self.version = max(self.version + 1, self._cache.version)
            self._on_update(self.version, changed)


def _chunks(now: dict[PersonInPath, str]) -> Iterable[list[tuple[str, list[int]]]]:
    """All people as assert.lua takes them, at most about CHUNK of them at a time: [(<mark><path>, people), …]."""
    by_path: dict[str, list[int]] = {}
    size = 0
    for (path, person), marks in now.items():
        for mark in marks:
            by_path.setdefault(mark + path, []).append(person)
            size += 1
        if size >= CHUNK:
            yield list(by_path.items())
            by_path, size = {}, 0
    if by_path:
        yield list(by_path.items())


def _ms(seconds: float) -> int:
    return int(seconds * 1000)
