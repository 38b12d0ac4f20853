"""The wiring: every part of one process, made from the settings, each given what it uses. Nobody imports this file
but the entry point (`__main__.py`), and no request passes through it.
"""

import time
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from sqlalchemy import text
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request

from fairserver.access.rate_limits import RateLimits
from fairserver.base.clocks import Clocks
from fairserver.base.errors import FairError
from fairserver.base.garbage import collect_seldom
from fairserver.base.release import release
from fairserver.base.settings import Settings
from fairserver.booths.cvs import cv_routes
from fairserver.booths.leads import lead_routes
from fairserver.calendars.routes import calendar_routes
from fairserver.delivery import signals
from fairserver.delivery.bus import CONTROL, Bus, MemoryBus, by_channel
from fairserver.delivery.journal import Journal
from fairserver.delivery.redis_bus import RedisBus
from fairserver.delivery.signals import Signals
from fairserver.imports.routes import template_routes
from fairserver.jobs.scheduled import Scheduler
from fairserver.media.remote_node import RemoteNode
from fairserver.media.turn import ice_server_links
from fairserver.media.whip import whip_routes
from fairserver.ops.subjects import JOBS, PERSONAL, REQUESTS, ROUTES, SCOPES
from fairserver.presence.announcer import Announcer
from fairserver.presence.attendance import AttendanceRecorder
from fairserver.presence.capacities import Capacities
from fairserver.presence.places import Places
from fairserver.presence.redis_store import RedisPresence
from fairserver.presence.store import MemoryPresence, Presence
from fairserver.privacy.routes import data_routes
from fairserver.realtime.scopes import ScopeKinds
from fairserver.realtime.snapshots import Snapshots
from fairserver.realtime.subscriptions import Subscriptions
from fairserver.redis.connection import RedisConnection
from fairserver.redis.worker_registry import WorkerRegistry
from fairserver.sockets.dispatch import Dispatcher
from fairserver.sockets.permission_recheck import PermissionRecheck
from fairserver.sockets.resynchronise import Resynchroniser
from fairserver.sockets.server import Sockets
from fairserver.sockets.session_turns import SessionTurns
from fairserver.sockets.socketio_server import SocketIOServer
from fairserver.stages.media_access import MediaAccess
from fairserver.stages.media_gateway import MediaGateway
from fairserver.storage.database import Database
from fairserver.storage.installation import load_offset, note_fair_time
from fairserver.talks.ending import attended as talks_attended
from fairserver.web.demo_only_local import is_demo_and_local
from fairserver.web.error_answers import failed, not_found, refused
from fairserver.web.health_checks import Check, ReadinessChecks
from fairserver.web.http_context import HttpContext
from fairserver.web.http_routes import starlette_routes
from fairserver.web.middleware import EntryMiddleware
from fairserver.web.pages import page_routes


class App:
    """One process of the fair: web, and media too unless the settings name a media node apart."""

    def __init__(self, settings: Settings, persona_links: Mapping[int, str] | None = None) -> None:
        """`persona_links`: in demo mode, each persona's sign-in link by person id."""
        self.settings = settings
        self.clocks = Clocks()
        self.database = Database(settings.database_url)
        self.redis = RedisConnection(settings.redis_url, settings.redis_prefix) if settings.redis_url else None
        self.bus: Bus = RedisBus(self.redis) if self.redis else MemoryBus()
        self.signals = Signals(self.bus)
        self.journal = Journal(self.database, self.clocks, self.bus, self.signals)
        self.rates = RateLimits(self.clocks, self.redis)
        self.workers = WorkerRegistry(self.redis, self.clocks, release()) if self.redis else None

        self.socketio = SocketIOServer()
        self.scopes = ScopeKinds(SCOPES)
        self.subscriptions = Subscriptions(self.journal, self.bus, self.socketio.deliver, self.socketio.restart)
        self.snapshots = Snapshots(self.journal, self.scopes, self.subscriptions.newest, self.clocks.monotonic)

        self.presence: Presence = RedisPresence(self.redis) if self.redis else MemoryPresence()
        self.attendance = AttendanceRecorder(self.journal, self.clocks, talks_attended)
        self.announcer = Announcer(self.presence, self.journal, self.socketio.say, self.subscriptions.followers)
        self.places = Places(self.attendance, Capacities(self.journal), self.presence, self.announcer, self.snapshots)
        self.media = MediaGateway(settings, self.journal, self.subscriptions.followed, self.socketio.say)

        parts = {
            "journal": self.journal,
            "media": self.media,
            "persona_links": persona_links or {},
            "personal": PERSONAL,
            "places": self.places,
            "presence": self.presence,
            "scopes": self.scopes,
            "settings": settings,
            "snapshots": self.snapshots,
        }
        self.scheduler = Scheduler(self.journal, self.clocks, JOBS, parts)
        self.sockets = Sockets(
            self.socketio,
            self.subscriptions,
            self.journal,
            Dispatcher(self.journal, self.rates, REQUESTS.values(), parts, settings.public_url),
            self.places,
            self.clocks,
            release=release(),
            secure=settings.secure,
        )
        self.permissions = PermissionRecheck(self.sockets, self.journal, self.places, self.scopes)
        self.session_turns = SessionTurns(self.journal, self.sockets, self.permissions)
        self.resynchroniser = Resynchroniser(
            self.journal,
            self.clocks,
            self.subscriptions,
            self.sockets,
            self.permissions,
            self.attendance,
            self.scheduler,
        )
        self.checks = self._checks()
        self._connect_signals()
        self.asgi = EntryMiddleware(settings, self._web(parts), self.socketio.handle_request)

    def _connect_signals(self) -> None:
        self.signals.on(signals.LOGIN_ENDED, self.sockets.end_login, self.media.end_login)
        self.signals.on(signals.GRANTS_CHANGED, self.permissions.recheck, self.media.recheck)
        self.signals.on(signals.GRANTS_GIVEN, self.permissions.recheck)
        self.signals.on(signals.PERSON_CHANGED, self.announcer.person_changed)
        self.signals.on(signals.CLOCK_MOVED, self.resynchroniser.move_clock)
        self.signals.on(signals.JOBS_ADDED, self.scheduler.look)
        self.signals.on(signals.TALK_CHANGED, self.permissions.talk_changed, self.media.talk_changed)
        self.signals.on(signals.STAGE_CLEARED, self.media.clear_audience)
        self.signals.on(signals.STAGE_KEY_REVOKED, self.media.end_key)

    def _web(self, parts: Mapping[str, object]) -> Starlette:
        return Starlette(
            routes=[
                *starlette_routes(ROUTES, parts, self._http_context),
                *whip_routes(self.media.node, MediaAccess(self._http_context).authorise, ice_servers=self._ice_servers),
                *calendar_routes(self._http_context),
                *data_routes(self._http_context, PERSONAL),
                *cv_routes(self._http_context),
                *lead_routes(self._http_context),
                *template_routes(self._http_context),
                *page_routes(self._may_see_demo, self.checks),
            ],
            lifespan=self._lifespan,
            middleware=[Middleware(GZipMiddleware, minimum_size=800, compresslevel=5, thread_minimum_size=16_384)],
            exception_handlers={FairError: refused, HTTPException: not_found, Exception: failed},
        )

    def _ice_servers(self) -> list[str]:
        """`Link` headers with credentials of their own for each media session; by the real time, as a TURN server's."""
        return ice_server_links(self.settings.turn_urls, self.settings.turn_secret, time.time())

    def _http_context(self, request: Request) -> HttpContext:
        return HttpContext(request, self.journal, self.rates, self.settings)

    def _may_see_demo(self, request: Request) -> bool:
        return is_demo_and_local(self._http_context(request))

    def _checks(self) -> ReadinessChecks:
        async def database() -> str:
            async with self.database.reading() as session:
                await session.execute(text("SELECT 1"))
            return "ok"

        optional: dict[str, Check] = {}
        if self.workers:
            optional |= {"redis": self.workers.redis, "workers": self.workers.workers, "clock": self.workers.clock}
        if isinstance(self.media.node, RemoteNode):
            optional["media"] = self.media.node.answers
        return ReadinessChecks({"database": database}, optional)

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        await self.start()
        try:
            yield
        finally:
            await self.stop()

    async def start(self) -> None:
        """Begin what runs by itself. Raises FairError when the database does not answer."""
        async with self.database.reading() as session:
            self.clocks.offset = await load_offset(session)
        receive = by_channel({CONTROL: self.signals.receive}, others=self.subscriptions.receive)
        await self.bus.start(receive, self.resynchroniser.bus_reconnected)
        await self.bus.subscribe(CONTROL)
        await self.presence.start(self.announcer.presence_changed)
        self.announcer.start()
        if self.workers:
            await self.workers.start()
        await self.attendance.start()
        await self.subscriptions.start()
        await self.scheduler.start()
        self.session_turns.start()
        await self.media.start()
        collect_seldom()

    async def stop(self) -> None:
        """End it, in the order that lets each part still use those it needs."""
        await self.media.stop()
        await self.session_turns.stop()
        await self.scheduler.stop()
        await self.subscriptions.stop()
        await self.resynchroniser.stop()
        await self.announcer.stop()
        if self.workers:
            await self.workers.stop()
        await self.presence.stop()
        await self.attendance.stop()
        await self.bus.stop()
        if self.settings.demo:
            async with self.database.writing() as session:
                await note_fair_time(session, self.clocks.fair_now())
        if self.redis:
            await self.redis.close()
        await self.database.close()
