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
    # uvicorn, asyncio and other libraries log by the standard library: their warnings become the same lines.
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
    """What a person can read out, and an operator can find."""
    return secrets.token_hex(4)
