"""JSON files of which each folder of the package may have its own, read as one object.

`words/ja.json` and `words/en.json` hold what the page says, `words/mail.*.json` what letters say, `words/export.*.json`
what the file of one's own data says; `errors.json` holds error codes. Each subject brings its own, so that two
subjects can be added without touching the same file.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any, get_args

from fairserver.base.settings import ROOT
from fairserver.base.wire_types import Language

PACKAGE = ROOT / "fairserver"
LANGUAGES: tuple[Language, ...] = get_args(Language)


@cache
def merged(name: str, package: Path = PACKAGE) -> dict[str, Any]:
    """The entries of every `package/*/name` together, read once per process.

    Raises ValueError when one key stands twice, whether in two files or in one.
    """
    found: dict[str, Any] = {}
    for file in sorted(package.glob(f"*/{name}")):
        own = json.loads(file.read_text("utf-8"), object_pairs_hook=_object)
        if twice := found.keys() & own.keys():
            raise ValueError(f"{', '.join(sorted(twice))}: in {file.relative_to(package)}, and in a folder before it")
        found |= own
    return found


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object as Python reads it, but a key that stands twice in it is an error (RFC 8259, section 4)."""
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"{', '.join(sorted({key for key in keys if keys.count(key) > 1}))}: twice in one object")
    return found


def words(language: str) -> dict[str, Any]:
    """What the page says, by key: a text, or `{"one": text, "other": text}` where it counts."""
    return merged(f"words/{language}.json")


# How the keys of texts begin that only pages of staff and one's own settings show: no first view waits for them.
OFFICE = (
    "consents.", "cv.", "data.", "error.cv.", "logins.", "me.",
    "audit.", "board.", "booth-desk.", "edit.", "figures.", "import.", "invite.", "keys.", "lines.", "reports.",
    "talk.desk.", "write.",
    # What only their requests are refused with.
    "error.company.", "error.document.", "error.exhibitor.", "error.import.", "error.in_use.", "error.job_post.",
    "error.opening.", "error.stage_key.",
)  # fmt: skip


@cache
def words_as_file(language: str, *, office: bool) -> bytes:
    """The texts as the JSON file that a page fetches: those of every page, or those that only `office` pages need."""
    found = {key: text for key, text in words(language).items() if key.startswith(OFFICE) == office}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()
