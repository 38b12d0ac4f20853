"""Who asks at the same moment is answered by one look that began afterwards."""

import asyncio

import pytest

from fairserver.base.dataloader import DataLoader
from fairserver.base.errors import FairError


class Looks:
    """Answers each number with how often was looked; one who has no answer breaks it."""

    def __init__(self) -> None:
        self.asked: list[list[int]] = []
        self.may_end = asyncio.Event()
        self.may_end.set()

    async def __call__(self, numbers: list[int]) -> dict[int, int | FairError]:
        self.asked.append(numbers)
        await self.may_end.wait()
        if 13 in numbers:
            raise RuntimeError("13")
        return {number: FairError("place.unknown") if number < 0 else len(self.asked) for number in numbers}


async def test_those_who_ask_at_once_share_a_look() -> None:
    looks = Looks()
    together = DataLoader("looks", looks)
    assert await asyncio.gather(*(together.load(number) for number in (1, 2, 2, 3))) == [1, 1, 1, 1]
    assert looks.asked == [[1, 2, 3]]


async def test_who_asks_while_another_looks_gets_a_later_look() -> None:
    """The look under way may have passed what changed meanwhile."""
    looks = Looks()
    looks.may_end.clear()
    together = DataLoader("looks", looks)
    early = asyncio.create_task(together.load(1))
    while not looks.asked:
        await asyncio.sleep(0)
    late = asyncio.create_task(together.load(1))
    await asyncio.sleep(0)
    looks.may_end.set()
    assert (await early, await late) == (1, 2)


async def test_a_refusal_is_for_the_one_it_is_about() -> None:
    together = DataLoader("looks", Looks())
    good, bad = await asyncio.gather(together.load(1), together.load(-1), return_exceptions=True)
    assert good == 1
    assert isinstance(bad, FairError)


async def test_the_others_are_not_to_blame() -> None:
    together = DataLoader("looks", Looks())
    one, thirteen, two = await asyncio.gather(*map(together.load, (1, 13, 2)), return_exceptions=True)
    assert (one, two) == (2, 4)
    assert isinstance(thirteen, RuntimeError)


async def test_who_leaves_takes_no_answer_away() -> None:
    looks = Looks()
    looks.may_end.clear()
    together = DataLoader("looks", looks)
    leaves, stays = asyncio.create_task(together.load(1)), asyncio.create_task(together.load(1))
    while not looks.asked:
        await asyncio.sleep(0)
    leaves.cancel()
    with pytest.raises(asyncio.CancelledError):
        await leaves
    looks.may_end.set()
    assert await stays == 1


async def test_settled_is_when_nobody_waits() -> None:
    looks = Looks()
    together = DataLoader("looks", looks)
    asked = asyncio.create_task(together.load(1))
    await asyncio.sleep(0)
    await together.settle()
    assert looks.asked == [[1]]
    assert await asked == 1
