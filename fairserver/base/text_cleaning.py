"""Makes text that people typed safe to show: no control characters, no changes of direction, no piles of accents."""

import re
import unicodedata

from fairserver.base.errors import FairError

# Control characters except line feed; bidirectional overrides, embeddings, isolates and marks (UAX #9); invisible
# fillers; lone surrogates.
UNWANTED = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u115f\u1160\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\u3164\ufeff\ufff9-\ufffb\ud800-\udfff]"
)
COMBINING_MOST = 8  # combining marks on one character: pointed Hebrew and Burmese are spelled with four

# NFC replaces these by the ideographs they were made compatible with, although people write their names with them
# (神 U+FA19, 﨑 U+FA11); names are compared in `folded`, which does replace them.
COMPATIBILITY_IDEOGRAPHS = re.compile("([\uf900-\ufaff\U0002f800-\U0002fa1f]+)")
BREAKS = str.maketrans({"\t": " ", "\r": "\n"})
# By category and not by combining class: U+034F has the class 0, and would allow another pile of marks after it.
MARKS = ("Mn", "Me")


def clean(text: str, most: int) -> str:
    """The text without unsafe characters, in NFC but for compatibility ideographs; it may have several lines. A tab, as
    spreadsheets put it between cells, becomes a space.

    `most`: characters. Raises text.empty when nothing visible is left, and text.too_long.
    """
    allowed: list[str] = []
    marks = 0
    for char in _composed(UNWANTED.sub("", text.replace("\r\n", "\n").translate(BREAKS))):
        marks = marks + 1 if unicodedata.category(char) in MARKS else 0
        if marks <= COMBINING_MOST:
            allowed.append(char)
    cleaned = "".join(allowed).strip()
    if not any(map(_can_be_seen, cleaned)):
        raise FairError("text.empty")
    if len(cleaned) > most:
        raise FairError("text.too_long", most=most)
    return cleaned


def _composed(text: str) -> str:
    parts = COMPATIBILITY_IDEOGRAPHS.split(text)  # every second part is of such ideographs only
    return "".join(part if at % 2 else unicodedata.normalize("NFC", part) for at, part in enumerate(parts))


def _can_be_seen(char: str) -> bool:
    """Whether it is a letter, number, punctuation or symbol. The braille blank U+2800 is a symbol, but invisible."""
    return unicodedata.category(char)[0] in "LNPS" and char != "\u2800"


def folded(text: str) -> str:
    """The text in a form for comparing: without differences of width, case and spaces."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def clean_line(text: str, most: int) -> str:
    """`clean` for a text of one line, such as a name. Raises the same."""
    return " ".join(clean(text, most).split())
