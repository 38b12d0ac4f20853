"""The capacity in which a person is in a place. It is fixed when they enter, and only the audience is counted."""

from collections.abc import Iterable
from typing import Literal

from fairserver.access.permissions import Grant, Resource, Role, covers

Capacity = Literal["audience", "speaker", "rep", "staff", "device"]

# The first role that a person has decides: an organiser who also represents a company is staff.
ORDER: tuple[tuple[Role, Capacity], ...] = (
    (Role.ORGANISER, "staff"),
    (Role.MODERATOR, "staff"),
    (Role.OPERATOR, "staff"),
    (Role.REPRESENTATIVE, "rep"),
    (Role.SPEAKER, "speaker"),
)


def capacity(grants: Iterable[Grant], resource: Resource) -> Capacity:
    """The capacity of a person with these grants in the place that `resource` names.

    Only grants that cover the place count: at the booth of another company, a representative is audience.
    """
    held = tuple(grants)
    for role, found in ORDER:
        if any(grant.role is role and covers(grant, resource) for grant in held):
            return found
    return "audience"
