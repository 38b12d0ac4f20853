"""A worker that is killed, as if by kill -9, between the commit of these words and their publication."""

import os
import signal
import sys

from fairserver import logs, serve
from fairserver.app import Fair
from fairserver.journal import Frame
from fairserver.settings import Settings

LAST_WORDS = "last words"


class DyingFair(Fair):
    async def _publish(self, frames: list[Frame]) -> None:
        if any(LAST_WORDS in str(frame.put) for frame in frames):
            os.kill(os.getpid(), signal.SIGKILL)
        await super()._publish(frames)


def ready() -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()


if __name__ == "__main__":
    logs.set_up(readable=False)
    settings = Settings()
    serve.run(settings, serve.claim(settings.host, settings.port), ready, DyingFair(settings))
