"""Requests without a socket: many people at once ask for more than as many pages could."""

from typing import Any
from uuid import uuid4

from fairserver.access.permissions import Resource
from fairserver.access.principal import Principal, permit
from fairserver.base.errors import FairError
from fairserver.ops.subjects import REQUESTS
from fairserver.people.grants import grants_of
from fairserver.realtime.context import SocketContext
from tests.running import Running


async def ask(fair: Running, person: int, event: str, **payload: Any) -> dict[str, Any]:
    """What a page of this person would ask for; the reply, or {"error": code}. Raises what is a fault of ours."""
    row = REQUESTS[event]
    request = row.request.model_validate({"id": str(uuid4()), **payload})
    try:
        async with fair.app.journal.writing() as unit:
            resource = await row.about(unit.session, request)
            if resource == Resource():
                resource = Resource(person=person)
            principal = Principal(person, 0, f"person {person}", "", await grants_of(unit.session, person))
            permit(principal, row.actions, resource)
            return (await row.act(SocketContext(principal, resource, unit, fair.url), request)).out()
    except FairError as refused:
        return {"error": refused.code}
