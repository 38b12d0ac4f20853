"""One booth, one voice after the other: what a delivered message costs, and whether each came once and in order.

python -m load_tests.live.broadcast --people 100,616,2000,5000 --messages 20
"""

import argparse
import asyncio
import os
from statistics import quantiles
from uuid import uuid4

from load_tests.live.cpu import CROWD_CORE, cpu_seconds, load, machine, open_many
from load_tests.live.pages import Crowd
from load_tests.live.servers import KINDS, Server, server

SETTLE_SECONDS = 2.0  # the last announcements of who came in
TEXT = "はじめまして。よろしくお願いします。" * 4


async def measure(one: Server, messages: int) -> str:
    crowd, many, booth = Crowd(), len(one.guests), one.doors.booth
    await crowd.come(one, [[("place.enter", {"place": booth})]] * many)
    await asyncio.sleep(SETTLE_SECONDS)
    used, crowd.stamps, heard = cpu_seconds(one.process), [], crowd.deliveries
    for number in range(messages):
        told = crowd.expect(many)
        said = {"id": str(uuid4()), "place": booth, "language": "ja", "text": TEXT}
        reply = await crowd.pages[number % many].ask("chat.say", said)
        assert "ok" in reply, reply
        await told
    used = cpu_seconds(one.process) - used
    heard = crowd.deliveries - heard
    lost, gaps = messages * many - heard, sum(page.gaps for page in crowd.pages)
    crowd.leave()
    cuts = quantiles(crowd.stamps, n=100)
    cost = f"{used / heard * 1e6:.1f} | {used / messages * 1e3:.1f}"
    waits = f"{cuts[49] * 1e3:.0f} / {cuts[98] * 1e3:.0f}"
    return f"| {one.name} | {many} | {cost} | {waits} | {heard} | {lost} | {gaps} | {crowd.lost} | {load()} |"


async def run(numbers: list[int], kinds: list[str], messages: int) -> None:
    print(f"{machine()}; {open_many()} files may be open; a message is {len(TEXT.encode())} bytes of text")
    print("| server | people | µs a delivery | CPU ms a message | p50 / p99 ms | heard | lost | gaps | cut | load |")
    print("|---|---|---|---|---|---|---|---|---|---|")
    for many in numbers:
        for kind in kinds:
            async with server(kind, many) as one:
                print(await measure(one, messages), flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--people", default="100,616,2000,5000")
    arguments.add_argument("--servers", default="node,plain,sqlite,postgres", help=f"of {', '.join(KINDS)}")
    arguments.add_argument("--messages", type=int, default=20)
    asked = arguments.parse_args()
    os.sched_setaffinity(0, {CROWD_CORE})
    asyncio.run(run([int(part) for part in asked.people.split(",")], asked.servers.split(","), asked.messages))


if __name__ == "__main__":
    main()
