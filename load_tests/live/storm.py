"""Thousands come within seconds, into every booth: what is told of it, what it costs, how late the hall's count is.

python -m load_tests.live.storm --people 5000 --seconds 10
"""

import argparse
import asyncio
import json
import os
import time
from statistics import quantiles

from load_tests.live.cpu import CROWD_CORE, cpu_seconds, load, machine, open_many
from load_tests.live.pages import Crowd, Page
from load_tests.live.servers import Server, server

PATIENCE = 120


class Watched(Crowd):
    """The first page stands in the hall and sees how many are there."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope
        self.came: list[float] = []
        self.seen: list[tuple[float, int]] = []
        self.largest = 0
        self.news = asyncio.Event()

    def came_in(self) -> None:
        super().came_in()
        self.came.append(time.perf_counter())

    def hinted(self, page: Page, text: bytes) -> None:
        super().hinted(page, text)
        if page is self.pages[0]:
            counts = json.loads(text[2:])[1]["counts"]
            self.largest = max(self.largest, len(counts))
            if self.scope in counts:
                self.seen.append((time.perf_counter(), counts[self.scope]))
                self.news.set()

    async def sees(self, many: int) -> None:
        async with asyncio.timeout(PATIENCE):
            while not self.seen or self.seen[-1][1] != many - self.lost:
                self.news.clear()
                await self.news.wait()

    def late(self) -> list[float]:
        """For everyone who came: from the answer until the hall showed at least so many."""
        late, shown = [], iter(self.seen)
        at, total = next(shown)
        for number, came in enumerate(self.came, 1):
            while total < number:
                at, total = next(shown, (at, number))
            late.append(max(0.0, at - came))
        return late


async def measure(one: Server, people: int, seconds: float) -> str:
    crowd = Watched(f"edition:{one.doors.edition}")
    await crowd.come(one, [[("place.enter", {"place": one.doors.hall})]])
    await crowd.sees(1)
    used, hints, before, began = cpu_seconds(one.process), crowd.hints, len(crowd.seen), time.perf_counter()
    opening = []
    for number, guest in enumerate(one.guests[1:]):
        if (early := began + seconds * number / people - time.perf_counter()) > 0:
            await asyncio.sleep(early)
        booth = one.doors.booth + number % one.doors.booths
        opening.append(asyncio.create_task(crowd.open(one, guest.cookie, [("place.enter", {"place": booth})])))
    await asyncio.gather(*opening)
    await crowd.sees(people + 1)
    passed, used = crowd.seen[-1][0] - began, cpu_seconds(one.process) - used
    late = crowd.late()
    cuts = quantiles(late, n=100)
    crowd.leave()
    told = f"{len(crowd.seen) - before} | {crowd.largest} | {crowd.hints - hints:,}"
    waits = f"{cuts[49]:.2f} / {cuts[98]:.2f} / {max(late):.2f}"
    return f"| {one.name} | {people} in {passed:.1f} | {told} | {used:.1f} | {waits} | {crowd.lost} | {load()} |"


async def run(kinds: list[str], people: int, seconds: float) -> None:
    print(f"{machine()}; {open_many()} files may be open")
    print("| server | people in s | messages to the hall | most places in one | hints to all | CPU s ", end="")
    print("| late p50 / p99 / most s | cut | load |\n|---|---|---|---|---|---|---|---|---|")
    for kind in kinds:
        async with server(kind, people + 1) as one:
            print(await measure(one, people, seconds), flush=True)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--people", type=int, default=5000)
    arguments.add_argument("--seconds", type=float, default=10)
    arguments.add_argument("--servers", default="sqlite,postgres")
    asked = arguments.parse_args()
    os.sched_setaffinity(0, {CROWD_CORE})
    asyncio.run(run(asked.servers.split(","), asked.people, asked.seconds))


if __name__ == "__main__":
    main()
