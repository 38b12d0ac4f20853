"""Access control: roles are granted to people, and each action says which roles may do it.

- A `Role` is what a person is at the fair, for example a moderator.
- A `Grant` gives one person one role within a scope: the organisation, an edition, a company, a place or a session.
- A `Resource` is what a request is about.
- An `Action` is something a person may be allowed to do to a resource.

Every subject declares its actions in its own module `permissions`. An action that several subjects use is declared
in the lowest of their folders, or in a folder below them, so that all of them can import it.

`may` is asked before each request and each subscription. Knowing an identifier permits nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

GrantScope = Literal["organisation", "edition", "company", "place", "session"]


class Role(StrEnum):
    """What a grant makes of a person. The values stand in the database."""

    PARTICIPANT = "participant"
    ALUMNUS = "alumnus"
    REPRESENTATIVE = "representative"  # of one company
    SPEAKER = "speaker"  # of one session
    OPERATOR = "operator"  # of one stage, or of one session
    MODERATOR = "moderator"
    ORGANISER = "organiser"


# Scopes that are a part of an edition.
PARTS: frozenset[GrantScope] = frozenset({"company", "place", "session"})

# Roles of those who come to take part, not to work: they are the audience.
VISITORS = frozenset({Role.PARTICIPANT, Role.ALUMNUS})


@dataclass(frozen=True)
class Action:
    """Something people may do, and who may do it. Any one of the five rules is enough.

    `name`: unique; the schemas publish it as `x-permission`.
    `roles`: people who have one of these roles by a grant that covers the resource.
    `visitors`: people who visit the resource's edition (see `visits`).
    `own`: the person to whom the resource belongs.
    `members`: those who are admitted to the private place that the resource is, as long as they visit its edition.
    `everyone`: all signed-in people, whatever the resource.
    """

    name: str
    roles: tuple[Role, ...] = ()
    visitors: bool = False
    own: bool = False
    members: bool = False
    everyone: bool = False


@dataclass(frozen=True)
class Grant:
    """A role within a scope.

    `scope_id` is the identifier of the edition, company, place or session; 0 for the organisation.
    `edition` is the edition in which the scope lies; 0 for the organisation.
    """

    role: Role
    scope: GrantScope
    scope_id: int
    edition: int = 0


@dataclass(frozen=True)
class Resource:
    """What a request is about: identifiers, each 0 where it is about no such thing. `person` is whose it is, `kind`
    the kind of the place, `sessions` those that are held in the place now. A private place lies `inside` another place
    (its id and kind), and its `members` alone are admitted to it.
    """

    edition: int = 0
    company: int = 0
    place: int = 0
    session: int = 0
    person: int = 0
    kind: str = ""
    sessions: tuple[int, ...] = ()
    inside: int = 0
    inside_kind: str = ""
    members: frozenset[int] = frozenset()


def covers(grant: Grant, resource: Resource) -> bool:
    """Whether the resource lies in the grant's scope.

    The organisation covers every resource; any other scope with the identifier 0 covers none. Each holds in its own
    edition only: the company whose booth somebody had last year is the same company this year. A session covers the
    place where it is held, while it is held.
    """
    if grant.scope == "organisation":
        return True
    if grant.edition != resource.edition:
        return False
    if grant.scope == "session" and grant.scope_id in resource.sessions:
        return True
    return bool(getattr(resource, grant.scope) == grant.scope_id != 0)


def visits(grant: Grant, resource: Resource) -> bool:
    """Whether the grant makes its holder a visitor of the resource's edition.

    A grant for a part of an edition does so for the whole of it: a representative also visits the other booths.
    """
    if grant.scope in PARTS:
        return grant.edition == resource.edition != 0
    return covers(grant, resource)


def may(person: int, grants: Iterable[Grant], action: Action, resource: Resource) -> bool:
    """Whether the person with these grants may do the action to the resource.

    The rules are asked in this order, and the first that holds permits:
    1. The action is open to everyone.
    2. The resource belongs to the person, and the action is open for a person's own things. Person 0 is nobody.
    3. The person is among the members of the resource, visits its edition, and the action is open to members.
    4. One grant either covers the resource with a role that the action names, or makes the person a visitor of the
       resource's edition and the action is open to visitors.

    No rule forbids: what none of them permits is refused.
    """
    if action.everyone:
        return True
    if action.own and resource.person == person != 0:
        return True
    held = tuple(grants)
    if action.members and person in resource.members and any(visits(grant, resource) for grant in held):
        return True
    return any(
        (grant.role in action.roles and covers(grant, resource)) or (action.visitors and visits(grant, resource))
        for grant in held
    )
