"""How a place is named, and how such names are read.

A place has three names:

- its id, a number: 12. Pages and the database use it;
- its scope, the audience that is told what happens there: `booth:12`. The hall is the edition itself seen as a place,
  so its scope is that of the edition, `edition:5`;
- its path, which says inside what the place lies: `edition:5/booth:12`. Presence uses it: who is in that booth is also
  in the hall `edition:5`, and who is in the talk `edition:5/booth:12/talk:9` is also at the booth.
"""

from functools import lru_cache


def hall(edition: int) -> str:
    """The scope of an edition's hall, which is also its path."""
    return f"edition:{edition}"


def scope(kind: str, place: int, edition: int) -> str:
    """The scope of a place."""
    return hall(edition) if kind == "hall" else f"{kind}:{place}"


def path(kind: str, place: int, edition: int, inside: str = "") -> str:
    """The path of a place. `inside`: the path of the place it lies in, if that is not the hall."""
    return hall(edition) if kind == "hall" else f"{inside or hall(edition)}/{scope(kind, place, edition)}"


def desk(edition: int) -> str:
    """The scope of an edition's moderation desk."""
    return f"{hall(edition)}/desk"


def working(place_path: str) -> str:
    """Where the representatives of a booth's own company are counted: `working:5/booth:12` for `edition:5/booth:12`.
    It lies beside the hall and not in it, so that they are no part of its head-count.
    """
    return f"working:{place_path.removeprefix('edition:')}"


def counted_at(place_path: str) -> tuple[str, str] | None:
    """Under which hall's scope and which key pages are told how many are at a path: `edition:5` and `booth:12`, or
    `booth:12/working` for those who work there. None for a path that nobody is told of.
    """
    if is_private(place_path):
        return None
    if not place_path.startswith("working:"):
        return hall_of(place_path), scope_of(place_path)
    edition, _, booth = place_path.removeprefix("working:").partition("/")
    return (hall(int(edition)), f"{booth}/working") if booth else None


def hall_of(place_path: str) -> str:
    """The path (and scope) of the hall in which a place lies: `edition:5` of `edition:5/booth:12`."""
    return place_path.partition("/")[0]


def lies_in_a_hall(place_path: str) -> bool:
    """Whether the path is that of a place in a hall, and not the hall or a count beside it (`working`)."""
    return place_path.startswith("edition:") and place_path != hall_of(place_path)


def scope_of(place_path: str) -> str:
    """The scope of a place: `booth:12` of `edition:5/booth:12`."""
    return place_path.rpartition("/")[2]


def place_of(place_path: str) -> int:
    """The id of a place: 12 of `edition:5/booth:12`; 0 of a hall, which its path names by the edition."""
    return 0 if place_path == hall_of(place_path) else int(place_path.rpartition(":")[2])


def is_private(place_path: str) -> bool:
    """Whether nobody but those inside may know of a place: a talk. No hall lists it or counts who is in it."""
    return scope_of(place_path).startswith("talk:")


@lru_cache(4096)
def enclosing(place_path: str) -> tuple[str, ...]:
    """The paths of all places that a person in this place is in, the place itself last."""
    parts = place_path.split("/")
    return tuple("/".join(parts[:end]) for end in range(1, len(parts) + 1))


def lies_in(place_path: str, outer: str) -> bool:
    """Whether a place is the one at the path `outer`, or lies inside it."""
    return place_path == outer or place_path.startswith(f"{outer}/")
