"""Viewers of the stage `hall` in a process of their own, so that to count their packets holds up nobody else.

Reads lines from standard input: after `reset` it counts anew, after `loss` it prints the packets lost in percent.
"""

import asyncio
import os
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fairserver.media.remote_node import RemoteNode
from tests.media.peer import H264

from .drain import Drain

CONTROL_PORT = 18280
SECRET = "FAIR_MEDIA_SECRET"


class Audience:
    """The process, as the one who started it sees it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def ask(self, line: str) -> str:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(f"{line}\n".encode())
        return (await self._process.stdout.readline()).decode().strip()


@asynccontextmanager
async def audience(count: int, secret: str) -> AsyncIterator[Audience]:
    """So many viewers, all connected."""
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "load_tests.media.audience", str(count), env={**os.environ, SECRET: secret},
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    await process.stdout.readline()
    yield Audience(process)
    process.terminate()
    await process.wait()


async def watch(count: int) -> None:
    node = RemoteNode(host="127.0.0.1", port=CONTROL_PORT, secret=os.environ[SECRET], on_event=lambda event: None)
    await node.start()
    drain = Drain()
    for _ in range(count):
        await drain.add(lambda offer: node.watch("hall", secrets.token_hex(4), offer), codecs=(H264,))
    reports = asyncio.create_task(drain.report())
    print("ready", flush=True)
    while line := (await asyncio.to_thread(sys.stdin.readline)).strip():
        if line == "reset":
            drain.reset()
        print(f"{drain.loss_percent():.2f}", flush=True)
    reports.cancel()


if __name__ == "__main__":
    asyncio.run(watch(int(sys.argv[1])))
