"""A handler is given the parts it names, and a part that is missing is found at start."""

from typing import Any

import pytest

from fairserver.base.dependencies import bind


def greet(name: str, *, greeting: str) -> str:
    return f"{greeting}, {name}"


def plain(name: str) -> str:
    return name


def test_a_handler_gets_the_parts_it_names() -> None:
    parts: dict[str, Any] = {"greeting": "Hello", "other": object()}
    assert bind(greet, parts)("Amara") == "Hello, Amara"


def test_a_handler_that_names_no_part_stays_as_it_is() -> None:
    assert bind(plain, {}) is plain


def test_a_missing_part_is_named() -> None:
    with pytest.raises(LookupError, match="greet needs greeting"):
        bind(greet, {})
