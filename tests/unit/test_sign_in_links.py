"""Which link may be used now, from this browser."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest

from fairserver.base.errors import FairError
from fairserver.invitations.rules import LIVES
from fairserver.invitations.sign_in_links import check_link
from fairserver.invitations.tables import Link
from fairserver.people.logins import login_lives
from fairserver.people.rules import ABSOLUTE, IDLE, hashed
from fairserver.people.tables import Login

NOW = datetime(2024, 2, 17, 4, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
MINE = "the secret of the browser that asked"


def link(kind: str, *, used: bool = False, voided: bool = False, age: timedelta = timedelta()) -> Link:
    born = NOW - age
    return Link(
        kind=kind,
        browser_hash=hashed(MINE) if kind == "sign-in" else None,
        created_at=born,
        expires_at=born + LIVES[kind],
        used_at=NOW - SECOND if used else None,
        voided_at=NOW - SECOND if voided else None,
    )


@dataclass
class Case:
    link: Link | None
    browser: str | None = MINE
    refusal: str = ""
    more: dict[str, str] = field(default_factory=dict)


CASES = {
    "a fresh sign-in": Case(link("sign-in")),
    "in its last second": Case(link("sign-in", age=LIVES["sign-in"] - SECOND)),
    "expired": Case(link("sign-in", age=LIVES["sign-in"]), refusal="link.expired"),
    "used": Case(link("sign-in", used=True), refusal="link.used"),
    "voided": Case(link("sign-in", voided=True), refusal="link.unknown"),
    "in another browser": Case(link("sign-in"), "another", "link.other_browser"),
    "in a browser that never asked": Case(link("sign-in"), None, "link.other_browser"),
    "invented": Case(None, refusal="link.unknown"),
    "an invitation, anywhere": Case(link("invitation"), None),
    "an invitation after 29 days": Case(link("invitation", age=timedelta(days=29)), None),
    "an invitation after 30 days": Case(link("invitation", age=timedelta(days=30)), None, "link.expired"),
    "an invitation twice": Case(link("invitation", used=True), None, "link.used"),
    "a resent invitation's former": Case(link("invitation", voided=True), None, "link.unknown"),
    "a persona, again and again": Case(link("persona", used=True), None),
    "a persona of yesterday": Case(link("persona", age=timedelta(days=1)), None, "link.expired"),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_a_link(case: Case) -> None:
    if not case.refusal:
        assert check_link(case.link, NOW, case.browser) is case.link
        return
    with pytest.raises(FairError, match=case.refusal):
        check_link(case.link, NOW, case.browser)


def login(*, age: timedelta = timedelta(), idle: timedelta = timedelta(), ended: bool = False) -> Login:
    return Login(expires_at=NOW - age + ABSOLUTE, seen_at=NOW - idle, ended_at=NOW if ended else None)


def test_a_login_has_an_idle_and_an_absolute_end() -> None:
    assert login_lives(login(), NOW)
    assert login_lives(login(idle=IDLE - SECOND, age=ABSOLUTE - SECOND), NOW)
    assert not login_lives(login(idle=IDLE), NOW)
    assert not login_lives(login(age=ABSOLUTE), NOW)
    assert not login_lives(login(ended=True), NOW)
    assert not login_lives(None, NOW)
