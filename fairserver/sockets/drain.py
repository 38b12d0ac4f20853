"""Before a process stops: its pages are told to move, and its sockets close one by one, each after its last answer."""

import asyncio
import contextlib
import random

import structlog

from fairserver.realtime.messages import MoveMessage
from fairserver.sockets.server import Socket, Sockets

ANSWER_SECONDS = 1.0  # for requests that are being answered when the time is over

log = structlog.get_logger()


async def drain(sockets: Sockets, seconds: float) -> None:
    """Tell every page that its socket closes within `seconds`, and close the sockets evenly over that time, so that
    they do not all connect again at once. From now on no socket is accepted: it would be closed without a word.
    """
    sockets.stopping = True
    leaving = list(sockets.open.values())
    random.shuffle(leaving)  # so that not one place empties first
    for socket in leaving:
        await sockets.socketio.say("move", MoveMessage(within_ms=int(seconds * 1000)), to=socket.id)
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds + ANSWER_SECONDS):
            step = seconds / max(1, len(leaving))
            await asyncio.gather(*(_close_after(sockets, step * at, each) for at, each in enumerate(leaving)))
    log.info("sockets.drained", told=len(leaving))


async def _close_after(sockets: Sockets, seconds: float, socket: Socket) -> None:
    await asyncio.sleep(seconds)
    async with socket.turn:
        sockets.socketio.cut(socket.transport)
    await socket.gone.wait()
