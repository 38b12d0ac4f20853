"""What people type, made safe to show; HTML stays text, because only the page could make it more."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fairserver.base.errors import FairError
from fairserver.base.text_cleaning import COMBINING_MOST, COMPATIBILITY_IDEOGRAPHS, UNWANTED, clean, clean_line

ZALGO = "h" + "\u0301\u0302\u0303\u0304\u0305\u0306" * 20 + "i"
JOINED_ZALGO = "h" + "\u0301\u0302\u0303\u034f" * 20 + "i"  # the joiner has no class of its own

SHOWN = {
    "markup": ("<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"),
    "a link that runs": ("javascript:alert(1)", "javascript:alert(1)"),
    "a formula": ("=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"),
    "right to left override": ("invoice\u202efdp.exe", "invoicefdp.exe"),
    "isolates": ("\u2066a\u2069b", "ab"),
    "nul": ("a\x00b", "ab"),
    "escape": ("a\x1b[31mb", "a[31mb"),
    "a lone surrogate": ("a\ud800b", "ab"),
    "invisible fillers": ("a\u200b\u2060\u3164b", "ab"),
    "byte order mark": ("\ufeffa", "a"),
    "windows lines": ("a\r\nb", "a\nb"),
    "decomposed": ("か\u3099", "が"),
    "burmese": ("\u101c\u103b\u103e\u102d\u102f\u1037\u101d\u103e\u1000\u103a",) * 2,
    "cells of a spreadsheet": ("Monday\t13:00\tOsaka", "Monday 13:00 Osaka"),
    "lines of an old Mac": ("a\rb", "a\nb"),
    "a name as it is written": ("\ufa19\ufa11", "\ufa19\ufa11"),
    "and what stands beside it": ("\ufa19か\u3099", "\ufa19が"),
    "family emoji": ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
    "arabic stays": ("مرحبا", "مرحبا"),
    # Not folded: a name may be Cyrillic. Who is who is told by role and id, never by spelling.
    "homoglyphs": ("Аmara", "Аmara"),
}


@pytest.mark.parametrize(("typed", "shown"), SHOWN.values(), ids=SHOWN)
def test_what_is_shown(typed: str, shown: str) -> None:
    assert clean(typed, 100) == shown


@pytest.mark.parametrize("typed", [ZALGO, JOINED_ZALGO])
def test_no_tower_of_accents(typed: str) -> None:
    assert len(clean(typed, 1000)) <= 2 + 2 * COMBINING_MOST


@pytest.mark.parametrize("blank", ["", "   ", "\n\n", "\u200b", "\u3164", "\u200d", "\u00ad", "\u2800", "\u034f"])
def test_what_nobody_can_see_is_empty(blank: str) -> None:
    with pytest.raises(FairError, match=r"text\.empty"):
        clean(blank, 10)


def test_a_name_is_one_line() -> None:
    assert clean_line("  Amara\n\t Okafor ", 80) == "Amara Okafor"


def test_the_limit_counts_what_is_kept() -> None:
    assert clean("あ" * 10 + "\u200b" * 5, 10) == "あ" * 10
    with pytest.raises(FairError, match=r"text\.too_long") as refused:
        clean("あ" * 11, 10)
    assert refused.value.details == {"most": 10}


anything = st.text(st.characters(exclude_categories=()), max_size=60)


@given(anything)
def test_whatever_is_typed_comes_out_safe(typed: str) -> None:
    try:
        shown = clean(typed, 40)
    except FairError:  # empty or too long; anything else is a failure
        return
    assert not UNWANTED.search(shown)
    assert shown == shown.strip()
    assert 0 < len(shown) <= 40
    assert clean(shown, 40) == shown, "cleaning twice is cleaning once"
    shown.encode()  # no surrogate is left


@given(anything)
def test_a_line_never_breaks(typed: str) -> None:
    try:
        shown = clean_line(typed, 60)
    except FairError:
        return
    assert len(shown.splitlines()) == 1
    others = COMPATIBILITY_IDEOGRAPHS.split(shown)[::2]
    assert others == [unicodedata.normalize("NFC", part) for part in others]
