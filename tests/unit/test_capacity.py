"""In what capacity a person is in a place. Only audience is counted."""

import pytest

from fairserver.access.permissions import Grant, Resource, Role
from fairserver.presence.rules import Capacity, capacity

BOOTH = Resource(edition=5, company=31, place=12, session=90)

PARTICIPANT = Grant(Role.PARTICIPANT, "edition", 5, 5)
MODERATOR = Grant(Role.MODERATOR, "edition", 5, 5)
REP_HERE = Grant(Role.REPRESENTATIVE, "company", 31, 5)
REP_ELSEWHERE = Grant(Role.REPRESENTATIVE, "company", 32, 5)
SPEAKER = Grant(Role.SPEAKER, "session", 90, 5)
ORGANISER = Grant(Role.ORGANISER, "organisation", 0)
LAST_YEARS_MODERATOR = Grant(Role.MODERATOR, "edition", 4, 4)

CASES: dict[str, tuple[list[Grant], Capacity]] = {
    "participant": ([PARTICIPANT], "audience"),
    "alumnus": ([Grant(Role.ALUMNUS, "edition", 5, 5)], "audience"),
    "moderator": ([MODERATOR], "staff"),
    "organiser": ([ORGANISER], "staff"),
    "operator of the session": ([Grant(Role.OPERATOR, "session", 90, 5)], "staff"),
    "speaker of the session": ([SPEAKER], "speaker"),
    "representative at the own booth": ([REP_HERE], "rep"),
    "representative elsewhere": ([REP_ELSEWHERE], "audience"),
    "participant who also represents": ([PARTICIPANT, REP_HERE], "rep"),
    "organiser who also represents": ([REP_HERE, ORGANISER], "staff"),
    "representative who also speaks": ([SPEAKER, REP_HERE], "rep"),
    "moderator of another edition": ([LAST_YEARS_MODERATOR, PARTICIPANT], "audience"),
    "nobody": ([], "audience"),
}


@pytest.mark.parametrize(("grants", "as_"), CASES.values(), ids=CASES)
def test_capacity(grants: list[Grant], as_: Capacity) -> None:
    assert capacity(grants, BOOTH) == as_
    assert capacity(reversed(grants), BOOTH) == as_, "the order of grants does not matter"
