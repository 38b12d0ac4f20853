"""What has become of a season file's rows so far."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from fairserver.storage.upsert import Upserted


@dataclass
class Counts:
    """How many rows of one kind were new, differed, or were there as the file says them."""

    made: int = 0
    changed: int = 0
    same: int = 0

    def add(self, written: Upserted[Any]) -> None:
        """Count the rows of a write."""
        self.made += len(written.made)
        self.changed += len(written.changed)
        self.same += len(written.rows) - len(written.different)

    def __str__(self) -> str:
        return f"{self.made} made, {self.changed} changed, {self.same} as they were"


@dataclass
class Loaded:
    """Counts by kind of row, and the ids of what the file names by keys."""

    counts: dict[str, Counts] = field(default_factory=dict)
    venues: dict[str, int] = field(default_factory=dict)
    zones: dict[str, str] = field(default_factory=dict)  # of the venues
    companies: dict[str, int] = field(default_factory=dict)
    people: dict[str, int] = field(default_factory=dict)  # by mail address
    editions: dict[str, int] = field(default_factory=dict)
    # by edition and …
    openings: dict[tuple[str, date, str], int] = field(default_factory=dict)  # date and venue
    exhibitors: dict[tuple[str, str], int] = field(default_factory=dict)  # company
    places: dict[tuple[str, str], int] = field(default_factory=dict)  # the place's own key

    def of(self, kind: str) -> Counts:
        """The counts of one kind of row."""
        return self.counts.setdefault(kind, Counts())

    @property
    def changed(self) -> bool:
        """Whether anything in the database is another now."""
        return any(counts.made or counts.changed for counts in self.counts.values())
