"""Rows as TOML, one line each; enough of the language for the season file."""

import json
from datetime import date
from typing import Any


def value(given: Any) -> str:
    match given:
        case bool():
            return "true" if given else "false"
        case int():
            return str(given)
        case date():
            return given.isoformat()
        case str():
            return json.dumps(given, ensure_ascii=False)
        case list() | tuple():
            return "[" + ", ".join(value(each) for each in given) + "]"
        case dict():
            return "{ " + ", ".join(f"{key} = {value(each)}" for key, each in given.items()) + " }"
    raise TypeError(type(given))


def table(path: str, row: dict[str, Any]) -> list[str]:
    """A row, then the rows inside it that are lists of rows."""
    lines = [f"[[{path}]]"]
    inner: list[str] = []
    for key, given in row.items():
        if key in INNER and isinstance(given, list):
            for each in given:
                inner += table(f"{path}.{key}", each)
        elif given is not None:
            lines.append(f"{key} = {value(given)}")
    return [*lines, "", *inner]


INNER = frozenset({"openings", "places", "sessions", "exhibitors", "requirements", "jobs"})


def document(title: str, data: dict[str, list[dict[str, Any]]]) -> str:
    lines = [f"# {line}" for line in title.splitlines()] + [""]
    for name, rows in data.items():
        for row in rows:
            lines += table(name, row)
    return "\n".join(lines)
