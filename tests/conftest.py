"""Servers every test may use: PostgreSQL once a run, a fair per test."""

import asyncio
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import psycopg
import pytest

from fairserver import logs
from fairserver.redis_link import Link
from tests.redis_server import RedisServer
from tests.running import Running, free_port, running, sqlite_url

logs.set_up(readable=False)


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """The address of a PostgreSQL of our own, without a database name."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    binaries = found[-1] if found else Path(shutil.which("initdb") or "/missing").parent
    folder = Path(tempfile.mkdtemp(prefix="fair-postgres-"))
    user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
    if user:
        owner = pwd.getpwnam(user)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
    port = free_port()
    data = folder / "data"

    def run(*command: str) -> None:
        subprocess.run(command, check=True, user=user, cwd=folder, stdout=subprocess.DEVNULL)

    run(str(binaries / "initdb"), "-D", str(data), "-U", "fair", "-A", "trust", "-E", "UTF8", "--no-sync")
    options = f"-p {port} -k {folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"
    control = str(binaries / "pg_ctl")
    run(control, "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"fair@127.0.0.1:{port}"
    finally:
        run(control, "-D", str(data), "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


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
async def link(redis_shared: RedisServer, redis_prefix: str) -> AsyncIterator[Link]:
    link = Link(redis_shared.url, redis_prefix)
    yield link
    await link.close()


@pytest.fixture
async def fair(tmp_path: Path) -> AsyncIterator[Running]:
    """The demo's fair on SQLite."""
    async with running(sqlite_url(tmp_path)) as place:
        yield place


@pytest.fixture(autouse=True)
async def no_task_left(request: pytest.FixtureRequest) -> AsyncIterator[None]:
    """A test leaves no task running behind it, unless its fair outlives it."""
    if {"one_fair", "scene"} & set(request.fixturenames):
        yield
        return
    before = asyncio.all_tasks()
    yield
    left = {task for task in asyncio.all_tasks() - before if not task.done()} - {asyncio.current_task()}
    for task in left:
        task.cancel()
    await asyncio.gather(*left, return_exceptions=True)
