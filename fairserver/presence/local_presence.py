"""The people in each place who are connected to this process."""

from collections.abc import Iterator
from dataclasses import dataclass

from fairserver.programmes.place_names import enclosing


@dataclass(frozen=True)
class PeopleInPlace:
    """Ids of the people in a place: those who are counted (audience), and the others (representatives, staff)."""

    counted: list[int]
    others: list[int]


class LocalPresence:
    """path → person → connection → whether the person is counted there.

    A person with several connections is one person, counted if one of the connections is. A connection in a place is
    also in every place that encloses it. Joining twice, or leaving without having joined, changes nothing.
    """

    def __init__(self) -> None:
        self._people: dict[str, dict[int, dict[str, bool]]] = {}
        self._counted: dict[str, int] = {}  # path → number of counted people, kept so that asking for it is cheap

    def join(self, path: str, person: int, connection: str, *, counted: bool) -> None:
        """A connection of the person enters the place at `path`."""
        key = f"{connection} {path}"  # while it walks on, one connection may be in two places of one hall
        for each in enclosing(path):
            connections = self._people.setdefault(each, {}).setdefault(person, {})
            before = any(connections.values())
            connections[key] = counted
            self._add(each, any(connections.values()) - before)

    def leave(self, path: str, person: int, connection: str) -> None:
        """The connection leaves the place at `path`."""
        key = f"{connection} {path}"
        for each in enclosing(path):
            people = self._people.get(each, {})
            connections = people.get(person, {})
            before = any(connections.values())
            connections.pop(key, None)
            self._add(each, any(connections.values()) - before)
            if person in people and not connections:
                del people[person]
            if not people:
                self._people.pop(each, None)
                self._counted.pop(each, None)

    def _add(self, path: str, more: int) -> None:
        if more:
            self._counted[path] = self._counted.get(path, 0) + more

    def people_in(self, path: str) -> PeopleInPlace:
        """The people connected to this process who are in the place."""
        people = self._people.get(path, {})
        counted = [person for person, connections in people.items() if any(connections.values())]
        others = [person for person, connections in people.items() if not any(connections.values())]
        return PeopleInPlace(counted, others)

    def counted(self, path: str) -> int:
        """The number of counted people in the place."""
        return self._counted.get(path, 0)

    def marks(self, path: str, person: int) -> str:
        """In which ways the person is in the place: "+" by a counted connection, "-" by another one, "+-" by both,
        "" when the person is not there.
        """
        connections = self._people.get(path, {}).get(person, {}).values()
        return ("+" if any(connections) else "") + ("-" if not all(connections) else "")

    def paths(self) -> Iterator[str]:
        """Every path with somebody in it."""
        return iter(self._people)

    def paths_of(self, person: int) -> set[str]:
        """Every path that the person is in."""
        return {path for path, people in self._people.items() if person in people}

    def everybody(self) -> Iterator[tuple[str, int]]:
        """Every person in every path, as (path, person)."""
        return ((path, person) for path, people in self._people.items() for person in people)
