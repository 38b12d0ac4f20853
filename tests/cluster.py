"""The scaled way to run, by hand: PostgreSQL, Redis, a media node and several workers, and people with login rows."""

import asyncio
import os
import re
import secrets
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from datetime import timedelta
from typing import Any

import aiohttp
from sqlalchemy import select
from yarl import URL

from fairserver.base.settings import Settings
from fairserver.chat.tables import Message
from fairserver.delivery.journal import UnitOfWork, offline_journal
from fairserver.people.grants import edition_grant, give
from fairserver.people.queries import person_by_address
from fairserver.people.rules import hashed
from fairserver.people.tables import Login, Person
from fairserver.presence.tables import Attendance
from fairserver.programmes.tables import Edition
from fairserver.web.http_context import cookie_name
from tests.ports import free_port
from tests.prepared import prepare
from tests.running import Place, Visitor, page
from tests.stalled import stalled
from tests.waiting import PATIENCE, stretched

SECRET = "said-between-the-web-and-the-media-node"


class Process:
    """A command of ours, with what it logs."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.said = b""
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self.process.stdout
        while some := await self.process.stdout.read(1 << 16):
            self.said += some

    def pids(self, word: str) -> list[int]:
        """Of the workers it says this of, oldest first: wherever it stands, since processes that write one pipe may
        write into the middle of each other's longer lines.
        """
        found = re.findall(rf'"worker": (\d+)[^{{}}]*"event": "{word}"', self.said.decode(errors="replace"))
        return [int(pid) for pid in found]

    async def ended(self, within: float = PATIENCE * 2) -> int:
        async with asyncio.timeout(stretched(within)):
            await self._reading
            return await self.process.wait()


@asynccontextmanager
async def command(*arguments: str, **environment: str) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "fairserver", *arguments,
        env={**os.environ, **environment}, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    running = Process(process)
    try:
        yield running
    finally:
        with suppress(ProcessLookupError):
            process.send_signal(signal.SIGCONT)
            process.terminate()
        await running.ended()


class Cluster(Place):
    """Where several workers answer."""

    def __init__(self, port: int, settings: Settings, web: Process, missing: list[str]) -> None:
        super().__init__(port)
        self.settings = settings
        self.web = web
        self.missing = missing  # what /readyz may miss: most tests start no media node

    @property
    def workers(self) -> list[int]:
        gone = {*self.web.pids("worker.died"), *self.web.pids("worker.left")}
        return [pid for pid in self.web.pids("worker.ready") if pid not in gone]

    async def asked(self, path: str) -> tuple[int, Any]:
        """Status, and JSON or text, of whichever worker takes it."""
        async with aiohttp.ClientSession(self.url) as http, http.get(path) as answer:
            return answer.status, await (answer.json() if path != "/metrics" else answer.text())

    async def ready(self) -> bool:
        _status, said = await self.asked("/readyz")
        return bool(said["degraded"] == self.missing)

    @asynccontextmanager
    async def signed_in(self, address: str) -> AsyncIterator[aiohttp.ClientSession]:
        """A browser whose login row the test writes."""
        async with self.rows() as unit:
            person = await person_by_address(unit.session, address)
            assert person
            token = add_login(unit, person.id)
        async with self._browser(token) as http:
            yield http

    async def tickets(self, number: int) -> dict[str, int]:
        """Login tokens of so many participants nobody knew before, each with the person's id."""
        async with self.rows() as unit:
            edition = await unit.session.scalar(select(Edition.id).limit(1))
            assert edition
            people = [Person(name=f"Guest {each}", created_at=unit.wall) for each in range(number)]
            unit.session.add_all(people)
            await unit.session.flush()
            await give(unit, [edition_grant(person.id, "participant", edition) for person in people])
            return {add_login(unit, person.id): person.id for person in people}

    @asynccontextmanager
    async def rows(self) -> AsyncIterator[UnitOfWork]:
        async with offline_journal(self.settings.database_url) as journal, journal.writing() as unit:
            yield unit

    @asynccontextmanager
    async def _browser(self, token: str) -> AsyncIterator[aiohttp.ClientSession]:
        jar = aiohttp.CookieJar(unsafe=True)
        jar.update_cookies({cookie_name("login", secure=False): token}, URL(self.url))
        async with aiohttp.ClientSession(self.url, cookie_jar=jar) as http:
            yield http

    async def said(self, place: int) -> list[str]:
        """Every text the database has of a place, in order."""
        async with self.rows() as unit:
            texts = await unit.session.scalars(
                select(Message.text).where(Message.place_id == place).order_by(Message.id)
            )
            return list(texts)

    @asynccontextmanager
    async def somebody(self) -> AsyncIterator[Visitor]:
        """A page of one nobody knew before."""
        (token,) = await self.tickets(1)
        async with self._browser(token) as http, page(self, http) as visitor:
            yield visitor

    @asynccontextmanager
    async def person(self, address: str = "amara.okafor@example.org") -> AsyncIterator[Visitor]:
        async with self.signed_in(address) as http, page(self, http) as visitor:
            yield visitor

    async def worker_of(self, visitor: Visitor) -> str:
        """The process that counts this person's newest stay."""
        newest = select(Attendance.process).where(Attendance.person_id == visitor.person)
        async with self.rows() as unit:
            found = await unit.session.scalar(newest.order_by(Attendance.id.desc()).limit(1))
        return str(found)

    @asynccontextmanager
    async def apart(self, place: int, *addresses: str) -> AsyncIterator[list[Visitor]]:
        """One page each in a place: the first at one worker, the others at the other. The kernel chooses which one
        accepts a connection, so the one that must not stands still meanwhile.
        """
        async with AsyncExitStack() as stack:
            visitors: list[Visitor] = []
            workers: list[str] = []
            for number, address in enumerate(addresses):
                browser = await stack.enter_async_context(self.signed_in(address))
                with stalled(self.workers[0 if number else 1]):
                    visitors.append(await self._inside(stack, browser, place))
                    workers.append(await self.worker_of(visitors[-1]))  # before the same person comes once more
            assert workers[0] not in workers[1:]
            yield visitors

    async def settled(self, visitor: Visitor, place: int, count: int) -> None:
        """Whatever was still on its way to this screen has come: one more person came and went after it."""
        async with self.somebody() as last:
            await last.enter(place)
            await visitor.wait(lambda: visitor.shown == count + 1)
        await visitor.wait(lambda: visitor.shown == count)

    async def _inside(self, stack: AsyncExitStack, http: aiohttp.ClientSession, place: int) -> Visitor:
        visitor = await stack.enter_async_context(page(self, http))
        await visitor.enter(place)
        return visitor


def add_login(unit: UnitOfWork, person: int) -> str:
    token = secrets.token_urlsafe(32)
    unit.session.add(
        Login(token_hash=hashed(token), person_id=person, browser="test", created_at=unit.wall, seen_at=unit.wall,
              expires_at=unit.wall + timedelta(days=1))
    )  # fmt: skip
    return token


async def say(visitor: Visitor, place: int, text: str) -> None:
    await visitor.change("chat.say", place=place, text=text, language="ja")


async def hears(visitor: Visitor, text: str, within: float = PATIENCE) -> None:
    await visitor.next_("change", lambda data: f"'{text}'" in str(data["put"]), within)


def cluster_settings(
    database_url: str, redis_url: str, prefix: str, port: int, media: int, **more: str
) -> dict[str, str]:
    return {
        "FAIR_PORT": str(port),
        "FAIR_PUBLIC_URL": f"http://localhost:{port}",
        "FAIR_DATABASE_URL": database_url,
        "FAIR_REDIS_URL": redis_url,
        "FAIR_REDIS_PREFIX": prefix,
        "FAIR_SMTP_URL": "smtp://localhost:9",
        "FAIR_MEDIA_CONTROL": f"127.0.0.1:{media}",
        "FAIR_MEDIA_SECRET": SECRET,
        "FAIR_MEDIA_PORT": "0",
        "FAIR_DRAIN_SECONDS": "1",
        **more,
    }


def settings_from(environment: dict[str, str]) -> Settings:
    values: dict[str, Any] = {name.removeprefix("FAIR_").lower(): value for name, value in environment.items()}
    return Settings(**values)


@asynccontextmanager
async def cluster(
    database_url: str, redis_url: str, prefix: str, count: int = 2, *, media: bool = False, **more: str
) -> AsyncIterator[Cluster]:
    port, control = free_port(), free_port()
    environment = cluster_settings(database_url, redis_url, prefix, port, control, **more)
    settings = settings_from(environment)
    prepare(database_url, demo=False)
    async with AsyncExitStack() as stack:
        if media:
            control = int(environment["FAIR_MEDIA_CONTROL"].rpartition(":")[2])
            await stack.enter_async_context(command("media", "--port", str(control), **environment))
        web = await stack.enter_async_context(command("web", "--workers", str(count), **environment))
        place = Cluster(port, settings, web, [] if media else ["media"])
        async with asyncio.timeout(stretched(PATIENCE * 3)):
            while len(place.workers) < count:
                assert web.process.returncode is None, web.said.decode()
                await asyncio.sleep(0.02)
        try:
            yield place
        except BaseException:
            print(web.said.decode())  # noqa: T201 - shown with the failure
            raise
