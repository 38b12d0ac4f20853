"""Makes text that people typed safe to show: no control characters, no changes of direction, no piles of accents."""

import re
import unicodedata

from fairserver.base.errors import FairError

# Control characters except line feed; bidirectional overrides, embeddings, isolates and marks (UAX #9); invisible
# fillers; lone surrogates.
UNWANTED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u115f\u1160\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u3164\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
COMBINING_MOST = 3  # combining marks on one character
# By category and not by combining class: U+034F has the class 0, and would allow another pile of marks after it.
MARKS = ("Mn", "Me")


def clean(text: str, most: int) -> str:
    """The text without unsafe characters, in NFC; it may have several lines.

    `most`: characters. Raises text.empty when nothing visible is left, and text.too_long.
    """
    allowed: list[str] = []
    marks = 0
    for char in unicodedata.normalize("NFC", UNWANTED.sub("", text.replace("\r\n", "\n"))):
        marks = marks + 1 if unicodedata.category(char) in MARKS else 0
        if marks <= COMBINING_MOST:
            allowed.append(char)
    cleaned = "".join(allowed).strip()
    if not any(map(_can_be_seen, cleaned)):
        raise FairError("text.empty")
    if len(cleaned) > most:
        raise FairError("text.too_long", most=most)
    return cleaned


def _can_be_seen(char: str) -> bool:
    """Whether it is a letter, number, punctuation or symbol. The braille blank U+2800 is a symbol, but invisible."""
    return unicodedata.category(char)[0] in "LNPS" and char != "\u2800"


def folded(text: str) -> str:
    """The text in a form for comparing: without differences of width, case and spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def clean_line(text: str, most: int) -> str:
    """`clean` for a text of one line, such as a name. Raises the same."""
    return " ".join(clean(text, most).split())
