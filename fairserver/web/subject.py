"""What a subject of the fair brings: each folder has one in its `subject.py`, and `ops/subjects.py` lists them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from fairserver.access.personal_data import PersonalData
from fairserver.base.wire_types import Wire
from fairserver.jobs.scheduled import JobKind
from fairserver.realtime.context import SocketRequest
from fairserver.realtime.scopes import ScopeKind
from fairserver.web.http_routes import HttpRoute


@dataclass(frozen=True)
class Subject:
    """The rows of one subject.

    `requests`: what a page may ask over its socket. `scopes`: the kinds of scope whose state it is. `routes`: what a
    page may ask over HTTP. `jobs`: the kinds of jobs it schedules. `told`: the events that the server sends by itself.
    `personal`: what it holds of a person, for export and erasure.
    """

    name: str
    requests: tuple[SocketRequest, ...] = ()
    scopes: tuple[ScopeKind, ...] = ()
    routes: tuple[HttpRoute, ...] = ()
    jobs: tuple[JobKind, ...] = ()
    told: Mapping[str, type[Wire]] = field(default_factory=dict)
    personal: PersonalData | None = None
