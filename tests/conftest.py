"""Servers every test may use: PostgreSQL once a run, a fair per test."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from inspect import iscoroutinefunction
from pathlib import Path

import psycopg
import pytest
from hypothesis import HealthCheck, settings
from xdist.remote import Producer

from fairserver.base import logs
from fairserver.redis.connection import RedisConnection
from tests.postgres_server import PostgresServer
from tests.redis_server import RedisServer
from tests.running import Running, running, sqlite_url
from tests.together import Together

logs.set_up(readable=False)
# How fast an example is says nothing about the code on a machine that does something else too.
settings.register_profile("fair", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("fair")


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL for tests that leave it alive, without a database name."""
    with PostgresServer() as server:
        yield server.address


@pytest.fixture
def postgres_server() -> Iterator[PostgresServer]:
    """For tests that stop or freeze it."""
    with PostgresServer() as server:
        yield server


_numbers = iter(range(1_000_000))


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A fresh database of each kind."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path)
    return postgres_database(request.getfixturevalue("postgres"))


def postgres_database(server: str) -> str:
    name = f"fair{next(_numbers)}"
    with psycopg.connect(f"postgresql://{server}/postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"postgresql+psycopg://{server}/{name}"


@pytest.fixture(scope="session")
def redis_shared() -> Iterator[RedisServer]:
    """For tests that leave it alive; each uses a prefix of its own."""
    with RedisServer() as server:
        yield server


@pytest.fixture
def redis_server() -> Iterator[RedisServer]:
    """For tests that kill or freeze it."""
    with RedisServer() as server:
        yield server


@pytest.fixture
def redis_prefix() -> str:
    return f"fair{next(_numbers)}"


@pytest.fixture
async def link(redis_shared: RedisServer, redis_prefix: str) -> AsyncIterator[RedisConnection]:
    link = RedisConnection(redis_shared.url, redis_prefix)
    yield link
    await link.close()


@pytest.fixture
async def fair(tmp_path: Path) -> AsyncIterator[Running]:
    """The demo's fair on SQLite."""
    async with running(sqlite_url(tmp_path)) as place:
        yield place


SHARED = pytest.StashKey[set[Path]]()  # the files with a fair that outlives a test


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    tests = [item for item in items if isinstance(item, pytest.Function)]
    config.stash[SHARED] = {item.path for item in tests if {"one_fair", "scene"} & set(item.fixturenames)}


@pytest.fixture(autouse=True)
async def no_task_left(request: pytest.FixtureRequest) -> AsyncIterator[None]:
    """A test leaves no task running behind it, unless a fair of its file outlives it: what that fair began meanwhile
    is not the test's. A test that is no coroutine starts none.
    """
    if request.path in request.config.stash[SHARED] or not iscoroutinefunction(request.function):
        yield
        return
    before = asyncio.all_tasks()
    yield
    left = {task for task in asyncio.all_tasks() - before if not task.done()} - {asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Together:
    return Together(config, log)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """How fast the fair recovered from each fault of `tests/faults`."""
    reports = terminalreporter.getreports("passed") + terminalreporter.getreports("failed")
    lines = [line for report in reports for name, line in report.user_properties if name == "recovery"]
    if lines:
        terminalreporter.section("recovery")
        for line in lines:
            terminalreporter.write_line(line)
