"""The demo's fair in a new database: loaded once for each process of tests or PostgreSQL server, then copied.

Loading takes 0.5 s of CPU, a copy some milliseconds. Only the rows are copied: whoever opens the copy as a demo
prepares it again, as a demo that is started a second time does: its clock, links and robot's key are its own.
"""

import asyncio
import atexit
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import psycopg
from sqlalchemy.engine import URL, make_url

from fairserver.delivery.journal import offline_journal
from fairserver.demo import load
from fairserver.ops import demo as demo_command
from fairserver.ops import migrate

PUBLIC_URL = "http://localhost:8000"  # stands in the mails that the season's invitations wrote, and nowhere else


def prepare(database_url: str, *, demo: bool = True) -> None:
    """Put the demo's fair into a database that has no tables yet; any other is left as it is.

    With `demo` the rows were written at the demo's opening, 17 February 2024, else at the time of this run.
    """
    url = make_url(database_url)
    if url.get_backend_name() == "sqlite":
        _copy_file(Path(url.database or ""), demo)
    else:
        _copy_database(url, demo)


def _copy_file(to: Path, demo: bool) -> None:
    if not to.exists():
        shutil.copyfile(_file(demo), to)


@cache
def _file(demo: bool) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="fair-prepared-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    _fill(f"sqlite+aiosqlite:///{folder / 'fair.db'}", demo)
    return folder / "fair.db"


def _copy_database(url: URL, demo: bool) -> None:
    """PostgreSQL copies a database that nobody is connected to, file by file."""
    with psycopg.connect(_plain(url), autocommit=True) as connection:
        if connection.execute("SELECT to_regclass('alembic_version')").fetchone() != (None,):
            return
    template = "prepared_demo" if demo else "prepared"
    with psycopg.connect(_plain(url.set(database="postgres")), autocommit=True) as server:
        known = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", (template,)).fetchone()
        if not known:
            server.execute(f'CREATE DATABASE "{template}"'.encode())
            _fill(url.set(database=template).render_as_string(hide_password=False), demo)
        server.execute(f'DROP DATABASE "{url.database}"'.encode())
        server.execute(f'CREATE DATABASE "{url.database}" TEMPLATE "{template}"'.encode())


def _plain(url: URL) -> str:
    """As libpq spells it."""
    return url.set(drivername="postgresql").render_as_string(hide_password=False)


def _fill(database_url: str, demo: bool) -> None:
    """In a loop of its own: who asks may be in the middle of another."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(lambda: asyncio.run(_load(database_url, demo))).result()


async def _load(database_url: str, demo: bool) -> None:
    async with offline_journal(database_url) as journal:
        if demo:
            await demo_command.prepare(journal, PUBLIC_URL, None)
        else:
            await migrate.upgrade(journal.database.engine)
            async with journal.writing() as unit:
                await load.load(unit, PUBLIC_URL)
