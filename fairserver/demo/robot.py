"""The demo's robot: a process that publishes a test picture to one stage, with a stage key of its own."""

import os
import secrets
import subprocess
import sys

from sqlalchemy import delete, select

from fairserver.delivery.journal import UnitOfWork
from fairserver.people.rules import hashed
from fairserver.programmes.tables import Place
from fairserver.stages.tables import StageKey

LABEL = "demo robot"
STAGE = "osaka-a"
STOP_SECONDS = 3.0


class Robot:
    """Starts and stops the process."""

    def __init__(self, public_url: str) -> None:
        self._url = public_url
        self._place = 0
        self._key = ""
        self._process: subprocess.Popen[bytes] | None = None

    async def prepare(self, unit: UnitOfWork) -> None:
        """Make a new stage key in place of that of an earlier start. Without its stage the robot does not start."""
        place = await unit.session.scalar(select(Place).where(Place.key == STAGE))
        if place is None:
            return
        if place.state == "off_air":
            place.state = "interrupted"  # on air, without a picture until the robot publishes
        self._place = place.id
        self._key = secrets.token_urlsafe(32)
        await unit.session.execute(delete(StageKey).where(StageKey.label == LABEL))
        key = StageKey(place_id=self._place, key_hash=hashed(self._key), label=LABEL, made_at=unit.wall)
        unit.session.add(key)

    def start(self) -> None:
        """Start publishing. Does nothing without a stage key."""
        if not self._key:
            return
        command = [sys.executable, "-m", "fairserver.media.robot", f"{self._url}/whip/{self._place}"]
        self._process = subprocess.Popen(  # noqa: S603  our own interpreter and module
            command,
            env={**os.environ, "STAGE_KEY": self._key},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def stop(self) -> None:
        """End the process; blocks for at most STOP_SECONDS before it is killed."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
