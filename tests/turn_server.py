"""A TURN server of our own, with what docker-compose.yml says."""

import asyncio
import re
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.compose import compose
from tests.nginx_server import answers
from tests.waiting import until

SECRET = "invented-for-this-test"
WORDS = {"TURN_SECRET": SECRET, "FAIR_MEDIA_ANNOUNCE": "127.0.0.1"}


@asynccontextmanager
async def turn_server(folder: Path, port: int, tls_port: int = 0) -> AsyncIterator[None]:
    """It listens on `port` by UDP and TCP, and with `tls_port` by TLS, with the certificate in `folder`."""
    content = compose()["configs"]["coturn"]["content"]
    settings = re.sub(r"\$\{(\w+):\?[^}]*\}", lambda found: WORDS[found[1]], content)
    here = ["--listening-ip=127.0.0.1", "--relay-ip=127.0.0.1", "--allow-loopback-peers", f"--listening-port={port}",
            f"--userdb={folder / 'turn.db'}", f"--pidfile={folder / 'turn.pid'}", "--log-file=stdout"]  # fmt: skip
    if tls_port:
        settings = settings.replace("no-tls\n", "")
        here += [f"--tls-listening-port={tls_port}", f"--cert={folder}/fullchain.pem", f"--pkey={folder}/privkey.pem"]
    (folder / "turn.conf").write_text(settings)
    process = await asyncio.create_subprocess_exec(
        "turnserver", "-c", str(folder / "turn.conf"), *here,
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        await until(lambda: answers(tls_port or port))
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        await process.wait()


async def certificate(folder: Path, *names: str) -> None:
    """Make fullchain.pem and privkey.pem for these names, signed by itself."""
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 1"
    command += f" -subj /CN={names[0]} -addext subjectAltName={','.join(f'DNS:{name}' for name in names)}"
    command += f" -keyout {folder}/privkey.pem -out {folder}/fullchain.pem"
    made = await asyncio.create_subprocess_exec(*command.split(), stderr=asyncio.subprocess.DEVNULL)
    assert await made.wait() == 0
