"""One JSON line per request and per refused message, on standard error.

Each names the `person` and the `place` it is about. `id` is what a refused person is shown; `request` is the page's
own id of a change, the same each time it is sent again.
"""

import logging
import secrets
import sys

import structlog


def set_up(*, readable: bool) -> None:
    """JSON for machines; `readable` for the demo's terminal."""
    last = structlog.dev.ConsoleRenderer() if readable else structlog.processors.JSONRenderer(ensure_ascii=False)
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            last,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING if readable else logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    for noisy in ("engineio", "socketio", "uvicorn.access"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)


def new_id() -> str:
    """What a person can read out, and an operator can find."""
    return secrets.token_hex(4)
