"""In what capacity a person is in a place: fixed at entry, and only audience is counted."""

from collections.abc import Iterable
from typing import Literal

from fairserver.access.permissions import Grant, Resource, Role, covers

Capacity = Literal["audience", "speaker", "rep", "staff", "device"]

# The first that fits wins: an organiser who also represents a company is still staff.
ORDER: tuple[tuple[Role, Capacity], ...] = (
    (Role.ORGANISER, "staff"),
    (Role.MODERATOR, "staff"),
    (Role.OPERATOR, "staff"),
    (Role.REPRESENTATIVE, "rep"),
    (Role.SPEAKER, "speaker"),
)


def capacity(grants: Iterable[Grant], resource: Resource) -> Capacity:
    """A representative is one at the own booth; at another company's booth, a visitor like any other."""
    held = tuple(grants)
    for role, as_ in ORDER:
        if any(grant.role is role and covers(grant, resource) for grant in held):
            return as_
    return "audience"
