"""The fair command, killed with -9 the moment after a chat message is committed and before anyone is told."""

import os
import signal

from fairserver.app import Fair
from fairserver.cli import main
from fairserver.journal import Frame

publish = Fair._publish


async def publish_or_die(fair: Fair, frames: list[Frame]) -> None:
    if any(frame.type == "chat.said" for frame in frames):
        os.kill(os.getpid(), signal.SIGKILL)
    await publish(fair, frames)


Fair._publish = publish_or_die  # type: ignore[assignment, method-assign]
main()
