"""Who may do what, as a table: every action of every subject × every role, written out."""

from importlib import import_module
from operator import attrgetter

import pytest

from fairserver.access.permissions import Action, Grant, Resource, Role, may
from fairserver.base.settings import ROOT
from fairserver.booths.permissions import SHIFT_SET
from fairserver.chat.permissions import CHAT_SAY

EDITION, OTHER_EDITION = 5, 6
COMPANY, OTHER_COMPANY = 31, 32
ME, SOMEONE = 7, 8

# For each action, the roles that may do it with a grant for this edition (a representative: for this
# company; a speaker: for a session; an operator: for this place).
ALLOWED: dict[str, set[Role]] = {
    "block.lift": set(),
    "booth.desk": {Role.REPRESENTATIVE},
    "booth.edit": {Role.REPRESENTATIVE, Role.ORGANISER},
    "chat.moderate": {Role.MODERATOR, Role.ORGANISER},
    "chat.report": set(Role),
    "chat.say": set(Role),
    "desk.read": {Role.MODERATOR, Role.ORGANISER},
    "figures.read": {Role.ORGANISER},
    "grant.change": {Role.ORGANISER},
    "lines.show": {Role.MODERATOR, Role.ORGANISER},
    "login.revoke": {Role.ORGANISER},
    "message.withdraw": set(),
    "my.data": set(),
    "notice.send": {Role.ORGANISER},
    "notice.send_here": {Role.MODERATOR},
    "people.invite": {Role.ORGANISER},
    "person.read": set(),
    "place.enter": set(Role),
    "profile.edit": set(),
    "programme.pick": set(),
    "queue.join": set(Role),
    "queue.leave": set(),
    "consent.give": set(Role),
    "consent.withdraw": set(),
    "queue.set": {Role.REPRESENTATIVE, Role.ORGANISER},
    "register": set(),
    "season.edit": {Role.ORGANISER},
    "shift.set": {Role.REPRESENTATIVE},
    "stage.present": {Role.OPERATOR, Role.ORGANISER, Role.SPEAKER},
    "stage.run": {Role.OPERATOR, Role.ORGANISER},
    "talk.arrange": {Role.MODERATOR, Role.ORGANISER},
    "talk.ask": {Role.REPRESENTATIVE},
    "talk.join": set(),
    "talk.take_part": set(),
    "timetable.read": set(Role),
    "visit.write": {Role.REPRESENTATIVE},
}
# What every person may do with the own things, without any grant.
ALLOWED_WITH_OWN = {
    "block.lift", "consent.withdraw", "login.revoke", "message.withdraw", "my.data", "person.read", "profile.edit",
    "programme.pick", "queue.leave", "register",
}  # fmt: skip
# What every signed-in person may do, with any resource.
ALLOWED_TO_EVERYONE = {"timetable.read"}
# What those who are admitted to a private place may do there, whatever their role in the edition.
ALLOWED_TO_MEMBERS = {"talk.join", "talk.take_part"}


def declared() -> list[Action]:
    """Every action that a subject's module `permissions` declares, by name."""
    files = (ROOT / "fairserver").glob("*/permissions.py")
    modules = [import_module(f"fairserver.{file.parent.name}.permissions") for file in files]
    found = (value for module in modules for value in vars(module).values() if isinstance(value, Action))
    return sorted(found, key=attrgetter("name"))


ACTIONS = declared()
HERE = Resource(edition=EDITION, company=COMPANY, place=12, person=SOMEONE, sessions=(90,))

every_action = pytest.mark.parametrize("action", ACTIONS, ids=attrgetter("name"))
every_role = pytest.mark.parametrize("role", Role)


def grant(role: Role) -> Grant:
    """As the organisers give it: for a company, a session, a place, or the edition."""
    if role is Role.REPRESENTATIVE:
        return Grant(role, "company", COMPANY, EDITION)
    if role is Role.SPEAKER:
        return Grant(role, "session", 90, EDITION)
    if role is Role.OPERATOR:
        return Grant(role, "place", 12, EDITION)
    return Grant(role, "edition", EDITION, EDITION)


def test_the_table_is_whole_and_no_name_is_used_twice() -> None:
    assert [action.name for action in ACTIONS] == sorted(ALLOWED)


@every_action
@every_role
def test_every_action_by_every_role(action: Action, role: Role) -> None:
    assert may(ME, [grant(role)], action, HERE) == (role in ALLOWED[action.name])


@every_action
def test_without_a_grant(action: Action) -> None:
    mine = Resource(edition=EDITION, company=COMPANY, place=12, person=ME)
    assert may(ME, [], action, mine) == (action.name in ALLOWED_WITH_OWN | ALLOWED_TO_EVERYONE)
    assert may(ME, [], action, HERE) == (action.name in ALLOWED_TO_EVERYONE)


@every_action
@every_role
def test_a_grant_permits_nothing_in_another_edition(action: Action, role: Role) -> None:
    elsewhere = Resource(edition=OTHER_EDITION, company=OTHER_COMPANY, place=99, person=SOMEONE)
    assert may(ME, [grant(role)], action, elsewhere) == (action.name in ALLOWED_TO_EVERYONE)


@every_action
@every_role
def test_a_grant_for_the_organisation_permits_the_same_in_every_edition(action: Action, role: Role) -> None:
    whole = Grant(role, "organisation", 0)
    anywhere = Resource(edition=OTHER_EDITION, company=OTHER_COMPANY, person=SOMEONE)
    assert may(ME, [whole], action, anywhere) == (role in ALLOWED[action.name])


def test_a_representative_sets_only_the_own_status() -> None:
    own, other = Resource(EDITION, COMPANY, 12), Resource(EDITION, OTHER_COMPANY, 13)
    held = [grant(Role.REPRESENTATIVE)]
    assert may(ME, held, SHIFT_SET, own)
    assert not may(ME, held, SHIFT_SET, other)
    assert may(ME, held, CHAT_SAY, other), "but visits other booths"


@every_action
def test_a_grant_for_nothing_covers_nothing(action: Action) -> None:
    """A scope with the identifier 0 does not cover a resource that is about no such thing."""
    empty = [Grant(role, "edition", 0, 0) for role in Role]
    assert may(ME, empty, action, Resource(person=SOMEONE)) == (action.name in ALLOWED_TO_EVERYONE)


@every_action
def test_a_member_of_a_private_place(action: Action) -> None:
    mine, theirs = (Resource(edition=EDITION, place=77, members=frozenset({who})) for who in (ME, SOMEONE))
    visitor = [grant(Role.PARTICIPANT)]
    others = {name for name, roles in ALLOWED.items() if Role.PARTICIPANT in roles} | ALLOWED_TO_EVERYONE
    assert may(ME, visitor, action, mine) == (action.name in others | ALLOWED_TO_MEMBERS)
    assert may(ME, visitor, action, theirs) == (action.name in others)
    assert may(ME, [], action, mine) == (action.name in ALLOWED_TO_EVERYONE), "no longer a visitor of the edition"


@every_action
def test_nobody_owns_anything(action: Action) -> None:
    """Person 0 is nobody: a resource of no person is not that person's own."""
    assert may(0, [], action, Resource()) == (action.name in ALLOWED_TO_EVERYONE)
