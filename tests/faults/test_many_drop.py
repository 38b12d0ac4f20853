"""F14: everybody's connection drops at once, as when a venue's network blinks. All are back soon, and spread."""

from tests.cluster import Cluster
from tests.faults.guest import Guest, crowd
from tests.faults.invariants import BACK, holding, memory, open_files, refusals
from tests.faults.talk import talking
from tests.soak import SOAK
from tests.waiting import until

PEOPLE = 500 if SOAK else 200
GROWTH = 1.05


async def storm(two: Cluster, guests: list[Guest], name: str) -> None:
    async with holding(name, two, guests) as fault, talking(guests) as talk:
        await talk.goes_on()
        for guest in guests:
            await guest.drop()
        fault.over(counts_within=BACK)
        await until(lambda: all(guest.inside.is_set() for guest in guests), BACK)
        await talk.goes_on()
    assert not refusals(guests), "nobody is locked out, though all come from one address"


async def test_all_drop_at_once_and_are_back(two: Cluster, booth: int) -> None:
    async with crowd(two, PEOPLE, booth) as guests:
        await storm(two, guests, "F14 all drop at once")
        assert len({round(guest.back_at - guest.gone_at, 1) for guest in guests}) > 5, "spread, not all in one moment"
        if SOAK:
            kept = {pid: memory(pid) for pid in two.workers}
            await storm(two, guests, "F14 all drop again")
            assert {pid: bytes_ for pid, bytes_ in kept.items() if memory(pid) > bytes_ * GROWTH} == {}
    await until(lambda: sum(map(open_files, two.workers)) < PEOPLE, within=15)
