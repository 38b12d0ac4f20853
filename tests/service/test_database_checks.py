"""What a database must be like: said in one line at the start, and by the doctor."""

import resource
import time
import traceback
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from fairserver.ops import migrate
from fairserver.ops.database_checks import database_problems
from fairserver.ops.system_checks import allow_open_files
from fairserver.storage.database import Database
from tests.conftest import postgres_database
from tests.ports import free_port
from tests.running import sqlite_url
from tests.service.test_cli import fair

SECRET = "hunter2"
SEASON = "fairserver/demo/season.toml"
COMMANDS = (("serve",), ("web",), ("migrate",), ("restored",), ("load", SEASON),
            ("invite", "sato@example.org", "--name", "佐藤 美咲"))  # fmt: skip


async def migrated(url: str, *statements: str) -> None:
    database = Database(url)
    await migrate.upgrade(database.engine)
    async with database.writing() as session:
        for statement in statements:
            await session.execute(text(statement))
    await database.close()


@pytest.mark.parametrize("arguments", COMMANDS, ids=[each[0] for each in COMMANDS])
async def test_a_database_that_is_away_is_one_line(arguments: tuple[str, ...]) -> None:
    url = f"postgresql+psycopg://fair:{SECRET}@127.0.0.1:{free_port()}/fair"
    code, said = await fair(*arguments, FAIR_DATABASE_URL=url, FAIR_SMTP_URL="smtp://localhost")
    assert code == 1
    assert said.startswith("✗ the database does not answer: ")
    assert said.count("\n") == 1, said
    assert SECRET not in said
    _, said = await fair("doctor", FAIR_DATABASE_URL=url)
    assert "refused" in said
    assert SECRET not in said


async def test_a_database_that_is_as_it_must_be(database_url: str) -> None:
    assert await database_problems(database_url) == ["the database is not migrated: run `fair migrate` first"]
    await migrated(database_url)
    assert await database_problems(database_url) == []


async def test_a_database_of_a_newer_release(database_url: str) -> None:
    await migrated(database_url, "UPDATE alembic_version SET version_num = '9999'")
    (problem,) = await database_problems(database_url)
    assert "newer release" in problem
    for arguments in COMMANDS:
        code, said = await fair(*arguments, FAIR_DATABASE_URL=database_url, FAIR_SMTP_URL="smtp://localhost")
        assert (code, "newer release" in said, said.count("\n")) == (1, True, 1), arguments


async def test_a_database_that_takes_no_writes(postgres: str) -> None:
    url = postgres_database(postgres)
    await migrated(url)
    name = make_url(url).database
    with psycopg.connect(f"postgresql://{postgres}/postgres", autocommit=True) as connection:
        connection.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    (problem,) = await database_problems(url)
    assert problem.startswith("the database takes no writes: ")


async def test_a_database_that_allows_too_few_connections(postgres: str) -> None:
    url = postgres_database(postgres)
    await migrated(url)
    assert await database_problems(url, workers=10) == []
    (problem,) = await database_problems(url, workers=11)
    assert problem == "the database allows 200 connections, 11 workers want up to 220"


async def test_a_role_that_may_not_write(postgres: str) -> None:
    url = postgres_database(postgres)
    await migrated(url)
    with psycopg.connect(url.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute("CREATE ROLE reader LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO reader")
    (problem,) = await database_problems(url.replace("fair@", "reader@"))
    assert problem == "the database takes no writes: permission denied for table installation"


async def test_a_file_that_takes_no_writes(tmp_path: Path) -> None:
    """Root may write every file, so the file is opened read-only instead."""
    await migrated(sqlite_url(tmp_path))
    (problem,) = await database_problems(f"sqlite+aiosqlite:///file:{tmp_path}/fair.db?mode=ro&uri=true")
    assert problem.startswith("the database takes no writes: ")


async def test_a_database_in_another_encoding(postgres: str) -> None:
    url = f"{postgres_database(postgres)}_latin"
    with psycopg.connect(f"postgresql://{postgres}/postgres", autocommit=True) as connection:
        name = make_url(url).database
        connection.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'")
    assert "the database's encoding is SQL_ASCII: make it with `createdb -E UTF8`" in await database_problems(url)


async def test_a_database_whose_clock_is_wrong(postgres: str) -> None:
    url = postgres_database(postgres)
    await migrated(url)
    (problem,) = await database_problems(url, now=lambda: time.time() + 3600)
    assert "are 3600 s apart" in problem or "are 3599 s apart" in problem


async def test_what_a_command_writes_is_for_its_user_only(tmp_path: Path) -> None:
    url, file = sqlite_url(tmp_path / "var"), tmp_path / "var" / "fair.db"
    assert (await fair("migrate", FAIR_DATABASE_URL=url))[0] == 0
    assert (file.stat().st_mode & 0o777, file.parent.stat().st_mode & 0o777) == (0o600, 0o700)
    file.chmod(0o644)
    code, said = await fair("doctor", FAIR_DATABASE_URL=url, FAIR_SMTP_URL="smtps://mail.example")
    assert (code, f"chmod 600 {file}" in " ".join(said.split())) == (1, True)


def test_open_files_are_raised_to_what_the_system_allows() -> None:
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    try:
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, before[1]))
        allow_open_files()
        assert resource.getrlimit(resource.RLIMIT_NOFILE)[0] == min(before[1], 1 << 20)
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.mark.parametrize("name", ["DATABASE", "REDIS"])
async def test_the_doctor_prints_no_part_of_a_password(name: str) -> None:
    url = {"DATABASE": "postgresql+psycopg://fair@127.0.0.1:9/fair", "REDIS": "redis://127.0.0.1:9/0"}[name]
    given = {f"FAIR_{name}_URL": url, f"FAIR_{name}_PASSWORD": "one@two/three#four?five"}
    _, said = await fair("doctor", **given)
    assert "127.0.0.1:9" in said
    assert not [part for part in ("two", "three", "four", "five") if part in said]


NEEDS = "a wheelchair"
STATEMENTS = {
    "twice": "INSERT INTO alembic_version (version_num) VALUES (:needs), (:needs)",
    "too few columns": "INSERT INTO people (name) VALUES (:needs)",
}


@pytest.mark.parametrize("statement", STATEMENTS.values(), ids=STATEMENTS)
async def test_a_database_error_names_no_values(database_url: str, statement: str) -> None:
    """Neither our parameters nor PostgreSQL's DETAIL, which quotes the row that failed."""
    await migrated(database_url)
    database = Database(database_url)
    with pytest.raises(DBAPIError) as failed:
        async with database.writing() as session:
            await session.execute(text(statement), {"needs": NEEDS})
    await database.close()
    assert NEEDS not in "".join(traceback.format_exception(failed.value))
    assert "INSERT INTO" in str(failed.value)
