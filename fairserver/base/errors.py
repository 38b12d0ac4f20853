"""Errors are codes with an owner: the person's is shown, translated; the peer's closes one socket; ours is logged."""

from typing import Any

# code → HTTP status. A code is the contract: the subjects have words for each in every language,
# `details` fill their placeholders, and a test walks this table.
CODES: dict[str, int] = {
    # the person's: what happened, then what to do
    "file.too_large": 413,
    "import.columns": 422,
    "import.empty": 422,
    "import.encoding": 422,
    "import.quote": 422,
    "import.rows_wrong": 409,
    "import.too_many_rows": 413,
    "import.workbook": 415,
    "background.missing": 409,
    "changed.meanwhile": 409,
    "edition.twice": 409,
    "has.attendance": 409,
    "has.sessions": 409,
    "level.wrong": 422,
    "name.differs": 422,
    "number.taken": 409,
    "offer.expired": 410,
    "opening.missing": 422,
    "opening.twice": 409,
    "registration.closed": 409,
    "registration.missing": 404,
    "session.begun": 409,
    "session.conflicts": 409,
    "session.outside": 422,
    "session.past": 409,
    "thing.gone": 404,
    "time.order": 422,
    "time.skipped": 422,
    "time.twice": 422,
    "zone.unknown": 422,
    "address.invalid": 422,
    "code.wrong": 403,
    "conflict.id_reused": 409,
    "host.unknown": 400,
    "key.foreign": 403,
    "key.unknown": 401,
    "link.expired": 410,
    "link.other_browser": 403,
    "link.unknown": 404,
    "link.used": 410,
    "login.ended": 401,
    "login.missing": 401,
    "message.gone": 404,
    "message.muted": 403,
    "page.forbidden": 403,
    "page.gone": 404,
    "page.outdated": 409,
    "permission.denied": 403,
    "permission.withdrawn": 403,
    "place.unknown": 404,
    "rate.exceeded": 429,
    "stage.not_now": 409,
    "stage.off_air": 409,
    "text.empty": 422,
    "text.too_long": 422,
    # the peer's: a page of ours never sends these
    "event.unknown": 400,
    "message.malformed": 422,
    "message.too_large": 413,
    "method.not_allowed": 405,
    "origin.foreign": 403,
    "socket.silent": 408,
    # the media node's: a publisher's, a viewer's or their browser's
    "media.busy": 409,
    "media.content_type": 415,
    "media.etag_mismatch": 412,
    "media.full": 503,
    "media.ice_restart": 422,
    "media.no_codec": 406,
    "media.offer_malformed": 400,
    "media.offer_too_large": 413,
    "media.session_unknown": 404,
    "media.unreachable": 502,
    # ours
    "busy": 503,
    "internal": 500,
}


class FairError(Exception):
    """One refused request. `details` are what the words of `code` need: numbers, short strings, a short list."""

    def __init__(self, code: str, **details: Any) -> None:
        super().__init__(code)
        self.code = code
        self.status = CODES[code]
        self.details = details
