"""Work that is done in a process of its own: it may take long, or a hostile file may break it."""

import asyncio
import sys
from contextlib import suppress

from fairserver.base.settings import ROOT


class ChildFailed(Exception):
    """The process ended with an error, was killed, or took too long."""


async def run_child(module: str, given: bytes, *, seconds: float) -> bytes:
    """What a module (`python -m module`) writes to its standard output, with `given` on its standard input. It gets no
    variable of our environment. It runs as our user: what else it may do is for the module to limit. Raises
    ChildFailed.
    """
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", module, cwd=ROOT, env={},
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    try:
        async with asyncio.timeout(seconds):
            written, _ = await child.communicate(given)
    except TimeoutError:
        raise ChildFailed(f"{module}: longer than {seconds} s") from None
    finally:
        with suppress(ProcessLookupError):
            child.kill()
        await child.wait()
    if child.returncode:
        raise ChildFailed(f"{module}: {child.returncode}")
    return written
