"""The demo's people and its clock are for the computer that it runs on."""

import ipaddress

import structlog

from fairserver.base.errors import FairError
from fairserver.web.http_context import HttpContext

log = structlog.get_logger()


def is_demo_and_local(ctx: HttpContext) -> bool:
    """Whether this is a demo, and the request comes from its own machine and through no proxy."""
    return ctx.settings.demo and not ctx.forwarded and _is_loopback(ctx.client)


def refuse_unless_local(ctx: HttpContext) -> None:
    """Raises demo.only_local unless `is_demo_and_local`."""
    if not is_demo_and_local(ctx):
        raise FairError("demo.only_local")


def refuse_persona_unless_local(ctx: HttpContext, person: int) -> None:
    """Raises demo.only_local unless `is_demo_and_local`, and warns: somebody else has the link of this persona."""
    if not is_demo_and_local(ctx):
        log.warning("persona.refused", client=ctx.client, person=person)
    refuse_unless_local(ctx)


def _is_loopback(client: str) -> bool:
    try:
        return ipaddress.ip_address(client).is_loopback
    except ValueError:
        return False
