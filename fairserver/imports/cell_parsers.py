"""How a cell is read. What does not fit raises Wrong with a code that has words."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, time
from typing import get_args

from fairserver.base import csv_writer
from fairserver.base.errors import FairError
from fairserver.base.text_cleaning import clean, clean_line, folded
from fairserver.base.zones import ZONES
from fairserver.people import rules as people
from fairserver.programmes.requirements import LEVELS, Position, Test
from fairserver.registrations.rules import level_fits


class Wrong(Exception):
    """A cell that does not fit. `most`: where a text is too long."""

    def __init__(self, code: str, most: int | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.most = most


def line(most: int) -> Callable[[str], str]:
    """A reader of one line of at most so many characters. It raises Wrong cell.formula, cell.missing and cell.long."""
    return lambda typed: _words(typed, most, clean_line)


def text(most: int) -> Callable[[str], str]:
    """A reader of several lines of at most so many characters together. It raises Wrong as `line` does."""
    return lambda typed: _words(typed, most, clean)


def _words(typed: str, most: int, cleaned: Callable[[str, int], str]) -> str:
    """What looks like a formula is refused: here it is harmless, in the next person's spreadsheet it is not."""
    if csv_writer.is_formula(typed.strip()):
        raise Wrong("cell.formula")
    try:
        found = cleaned(typed, most)
    except FairError as wrong:
        raise Wrong("cell.long" if wrong.code == "text.too_long" else "cell.missing", most) from None
    if csv_writer.is_formula(found):  # what hid in front of the sign is gone now
        raise Wrong("cell.formula")
    return found


def email(typed: str) -> str:
    """A mail address in its one spelling. Raises Wrong address.invalid."""
    try:
        return people.address(typed)
    except FairError:
        raise Wrong("address.invalid") from None


def _among(code: str, words: Mapping[str, str]) -> Callable[[str], str]:
    """One of a few words, in either language."""

    def read(typed: str) -> str:
        found = words.get(folded(typed))
        if found is None:
            raise Wrong(code)
        return found

    return read


LANGUAGES = {
    "ja": "ja", "日本語": "ja", "japanese": "ja", "日": "ja", "en": "en", "英語": "en", "english": "en", "英": "en",
}  # fmt: skip
language = _among("language.unknown", LANGUAGES)
status = _among("status.unknown", {
    "current": "current", "現役jet": "current", "現役": "current", "onjet": "current",
    "leaver": "leaver", "任期終了予定者": "leaver", "終了予定": "leaver", "leaving": "leaver",
})  # fmt: skip
position = _among("position.unknown", {
    **{each.casefold(): each for each in get_args(Position)},
    "外国語指導助手": "ALT", "国際交流員": "CIR", "スポーツ国際交流員": "SEA",
})  # fmt: skip
_yes = _among("yes.unknown", {
    "yes": "yes", "はい": "yes", "あり": "yes", "有": "yes", "○": "yes", "true": "yes", "1": "yes",
    "no": "no", "いいえ": "no", "なし": "no", "無": "no", "×": "no", "false": "no", "0": "no",
})  # fmt: skip
employment = _among("employment.unknown", {
    "job": "job", "ジョブ型": "job", "job-type": "job", "both": "both", "両方": "both",
    "membership": "membership", "メンバーシップ型": "membership", "membership-type": "membership",
})  # fmt: skip
jlpt = _among("jlpt.unknown", {each.casefold(): each for each in LEVELS})


def yes(typed: str) -> bool:
    """Yes or no, in either language. Raises Wrong yes.unknown."""
    return _yes(typed) == "yes"


_ZONES = {name.casefold(): name for name in ZONES}


def zone(typed: str) -> str:
    """An IANA time zone in its own spelling. Raises Wrong zone.unknown."""
    found = _ZONES.get(folded(typed))
    if found is None:
        raise Wrong("zone.unknown")
    return found


def level(typed: str) -> tuple[Test, str]:
    """Test and result: N1 to N5 are the JLPT's, points the BJT's."""
    found = folded(typed).upper()
    test: Test = "JLPT" if found.startswith("N") else "BJT"
    if not level_fits(test, found):
        raise Wrong("level.unknown")
    return test, found


def _whole(code: str, least: int, most: int) -> Callable[[str], int]:
    def read(typed: str) -> int:
        found = folded(typed).replace(",", "")
        if not re.fullmatch(r"[0-9]{1,8}", found) or not least <= int(found) <= most:
            raise Wrong(code)
        return int(found)

    return read


contract_year = _whole("year.wrong", 1, 5)
employees = _whole("employees.wrong", 1, 10_000_000)


def day(typed: str) -> date:
    """2024-07-31, 2024/7/31 or 2024年7月31日."""
    found = re.fullmatch(r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?", folded(typed))
    try:
        if found:
            return date(*map(int, found.groups()))
    except ValueError:
        pass
    raise Wrong("day.wrong")


def clock(typed: str) -> time:
    """13:00, 13:00:30 or 13時00分. Raises Wrong clock.wrong."""
    found = re.fullmatch(r"([0-9]{1,2})(?::([0-9]{2})(?::([0-9]{2}))?|時(?:([0-9]{1,2})分)?)", folded(typed))
    try:
        if found:
            hours, minutes, seconds, spelled = (int(each or 0) for each in found.groups())
            return time(hours, minutes or spelled, seconds)
    except ValueError:
        pass
    raise Wrong("clock.wrong")


def number(typed: str) -> str:
    """13 digits, with or without hyphens. A spreadsheet that took it for a number has lost some."""
    found = re.sub(r"[-‐]", "", folded(typed))
    if not re.fullmatch(r"[0-9]{13}", found):
        raise Wrong("number.wrong")
    return found


def languages(typed: str) -> tuple[str, ...]:
    """Codes or the two names we know: "ja en", "日本語、英語"."""
    found: list[str] = []
    for part in filter(None, re.split(r"[\s,;、/・]+", unicodedata.normalize("NFKC", typed).casefold())):
        code = part if re.fullmatch(r"[a-z]{2,3}", part) else LANGUAGES.get(part)
        if code is None:
            raise Wrong("languages.unknown")
        if code not in found:
            found.append(code)
    if not found or len(found) > 10:
        raise Wrong("languages.unknown")
    return tuple(found)


def openings(typed: str) -> tuple[tuple[date, str], ...]:
    """Days and venues: "2024-02-17 Osaka; 2024-02-25 Online"."""
    found = []
    for part in filter(None, (each.strip() for each in re.split(r"[;\n、；]", typed))):
        on, _, venue = unicodedata.normalize("NFKC", part).partition(" ")
        if not venue.strip():
            raise Wrong("opening.unknown")
        try:
            found.append((day(on), folded(venue)))
        except Wrong:
            raise Wrong("opening.unknown") from None
    return tuple(found)
