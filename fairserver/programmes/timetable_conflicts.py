"""Conflicts of a timetable: a place or a speaker is needed twice at once."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

ConflictKind = Literal["place", "speaker"]


@dataclass(frozen=True)
class TimetableSlot:
    """A session as far as conflicts go. The end is open: the next may begin at it. `place`: None when it needs none."""

    id: Hashable
    starts_at: datetime
    ends_at: datetime
    place: Hashable = None
    speakers: frozenset[Hashable] = frozenset()

    def overlaps(self, other: "TimetableSlot") -> bool:
        """Whether there is an instant that lies in both."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True)
class Conflict:
    """Two sessions that need the same place or the same speaker (`about`) at once; `first` starts first."""

    kind: ConflictKind
    about: Hashable
    first: Hashable
    second: Hashable


def conflicts(slots: Iterable[TimetableSlot]) -> list[Conflict]:
    """Every pair of sessions that needs one place or one speaker at once."""
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
    """Every pair that overlaps, the one that starts first before the other."""
    pairs: list[tuple[TimetableSlot, TimetableSlot]] = []
    running: list[TimetableSlot] = []
    for slot in sorted(slots, key=lambda each: (each.starts_at, each.ends_at)):
        running = [earlier for earlier in running if earlier.ends_at > slot.starts_at]
        pairs.extend((earlier, slot) for earlier in running)
        running.append(slot)
    return pairs
