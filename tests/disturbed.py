"""The fair command where nobody types too fast; given a seed, what it publishes is lost, doubled or reversed."""

import os
import random

from fairserver.access.rate_limits import Rates
from fairserver.app import App
from fairserver.delivery.journal import NumberedChange
from fairserver.ops.cli import main

seed = os.environ["TEST_SEED"]
chance = random.Random(seed)
publish = App._publish


async def publish_badly(fair: App, frames: list[NumberedChange]) -> None:
    match chance.randrange(4) if seed else 3:
        case 0:
            return
        case 1:
            await publish(fair, [*frames, *frames])
        case 2:
            await publish(fair, frames[::-1])
        case _:
            await publish(fair, frames)


async def unlimited(_rates: Rates, _rate: str, *_key: str) -> None:
    """A machine types faster than people."""


App._publish = publish_badly  # type: ignore[assignment, method-assign]
Rates.take = unlimited  # type: ignore[assignment, method-assign]
main()
