"""Conflicts of a timetable: one room twice, one speaker twice. And of a person's own programme."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ConflictKind = Literal["place", "speaker"]


@dataclass(frozen=True)
class TimetableSlot:
    """A session as conflicts see it. Ends are open: one may end when the next begins."""

    id: Hashable
    starts_at: datetime
    ends_at: datetime
    place: Hashable = None  # None: occupies no room
    speakers: frozenset[Hashable] = frozenset()

    def overlaps(self, other: "TimetableSlot") -> bool:
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True)
class Conflict:
    kind: ConflictKind
    about: Hashable  # the place, or the speaker
    first: Hashable  # the session that starts first
    second: Hashable


def conflicts(slots: Iterable[TimetableSlot]) -> list[Conflict]:
    """Every pair that needs one room or one speaker at once."""
    needed: dict[tuple[ConflictKind, Hashable], list[TimetableSlot]] = defaultdict(list)
    for slot in slots:
        if slot.place is not None:
            needed["place", slot.place].append(slot)
        for speaker in slot.speakers:
            needed["speaker", speaker].append(slot)
    return [
        Conflict(kind, about, first.id, second.id)
        for (kind, about), asking in needed.items()
        for first, second in overlapping(asking)
    ]


def overlapping(slots: Iterable[TimetableSlot]) -> list[tuple[TimetableSlot, TimetableSlot]]:
    """Every overlapping pair, the one that starts first before the other."""
    pairs: list[tuple[TimetableSlot, TimetableSlot]] = []
    running: list[TimetableSlot] = []
    for slot in sorted(slots, key=lambda each: (each.starts_at, each.ends_at)):
        running = [earlier for earlier in running if earlier.ends_at > slot.starts_at]
        pairs.extend((earlier, slot) for earlier in running)
        running.append(slot)
    return pairs
