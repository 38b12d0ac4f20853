"""The demo's people and its clock are for the computer that it runs on."""

import ipaddress

import structlog

from fairserver.base.errors import FairError
from fairserver.web.http_context import HttpContext

log = structlog.get_logger()


def is_demo_and_local(ctx: HttpContext) -> bool:
    """Whether this is a demo, and the request comes from its own machine and through no proxy."""
    return ctx.settings.demo and not ctx.forwarded and _is_loopback(ctx.client)


def refuse_unless_local(ctx: HttpContext, **about: object) -> None:
    """Raises demo.only_local, and logs who asked with the values `about`, unless `is_demo_and_local`."""
    if not is_demo_and_local(ctx):
        log.warning("demo.refused", client=ctx.client, **about)
        raise FairError("demo.only_local")


def _is_loopback(client: str) -> bool:
    try:
        return ipaddress.ip_address(client).is_loopback
    except ValueError:
        return False
