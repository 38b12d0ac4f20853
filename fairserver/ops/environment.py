"""The FAIR_* variables of this process: read, checked by name and by value, and described.

No sentence made here quotes a value that may hold a password.
"""

import difflib
import os
from typing import Any

from annotated_types import Ge, Le
from pydantic import ValidationError
from pydantic.fields import FieldInfo

from fairserver.base.settings import PREFIX, ROOT, Settings

FIELDS = Settings.model_fields


class BadSettings(Exception):
    """Variables that cannot be used. `problems` has one sentence for the operator for each of them."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__(*problems)
        self.problems = problems


def read_settings(kind: type[Settings] = Settings, **given: Any) -> Settings:
    """Settings of this process; `given` goes before the environment.

    Raises BadSettings for every variable that is no setting or whose value is not accepted.
    """
    problems = unknown_variables()
    try:
        settings = kind(**given)
    except ValidationError as invalid:
        raise BadSettings([*problems, *invalid_values(invalid)]) from None
    if problems:
        raise BadSettings(problems)
    return settings


def variable(field: str) -> str:
    """The environment variable of a field of Settings."""
    return f"{PREFIX}{field.upper()}"


def known_variables() -> list[str]:
    """The names of the settings that are set."""
    return [name for name in _given_variables() if _field(name) in FIELDS]


def unknown_variables() -> list[str]:
    """One sentence for each variable that is set and is no setting, with the setting whose name is nearest."""
    return [_unknown(name) for name in _given_variables() if _field(name) not in FIELDS]


def _given_variables() -> list[str]:
    """Capitals or not makes no difference, as it makes none to pydantic-settings."""
    return sorted(name for name in os.environ if name.upper().startswith(PREFIX))


def _field(name: str) -> str:
    return name[len(PREFIX) :].lower()


def _unknown(name: str) -> str:
    nearest = difflib.get_close_matches(_field(name), FIELDS, n=1)
    advice = f"did you mean {variable(nearest[0])}?" if nearest else "`fair settings` lists those there are."
    return f"{name} is not a setting: {advice}"


def invalid_values(invalid: ValidationError) -> list[str]:
    """One sentence for each setting whose value is not accepted: what is wrong, and what the setting means."""
    sentences = []
    for error in invalid.errors(include_url=False, include_context=False, include_input=False):
        field = str(error["loc"][0])
        wrong = error["msg"].removeprefix("Value error, ")
        sentences.append(f"{variable(field)}: {wrong}. {FIELDS[field].description}")
    return sentences


def settings_table() -> str:
    """Every setting as a Markdown table: variable, default, meaning with units and range."""
    rows = ["| Variable | Default | Meaning |", "| --- | --- | --- |"]
    rows += [f"| `{variable(name)}` | {_default(field)} | {_meaning(field)} |" for name, field in FIELDS.items()]
    return "\n".join(rows) + "\n"


def _default(field: FieldInfo) -> str:
    if field.default in ("", []):
        return "empty"
    text = str(field.default).lower() if isinstance(field.default, bool) else str(field.default)
    return f"`{text.replace(f'{ROOT}/', '…/')}`"


def _meaning(field: FieldInfo) -> str:
    low = [bound.ge for bound in field.metadata if isinstance(bound, Ge)]
    high = [bound.le for bound in field.metadata if isinstance(bound, Le)]
    accepted = f" Accepted: {low[0]} to {high[0]}." if low and high else ""
    return f"{field.description}{accepted}"
