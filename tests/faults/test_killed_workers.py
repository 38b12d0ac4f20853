"""F1: kill -9 a worker while people talk; its people come back to another, and are counted once."""

import os
import signal

import pytest

from tests.cluster import Cluster
from tests.faults.guest import crowd
from tests.faults.invariants import COUNTS_AFTER_KILL, holding, refusals
from tests.faults.talk import talking
from tests.faults.truth import BEAT
from tests.soak import SOAK
from tests.waiting import until

PEOPLE = 200
ROUNDS = 5 if SOAK else 1


@pytest.mark.parametrize("_round", range(ROUNDS))
async def test_a_worker_is_killed_under_people_who_talk(two: Cluster, booth: int, _round: int) -> None:
    async with (
        crowd(two, PEOPLE, booth, spread=True) as guests,
        holding("F1 kill -9 of a worker", two, guests) as fault,
    ):
        async with talking(guests) as talk:
            await talk.goes_on()
            killed = two.workers[0]
            fault.forgets = BEAT
            os.kill(killed, signal.SIGKILL)
            await until(lambda: len(fault.inside) < PEOPLE)
            fault.over()
            await talk.goes_on(2)
        await until(lambda: killed not in two.workers and len(two.workers) == 2)
        assert not refusals(guests)
        assert any(guest.visits == 1 for guest in guests), "the other worker's people noticed nothing"


async def test_its_people_leave_the_count_within_its_lease(two: Cluster, booth: int) -> None:
    async with (
        crowd(two, 40, booth, spread=True) as guests,
        holding("F1 kill -9, nobody returns", two, guests) as fault,
    ):
        for guest in guests:
            guest.may_return = False
        killed = two.workers[0]
        fault.forgets = BEAT
        os.kill(killed, signal.SIGKILL)
        await until(lambda: killed not in two.workers and len(fault.inside) < len(guests))
        fault.over(counts_within=COUNTS_AFTER_KILL)
        assert 0 < len(fault.inside) < 40
