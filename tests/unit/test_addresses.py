"""One spelling for an address, whatever is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairserver.base.errors import FairError
from fairserver.invitations.rules import hashed_code, six_digits
from fairserver.people.rules import address, browser_name

SAME = {
    "case": ("Amara.Okafor@Example.ORG", "amara.okafor@example.org"),
    "spaces around": ("  amara@example.org\n", "amara@example.org"),
    "full width": ("ａｍａｒａ＠ｅｘａｍｐｌｅ．ｏｒｇ", "amara@example.org"),
    "kelvin sign": ("\u212aen@example.org", "ken@example.org"),
    "long s": ("\u017fato@example.org", "sato@example.org"),
    "sharp s": ("Stra\u00dfe@example.org", "stra\u00dfe@example.org"),
    "copied from a link": ("mailto:amara@example.org", "amara@example.org"),
    "composed": ("jose\u0301@example.org", "jos\u00e9@example.org"),
}
REFUSED = (
    "", "amara", "amara@", "@example.org", "amara@example", "a@b@example.org", "a b@example.org",
    "amara@example.org, other@example.org", "amara@example.org\nBcc: other@example.org", "<amara@example.org>",
    "amara@example.org;", "a" * 65 + "@example.org", "am\x00ara@example.org", "am\u202eara@example.org",
    "am\u200bara@example.org", "amara@exa\u2066mple.org",
)  # fmt: skip


@pytest.mark.parametrize(("typed", "kept"), SAME.values(), ids=SAME)
def test_one_spelling(typed: str, kept: str) -> None:
    assert address(typed) == kept


@pytest.mark.parametrize("typed", REFUSED)
def test_what_is_no_address(typed: str) -> None:
    with pytest.raises(FairError, match=r"address\.invalid"):
        address(typed)


def test_a_cyrillic_twin_is_another_address() -> None:
    """It reaches another mailbox, so it must not be folded into the Latin one."""
    assert address("\u0430mara@example.org") != address("amara@example.org")


@given(st.text(min_size=1, max_size=20), st.text(min_size=1, max_size=20))
def test_kept_is_stable(local: str, domain: str) -> None:
    try:
        kept = address(f"{local}@{domain}.org")
    except FairError:
        return
    assert address(kept) == kept
    assert address(kept.upper()) == address(kept.upper().lower())


def test_six_digits_keep_their_zeros() -> None:
    assert six_digits(lambda most: min(most, 42)) == "000042"


def test_the_digits_are_worth_nothing_in_another_browser() -> None:
    assert hashed_code("204815", "one") != hashed_code("204815", "other")


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36", "Chrome · Linux"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari · iPhone"),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge · Windows"),
        ("curl/8", "?"),
        ("", "?"),
    ],
)
def test_a_browser_is_named_in_words(said: str, named: str) -> None:
    assert browser_name(said) == named
