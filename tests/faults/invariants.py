"""What holds after every fault, stated once. A test in this folder does its harm inside `holding(…)`:

    async with crowd(place, 40, booth) as guests, holding("a worker is killed", place, guests) as fault:
        … harm …
        fault.over(counts_within=COUNTS_AFTER_KILL)

I1  what was acknowledged survives, and arrives once, in order, at every page
I4  the count beside a place is right again in time, on every screen
I5  what a page knows is what a fresh page is told
I6  no request hangs, and none is answered with a fault of ours
I7  what a worker keeps open is what it had open before
I8  every figure lies within the truth: what was answered is counted, and nothing else
"""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiohttp
from prometheus_client.parser import text_string_to_metric_families

from tests.cluster import Cluster
from tests.faults.guest import LATER, Guest, crowd
from tests.faults.truth import figures_are_true
from tests.waiting import PATIENCE, stretched, until

COUNTS_AFTER_FAULT = 15.0
COUNTS_AFTER_KILL = 3.3 + 1.0  # a lease and a tick; then a second to be shown
COUNTS_AFTER_REDIS = 1.0
SLOWEST = 5.0
BACK = 30.0  # everybody is inside again
FAULTS = ("internal",)  # socket replies that mean: ours

measured: list[str] = []  # shown at the end of the run


class Fault:
    def __init__(self, name: str, place: Cluster, guests: list[Guest]) -> None:
        self.name = name
        self.place = place
        self.guests = guests
        self.slowest = SLOWEST
        self.counts_within = COUNTS_AFTER_FAULT
        self.logged = len(place.web.said)
        self.forgets = 0.0  # seconds of a stay that the figures may miss at its end
        self.figures = True  # whether they can be compared: not after the fair's clock was moved
        self._watching: asyncio.Task[dict[str, float]] | None = None

    def over(self, *, counts_within: float = COUNTS_AFTER_FAULT) -> None:
        """From now on the fair recovers; how long it takes is measured."""
        self.counts_within = counts_within
        self._watching = asyncio.create_task(self._recover())

    async def _recover(self) -> dict[str, float]:
        clock = asyncio.get_running_loop().time
        began, took = clock(), dict[str, float]()
        await until(lambda: all(guest.inside.is_set() for guest in self.guests if guest.may_return), BACK)
        took["inside"] = clock() - began
        await self.counts_become_right(COUNTS_AFTER_FAULT)
        took["counts"] = clock() - began
        return took

    @property
    def inside(self) -> list[Guest]:
        return [guest for guest in self.guests if guest.inside.is_set()]

    def counts_are_right(self) -> bool:
        return {guest.count for guest in self.inside} == {len(self.inside)}

    async def counts_become_right(self, within: float = PATIENCE) -> None:
        try:
            await until(self.counts_are_right, within)
        except TimeoutError:
            shown = Counter(guest.count for guest in self.inside)
            raise AssertionError(f"{len(self.inside)} of {len(self.guests)} inside; screens show {shown}") from None

    async def recovered(self) -> None:
        assert self._watching, "call over() when the harm is over"
        took = await self._watching
        slowest = max(guest.slowest for guest in self.inside)
        measured.append(
            f"{self.name}: {len(self.guests)} people, all inside {took['inside']:.2f} s, counts right"
            f" {took['counts']:.2f} s after it; slowest request {slowest:.2f} s"
        )
        assert took["counts"] <= stretched(self.counts_within), measured[-1]


@asynccontextmanager
async def holding(name: str, place: Cluster, guests: list[Guest]) -> AsyncIterator[Fault]:
    fault = Fault(name, place, guests)
    await fault.counts_become_right()
    yield fault
    await fault.recovered()
    await everything_acknowledged_is_there_once(place, fault.inside)
    await pages_know_what_a_fresh_one_is_told(place, fault.inside)
    if fault.figures:
        compared = await figures_are_true(place, guests[0].booth, guests, fault.forgets)
        measured.append(f"{name}: {compared} figures within the truth")
    nothing_hung(fault.inside, fault.slowest)
    await no_fault_of_ours(place, fault.logged)


async def everything_acknowledged_is_there_once(place: Cluster, guests: list[Guest]) -> None:
    """I1, for the database, then for every page."""
    acked = {message: text for guest in guests for message, text in guest.acked.items()}
    said = await place.said(guests[0].booth)
    lost = [text for text in acked.values() if text not in said]
    assert not lost, f"lost: {lost}"
    assert len(set(said)) == len(said), "something was said twice"
    for guest in guests:
        own = [text for text in said if text in guest.acked.values()]
        assert own == list(guest.acked.values()), "said in another order than it was acknowledged"
    newest = set(sorted(map(str, acked), key=int)[-50:])
    await until(lambda: all(newest <= guest.state["messages"].keys() for guest in guests))
    for guest in guests:
        assert not guest.broken, guest.broken
        assert max(guest.told.values(), default=1) == 1, "a message arrived twice"


async def pages_know_what_a_fresh_one_is_told(place: Cluster, guests: list[Guest]) -> None:
    """I5"""
    async with crowd(place, 1, guests[0].booth) as (fresh,):
        await until(lambda: all(guest.seq == fresh.seq for guest in guests))
        assert all(guest.state == fresh.state for guest in guests)


def nothing_hung(guests: list[Guest], slowest: float = SLOWEST) -> None:
    """I6"""
    took = max(guest.slowest for guest in guests)
    assert took <= stretched(slowest), f"a request took {took:.1f} s"


async def no_fault_of_ours(place: Cluster, logged: int) -> None:
    """I6: busy is an answer; a stack trace is none, nor is a 5xx other than "later, please"."""
    said = place.web.said[logged:].decode()
    assert "Traceback" not in said, said
    assert '"exception"' not in said, said
    async with aiohttp.ClientSession(place.url) as http, http.get("/metrics") as answer:
        families = {family.name: family for family in text_string_to_metric_families(await answer.text())}
    for sample in families["fair_socket_requests"].samples:
        assert sample.labels.get("result") not in FAULTS, sample
    for sample in families["fair_http_requests"].samples:
        assert not sample.labels.get("status", "").startswith("500"), sample


def refusals(guests: list[Guest]) -> set[str]:
    return {code for guest in guests for code in guest.refused} - set(LATER)


# ---- I7


def memory(pid: int) -> int:
    """What a worker holds, in bytes."""
    (line,) = [line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS")]
    return int(line.split()[1]) * 1024


def open_files(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))
