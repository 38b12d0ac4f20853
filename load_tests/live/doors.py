"""The doors open: everybody connects, says who they are, enters the hall and gets what it holds, at once.

python -m load_tests.live.doors --people 616,5000 --servers plain,sqlite,postgres --own
"""

import argparse
import asyncio
import os
from statistics import quantiles

from load_tests.live.cpu import CROWD_CORE, cpu_seconds, load, machine, open_many
from load_tests.live.pages import Crowd, Question
from load_tests.live.servers import KINDS, Server, server


def opening(place: int, person: int, *, own: bool = False) -> list[Question]:
    """What a page asks first; `own`: what is kept of the person too, as our page does."""
    mine: list[Question] = [("scope.follow", {"scope": f"person:{person}"})]
    return [*mine * own, ("place.enter", {"place": place})]


async def measure(one: Server, *, own: bool) -> str:
    crowd, many = Crowd(), len(one.guests)
    used = cpu_seconds(one.process)
    seconds = await crowd.come(one, [opening(one.doors.hall, guest.person, own=own) for guest in one.guests])
    used = cpu_seconds(one.process) - used
    crowd.leave()
    cuts = quantiles(crowd.waits, n=100)
    waits = f"{seconds:.2f} | {cuts[49]:.2f} / {cuts[98]:.2f}"
    cost = f"{used:.2f} | {used / many * 1e6:,.0f} | {crowd.octets / many / 1000:.0f} | {crowd.hints:,}"
    return f"| {one.name}{' + own scope' * own} | {many} | {waits} | {cost} | {crowd.lost} | {load()} |"


async def run(numbers: list[int], kinds: list[str], *, own: bool) -> None:
    print(f"{machine()}; {open_many()} files may be open")
    print("| server | people | s until all are in | p50 / p99 s | CPU s | µs each | kB each | hints | lost | load |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for many in numbers:
        for kind in kinds:
            async with server(kind, many) as one:
                print(await measure(one, own=own), flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--people", default="616,5000")
    arguments.add_argument("--servers", default="plain,plain+redis,sqlite,postgres", help=f"of {', '.join(KINDS)}")
    arguments.add_argument("--own", action="store_true", help="also follow what is kept of each person")
    asked = arguments.parse_args()
    os.sched_setaffinity(0, {CROWD_CORE})
    asyncio.run(run([int(part) for part in asked.people.split(",")], asked.servers.split(","), own=asked.own))


if __name__ == "__main__":
    main()
