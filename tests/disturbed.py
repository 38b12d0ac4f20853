"""The fair command where nobody types too fast; given a seed, what it publishes is lost, doubled or reversed."""

import os
import random

from fairserver.app import Fair
from fairserver.cli import main
from fairserver.journal import Frame
from fairserver.rates import Rates

seed = os.environ["FAIR_TEST_SEED"]
chance = random.Random(seed)
publish = Fair._publish


async def publish_badly(fair: Fair, frames: list[Frame]) -> None:
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


Fair._publish = publish_badly  # type: ignore[assignment, method-assign]
Rates.take = unlimited  # type: ignore[assignment, method-assign]
main()
