"""Logs as JSON, one line on standard error for each HTTP request, each refused socket request and each failure.

Fields: `person` and `place` are ids. `id` is also shown to the person who was refused, so that an operator can find
the line. `request` is the id that the page gave to a change; it is the same when the page sends the change again.
"""

import logging
import secrets
import sys

import structlog


def set_up(*, readable: bool) -> None:
    """Configure structlog and the standard library's logging.

    `readable`: for a person at a terminal instead of JSON, and warnings only.
    """
    last = structlog.dev.ConsoleRenderer() if readable else structlog.processors.JSONRenderer(ensure_ascii=False)
    first: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*first, last],
        wrapper_class=structlog.make_filtering_bound_logger(logging.WARNING if readable else logging.INFO),
        logger_factory=structlog.WriteLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    # Libraries such as uvicorn use the standard library's logging: their warnings are written in the same format.
    handler = logging.StreamHandler(sys.stderr)
    remove_record = structlog.stdlib.ProcessorFormatter.remove_processors_meta
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_logger_name, *first], processors=[remove_record, last]
        )
    )
    logging.basicConfig(level=logging.WARNING, handlers=[handler])
    for noisy in ("engineio", "socketio", "uvicorn.access"):
        logging.getLogger(noisy).setLevel(logging.CRITICAL)


def new_id() -> str:
    """A random id of 8 hexadecimal digits, short enough to be read out on the telephone."""
    return secrets.token_hex(4)
