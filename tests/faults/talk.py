"""Some of a crowd talk without pause, while something is done to the fair."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from tests.faults.guest import Guest
from tests.waiting import until

SPEAKERS = 10
PAUSE_SECONDS = 1.1  # within the rate of one person


class Talk:
    def __init__(self) -> None:
        self.answered = 0
        self._over = asyncio.Event()

    async def speak(self, guest: Guest, number: int) -> None:
        while not self._over.is_set():
            await guest.say(f"{number}/{len(guest.acked)}")
            self.answered += 1
            await asyncio.sleep(PAUSE_SECONDS)

    async def goes_on(self, rounds: int = 1, within: float = 20.0) -> None:
        """So many more were acknowledged, by each speaker on the average."""
        goal = self.answered + rounds * SPEAKERS
        await until(lambda: self.answered >= goal, within)

    def end(self) -> None:
        self._over.set()


@asynccontextmanager
async def talking(guests: list[Guest]) -> AsyncIterator[Talk]:
    talk = Talk()
    speakers = [asyncio.create_task(talk.speak(guest, number)) for number, guest in enumerate(guests[:SPEAKERS])]
    try:
        yield talk
        talk.end()
        await asyncio.gather(*speakers)
    finally:
        for speaker in speakers:
            speaker.cancel()
        await asyncio.gather(*speakers, return_exceptions=True)
