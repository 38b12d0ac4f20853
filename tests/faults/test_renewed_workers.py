"""F2: SIGHUP renews one worker after the other; their people are told to move, spread over time, and lose nothing."""

import re
import signal

from tests.cluster import Cluster
from tests.faults.guest import crowd
from tests.faults.invariants import holding, refusals
from tests.faults.talk import talking
from tests.soak import SOAK
from tests.waiting import until

PEOPLE = 200 if SOAK else 60
DRAIN_SECONDS = 1.0  # FAIR_DRAIN_SECONDS of the cluster


async def test_renewing_moves_everybody_and_loses_nothing(two: Cluster, booth: int) -> None:
    async with crowd(two, PEOPLE, booth) as guests, holding("F2 both workers renewed", two, guests) as fault:
        before = set(two.workers)
        async with talking(guests) as talk:
            await talk.goes_on()
            two.web.process.send_signal(signal.SIGHUP)
            await until(lambda: len(two.workers) == 2 and not before & set(two.workers), within=30)
            fault.over()
            await talk.goes_on(2)
        # Who loses the connection in some other way, as on a busy machine, may find a worker that is new already.
        assert all(guest.moves or guest.lost for guest in guests), "everybody was told before it happened"
        told = sum(map(int, re.findall(rb'"told": (\d+)', two.web.said[fault.logged :])))
        heard, lost = sum(guest.moves for guest in guests), sum(guest.lost for guest in guests)
        assert told - lost <= heard <= told, "whoever was connected to a worker that stopped has heard of it"
        moved = sorted(guest.gone_at for guest in guests)
        assert max(late - early for early, late in zip(moved, moved[PEOPLE // 4 :], strict=False)) > DRAIN_SECONDS / 5
        assert not refusals(guests)
        assert not set(two.web.pids("worker.killed")) & before, "each went by itself"
