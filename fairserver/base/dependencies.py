"""Dependency injection by name: a handler's keyword-only parameters are the parts of the process it uses.

`async def enter(ctx, request, *, places: Places)` asks for the part called `places`. The wiring (`app.py`) binds every
handler once, at start, so that nobody is given more than it names and a missing part stops the start, not a request.
"""

import inspect
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

Handler = Callable[..., Any]


def needs(handler: Handler) -> tuple[str, ...]:
    """The names of the parts that a handler asks for: its keyword-only parameters."""
    parameters = inspect.signature(handler).parameters.values()
    return tuple(each.name for each in parameters if each.kind is inspect.Parameter.KEYWORD_ONLY)


def bind(handler: Handler, parts: Mapping[str, object]) -> Handler:
    """The handler with its parts filled in. Raises LookupError when one of them is not among `parts`."""
    names = needs(handler)
    if missing := [name for name in names if name not in parts]:
        raise LookupError(f"{handler.__module__}.{handler.__qualname__} needs {', '.join(missing)}")
    return partial(handler, **{name: parts[name] for name in names}) if names else handler
