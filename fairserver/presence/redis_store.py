"""Presence over all workers, in Redis: exact, leased, and forgotten by nobody when Redis forgets.

Only edges travel: a person's first or last connection here, as counted or otherwise, in one call per 50 ms.
What Redis announces is kept here too, so screens stay as they are while it is away.
"""

import asyncio
import json
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import structlog
from redis.exceptions import ConnectionError as Broken

from fairserver.presence.count_cache import CountCache
from fairserver.presence.local_presence import Inside, LocalPresence, lies_in, surroundings
from fairserver.presence.store import COALESCE_SECONDS, OnUpdate
from fairserver.redis.connection import REDIS_ERRORS, RedisConnection, cancel_and_wait, run_forever
from fairserver.redis.subscriber import RedisSubscriber

CHUNK = 500  # people in one call: Redis serves nobody else meanwhile

CHANNEL = "presence"
ALL = "+-"

log = structlog.get_logger()


@dataclass(frozen=True)
class Pace:
    """In seconds; a killed worker's people are gone after `lease` and one `tick`."""

    batch: float = 0.05
    beat: float = 1.0
    lease: float = 3.0
    tick: float = COALESCE_SECONDS


class NotWhole(Exception):
    """Redis lost its memory, and workers that were known before have not asserted themselves yet."""


Pair = tuple[str, int]  # a person in a path
Edges = list[tuple[str, list[int], list[int]]]


def script(name: str) -> str:
    folder = Path(__file__).parent
    return (folder / "people.lua").read_text() + (folder / name).read_text()


class RedisPresence:
    def __init__(self, link: RedisConnection, pace: Pace = Pace()) -> None:
        self._link = link
        self._pace = pace
        self._apply, self._assert, self._tick = (
            link.redis.register_script(script(name)) for name in ("apply.lua", "assert.lua", "tick.lua")
        )
        self._worker = secrets.token_hex(6)
        self._life = 0  # how often this worker has asserted itself
        self._process = ""  # our name in Redis; empty until asserted
        self._calls = 0
        self._workers: set[str] = set()
        self._here = LocalPresence()
        self._pending: set[Pair] = set()
        self._reported: dict[Pair, str] = {}
        self._touched: set[str] = set()
        self._work = asyncio.Event()
        self._announced = CountCache(link)
        self._on_update: OnUpdate = lambda _version, _counts: None
        self._ear = RedisSubscriber(link, self._hear, self._catch_up)
        self._tasks: list[asyncio.Task[None]] = []
        self._version = 0
        self._others: dict[str, Inside] = {}  # people of all processes, as last asked
        self._stale: set[str] = set()  # announced since
        self._asking: dict[str, asyncio.Lock] = {}

    async def start(self, on_update: OnUpdate) -> None:
        self._on_update = on_update
        await self._ear.start()
        await self._ear.subscribe(CHANNEL)
        self._tasks = [
            asyncio.create_task(run_forever("presence", self._report), name="presence"),
            asyncio.create_task(run_forever("tick", self._ticks), name="presence tick"),
        ]

    async def stop(self) -> None:
        await cancel_and_wait(*self._tasks)
        await self._ear.stop()
        await self._retire()

    # ---- what this process knows

    def join(self, path: str, person: int, connection: str, *, counted: bool) -> None:
        self._here.join(path, person, connection, counted=counted)
        self._note(path, person)

    def leave(self, path: str, person: int, connection: str) -> None:
        self._here.leave(path, person, connection)
        self._note(path, person)

    def touch(self, path: str) -> None:
        self._touched.add(path)
        self._work.set()

    def paths_of(self, person: int) -> set[str]:
        return self._here.paths_of(person)

    def _note(self, path: str, person: int) -> None:
        for each in surroundings(path):
            self._pending.add((each, person))
        self._work.set()

    # ---- what all processes know

    async def inside(self, path: str) -> Inside:
        """Asked of Redis once after each announcement, however many here want to know; our own are exact.

        While it does not answer, or has not heard everybody yet after it lost its memory, the others are as they
        were: a screen that drops to our own would lie.
        """
        async with self._asking.setdefault(path, asyncio.Lock()):
            if path in self._stale or path not in self._others:
                self._stale.discard(path)
                try:
                    try:
                        self._others[path] = await self._ask(path)
                    except Broken:  # a connection from before an outage
                        self._others[path] = await self._ask(path)
                except (*REDIS_ERRORS, NotWhole):
                    log.warning("presence.inside", path=path)
                    self._stale.add(path)
                    self._announced.behind = True  # the next beat announces it again
        others, ours = self._others.get(path, Inside([], [])), self._here.inside(path)
        counted = dict.fromkeys(chain(others.counted, ours.counted))
        rest = dict.fromkeys(chain(others.others, ours.others))
        return Inside(list(counted), [person for person in rest if person not in counted])

    async def _ask(self, path: str) -> Inside:
        async with self._link.redis.pipeline(transaction=True) as pipeline:
            for name in ("epoch", "held"):
                pipeline.get(self._link.key(name))
            for mark in ALL:
                pipeline.hkeys(self._link.key(f"at:{mark}{path}"))
            epoch, held, counted, others = await pipeline.execute()
        if epoch is None or held is not None:
            raise NotWhole
        return Inside([int(person) for person in counted], [int(person) for person in others])

    async def counts(self, under: str) -> dict[str, int]:
        return {path: count for path, count in self._announced.counts.items() if lies_in(path, under)}

    # ---- telling Redis

    async def _report(self) -> None:
        """Ends by failing; what may not have arrived is told again, absolutely."""
        clock = asyncio.get_running_loop().time
        beat_at = 0.0
        while True:
            if not self._process:
                await self._assert_all()
            await self._report_changes()
            if clock() >= beat_at:  # also under constant change: a beat tells who else lives
                beat_at = clock() + self._pace.beat
                await self._call([], [])
                if self._announced.behind:
                    await self._catch_up()
            try:
                async with asyncio.timeout_at(beat_at):
                    await self._work.wait()
            except TimeoutError:
                continue
            await asyncio.sleep(self._pace.batch)

    async def _report_changes(self) -> None:
        self._work.clear()
        while (self._pending or self._touched) and self._process:
            pairs = [self._pending.pop() for _ in range(min(CHUNK, len(self._pending)))]
            touched = [self._touched.pop() for _ in range(min(CHUNK, len(self._touched)))]
            now = {pair: self._here.marks(*pair) for pair in pairs}
            try:
                await self._call(self._edges(now), touched)
            except BaseException:
                # It may or may not have arrived: tell it again, as something Redis knows nothing of.
                self._pending.update(pairs)
                self._touched.update(touched)
                for pair in pairs:
                    self._reported[pair] = "?"
                self._work.set()
                raise
            self._remember(now)

    def _edges(self, now: dict[Pair, str]) -> Edges:
        edges: dict[str, tuple[list[int], list[int]]] = {}
        for (path, person), marks in now.items():
            before = self._reported.get((path, person), "")
            if marks == before:
                continue
            for mark in ALL:
                is_, was = mark in marks, before == "?" or mark in before
                if is_ and (not was or before == "?"):
                    edges.setdefault(mark + path, ([], []))[0].append(person)
                elif was and not is_:
                    edges.setdefault(mark + path, ([], []))[1].append(person)
        return [(marked, came, left) for marked, (came, left) in edges.items()]

    def _remember(self, now: dict[Pair, str]) -> None:
        for pair, marks in now.items():
            if marks:
                self._reported[pair] = marks
            else:
                self._reported.pop(pair, None)

    async def _call(self, edges: Edges, touched: list[str]) -> None:
        self._calls += 1
        lease = _ms(self._pace.lease)
        said, *living = await self._apply(
            keys=[self._link.prefix],
            args=[self._process, self._calls, lease, json.dumps(edges), json.dumps(touched)],
        )
        if said == b"again":
            self._process = ""
            self._work.set()
        elif living:
            self._workers = {process.decode().rpartition(".")[0] for process in living}

    async def _assert_all(self) -> None:
        """Redis does not know us: the first time, after it lost its memory, or after we were taken for dead."""
        former = f"{self._worker}.{self._life}" if self._life else ""
        self._life += 1
        process = f"{self._worker}.{self._life}"
        now = {pair: self._here.marks(*pair) for pair in self._here.everybody()}
        self._pending.clear()
        self._reported.clear()
        chunks = list(_chunks(now)) or [[]]
        for number, chunk in enumerate(chunks, 1):
            first, last = number == 1, number == len(chunks)
            part = "only" if first and last else "first" if first else "last" if last else "more"
            known, epoch = json.dumps(sorted(self._workers)), secrets.token_hex(8)
            lease, version = _ms(self._pace.lease), self._announced.version
            args: list[str | int] = [process, lease, part, json.dumps(chunk), former, known, version, epoch]
            await self._assert(keys=[self._link.prefix], args=args)
        self._remember(now)
        self._process = process
        self._announced.behind = True  # what others lost with that memory, nobody will announce
        log.info("presence.asserted", process=process, people=len(now))

    async def _retire(self) -> None:
        """Going in good order: our people are taken out by the next tick, not after a lease."""
        if self._process:
            try:
                async with self._link.redis.pipeline(transaction=True) as pipeline:
                    pipeline.zrem(self._link.key("leases"), self._process)
                    pipeline.sadd(self._link.key("dying"), self._process)
                    await pipeline.execute()
            except REDIS_ERRORS:
                log.warning("presence.retire")

    # ---- hearing of everybody

    async def _ticks(self) -> None:
        while True:
            tick, lease = _ms(self._pace.tick), _ms(self._pace.lease)
            args: list[str | int] = [tick, lease, self._link.key(CHANNEL), CHUNK]
            if await self._tick(keys=[self._link.prefix], args=args) != b"more":
                await asyncio.sleep(self._pace.tick)

    async def _hear(self, _channel: str, payload: bytes) -> None:
        epoch, version, before, whole, changed = json.loads(payload)
        self._tell(self._announced.take(epoch, version, before, changed))
        if self._announced.behind and whole:
            await self._catch_up()

    async def _catch_up(self) -> None:
        """After a gap, what screens here show of people is announced again even where the counts are the same."""
        try:
            changed = await self._announced.read()
        except REDIS_ERRORS:
            self._announced.behind = True
            return
        if not self._announced.behind:
            self._tell({path: self._announced.counts.get(path, 0) for path in self._others} | changed)

    def _tell(self, changed: dict[str, int]) -> None:
        self._stale.update(changed)
        for path in changed:
            self._asking.pop(path, None)
        if changed:
            self._version = max(self._version + 1, self._announced.version)
            self._on_update(self._version, changed)


def _chunks(now: dict[Pair, str]) -> Iterable[list[tuple[str, list[int]]]]:
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
