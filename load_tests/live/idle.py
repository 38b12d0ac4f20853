"""People who do nothing: what so many open sockets cost, their heartbeats and the beat of their attendance included.

python -m load_tests.live.idle --people 5000 --seconds 30
"""

import argparse
import asyncio
import os

from load_tests.live.cpu import CROWD_CORE, calibration, cpu_seconds, load, machine, open_many
from load_tests.live.pages import Crowd
from load_tests.live.servers import KINDS, Server, server

SETTLE_SECONDS = 10.0  # the last hints of who came in


async def measure(one: Server, seconds: float) -> str:
    crowd, many = Crowd(), len(one.guests)
    await crowd.come(one, [[("place.enter", {"place": one.doors.hall})]] * many)
    await asyncio.sleep(SETTLE_SECONDS)
    used, hints = cpu_seconds(one.process), crowd.hints
    await asyncio.sleep(seconds)
    used, hints = cpu_seconds(one.process) - used, crowd.hints - hints
    crowd.leave()
    return f"| {one.name} | {many} | {used / seconds:.1%} | {hints} | {crowd.lost} | {load()} |"


async def run(kinds: list[str], people: int, seconds: float) -> None:
    print(f"{machine()}; {open_many()} files may be open; calibration {calibration():.0f} ms")
    print("| server | people | of a core | hints | lost | load |\n|---|---|---|---|---|---|")
    for kind in kinds:
        async with server(kind, people) as one:
            print(await measure(one, seconds), flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--people", type=int, default=5000)
    arguments.add_argument("--seconds", type=float, default=30)
    arguments.add_argument("--servers", default="node,plain,sqlite,postgres", help=f"of {', '.join(KINDS)}")
    asked = arguments.parse_args()
    os.sched_setaffinity(0, {CROWD_CORE})
    asyncio.run(run(asked.servers.split(","), asked.people, asked.seconds))


if __name__ == "__main__":
    main()
