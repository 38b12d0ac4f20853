"""The set that docker-compose.yml names, started by hand: each part is well by its health check, and people meet."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy.engine import make_url

from fairserver.base.settings import Settings
from fairserver.redis.preflight import RedisUnfit, check_redis
from tests.cluster import cluster, hears, say
from tests.compose import compose, health
from tests.conftest import postgres_database
from tests.nginx_server import nginx
from tests.ports import free_port
from tests.redis_server import RedisServer
from tests.turn_server import turn_server
from tests.waiting import stretched, until

BOOTH = 2
AMARA, CHEN = "amara.okafor@example.org", "chen.yiting@example.org"
PASSWORD = "invented-for-this-test"
PARTS = ("web", "media", "postgres", "redis", "nginx", "coturn")


@dataclass(frozen=True)
class Ports:
    """Where the parts are; in the containers each has its usual one."""

    web: int
    media: int
    postgres: int
    redis: int
    nginx: int
    coturn: int


NOWHERE = Ports(*[9] * 6)


def asked(part: str, at: Ports, database: str) -> list[str]:
    """The health check of docker-compose.yml, for where the part is here."""
    elsewhere = {
        "0.0.0.0:8000": f"127.0.0.1:{at.web}",
        "'127.0.0.1', 8180": f"'127.0.0.1', {at.media}",
        "https://127.0.0.1/": f"http://127.0.0.1:{at.nginx}/",
    }
    text = "\0".join(health(part))
    for there, here in elsewhere.items():
        text = text.replace(there, here)
    command = text.split("\0")
    if part == "postgres":
        command[command.index("-d") + 1] = database
    port = {"postgres": ["-h", "127.0.0.1", "-p", str(at.postgres)], "redis": ["-p", str(at.redis)],
            "coturn": ["-p", str(at.coturn)]}.get(part, [])  # fmt: skip
    return [sys.executable if command[0] == "python" else command[0], *port, *command[1:]]


async def is_well(part: str, at: Ports, database: str = "fair") -> bool:
    process = await asyncio.create_subprocess_exec(
        *asked(part, at, database), env={**os.environ, "REDISCLI_AUTH": PASSWORD},
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with asyncio.timeout(stretched(10)):
            return await process.wait() == 0
    except TimeoutError:
        process.kill()
        await process.wait()
        return False


@asynccontextmanager
async def redis_of_compose(port: int, password: str, folder: Path) -> AsyncIterator[None]:
    """With the command of docker-compose.yml, whose files stand in `folder` here."""
    (folder / "redis_password").write_text(password)
    shell, flags, script = compose()["services"]["redis"]["command"]
    script = script.replace("/run/secrets", str(folder)).replace("/tmp/redis.conf", f"{folder}/redis.conf")
    script = script.rstrip() + f" --port {port} --bind 127.0.0.1 --dir {folder}"
    process = await asyncio.create_subprocess_exec(shell, flags, script, stdout=asyncio.subprocess.DEVNULL)
    try:
        yield
        assert password not in Path(f"/proc/{process.pid}/cmdline").read_text()
        assert (folder / "redis.conf").stat().st_mode & 0o777 == 0o600
    finally:
        process.terminate()
        await process.wait()


@pytest.mark.parametrize("password", ["invented", "p@s/s#w?o%r:d", 'quo"te', "back\\slash", "dol$lar & a space's"])
async def test_redis_takes_every_password(tmp_path: Path, password: str) -> None:
    port = free_port()
    settings = Settings(redis_url=f"redis://127.0.0.1:{port}/0", redis_password=password)

    async def answers() -> bool:
        with suppress(RedisUnfit):
            return bool(await check_redis(settings.redis_url, "fair"))
        return False

    async with redis_of_compose(port, password, tmp_path):
        await until(answers)
        with pytest.raises(RedisUnfit, match="refuses us"):
            await check_redis(f"redis://:wrong@127.0.0.1:{port}/0", "fair")


async def test_the_set_started_by_hand(postgres: str, tmp_path: Path) -> None:
    front, relay, control = free_port(), free_port(), free_port()
    url = f"http://localhost:{front}"
    more: dict[str, Any] = {
        "FAIR_PUBLIC_URL": url, "FAIR_TRUSTED_PROXIES": "127.0.0.1", "FAIR_MEDIA_CONTROL": f"127.0.0.1:{control}"
    }  # fmt: skip
    address = postgres_database(postgres)
    with RedisServer("--requirepass", PASSWORD) as redis:
        guarded = redis.url.replace("//", f"//:{PASSWORD}@")
        async with (
            cluster(address, guarded, "fair", media=True, **more) as place,
            nginx(tmp_path, place.port, front),
            turn_server(tmp_path, relay),
        ):
            known = make_url(address)
            at = Ports(place.port, control, known.port or 0, redis.port, front, relay)
            for part in PARTS:
                assert not await is_well(part, NOWHERE), f"{part}: a check that cannot fail"
                await until(partial(is_well, part, at, str(known.database)))

            place.url = url
            async with place.apart(BOOTH, AMARA, CHEN) as (amara, chen):
                await say(chen, BOOTH, "through the proxy")
                await hears(amara, "through the proxy")
                await until(lambda: amara.shown == chen.shown == 2)
                killed = place.workers[0]
                os.kill(killed, signal.SIGKILL)
                await until(lambda: killed not in place.workers and len(place.workers) == 2)
            async with place.person(AMARA) as again:
                assert "through the proxy" in str((await again.enter(BOOTH))["state"])
            async with aiohttp.ClientSession(url) as http:
                for path, status in (("/metrics", 404), ("/readyz", 404), ("/healthz", 200), ("/hall", 200)):
                    async with http.get(path) as answer:
                        assert answer.status == status, path
