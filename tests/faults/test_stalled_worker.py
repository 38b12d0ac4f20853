"""F19: a worker's loop stands still. Shorter than the lease nobody notices; longer, its people are counted again."""

import asyncio

from tests.cluster import Cluster
from tests.faults.guest import crowd
from tests.faults.invariants import COUNTS_AFTER_KILL, SLOWEST, holding
from tests.faults.talk import talking
from tests.soak import longer
from tests.stalled import stalled
from tests.waiting import until

PEOPLE = 40
SHORT = 2.0
HEARTBEAT = 14.0


async def test_a_short_stall_sends_nobody_away(two: Cluster, booth: int) -> None:
    async with crowd(two, PEOPLE, booth) as guests, holding("F19 a worker stalls 2 s", two, guests) as fault:
        async with talking(guests) as talk:
            await talk.goes_on()
            with stalled(two.workers[0]):
                await asyncio.sleep(SHORT)
            fault.over()
            await talk.goes_on()
        assert {guest.visits for guest in guests} == {1}


async def test_stalled_past_its_lease_its_people_are_counted_again(two: Cluster, booth: int) -> None:
    seconds = longer(4.5, 20)  # the full one outlasts the heartbeat: its people come back to the other worker
    name = f"F19 a worker stalls {seconds:.0f} s"
    async with crowd(two, PEOPLE, booth, spread=True) as guests, holding(name, two, guests) as fault:
        fault.slowest = seconds + SLOWEST  # what was asked of it is answered when it wakes
        async with talking(guests) as talk:
            await talk.goes_on()
            with stalled(two.workers[0]):
                began = asyncio.get_running_loop().time()
                await until(lambda: min(guest.count for guest in guests) < PEOPLE, COUNTS_AFTER_KILL)
                await asyncio.sleep(seconds - (asyncio.get_running_loop().time() - began))
            fault.over()
            await talk.goes_on()
        if seconds < HEARTBEAT - SLOWEST:
            assert {guest.visits for guest in guests} == {1}, "the heartbeat is more patient than the lease"
