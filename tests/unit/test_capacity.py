"""In what capacity a person attends an edition, and what a person is to others in one place of it."""

import pytest

from fairserver.access.permissions import Grant, Resource, Role
from fairserver.presence.rules import Capacity, capacity, role_here

EDITION, RUNNING = 5, 90
BOOTH = Resource(edition=EDITION, company=31, place=12)
STAGE = Resource(edition=EDITION, place=40, sessions=(RUNNING,))

PARTICIPANT = Grant(Role.PARTICIPANT, "edition", 5, 5)
MODERATOR = Grant(Role.MODERATOR, "edition", 5, 5)
REP_HERE = Grant(Role.REPRESENTATIVE, "company", 31, 5)
REP_ELSEWHERE = Grant(Role.REPRESENTATIVE, "company", 32, 5)
SPEAKER = Grant(Role.SPEAKER, "session", RUNNING, 5)
SPEAKER_LATER = Grant(Role.SPEAKER, "session", 91, 5)
ORGANISER = Grant(Role.ORGANISER, "organisation", 0)
LAST_YEARS_MODERATOR = Grant(Role.MODERATOR, "edition", 4, 4)

# The grants; the capacity in the whole edition; what the person is at the booth and at the stage.
CASES: dict[str, tuple[list[Grant], Capacity, Capacity, Capacity]] = {
    "participant": ([PARTICIPANT], "audience", "audience", "audience"),
    "alumnus": ([Grant(Role.ALUMNUS, "edition", 5, 5)], "audience", "audience", "audience"),
    "moderator": ([MODERATOR], "staff", "staff", "staff"),
    "organiser": ([ORGANISER], "staff", "staff", "staff"),
    "operator of the stage": ([Grant(Role.OPERATOR, "place", 40, 5)], "staff", "audience", "staff"),
    "operator of the session": ([Grant(Role.OPERATOR, "session", RUNNING, 5)], "staff", "audience", "staff"),
    "moderator of the session": ([Grant(Role.MODERATOR, "session", RUNNING, 5)], "staff", "audience", "staff"),
    "speaker of the session": ([SPEAKER], "speaker", "audience", "speaker"),
    "speaker of a later session": ([SPEAKER_LATER], "audience", "audience", "audience"),
    "speaker in another edition": ([Grant(Role.SPEAKER, "session", 80, 4)], "audience", "audience", "audience"),
    "representative of this booth": ([REP_HERE], "rep", "rep", "audience"),
    "representative of another": ([REP_ELSEWHERE], "rep", "audience", "audience"),
    "participant who also represents": ([PARTICIPANT, REP_HERE], "rep", "rep", "audience"),
    "organiser who also represents": ([REP_HERE, ORGANISER], "staff", "staff", "staff"),
    "representative who also speaks": ([SPEAKER, REP_HERE], "rep", "rep", "speaker"),
    "last year's moderator": ([LAST_YEARS_MODERATOR, PARTICIPANT], "audience", "audience", "audience"),
    "nobody": ([], "audience", "audience", "audience"),
}


@pytest.mark.parametrize(("grants", "attends", "at_booth", "at_stage"), CASES.values(), ids=CASES)
def test_capacity(grants: list[Grant], attends: Capacity, at_booth: Capacity, at_stage: Capacity) -> None:
    for held in (grants, grants[::-1]):  # the order of grants does not matter
        assert capacity(held, EDITION, {RUNNING}) == attends
        assert role_here(held, BOOTH) == at_booth
        assert role_here(held, STAGE) == at_stage


def test_a_role_in_a_session_counts_only_while_it_is_held() -> None:
    assert capacity([SPEAKER], EDITION, set()) == "audience"
    assert role_here([SPEAKER], Resource(edition=EDITION, place=40)) == "audience"
