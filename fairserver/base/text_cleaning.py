"""What people type, made safe to show: no controls, no direction tricks, no towers of accents."""

import re
import unicodedata

from fairserver.base.errors import FairError

# Controls except line feed; bidi overrides, embeddings, isolates, marks (UAX #9); invisible fillers; lone surrogates.
UNWANTED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u115f\u1160\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u3164\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
COMBINING_MOST = 3
MARKS = ("Mn", "Me")  # by category: U+034F, the joiner, has no combining class and would start a new tower


def clean(text: str, most: int) -> str:
    """Several lines at most `most` characters long; raises text.empty and text.too_long."""
    kept: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", UNWANTED.sub("", text.replace("\r\n", "\n"))):
        marks = marks + 1 if unicodedata.category(char) in MARKS else 0
        if marks <= COMBINING_MOST:
            kept.append(char)
    cleaned = "".join(kept).strip()
    if not any(map(_can_be_seen, cleaned)):
        raise FairError("text.empty")
    if len(cleaned) > most:
        raise FairError("text.too_long", most=most)
    return cleaned


def _can_be_seen(char: str) -> bool:
    """A letter, number, sign or symbol; the braille blank is a symbol without dots."""
    return unicodedata.category(char)[0] in "LNPS" and char != "\u2800"


def folded(text: str) -> str:
    """However it was typed: full or half width, upper or lower case, with spaces or without."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def clean_line(text: str, most: int) -> str:
    """One line: a name."""
    return " ".join(clean(text, most).split())
