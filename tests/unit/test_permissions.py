"""Who may do what, as a table: every action × every role, written out."""

import pytest

from fairserver.access.permissions import EVERYONE, ROLES, VISITORS, Action, Grant, Resource, Role, may

EDITION, OTHER_EDITION = 5, 6
COMPANY, OTHER_COMPANY = 31, 32
ME, SOMEONE = 7, 8

# For each action, the roles that may do it with a grant for this edition (a representative: for this
# company; an operator, a guest: for this place).
ALLOWED: dict[Action, set[Role]] = {
    Action.PLACE_ENTER: {
        Role.PARTICIPANT, Role.ALUMNUS, Role.REPRESENTATIVE, Role.SPEAKER, Role.OPERATOR, Role.MODERATOR,
        Role.ORGANISER, Role.GUEST,
    },
    Action.CHAT_SAY: {
        Role.PARTICIPANT, Role.ALUMNUS, Role.REPRESENTATIVE, Role.SPEAKER, Role.OPERATOR, Role.MODERATOR,
        Role.ORGANISER, Role.GUEST,
    },
    Action.CHAT_REPORT: {
        Role.PARTICIPANT, Role.ALUMNUS, Role.REPRESENTATIVE, Role.SPEAKER, Role.OPERATOR, Role.MODERATOR,
        Role.ORGANISER, Role.GUEST,
    },
    Action.CHAT_MODERATE: {Role.MODERATOR, Role.ORGANISER},
    Action.BOOTH_CURTAIN: {Role.REPRESENTATIVE, Role.ORGANISER},
    Action.STAGE_RUN: {Role.OPERATOR, Role.ORGANISER},
    Action.TALK_JOIN: {Role.GUEST},
    Action.DESK_READ: {Role.MODERATOR, Role.ORGANISER},
    Action.FIGURES_READ: {Role.ORGANISER},
    Action.PEOPLE_INVITE: {Role.ORGANISER},
    Action.GRANT_CHANGE: {Role.ORGANISER},
    Action.LOGIN_REVOKE: {Role.ORGANISER, Role.SELF},
    Action.PERSON_READ: {Role.SELF},
    Action.PROFILE_EDIT: {Role.SELF},
    Action.MESSAGE_WITHDRAW: {Role.SELF},
    Action.REGISTER: {Role.SELF},
    Action.PROGRAMME_PICK: {Role.SELF},
    Action.MY_DATA: {Role.SELF},
    Action.BOOTH_EDIT: {Role.REPRESENTATIVE, Role.ORGANISER},
    Action.SEASON_EDIT: {Role.ORGANISER},
}  # fmt: skip

ASKED = [action for action in Action if action not in EVERYONE]
ROLES_GIVEN = [role for role in Role if role is not Role.SELF]
HERE = Resource(edition=EDITION, company=COMPANY, place=12, person=SOMEONE)


def grant(role: Role, *, edition: int = EDITION, company: int = COMPANY) -> Grant:
    """As the organisers give it: for a company, a session, a place, or the edition."""
    if role is Role.REPRESENTATIVE:
        return Grant(role, "company", company, edition)
    if role is Role.SPEAKER:
        return Grant(role, "session", 90, edition)
    if role in (Role.OPERATOR, Role.GUEST):
        return Grant(role, "place", 12, edition)
    return Grant(role, "edition", edition, edition)


@pytest.mark.parametrize("action", ASKED)
@pytest.mark.parametrize("role", ROLES_GIVEN)
def test_every_action_by_every_role(action: Action, role: Role) -> None:
    assert may(ME, [grant(role)], action, HERE) == (role in ALLOWED[action])


@pytest.mark.parametrize("action", ASKED)
def test_without_a_grant_only_what_is_mine(action: Action) -> None:
    mine = Resource(edition=EDITION, company=COMPANY, place=12, person=ME)
    assert may(ME, [], action, mine) == (Role.SELF in ALLOWED[action])
    assert not may(ME, [], action, HERE)


@pytest.mark.parametrize("action", ASKED)
@pytest.mark.parametrize("role", ROLES_GIVEN)
def test_a_grant_opens_no_other_edition(action: Action, role: Role) -> None:
    elsewhere = Resource(edition=OTHER_EDITION, company=OTHER_COMPANY, place=99, person=SOMEONE)
    assert not may(ME, [grant(role)], action, elsewhere)


@pytest.mark.parametrize("action", ASKED)
@pytest.mark.parametrize("role", ROLES_GIVEN)
def test_a_grant_for_the_organisation_opens_every_edition(action: Action, role: Role) -> None:
    whole = Grant(role, "organisation", 0)
    anywhere = Resource(edition=OTHER_EDITION, company=OTHER_COMPANY, person=SOMEONE)
    allowed = role in ALLOWED[action]
    if role in VISITORS and action not in ROLES[role]:
        allowed = False  # they visit the edition their narrow grant lies in, and there is none
    assert may(ME, [whole], action, anywhere) == allowed


def test_a_representative_hangs_only_the_own_curtain() -> None:
    rep = [grant(Role.REPRESENTATIVE)]
    own, other = Resource(EDITION, COMPANY, 12), Resource(EDITION, OTHER_COMPANY, 13)
    assert may(ME, rep, Action.BOOTH_CURTAIN, own)
    assert not may(ME, rep, Action.BOOTH_CURTAIN, other)
    assert may(ME, rep, Action.CHAT_SAY, other), "but visits other booths"


@pytest.mark.parametrize("action", ASKED)
def test_a_grant_for_nothing_covers_nothing(action: Action) -> None:
    """A scope id of 0 must not match a context that is about no such thing."""
    empty = [Grant(role, "edition", 0, 0) for role in ROLES_GIVEN]
    assert not may(ME, empty, action, Resource(person=SOMEONE))


@pytest.mark.parametrize("action", ASKED)
def test_nobody_is_nobody(action: Action) -> None:
    """Person 0 is no one: a context about no person is not about oneself."""
    assert not may(0, [], action, Resource())


def test_the_table_is_whole() -> None:
    assert set(ALLOWED) == set(ASKED)
