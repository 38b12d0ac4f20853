"""The fair command as a newcomer meets it: a taken port, a time without a zone, Ctrl-C, a second start."""

import asyncio
import os
import signal
import sys
from pathlib import Path

import pytest
from sqlalchemy import update

from fairserver.demo.robot import STAGE
from fairserver.programmes.tables import Place
from fairserver.storage.database import Database
from tests.ports import free_port
from tests.running import spawned, sqlite_url


async def fair(*arguments: str, **environment: str) -> tuple[int, str]:
    """Run one command to its end; its exit code and everything it said."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "fairserver", *arguments,
        env={**os.environ, "COLUMNS": "200", **environment},
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
    )  # fmt: skip
    said, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, said.decode()


async def test_a_taken_port_is_said_with_its_remedy(tmp_path: Path) -> None:
    async with spawned(sqlite_url(tmp_path)) as place:
        code, said = await fair("demo", "--port", str(place.port), FAIR_DATABASE_URL=sqlite_url(tmp_path))
    assert code == 1
    assert f"port {place.port}" in said
    assert "make demo ARGS=" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("at", ["2024-02-17T13:00", "yesterday", "2024-13-40T99:00+09:00"])
async def test_a_time_that_is_none_is_refused(at: str) -> None:
    code, said = await fair("demo", "--at", at)
    assert code == 1
    assert "2024-02-17T13:00+09:00" in said


async def test_control_c_leaves_nothing_running(tmp_path: Path) -> None:
    async with spawned(sqlite_url(tmp_path), from_nothing=True) as place:
        children = Path(f"/proc/{place.process.pid}/task/{place.process.pid}/children").read_text().split()
        assert children, "the robot is a process of its own"
        place.process.send_signal(signal.SIGINT)
        assert await place.process.wait() == 0
        assert not [child for child in children if Path(f"/proc/{child}").exists()]


async def test_a_second_start_keeps_what_happened(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    async with spawned(url) as place, place.visitor("participant") as amara:
        await amara.enter(2)
        said = await amara.change("chat.say", place=2, text="また明日", language="ja")
    async with spawned(url) as place, place.visitor("participant") as amara:
        messages = (await amara.enter(2))["state"]["messages"]
        assert messages[str(said["message"])]["text"] == "また明日"
        assert messages[str(said["message"])]["at"].startswith("2024-02-17T04:0"), "the clock stopped with the process"


async def test_a_fair_without_the_robots_stage_opens_all_the_same(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    async with spawned(url) as place, place.visitor("participant") as amara:
        await amara.enter(2)
    database = Database(url)
    async with database.writing() as session:
        await session.execute(update(Place).where(Place.key == STAGE).values(key=None))
    await database.close()
    async with spawned(url) as place, place.visitor("participant") as amara:
        await amara.enter(2)


async def test_serve_says_what_it_misses(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    code, said = await fair("serve", FAIR_DATABASE_URL=url, FAIR_PORT=str(free_port()))
    assert (code, "FAIR_SMTP_URL" in said) == (1, True)
    code, said = await fair(
        "serve", FAIR_DATABASE_URL=url, FAIR_SMTP_URL="smtp://localhost", FAIR_PORT=str(free_port())
    )
    assert (code, "fair migrate" in said) == (1, True)


async def test_a_misspelt_setting_is_named_at_the_start() -> None:
    code, said = await fair("serve", FAIR_SMPT_URL="smtp://user:secret@mail.example")
    assert (code, said) == (1, "✗ FAIR_SMPT_URL is not a setting: did you mean FAIR_SMTP_URL?\n")


WRONG = {
    "FAIR_PUBLIC_URL": "https://fair.example/path",
    "FAIR_MEDIA_ANNOUNCE": "media.fair.example",
    "FAIR_REDIS_URL": "redis://:hunter2/more@cache/0",
    "FAIR_DATABASE_URL": "postgresql+psycopg://fair:hunter2@more@db/fair",
    "FAIR_SMTP_URL": "smtps://sato:hunter2#more@mail.example",
    "FAIR_MEDIA_SECRET": "hunter2",
    "FAIR_MEDIA_SECRET_FILE": "/nowhere",
}


@pytest.mark.parametrize("name", WRONG)
async def test_a_wrong_setting_is_named_in_one_line(name: str) -> None:
    for command in ("serve", "media", "doctor"):
        code, said = await fair(command, **{name: WRONG[name]})
        assert (code, name in said, "Traceback" in said, "hunter2" in said) == (1, True, False, False)
        if command != "doctor":
            assert (said.startswith(f"✗ {name}: "), said.count("\n")) == (True, 1), said


async def test_the_doctor_knows_what_is_missing(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    code, said = await fair("doctor", FAIR_DATABASE_URL=url)
    assert (code, "fair migrate" in said, "FAIR_SMTP_URL" in said) == (1, True, True)
    assert (await fair("migrate", FAIR_DATABASE_URL=url))[0] == 0
    code, said = await fair("doctor", FAIR_DATABASE_URL=url, FAIR_SMTP_URL="smtp://mail.example")
    assert (code, "✗" in said) == (0, False)


async def test_the_first_organiser_is_invited_from_the_terminal(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    await fair("migrate", FAIR_DATABASE_URL=url)
    code, said = await fair("invite", "sato@example.org", "--name", "佐藤 美咲", FAIR_DATABASE_URL=url)
    assert (code, "outbox" in said) == (0, True)
    assert (await fair("invite", "sato@example.org", "--name", "x", "--role", "king", FAIR_DATABASE_URL=url))[0] == 1


async def test_restored_gives_new_epochs(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    async with spawned(url) as place, place.visitor("participant") as amara:
        await amara.enter(2)
        await amara.change("chat.say", place=2, text="a", language="en")
        before = (await amara.enter(2))["epoch"]
    code, _said = await fair("restored", FAIR_DATABASE_URL=url)
    assert code == 0
    async with spawned(url) as place, place.visitor("participant") as amara:
        again = await amara.ask("place.enter", place=2, after={"epoch": before, "seq": 1})
        assert again["epoch"] != before
        assert again["state"] is not None
