"""Every string in Japanese and English, none missing, none left over."""

import ast
import json
import re
from pathlib import Path
from typing import Any, get_args

import pytest

from fairserver.access.permissions import Role
from fairserver.base.settings import ROOT, STATIC
from fairserver.base.subject_files import LANGUAGES, OFFICE, PACKAGE, merged, words
from fairserver.booths.rules import ShiftState
from fairserver.chat.messages import Outcome, Reason
from fairserver.companies.rules import EXHIBITOR_FIELDS, REGISTER_FIELDS
from fairserver.imports.columns import COLUMNS
from fairserver.mail import outbox
from fairserver.presence.rules import Capacity

NOT_WORDS = {"draft.", "edit.", "requirements."}  # `edit.${edition}…` names a draft that the tab keeps
BY_ERROR = {"link."}  # titles by an error's code: t(`${error.code}.title`)


def placeholders(text: Any) -> set[str]:
    """Of a text, or of all forms of one that counts: {"one": …, "other": …}."""
    forms = text.values() if isinstance(text, dict) else [text]
    return set(re.findall(r"\{(\w+)\}", " ".join(forms)))


def scripts() -> str:
    files = [file for file in STATIC.rglob("*.js") if "vendor" not in file.parts]
    return "\n".join(file.read_text("utf-8") for file in files)


@pytest.mark.parametrize("file", sorted(PACKAGE.glob("*/words/*")), ids=lambda file: f"{file.parts[-3]}/{file.name}")
def test_a_file_of_words_says_the_same_in_the_other_language(file: Path) -> None:
    """The same keys, with the same placeholders to fill."""
    kind, language = re.fullmatch(r"(|mail\.|export\.)(ja|en)\.json", file.name).groups()  # type: ignore[union-attr]
    twin = file.with_name(f"{kind}{'ja' if language == 'en' else 'en'}.json")
    here, there = (json.loads(each.read_text("utf-8")) for each in (file, twin))
    assert {key: placeholders(here[key]) for key in here} == {key: placeholders(there[key]) for key in there}


def test_a_key_stands_in_one_file(tmp_path: Path) -> None:
    for subject in ("booths", "chat"):
        (tmp_path / subject).mkdir()
        (tmp_path / subject / "words.json").write_text('{"close": "Close"}')
    with pytest.raises(ValueError, match=r"close: in chat/words\.json"):
        merged("words.json", tmp_path)


def test_a_key_stands_in_a_file_once(tmp_path: Path) -> None:
    (tmp_path / "chat").mkdir()
    (tmp_path / "chat" / "words.json").write_text('{"close": "Close", "close": "Shut"}')
    with pytest.raises(ValueError, match="close: twice"):
        merged("words.json", tmp_path)


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    blank = {
        key for key, text in words(language).items() if not text or (isinstance(text, dict) and "other" not in text)
    }
    assert not blank


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_server_names_has_words(language: str) -> None:
    named = {f"audit.{action}" for action in audited()}
    named |= {f"role.{role}" for role in Role}
    named |= {f"capacity.{capacity}" for capacity in get_args(Capacity) if capacity not in ("audience", "device")}
    named |= {f"shift.state.{state}" for state in get_args(ShiftState)}
    named |= {f"reason.{reason}" for reason in get_args(Reason)}
    named |= {f"reports.outcome.{outcome}" for outcome in get_args(Outcome)}
    assert not named - set(words(language))


def audited() -> set[str]:
    """The action of every `audit.write(unit, who, edition, action, …)`."""
    calls = [
        node
        for file in (ROOT / "fairserver").rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "audit.write"
    ]
    return {str(ast.literal_eval(call.args[3])) for call in calls}


BY_ZONES = ("time.skipped", "time.twice")  # what base.zones.instant refuses
ENDED = ("registration.withdrawn", "registration.removed")


def test_what_a_file_may_lack_or_change_has_words() -> None:
    """Codes of rows and kinds of change stand in the source as texts; columns are called as in the file."""
    source = "\n".join(file.read_text("utf-8") for file in (ROOT / "fairserver" / "imports").glob("*.py"))
    codes = set(re.findall(r"\"((?!import\.|file\.|text\.|page\.)[a-z]+\.[a-z]+)\"", source))
    changes = {
        "person",
        "role",
        "registration",
        "background",
        "invitation",
        "company",
        "exhibitor",
        "booth",
        "openings",
        "attendance",
    }
    columns = {column.key for kind in COLUMNS.values() for column in kind}
    asked = {f"import.why.{code}" for code in codes | {"row.twice", *BY_ZONES, *ENDED}}
    asked |= {f"import.change.{change}" for change in (*changes, *REGISTER_FIELDS, *EXHIBITOR_FIELDS)}
    asked |= {f"import.column.{column}" for column in columns}
    for language in LANGUAGES:
        said = words(language)
        assert {key for key in said if key.startswith(("import.why.", "import.change.", "import.column."))} == asked
        for column in (column for kind in COLUMNS.values() for column in kind):
            assert said[f"import.column.{column.key}"] == getattr(column, language)


def test_every_key_the_page_asks_for_exists() -> None:
    asked = re.findall(r"\b(?:t|rich)\(\s*\"([^\"]+)\"", scripts())
    chosen = re.findall(r"\b(?:t|rich)\([^()\"]*\?\s+\"([^\"]+)\"\s+:\s+\"([^\"]+)\"", scripts())
    keys = {*asked, *(key for pair in chosen for key in pair)}
    assert keys
    assert not keys - set(words("en"))


def test_no_key_is_left_over() -> None:
    """Asked for as it stands, or by its beginning in a template, which the server's answer completes."""
    literals = set(re.findall(r"[\"'`]([\w.-]+)[\"'`]", scripts()))
    beginnings = set(re.findall(r"`([\w.-]+\.)\$\{", scripts())) - NOT_WORDS | BY_ERROR
    unused = {key for key in words("en") if key not in literals and not key.startswith(tuple(beginnings))}
    assert not unused


def test_every_letter_has_a_subject() -> None:
    english = outbox.words("en")
    assert all(f"{key.rpartition('.')[0]}.subject" in english for key in english)


OFFICE_VIEWS = ("views/booth-desk", "views/booth-edit", "views/desk", "views/editor", "views/figures", "views/import",
                "views/lines", "views/stage/board.js", "views/stage/keys.js", "components/use-paging.js",
                "components/people-picker.js", "views/me")  # fmt: skip


def test_only_organisers_pages_use_the_words_they_fetch() -> None:
    """Their texts come in a file of its own; another page would show the key."""
    keys = re.compile('["`](' + "|".join(OFFICE).replace(".", r"\.") + ")")
    static = ROOT / "static"
    for file in static.rglob("*.js"):
        name = file.relative_to(static).as_posix()
        if not name.startswith(("vendor/", *OFFICE_VIEWS)):
            assert not keys.search(file.read_text("utf-8")), name
