"""Refusals: a code means one thing, has one HTTP status, and one text in each language.

The codes stand in `errors.json` of the folder that raises them, and their texts as `error.<code>` in that folder's
words. A code of which several folders make use stands in the lowest of them, or in `base`, `access` or `web`.
"""

from typing import Any

from fairserver.base.subject_files import merged

CODES: dict[str, int] = merged("errors.json")  # code → HTTP status (RFC 9110, section 15)


class FairError(Exception):
    """One refused request. `details` fill the placeholders of the code's text: numbers, short strings, a short list.

    Raises KeyError for a code that stands in no errors.json.
    """

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.status = CODES[code]
        self.details = details
