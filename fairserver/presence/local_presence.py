"""Who is where on this process: the one thing it knows first-hand."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True)
class Inside:
    """Person ids in a path: the counted (audience), and the others (representatives, staff)."""

    counted: list[int]
    others: list[int]


class LocalPresence:
    """path → person → connection → counted. Joining and leaving may be repeated."""

    def __init__(self) -> None:
        self._people: dict[str, dict[int, dict[str, bool]]] = {}
        self._counted: dict[str, int] = {}  # of these, as anybody asks for it at any time

    def join(self, path: str, person: int, connection: str, *, counted: bool) -> None:
        stay = f"{connection} {path}"
        for each in surroundings(path):
            as_ = self._people.setdefault(each, {}).setdefault(person, {})
            was = any(as_.values())
            as_[stay] = counted
            self._count(each, any(as_.values()) - was)

    def leave(self, path: str, person: int, connection: str) -> None:
        stay = f"{connection} {path}"
        for each in surroundings(path):
            here = self._people.get(each, {})
            as_ = here.get(person, {})
            was = any(as_.values())
            as_.pop(stay, None)
            self._count(each, any(as_.values()) - was)
            if person in here and not as_:
                del here[person]
            if not here:
                self._people.pop(each, None)
                self._counted.pop(each, None)

    def _count(self, path: str, more: int) -> None:
        if more:
            self._counted[path] = self._counted.get(path, 0) + more

    def inside(self, path: str) -> Inside:
        people = self._people.get(path, {})
        counted = [person for person, as_ in people.items() if any(as_.values())]
        return Inside(counted, [person for person, as_ in people.items() if not any(as_.values())])

    def counted(self, path: str) -> int:
        return self._counted.get(path, 0)

    def marks(self, path: str, person: int) -> str:
        """As what the person is there: "+" counted, "-" otherwise, both, or not at all."""
        as_ = self._people.get(path, {}).get(person, {}).values()
        return "+" * any(as_) + "-" * (not all(as_))

    def paths(self) -> Iterator[str]:
        return iter(self._people)

    def paths_of(self, person: int) -> set[str]:
        return {path for path, people in self._people.items() if person in people}

    def everybody(self) -> Iterator[tuple[str, int]]:
        return ((path, person) for path, people in self._people.items() for person in people)


@lru_cache(4096)
def surroundings(path: str) -> tuple[str, ...]:
    """The path and everything it lies in."""
    parts = path.split("/")
    return tuple("/".join(parts[:end]) for end in range(1, len(parts) + 1))


def lies_in(path: str, under: str) -> bool:
    return path == under or path.startswith(f"{under}/")
