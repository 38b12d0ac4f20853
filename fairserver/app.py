"""The list of parts, top to bottom; the only file that knows them all."""

import asyncio
import gc
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware

from fairserver.access.rate_limits import Rates
from fairserver.account import requests as people_events
from fairserver.account import routes as people_routes
from fairserver.base.clocks import Clocks
from fairserver.base.errors import FairError
from fairserver.base.release import release
from fairserver.base.settings import Settings
from fairserver.booths import requests as booth_events
from fairserver.calendars import requests as calendar_events
from fairserver.calendars import routes as calendar_routes
from fairserver.calendars.reminders import Reminders
from fairserver.chat import moderation
from fairserver.chat import requests as chat_events
from fairserver.delivery import idempotency, journal
from fairserver.delivery.bus import CONTROL, Bus, MemoryBus
from fairserver.delivery.journal import Journal, NumberedChange
from fairserver.delivery.redis_bus import RedisBus
from fairserver.demo import routes as demo_routes
from fairserver.figures import routes as figure_routes
from fairserver.imports import routes as import_routes
from fairserver.jobs.scheduled import JobKind, Scheduler
from fairserver.mail.outbox import MailSender
from fairserver.media.remote_node import RemoteNode
from fairserver.media.whip import whip_routes
from fairserver.people import logins
from fairserver.presence import requests as presence_events
from fairserver.presence.announcer import Announcer
from fairserver.presence.attendance import OpenStays
from fairserver.presence.redis_store import RedisPresence
from fairserver.presence.store import MemoryPresence, Presence
from fairserver.privacy import requests as privacy_events
from fairserver.privacy.routes import data_routes
from fairserver.programmes import requests as programme_events
from fairserver.realtime.context import ScopeKind, SocketRequest
from fairserver.realtime.snapshots import Snapshots
from fairserver.realtime.subscriptions import Subscriptions
from fairserver.redis.connection import RedisConnection
from fairserver.redis.worker_registry import WorkerRegistry
from fairserver.registrations import actions as registrations
from fairserver.registrations import requests as registration_events
from fairserver.registrations import routes as registration_routes
from fairserver.season import requests as season_events
from fairserver.sockets.server import Server
from fairserver.stages import requests as stage_events
from fairserver.stages.media_gateway import MediaGateway, login_owner
from fairserver.storage.database import Database
from fairserver.storage.installation import load_offset, note_fair_time
from fairserver.talks import requests as talk_events
from fairserver.web.http import HttpRoute, starlette_routes
from fairserver.web.middleware import EntryMiddleware
from fairserver.web.pages import failed, not_found, page_routes, refused

MILLISECOND = timedelta(milliseconds=1)
EVENTS: dict[str, SocketRequest] = {
    row.name: row
    for row in (
        *presence_events.EVENTS,
        *chat_events.EVENTS,
        *booth_events.EVENTS,
        *stage_events.EVENTS,
        *people_events.EVENTS,
        *registration_events.EVENTS,
        *calendar_events.EVENTS,
        *season_events.EVENTS,
        *privacy_events.EVENTS,
    )
}
SCOPES: tuple[ScopeKind, ...] = (
    *programme_events.SCOPES,
    *booth_events.SCOPES,
    *stage_events.SCOPES,
    *talk_events.SCOPES,
    *chat_events.SCOPES,
    *people_events.SCOPES,
    *registration_events.SCOPES,
    *season_events.SCOPES,
)
ROUTES: tuple[HttpRoute, ...] = (
    *people_routes.ROUTES,
    *registration_routes.ROUTES,
    *calendar_routes.ROUTES,
    *figure_routes.ROUTES,
    *import_routes.ROUTES,
    *demo_routes.ROUTES,
)


class App:
    """One process of the fair."""

    scopes = SCOPES

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.release = release()
        self.clocks = Clocks()
        self.database = Database(settings.database_url)
        self.link = RedisConnection(settings.redis_url, settings.redis_prefix) if settings.redis_url else None
        self.bus: Bus = RedisBus(self.link) if self.link else MemoryBus()
        self.journal = Journal(self.database, self.clocks, self._publish)
        self.rates = Rates(self.clocks, self.link)
        self.presence: Presence = RedisPresence(self.link) if self.link else MemoryPresence()
        self.stays = OpenStays(self.journal, self.clocks)
        self.sockets = Server(self, EVENTS)
        self.feeds = Subscriptions(self.journal, self.bus, self.sockets.deliver, self.sockets.restart)
        self.snapshots = Snapshots(self.journal, SCOPES, self.feeds.newest, self.clocks.monotonic)
        self.announcer = Announcer(self.presence, self.journal, self.sockets.tell_scope, self.feeds.has)
        self.reminders = Reminders(settings, self.journal)
        self.due = Scheduler(self.journal, self.clocks, {kind.name: kind for kind in self._due_kinds()})
        self.media = MediaGateway(self)
        self.roll = WorkerRegistry(self.link, self.clocks, self.release) if self.link else None
        self.optional = self._optional()
        self.personas: dict[int, str] = {}  # demo: each persona's link, known to this process only
        self.asgi = EntryMiddleware(settings, self._web(), self.sockets.handle_request)

    def _optional(self) -> dict[str, Callable[[], Awaitable[str]]]:
        """Parts without which the fair goes on, with less, and how each is asked: "ok", or what is wrong with it."""
        roll, node = self.roll, self.media.node
        others = {"redis": roll.redis, "workers": roll.workers, "clock": roll.clock} if roll else {}
        media = {"media": node.answers} if isinstance(node, RemoteNode) else {}
        return {**others, **media}

    def _web(self) -> Starlette:
        return Starlette(
            routes=[
                *starlette_routes(self, ROUTES),
                *whip_routes(self.media.node, self.media.authorise),
                *calendar_routes.calendar_routes(self),
                *data_routes(self),
                import_routes.TEMPLATES,
                *page_routes(self),
            ],
            lifespan=self._lifespan,
            middleware=[Middleware(GZipMiddleware, minimum_size=800)],
            exception_handlers={FairError: refused, HTTPException: not_found, Exception: failed},
        )

    def _due_kinds(self) -> tuple[JobKind, ...]:
        return (
            JobKind("mail.send", "wall", MailSender(self.settings, self.journal).send),
            JobKind("chat.unmute", "fair", self._unmute),
            JobKind("registration.expire", "fair", self._expire_offer),
            JobKind("session.remind", "fair", self.reminders.remind),
            JobKind("session.changed", "wall", self.reminders.changed),
            JobKind("logins.end", "wall", self._end_logins, again=timedelta(minutes=10)),
            JobKind("journal.trim", "wall", self._trim, again=timedelta(hours=1)),
        )

    # ---- start and stop

    @asynccontextmanager
    async def _lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        await self.start()
        try:
            yield
        finally:
            await self.stop()

    async def start(self) -> None:
        async with self.database.reading() as session:
            self.clocks.offset = await load_offset(session)
        await self.bus.start(self._hear, self._catch_up)
        await self.bus.subscribe(CONTROL)
        await self.presence.start(self._presence_changed)
        if self.roll:
            await self.roll.start()
        await self.stays.start()
        await self.feeds.start()
        await self.due.start()
        await self.media.start()
        # What lives now lives as long as the process: 36 → 22 µs a delivery (load_tests).
        gc.collect()
        gc.freeze()
        gc.set_threshold(100_000, 50, 100)

    async def stop(self) -> None:
        await self.media.stop()
        await self.due.stop()
        await self.feeds.stop()
        if self.roll:
            await self.roll.stop()
        await self.presence.stop()
        await self.stays.stop()
        await self.bus.stop()
        if self.settings.demo:
            async with self.database.writing() as session:
                await note_fair_time(session, self.clocks.fair_now())
        await self.close()

    async def close(self) -> None:
        """What is open from the beginning, started or not."""
        if self.link:
            await self.link.close()
        await self.database.close()

    # ---- between the parts

    @property
    def offset_ms(self) -> int:
        return self.clocks.offset // MILLISECOND

    async def _publish(self, frames: list[NumberedChange]) -> None:
        for at, frame in enumerate(frames):
            if at:
                await asyncio.sleep(0)  # a whole file's changes are many: others are served between them
            await self.bus.publish(frame.scope, frame.encode())

    async def _hear(self, channel: str, payload: bytes) -> None:
        if channel == CONTROL:
            await self._obey(json.loads(payload))
        else:
            await self.feeds.hear(channel, payload)

    async def _catch_up(self) -> None:
        """Others may have published what we did not hear: changes, a moved clock, rights and logins that ended."""
        await self.feeds.compare()
        async with self.database.reading() as session:
            offset = await load_offset(session)
        if offset // MILLISECOND != self.offset_ms:
            await self._move_clock(offset)
        self.feeds.spawn(self.sockets.recheck_all())

    async def _control(self, kind: str, value: int) -> None:
        """Tell every process, this one too."""
        await self.bus.publish(CONTROL, json.dumps({"kind": kind, "value": value}).encode())

    async def _obey(self, told: dict[str, Any]) -> None:
        match told["kind"]:
            case "login.ended":
                await self.sockets.close_login(told["value"], "login.ended")
                await self.media.kick(owner=login_owner(told["value"]))
            case "grants.changed":
                await self.sockets.recheck(told["value"])
                await self.media.recheck(told["value"])
            case "person.changed":
                for path in self.presence.paths_of(told["value"]):
                    self.presence.touch(path)
            case "clock.moved":
                await self._move_clock(timedelta(milliseconds=told["value"]))

    async def login_ended(self, login: int) -> None:
        await self._control("login.ended", login)

    async def grants_changed(self, person: int) -> None:
        await self._control("grants.changed", person)

    async def person_changed(self, person: int) -> None:
        await self._control("person.changed", person)

    async def clock_moved(self, offset: timedelta) -> None:
        await self._control("clock.moved", offset // MILLISECOND)

    async def due_written(self) -> None:
        self.due.nudge()

    async def _move_clock(self, offset: timedelta) -> None:
        async with self.journal.writing() as unit:
            await self.stays.jump(unit, offset)
        await self.sockets.clock_moved()
        self.due.nudge()

    def _presence_changed(self, version: int, counts: dict[str, int]) -> None:
        self.feeds.spawn(self.announcer.announce(version, counts))

    # ---- what happens at its time

    async def _unmute(self, data: dict[str, Any]) -> None:
        async with self.journal.writing() as unit:
            await moderation.lift(unit, data["place"], data["person"])

    async def _expire_offer(self, data: dict[str, Any]) -> None:
        async with self.journal.writing() as unit:
            await registrations.expire(unit, data["registration"], data["until"])

    async def _end_logins(self, _data: dict[str, Any]) -> None:
        async with self.journal.writing() as unit:
            ended = await logins.end_stale_logins(unit)
        for login in ended:
            await self.login_ended(login)

    async def _trim(self, _data: dict[str, Any]) -> None:
        async with self.journal.writing() as unit:
            await journal.trim(unit)
            await idempotency.forget(unit)
