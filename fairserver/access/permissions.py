"""Who may do what: one table, role × action, with the grant's scope as context.

Asked at every door and at every subscribe. Knowing an id opens nothing.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

GrantScope = Literal["organisation", "edition", "company", "place", "session"]


class Role(StrEnum):
    PARTICIPANT = "participant"
    ALUMNUS = "alumnus"
    REPRESENTATIVE = "representative"
    SPEAKER = "speaker"
    OPERATOR = "operator"
    MODERATOR = "moderator"
    ORGANISER = "organiser"
    GUEST = "guest"  # of one talk
    SELF = "self"  # never granted: what everyone may do with their own things


class Action(StrEnum):
    TIMETABLE_READ = "timetable.read"
    PLACE_ENTER = "place.enter"
    CHAT_SAY = "chat.say"
    CHAT_REPORT = "chat.report"
    CHAT_MODERATE = "chat.moderate"
    BOOTH_CURTAIN = "booth.curtain"
    STAGE_RUN = "stage.run"
    TALK_JOIN = "talk.join"
    DESK_READ = "desk.read"
    FIGURES_READ = "figures.read"
    PEOPLE_INVITE = "people.invite"
    GRANT_CHANGE = "grant.change"
    PERSON_READ = "person.read"
    PROFILE_EDIT = "profile.edit"
    LOGIN_REVOKE = "login.revoke"
    MESSAGE_WITHDRAW = "message.withdraw"
    REGISTER = "register"
    PROGRAMME_PICK = "programme.pick"
    MY_DATA = "my.data"
    BOOTH_EDIT = "booth.edit"
    SEASON_EDIT = "season.edit"


EVERYONE = frozenset({Action.TIMETABLE_READ})  # who is signed in
VISIT = frozenset({Action.PLACE_ENTER, Action.CHAT_SAY, Action.CHAT_REPORT})
MODERATE = VISIT | {Action.CHAT_MODERATE, Action.DESK_READ}

ROLES: dict[Role, frozenset[Action]] = {
    Role.PARTICIPANT: VISIT,
    Role.ALUMNUS: VISIT,
    Role.REPRESENTATIVE: frozenset({Action.BOOTH_CURTAIN, Action.BOOTH_EDIT}),
    Role.SPEAKER: frozenset(),
    Role.OPERATOR: frozenset({Action.STAGE_RUN}),
    Role.MODERATOR: MODERATE,
    Role.GUEST: frozenset({Action.TALK_JOIN, Action.CHAT_SAY, Action.CHAT_REPORT}),
    Role.ORGANISER: MODERATE
    | {
        Action.BOOTH_CURTAIN,
        Action.STAGE_RUN,
        Action.BOOTH_EDIT,
        Action.SEASON_EDIT,
        Action.FIGURES_READ,
        Action.PEOPLE_INVITE,
        Action.GRANT_CHANGE,
        Action.LOGIN_REVOKE,
    },
    Role.SELF: frozenset(
        {
            Action.PERSON_READ,
            Action.PROFILE_EDIT,
            Action.LOGIN_REVOKE,
            Action.MESSAGE_WITHDRAW,
            Action.REGISTER,
            Action.PROGRAMME_PICK,
            Action.MY_DATA,
        }
    ),
}

# Which roles make one a visitor of the whole edition even though the grant is narrower
# (a representative visits other booths too, but hangs only the own curtain).
VISITORS = frozenset({Role.REPRESENTATIVE, Role.SPEAKER, Role.OPERATOR, Role.GUEST})


@dataclass(frozen=True)
class Grant:
    """A role within a scope. `edition` is the edition the scope lies in, 0 for the whole organisation."""

    role: Role
    scope: GrantScope
    scope_id: int
    edition: int = 0


@dataclass(frozen=True)
class Resource:
    """What a request is about; 0 where it is about no such thing. `kind`: of the place, where it is about one."""

    edition: int = 0
    company: int = 0
    place: int = 0
    session: int = 0
    person: int = 0
    kind: str = ""


def covers(grant: Grant, resource: Resource) -> bool:
    if grant.scope == "organisation":
        return True
    return bool(getattr(resource, grant.scope) == grant.scope_id != 0)


def may(person: int, grants: Iterable[Grant], action: Action, resource: Resource) -> bool:
    """Whether this person, with these grants, may do `action` to what `context` names."""
    if action in EVERYONE:
        return True
    if resource.person == person != 0 and action in ROLES[Role.SELF]:
        return True
    return any(
        (action in ROLES[grant.role] and covers(grant, resource))
        or (action in VISIT and grant.role in VISITORS and grant.edition == resource.edition != 0)
        for grant in grants
    )
