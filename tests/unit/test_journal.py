"""What a change does to a scope's state: put whole entities, drop ids, keep the newest."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairserver.delivery.journal import WINDOWS, Change, State, apply

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("journal_cases.json").read_text("utf-8"))


def test_put_replaces_whole_entities() -> None:
    before: State = {"booth": {"12": {"state": "open", "line": "…"}}}
    after = apply(before, Change("booth.shift_set", put={"booth": {"12": {"state": "break"}}}))
    assert after == {"booth": {"12": {"state": "break"}}}
    assert before["booth"]["12"]["state"] == "open", "the former state is not touched"


def test_drop_forgets_and_dropping_twice_is_fine() -> None:
    change = Change("login.ended", drop={"logins": ["3"], "never heard of": ["1"]})
    once = apply({"logins": {"3": {}, "4": {}}}, change)
    assert once == {"logins": {"4": {}}} == apply(once, change)


def test_put_and_drop_in_one_change() -> None:
    change = Change("people.invited", put={"invitations": {"9": {}}}, drop={"invitations": ["8"]})
    assert apply({"invitations": {"8": {}}}, change) == {"invitations": {"9": {}}}


def test_a_window_keeps_the_newest_by_number() -> None:
    most = WINDOWS["messages"]
    full: State = {"messages": {str(number): {} for number in range(1, most + 1)}}
    after = apply(full, Change("chat.said", put={"messages": {str(most + 1): {}}}))
    assert list(after["messages"]) == [str(number) for number in range(2, most + 2)]


def test_what_has_left_the_window_does_not_come_back() -> None:
    """A message deleted long after it was said is put again: it is not among the newest."""
    most = WINDOWS["messages"]
    full: State = {"messages": {str(number): {} for number in range(2, most + 2)}}
    assert apply(full, Change("chat.deleted", put={"messages": {"1": {"deleted": True}}})) == full


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_as_the_page(case: dict[str, Any]) -> None:
    """The page's `apply` (static/client/state.js) runs the same cases: tests/javascript/unit/state.test.js."""
    assert apply(case["state"], Change("any", put=case["put"], drop=case["drop"])) == case["after"]


def test_every_window_has_a_case() -> None:
    assert {case["name"].partition(":")[0] for case in CASES} >= set(WINDOWS)


keys = st.integers(1, 300).map(str)
entities = st.dictionaries(keys, st.integers(), max_size=8)
collections = st.sampled_from(["messages", "audit", "grants"])
changes = st.builds(
    Change,
    type=st.just("any"),
    put=st.dictionaries(collections, entities, max_size=3),
    drop=st.dictionaries(collections, st.lists(keys, max_size=4), max_size=2),
)


@given(st.dictionaries(collections, entities), st.lists(changes, max_size=6))
def test_a_change_twice_is_a_change_once(state: State, told: list[Change]) -> None:
    for change in told:
        state = apply(state, change)
        assert apply(state, change) == state
        assert all(len(state.get(name, ())) <= most for name, most in WINDOWS.items())
