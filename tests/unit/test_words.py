"""Every string in Japanese and English, none missing, none left over."""

import ast
import json
import re
from typing import Any, get_args

import pytest

from fairserver.access.permissions import Role
from fairserver.base.errors import CODES
from fairserver.base.settings import ROOT, STATIC
from fairserver.chat.messages import Outcome, Reason
from fairserver.companies.rules import EXHIBITED, REGISTERED
from fairserver.imports.columns import COLUMNS
from fairserver.mail import outbox
from fairserver.presence.rules import Capacity
from fairserver.programmes.messages import Curtain

LANGUAGES = ("ja", "en")

# Families whose last part the page takes from what the server says: t(`error.${code}`).
# `link.` holds titles by an error's code: t(`${error.code}.title`).
FAMILIES = (
    "audit.", "board.", "booth.state.", "capacity.", "curtain.", "error.", "filter.", "language.", "link.",
    "player.", "player.said.", "reason.", "refused.", "reports.done.", "reports.outcome.", "role.", "slate.",
    "source.", "stage.state.", "talk.", "talk.said.",
    "edit.cloth.", "edit.employment.", "edit.mon.", "edit.need.", "edit.place.", "edit.session.", "edit.which.",
    "write.", "write.said.", "privacy.", "steps.",
    "employment.", "filter.by.", "position.", "programme.by.", "registration.", "season.state.", "status.",
    "figures.unit.", "figures.each.", "figures.capacity.", "figures.title.", "figures.what.",
    "import.change.", "import.column.", "import.kind.", "import.only.", "import.state.", "import.sum.changed.",
    "import.sum.new.", "import.why.", "invite.state.",
)  # fmt: skip


def words(language: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((STATIC / "i18n" / f"{language}.json").read_text("utf-8"))
    return found


def placeholders(text: Any) -> set[str]:
    """Of a text, or of all forms of one that counts: {"one": …, "other": …}."""
    forms = text.values() if isinstance(text, dict) else [text]
    return set(re.findall(r"\{(\w+)\}", " ".join(forms)))


def scripts() -> str:
    files = [file for file in STATIC.rglob("*.js") if "vendor" not in file.parts]
    return "\n".join(file.read_text("utf-8") for file in files)


def test_both_languages_have_the_same_keys() -> None:
    assert set(words("ja")) == set(words("en"))


def test_both_languages_fill_the_same_placeholders() -> None:
    japanese, english = words("ja"), words("en")
    different = {key for key in english if placeholders(japanese.get(key, "")) != placeholders(english[key])}
    assert not different


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_text_is_empty(language: str) -> None:
    blank = {
        key for key, text in words(language).items() if not text or (isinstance(text, dict) and "other" not in text)
    }
    assert not blank


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", CODES)
def test_every_code_has_words(code: str, language: str) -> None:
    assert f"error.{code}" in words(language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_server_names_has_words(language: str) -> None:
    named = {f"audit.{action}" for action in audited()}
    named |= {f"role.{role}" for role in Role if role is not Role.SELF}
    named |= {f"capacity.{capacity}" for capacity in get_args(Capacity) if capacity not in ("audience", "device")}
    named |= {f"booth.state.{state}" for state in get_args(Curtain)}
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
    }
    columns = {column.key for kind in COLUMNS.values() for column in kind}
    asked = {f"import.why.{code}" for code in codes | {"row.twice"}}
    asked |= {f"import.change.{change}" for change in (*changes, *REGISTERED, *EXHIBITED)}
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
    literals = set(re.findall(r"[\"'`]([\w.-]+)[\"'`]", scripts()))
    unused = {key for key in words("en") if key not in literals and not key.startswith(FAMILIES)}
    assert not unused


def test_every_family_is_asked_for() -> None:
    """At the beginning of a template, which may stand inside another."""
    built = scripts()
    stale = {family for family in FAMILIES if family != "link." and f"`{family}${{" not in built}
    assert not stale, "take them off the list above"


def test_mail_has_the_same_words_in_both_languages() -> None:
    japanese, english = (outbox.words(language) for language in LANGUAGES)
    assert {key: placeholders(text) for key, text in japanese.items()} == {
        key: placeholders(text) for key, text in english.items()
    }
    assert all(f"{key.rpartition('.')[0]}.subject" in english for key in english)
