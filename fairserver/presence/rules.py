"""In what capacity a person attends an edition, and what a person is to others in one place of it.

Only the audience is counted.
"""

from collections.abc import Collection, Iterable
from datetime import timedelta
from typing import Literal

from fairserver.access.permissions import Grant, Resource, Role, covers

DEAD_AFTER = timedelta(seconds=35)  # a process that missed three heartbeats is taken for dead

Capacity = Literal["audience", "speaker", "rep", "staff", "device"]

# The first role that a person has decides: an organiser who also represents a company is staff. Who has none of them
# is audience.
ORDER: tuple[tuple[Role, Capacity], ...] = (
    (Role.ORGANISER, "staff"),
    (Role.MODERATOR, "staff"),
    (Role.OPERATOR, "staff"),
    (Role.REPRESENTATIVE, "rep"),
    (Role.SPEAKER, "speaker"),
)


def capacity(grants: Iterable[Grant], edition: int, running: Collection[int]) -> Capacity:
    """The capacity in which a person with these grants attends the edition, wherever in it the person is.

    `running`: the sessions that are held now. A role in a session counts only while it is held: before and after it a
    panellist is audience like anybody.
    """
    held = {grant.role for grant in grants if _counts(grant, edition, running)}
    return next((found for role, found in ORDER if role in held), "audience")


def _counts(grant: Grant, edition: int, running: Collection[int]) -> bool:
    if grant.scope == "organisation":
        return True
    return grant.edition == edition and (grant.scope != "session" or grant.scope_id in running)


def works_here(grants: Iterable[Grant], resource: Resource) -> bool:
    """Whether a person with these grants represents the company whose booth the resource is."""
    return resource.company != 0 and any(
        grant.role == Role.REPRESENTATIVE and covers(grant, resource) for grant in grants
    )


def role_here(grants: Iterable[Grant], resource: Resource) -> Capacity:
    """What a person with these grants is to the others in the place that `resource` names.

    Only grants that cover the place count: at the booth of another company, a representative is like audience.
    """
    held = {grant.role for grant in grants if covers(grant, resource)}
    return next((found for role, found in ORDER if role in held), "audience")
