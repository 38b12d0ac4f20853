"""The fair command where nobody types too fast; given a seed, what it publishes is lost, doubled or reversed."""

import os
import random

from fairserver.__main__ import main
from fairserver.access.rate_limits import RateLimits
from fairserver.delivery.journal import Journal, NumberedChange

seed = os.environ["TEST_SEED"]
chance = random.Random(seed)
publish = Journal.publish


async def publish_badly(journal: Journal, changes: list[NumberedChange]) -> None:
    match chance.randrange(4) if seed else 3:
        case 0:
            return
        case 1:
            await publish(journal, [*changes, *changes])
        case 2:
            await publish(journal, changes[::-1])
        case _:
            await publish(journal, changes)


async def unlimited(_rates: RateLimits, _rate: str, *_key: str) -> None:
    """A machine types faster than people."""


Journal.publish = publish_badly  # type: ignore[assignment, method-assign]
RateLimits.take = unlimited  # type: ignore[assignment, method-assign]
main()
