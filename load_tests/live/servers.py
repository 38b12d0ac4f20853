"""What is measured: our server in one process, embedded and scaled, and plain python-socketio beside it."""

import asyncio
import os
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp

from fairserver.base.release import release
from fairserver.base.settings import Settings
from load_tests.live.cpu import SERVER_CORE, pin
from load_tests.live.people import Doors, Guest, write_season
from tests.conftest import postgres_database
from tests.ports import free_port
from tests.postgres_server import PostgresServer
from tests.redis_server import RedisServer
from tests.running import sqlite_url
from tests.waiting import until

KINDS = ("plain", "plain+redis", "node", "node+pg", "sqlite", "postgres")
NODE = Path(__file__).parent.parent / "node"


@dataclass(frozen=True)
class Server:
    """`process` alone is on its core; PostgreSQL and Redis are where the crowd is."""

    name: str
    port: int
    process: int
    auth: dict[str, Any]
    doors: Doors
    guests: list[Guest]
    database: str = ""

    @property
    def origin(self) -> str:
        return f"http://localhost:{self.port}"


class DurablePostgres(PostgresServer):
    """The tests' own does not wait for the disk; this one does, as in earnest."""

    def start(self) -> None:
        options = f"-p {self._port} -k {self._folder} -c listen_addresses=127.0.0.1 -c max_connections=200"
        self._run("pg_ctl", "-D", str(self._data), "-w", "-l", str(self._folder / "log"), "-o", options, "start")


@asynccontextmanager
async def server(kind: str, people: int) -> AsyncIterator[Server]:
    async with AsyncExitStack() as stack:
        redis = stack.enter_context(RedisServer()).url if kind in ("plain+redis", "postgres") else ""
        if kind.startswith("plain"):
            yield await stack.enter_async_context(_plain(people, redis))
        elif kind.startswith("node"):
            database = ""
            if kind == "node+pg":
                database = postgres_database(stack.enter_context(DurablePostgres()).address)
            yield await stack.enter_async_context(_node(people, database.replace("+psycopg", "")))
        elif kind == "postgres":
            database = postgres_database(stack.enter_context(DurablePostgres()).address)
            yield await stack.enter_async_context(_ours("PostgreSQL + Redis", people, database, redis))
        else:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="fair-load-")))
            yield await stack.enter_async_context(_ours("embedded, SQLite", people, sqlite_url(folder), redis))


@asynccontextmanager
async def _ours(name: str, people: int, database: str, redis: str) -> AsyncIterator[Server]:
    port = free_port()
    url = f"http://localhost:{port}"
    doors, guests = await write_season(Settings(database_url=database, public_url=url, port=port), people)
    environment = {
        "FAIR_DATABASE_URL": database, "FAIR_REDIS_URL": redis, "FAIR_PUBLIC_URL": url, "FAIR_PORT": str(port),
        "FAIR_SMTP_URL": "smtp://localhost:9", "FAIR_MEDIA_PORT": "0",
    }  # fmt: skip
    async with started(port, sys.executable, "-m", "fairserver", "serve", **environment) as process:
        yield Server(name, port, process, {"release": release()}, doors, guests, database)


@asynccontextmanager
async def _plain(people: int, redis: str) -> AsyncIterator[Server]:
    port = free_port()
    guests = [Guest(number, "") for number in range(1, people + 1)]
    name = "plain python-socketio" + (" + AsyncRedisManager" if redis else "")
    async with started(port, sys.executable, "-m", "load_tests.live.plain", str(port), redis) as process:
        yield Server(name, port, process, {}, Doors(1, 1, 2, 118), guests)


@asynccontextmanager
async def _node(people: int, database: str) -> AsyncIterator[Server]:
    """Node's socket.io; npm installs what `load_tests/node/package-lock.json` pins."""
    if not (NODE / "node_modules").exists():
        subprocess.run(["npm", "ci", "--silent"], cwd=NODE, check=True)
    port = free_port()
    guests = [Guest(number, "") for number in range(1, people + 1)]
    name = "Node socket.io" + (" + pg" if database else "")
    async with started(port, "node", str(NODE / "server.js"), str(port), database) as process:
        yield Server(name, port, process, {}, Doors(1, 1, 2, 118), guests)


@asynccontextmanager
async def started(port: int, *command: str, **environment: str) -> AsyncIterator[int]:
    with tempfile.TemporaryFile() as said:
        process = await asyncio.create_subprocess_exec(
            *command, env={**os.environ, **environment}, stdout=said, stderr=said
        )

        async def answers() -> bool:
            assert process.returncode is None, "the server ended"
            try:
                async with aiohttp.ClientSession() as http, http.get(f"http://localhost:{port}/readyz"):
                    return True
            except aiohttp.ClientError:
                return False

        try:
            await until(answers, 30)
            pin(process.pid, SERVER_CORE)
            yield process.pid
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()
