"""A dataloader answers all questions of one moment by one query, which begins after the last of them was asked."""

import asyncio

import pytest

from fairserver.base.dataloader import DataLoader
from fairserver.base.errors import FairError


class Query:
    """Answers each number with how many queries there were; 13 makes it raise, a negative number is refused."""

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


async def test_questions_of_one_moment_share_a_query() -> None:
    query = Query()
    loader = DataLoader("numbers", query)
    assert await asyncio.gather(*(loader.load(number) for number in (1, 2, 2, 3))) == [1, 1, 1, 1]
    assert query.asked == [[1, 2, 3]]


async def test_a_question_asked_during_a_query_waits_for_the_next() -> None:
    """The query that runs may have read the rows before they changed."""
    query = Query()
    query.may_end.clear()
    loader = DataLoader("numbers", query)
    early = asyncio.create_task(loader.load(1))
    while not query.asked:
        await asyncio.sleep(0)
    late = asyncio.create_task(loader.load(1))
    await asyncio.sleep(0)
    query.may_end.set()
    assert (await early, await late) == (1, 2)


async def test_a_refusal_is_raised_to_the_one_it_is_about() -> None:
    loader = DataLoader("numbers", Query())
    good, bad = await asyncio.gather(loader.load(1), loader.load(-1), return_exceptions=True)
    assert good == 1
    assert isinstance(bad, FairError)


async def test_a_question_that_breaks_the_query_breaks_no_other() -> None:
    loader = DataLoader("numbers", Query())
    one, thirteen, two = await asyncio.gather(*map(loader.load, (1, 13, 2)), return_exceptions=True)
    assert (one, two) == (2, 4)
    assert isinstance(thirteen, RuntimeError)


async def test_a_cancelled_question_takes_no_answer_away() -> None:
    query = Query()
    query.may_end.clear()
    loader = DataLoader("numbers", query)
    cancelled, waiting = asyncio.create_task(loader.load(1)), asyncio.create_task(loader.load(1))
    while not query.asked:
        await asyncio.sleep(0)
    cancelled.cancel()
    with pytest.raises(asyncio.CancelledError):
        await cancelled
    query.may_end.set()
    assert await waiting == 1


async def test_settled_is_when_nobody_waits() -> None:
    query = Query()
    loader = DataLoader("numbers", query)
    asked = asyncio.create_task(loader.load(1))
    await asyncio.sleep(0)
    await loader.settle()
    assert query.asked == [[1]]
    assert await asked == 1
