"""The presence of a single process: people, not connections."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from fairserver.presence.store import MemoryPresence

HALL, BOOTH, OTHER = "edition:5", "edition:5/booth:12", "edition:5/booth:13"
AMARA, CHEN, REP = 7, 8, 9


class Updates:
    """What the store announced, as a list and as something to wait for."""

    def __init__(self) -> None:
        self.all: list[tuple[int, dict[str, int]]] = []
        self.changed = asyncio.Event()

    def __call__(self, version: int, counts: dict[str, int]) -> None:
        self.all.append((version, counts))
        self.changed.set()


@pytest.fixture
async def updates() -> Updates:
    return Updates()


@pytest.fixture
async def presence(updates: Updates) -> AsyncIterator[MemoryPresence]:
    store = MemoryPresence()
    await store.start(updates)
    yield store
    await store.stop()


async def test_three_tabs_are_one_person(presence: MemoryPresence) -> None:
    for tab in ("a", "b", "c"):
        presence.join(BOOTH, AMARA, tab, counted=True)
    presence.join(BOOTH, AMARA, "a", counted=True)
    assert await presence.counts(HALL) == {HALL: 1, BOOTH: 1}


async def test_the_last_tab_takes_the_person_with_it(presence: MemoryPresence) -> None:
    for tab in ("a", "b"):
        presence.join(BOOTH, AMARA, tab, counted=True)
    presence.leave(BOOTH, AMARA, "a")
    presence.leave(BOOTH, AMARA, "a")
    assert (await presence.counts(HALL))[BOOTH] == 1
    presence.leave(BOOTH, AMARA, "b")
    assert await presence.counts(HALL) == {}
    assert presence.paths_of(AMARA) == set()


async def test_one_connection_in_two_places_for_a_moment(presence: MemoryPresence) -> None:
    """The new place may be entered before the old one is left."""
    presence.join(BOOTH, AMARA, "a", counted=True)
    presence.join(OTHER, AMARA, "a", counted=True)
    presence.leave(BOOTH, AMARA, "a")
    assert await presence.counts(HALL) == {HALL: 1, OTHER: 1}


async def test_representatives_are_there_and_not_counted(presence: MemoryPresence) -> None:
    presence.join(BOOTH, REP, "r", counted=False)
    presence.join(BOOTH, AMARA, "a", counted=True)
    people = await presence.people_in(BOOTH)
    assert (people.counted, people.others) == ([AMARA], [REP])
    assert (await presence.counts(HALL))[BOOTH] == 1


async def test_many_changes_are_one_announcement(presence: MemoryPresence, updates: Updates) -> None:
    for person in range(1, 501):
        presence.join(BOOTH, person, f"tab {person}", counted=True)
    await updates.changed.wait()
    assert [counts for _version, counts in updates.all] == [{HALL: 500, BOOTH: 500}]


async def test_an_emptied_place_is_announced_as_empty(presence: MemoryPresence, updates: Updates) -> None:
    presence.join(BOOTH, CHEN, "c", counted=True)
    presence.leave(BOOTH, CHEN, "c")
    await updates.changed.wait()
    assert [counts for _version, counts in updates.all] == [{HALL: 0, BOOTH: 0}]


async def test_leaving_what_was_never_entered(presence: MemoryPresence) -> None:
    presence.leave(BOOTH, CHEN, "c")
    assert await presence.counts(HALL) == {}
