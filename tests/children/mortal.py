"""Is killed between commit and publish of the first thing said."""

import os
import signal

from fairserver import app
from fairserver.cli import main
from fairserver.journal import Frame


class Mortal(app.Fair):
    async def _publish(self, frames: list[Frame]) -> None:
        if any(frame.type == "chat.said" for frame in frames):
            os.kill(os.getpid(), signal.SIGKILL)
        await super()._publish(frames)


if __name__ == "__main__":
    app.Fair = Mortal  # type: ignore[misc]
    main()
