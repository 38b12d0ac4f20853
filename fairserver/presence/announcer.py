"""What screens are told of presence: coalesced, versioned, and allowed to be lost."""

from collections.abc import Awaitable, Callable, Iterable
from typing import Protocol

from fairserver.base.background import BackgroundTasks
from fairserver.base.dataloader import DataLoader
from fairserver.base.wire_types import Wire
from fairserver.delivery.journal import Journal
from fairserver.people.queries import PublicPerson, public_people
from fairserver.presence.local_presence import Inside
from fairserver.presence.messages import CountsMessage, HereMessage
from fairserver.presence.store import Presence

NAMES_MOST = 60  # beyond that the page says how many more


class Say(Protocol):
    def __call__(self, event: str, message: Wire, *, to: str) -> Awaitable[None]: ...


class Announcer:
    """Tells the followers of a place who is in it, and the followers of a hall how many are in each place."""

    def __init__(self, presence: Presence, journal: Journal, say: Say, followed: Callable[[str], bool]) -> None:
        """`say`: send an event to a scope. `followed`: whether a socket of this process follows a scope."""
        self._presence = presence
        self._journal = journal
        self._say = say
        self._followed = followed
        self._here = DataLoader("here", self._look)
        self._tasks = BackgroundTasks()

    async def stop(self) -> None:
        await self._tasks.finish()

    def presence_changed(self, version: int, counts: dict[str, int]) -> None:
        """Announce the new counts of these paths, in a task of its own."""
        self._tasks.start(self.announce(version, counts))

    async def person_changed(self, person: int) -> None:
        """The handler of the signal `person.changed`: a name became visible, or stopped being so."""
        for path in self._presence.paths_of(person):
            self._presence.touch(path)

    async def announce(self, version: int, counts: dict[str, int]) -> None:
        """One `counts` to each edition's hall, one `here` to each changed place that is watched here."""
        by_edition: dict[str, dict[str, int]] = {}
        for path, count in counts.items():
            by_edition.setdefault(edition_of(path), {})[scope_of(path)] = count
        for edition, changed in by_edition.items():
            if self._followed(edition):
                await self._say("counts", CountsMessage(version=version, counts=changed), to=edition)
        watched = [path for path in counts if path != edition_of(path) and self._followed(scope_of(path))]
        for path, here in (await self._look(watched)).items():
            await self._say("here", here.model_copy(update={"version": version}), to=scope_of(path))

    async def here(self, path: str) -> HereMessage:
        """For who comes in."""
        return await self._here.load(path)

    async def _look(self, paths: list[str]) -> dict[str, HereMessage]:
        if not paths:
            return {}
        inside = {path: await self._presence.inside(path) for path in paths}
        async with self._journal.reading() as unit:
            known = await public_people(unit.session, set(_shown(inside.values())))
        return {path: _here(path, inside[path], known) for path in paths}

    async def counts(self, path: str) -> dict[str, int]:
        """Everything the hall shows when one comes in."""
        edition = edition_of(path)
        if path != edition:
            return {}
        return {scope_of(each): count for each, count in (await self._presence.counts(edition)).items()}


def _shown(places: Iterable[Inside]) -> Iterable[int]:
    for inside in places:
        yield from inside.counted[-NAMES_MOST:]
        yield from inside.others[-NAMES_MOST:]


def _here(path: str, inside: Inside, known: dict[int, PublicPerson]) -> HereMessage:
    counted, others = (
        [known[person] for person in sorted(ids[-NAMES_MOST:]) if person in known]
        for ids in (inside.counted, inside.others)
    )
    people = [face.named for face in counted if face.agreed]
    working = [face for face in others if face.represents]
    reps = [face.named for face in working if face.agreed]
    return HereMessage(
        scope=scope_of(path), version=0, count=len(inside.counted), people=people, reps=reps, working=len(working)
    )


def edition_of(path: str) -> str:
    return path.partition("/")[0]


def scope_of(path: str) -> str:
    return path.rpartition("/")[2]
