"""The fair command, with people who walk from booth to booth without sockets of their own."""

import asyncio
import os
import random

from fairserver.__main__ import main
from fairserver.app import App

PEOPLE = int(os.environ.get("CROWD", "600"))
STAY_SECONDS = float(os.environ.get("CROWD_STAY", "8"))  # 600 people who stay 8 s: 75 moves a second
FIRST_PERSON, BOOTHS = 1_000_000, range(2, 120)

start = App.start


async def walk(fair: App, person: int, chance: random.Random) -> None:
    """Some leave the fair for a while, and come back."""
    while True:
        path = f"edition:1/booth:{chance.choice(BOOTHS)}"
        fair.presence.join(path, person, f"crowd-{person}", counted=True)
        await asyncio.sleep(chance.uniform(0, 2 * STAY_SECONDS))
        fair.presence.leave(path, person, f"crowd-{person}")
        if chance.random() < 0.1:
            await asyncio.sleep(chance.uniform(0, STAY_SECONDS))


async def start_crowded(fair: App) -> None:
    await start(fair)
    chance = random.Random(1)
    fair.crowd = [asyncio.create_task(walk(fair, FIRST_PERSON + n, chance)) for n in range(PEOPLE)]  # type: ignore[attr-defined]


App.start = start_crowded  # type: ignore[assignment, method-assign]
main()
