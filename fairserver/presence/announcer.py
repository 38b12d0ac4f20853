"""What pages are told of presence: the events `here` and `counts`.

These events are not in the journal. Several changes are sent as one event, and an event may be lost: each carries the
whole truth about a place, and a version, of which a page keeps the newest.
"""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Protocol

import structlog

from fairserver.base.background import BackgroundTasks
from fairserver.base.dataloader import DataLoader
from fairserver.base.errors import FairError
from fairserver.base.periodic import Periodic
from fairserver.base.wire_types import Wire
from fairserver.delivery.journal import Journal
from fairserver.people.queries import PublicPerson, public_people
from fairserver.presence.local_presence import PeopleInPlace
from fairserver.presence.messages import CountsMessage, HereMessage
from fairserver.presence.store import Presence
from fairserver.programmes.place_names import counted_at, hall_of, lies_in_a_hall, place_of, scope_of, working
from fairserver.programmes.queries import booth_companies

AGAIN_SECONDS = 1.0
HINTS_A_SECOND = 2000  # of one scope, to all its followers together: the more there are, the less often they are told
NAMES_MOST = 60  # of each kind; a page says how many more there are


log = structlog.get_logger()


class SendEvent(Protocol):
    """Sends an event to the sockets of this process that follow the scope `to`."""

    def __call__(self, event: str, message: Wire, *, to: str) -> Awaitable[None]: ...


class Announcer:
    """Tells the followers of a place who is in it, and the followers of a hall how many are in each place."""

    def __init__(self, presence: Presence, journal: Journal, send: SendEvent, followers: Callable[[str], int]) -> None:
        """`followers`: how many sockets of this process follow a scope."""
        self._presence = presence
        self._journal = journal
        self._send = send
        self._followers = followers
        self._rests_until: dict[str, float] = {}  # by scope, in the time of the event loop
        self._here_messages = DataLoader("here messages", self._load_here)
        self._tasks = BackgroundTasks()
        self._again: set[str] = set()
        self._repeats = Periodic("presence.announce_again", AGAIN_SECONDS, self.announce_again)

    def start(self) -> None:
        """Announce every AGAIN_SECONDS what was put off."""
        self._repeats.start()

    async def stop(self) -> None:
        """Finish what is being announced."""
        await self._repeats.stop()
        await self._tasks.finish()

    def presence_changed(self, version: int, counts: dict[str, int]) -> None:
        """The handler of changed counts (`store.OnUpdate`): announce them, in a task of its own."""
        self._tasks.start(self.announce(version, counts))

    async def person_changed(self, person: int) -> None:
        """The handler of the signal `person.changed`: a name became visible, or stopped being so."""
        for path in self._presence.paths_of(person):
            self._presence.touch(path)

    async def announce(self, version: int, counts: dict[str, int]) -> None:
        """Send one `counts` to each hall, and one `here` to each changed place, where a socket of this process follows
        it. What was told to many a moment ago is put off.
        """
        by_hall: dict[str, dict[str, str]] = {}  # by hall and key the path
        for path in counts:
            if told := counted_at(path):
                by_hall.setdefault(told[0], {})[told[1]] = path
        for hall, changed in by_hall.items():
            if self._is_due(hall, changed.values()):
                now = {key: counts[path] for key, path in changed.items()}
                await self._send("counts", CountsMessage(version=version, counts=now), to=hall)
        followed = [path for path in counts if lies_in_a_hall(path) and self._is_due(scope_of(path), [path])]
        try:
            messages = await self._load_here(followed)
        except FairError as busy:  # nobody comes or goes for minutes, perhaps: the same places are announced again
            log.warning("presence.not_announced", code=busy.code)
            self._again.update(followed)
            return
        for path, message in messages.items():
            await self._send("here", message, to=scope_of(path))

    def _is_due(self, scope: str, paths: Iterable[str]) -> bool:
        """Whether the followers of a scope, if there are any, are told of these paths now. Otherwise the paths are
        announced again later.
        """
        if not (followers := self._followers(scope)):
            return False
        now = asyncio.get_running_loop().time()
        if now < self._rests_until.get(scope, now):
            self._again.update(paths)
            return False
        self._rests_until[scope] = now + followers / HINTS_A_SECOND
        return True

    async def announce_again(self) -> None:
        """Announce the places that were put off, or whose people could not be read."""
        now = asyncio.get_running_loop().time()
        self._rests_until = {scope: until for scope, until in self._rests_until.items() if until > now}
        again, self._again = self._again, set()
        for path in again:
            self._presence.touch(path)

    async def here(self, path: str) -> HereMessage:
        """Who is in the place, for a page that enters it."""
        return await self._here_messages.load(path)

    async def _load_here(self, paths: list[str]) -> dict[str, HereMessage]:
        if not paths:
            return {}
        version = self._presence.version  # read before the people, so that it is never newer than they are
        people = {path: await self._presence.people_in(path) for path in paths}
        async with self._journal.reading() as unit:
            companies = await booth_companies(unit.session, [place_of(path) for path in paths])
            named = [people[path] for path in paths if place_of(path) in companies]
            known = await public_people(unit.session, set(_shown(named)))
        return {
            path: _here_message(path, version, people[path], known, companies.get(place_of(path))) for path in paths
        }

    async def counts(self, path: str) -> dict[str, int]:
        """The number of people in each place of a hall, as `CountsMessage` has it, for a page that enters the hall; {}
        for any other place.
        """
        if path != hall_of(path):
            return {}
        counts = await self._presence.counts(path) | await self._presence.counts(working(path))
        return {told[1]: count for each, count in counts.items() if (told := counted_at(each))}


def _shown(places: Iterable[PeopleInPlace]) -> Iterable[int]:
    """Of whom names are shown: those who came last."""
    for people in places:
        yield from people.counted[-NAMES_MOST:]
        yield from people.others[-NAMES_MOST:]


def _here_message(
    path: str, version: int, people: PeopleInPlace, known: dict[int, PublicPerson], booth: tuple[int, int] | None
) -> HereMessage:
    """`booth`: whose booth the place is, as company and edition: representatives of others only look around there.

    Who agreed to be shown agreed to be shown at booths: anywhere else people are counted, and nobody is named.
    """
    counted, others = (
        [known[person] for person in sorted(ids[-NAMES_MOST:]) if person in known] if booth else []
        for ids in (people.counted, people.others)
    )
    working = [face for face in others if booth in face.represents]
    return HereMessage(
        scope=scope_of(path),
        version=version,
        count=len(people.counted),
        people=[face.named for face in counted if face.agreed],
        reps=[face.named for face in working if face.agreed],
        working=len(working),
    )
