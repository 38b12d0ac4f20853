"""One written action: its CPU time, with three listeners, so that delivery weighs little. Everybody says something
at one of 118 booths, one after the other. Beside it Node's socket.io with PostgreSQL.

python -m load_tests.live.action --people 354 --actions 1500 --runs 3
"""

import argparse
import asyncio
import os
import time
from statistics import median, quantiles
from uuid import uuid4

from load_tests.live.cpu import CROWD_CORE, calibration, cpu_seconds, load, machine
from load_tests.live.pages import Crowd
from load_tests.live.servers import KINDS, Server, server

SETTLE_SECONDS = 2.0
TEXT = "はじめまして。よろしくお願いします。"


async def measure(one: Server, actions: int) -> tuple[float, list[float]]:
    """Seconds of CPU an action, and how long each took."""
    crowd, many = Crowd(), len(one.guests)
    booths = [one.doors.booth + number % one.doors.booths for number in range(many)]
    await crowd.come(one, [[("place.enter", {"place": booth})] for booth in booths])
    await asyncio.sleep(SETTLE_SECONDS)
    waits: list[float] = []
    for number in range(actions + many):
        if number == many:  # everybody has said something once: statements are prepared, caches are warm
            used, waits = cpu_seconds(one.process), []
        page, booth = crowd.pages[number % many], booths[number % many]
        began = time.perf_counter()
        reply = await page.ask("chat.say", {"id": str(uuid4()), "place": booth, "language": "ja", "text": TEXT})
        waits.append(time.perf_counter() - began)
        assert "ok" in reply, reply
    used = cpu_seconds(one.process) - used
    crowd.leave()
    return used / actions, waits


async def run(kinds: list[str], people: int, actions: int, runs: int) -> None:
    print(f"{machine()}; calibration {calibration():.0f} ms")
    found: dict[str, list[float]] = {}
    print("| server | people | CPU ms an action | p50 / p99 ms | load |\n|---|---|---|---|---|")
    for _ in range(runs):
        for kind in kinds:
            async with server(kind, people) as one:
                cost, waits = await measure(one, actions)
            found.setdefault(one.name, []).append(cost)
            cuts = quantiles(waits, n=100)
            times = f"{cuts[49] * 1e3:.1f} / {cuts[98] * 1e3:.1f}"
            print(f"| {one.name} | {people} | {cost * 1e3:.2f} | {times} | {load()} |", flush=True)
    for name, costs in found.items():
        print(f"median of {runs}: {name} {median(costs) * 1e3:.2f} ms")


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--people", type=int, default=354)
    arguments.add_argument("--actions", type=int, default=1500)
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--servers", default="node+pg,sqlite,postgres", help=f"of {', '.join(KINDS)}")
    asked = arguments.parse_args()
    os.sched_setaffinity(0, {CROWD_CORE})
    asyncio.run(run(asked.servers.split(","), asked.people, asked.actions, asked.runs))


if __name__ == "__main__":
    main()
