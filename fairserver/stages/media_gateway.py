"""What the media node says of the stages, and what the stages ask of it."""

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

import structlog
from starlette.requests import Request

from fairserver.access.permissions import Action
from fairserver.base.errors import FairError
from fairserver.base.periodic import Periodic
from fairserver.base.settings import Settings
from fairserver.media.node import MediaNode
from fairserver.media.node_types import Health, MediaEvent
from fairserver.media.remote_node import RemoteNode
from fairserver.people import logins
from fairserver.programmes import queries as programmes
from fairserver.stages import actions
from fairserver.stages.messages import HealthMessage
from fairserver.web.http import HttpContext, check_origin

if TYPE_CHECKING:
    from fairserver.app import App

log = structlog.get_logger()

ON_AIR = ("on_air", "interrupted")
HEALTH_SECONDS = 1.0


def media_node(settings: Settings, on_event: Callable[[MediaEvent], None]) -> MediaNode | RemoteNode:
    """In this process, or the one whose control API is at `media_control`."""
    if settings.media_control:
        host, _, port = settings.media_control.rpartition(":")
        return RemoteNode(host=host, port=int(port), secret=settings.media_secret, on_event=on_event)
    return MediaNode(
        port=settings.media_port,
        announce=settings.media_announce,
        max_viewers=settings.media_viewers,
        allow_private=settings.media_private,
        on_event=on_event,
    )


def login_owner(login: int) -> str:
    """Who a browser's media session belongs to, in the node's words: it ends with the login."""
    return f"login:{login}"


class MediaGateway:
    """The stages' side of a media node. A picture is live truth; what it does to a stage's state is journaled."""

    def __init__(self, fair: "App") -> None:
        settings = fair.settings
        self._fair = fair
        self._live: set[str] = set()
        self._unsettled: set[int] = set()
        self._comparing: asyncio.Task[None] | None = None
        self._rounds = Periodic("pictures", HEALTH_SECONDS, self._round)
        self.node = media_node(settings, self._heard)

    async def start(self) -> None:
        await self.node.start()
        if isinstance(self.node, MediaNode):
            await self._none_yet()
        self._rounds.start()
        if isinstance(self.node, RemoteNode):
            self._comparing = asyncio.create_task(self._compare(self.node))

    async def _compare(self, node: RemoteNode) -> None:
        """A node of its own goes on when a worker stops; what it no longer carries is seen when it answers."""
        await node.connected()
        for place in await self._on_air():
            self._unsettled.add(place)
        self._rounds.nudge()

    async def _on_air(self) -> list[int]:
        async with self._fair.journal.reading() as unit:
            return await programmes.stages_on_air(unit.session)

    async def _none_yet(self) -> None:
        """No picture survives the process that carried it."""
        for place in await self._on_air():
            async with self._fair.journal.writing() as unit:
                await actions.picture_changed(unit, place, picture=False)

    async def stop(self) -> None:
        if self._comparing:
            self._comparing.cancel()
            await asyncio.gather(self._comparing, return_exceptions=True)
        await self._rounds.stop()
        await self.node.stop()

    def has_picture(self, place: int) -> bool:
        return str(place) in self._live

    def health(self, place: int) -> Health | None:
        return self.node.health(str(place))

    async def clear_audience(self, place: int) -> None:
        """Off the air is off the air at once: viewers' connections end, the publisher's stays."""
        await self._kick(place=str(place), viewers_only=True)

    async def kick(self, *, owner: str, place: int | None = None) -> None:
        await self._kick(owner=owner, place=None if place is None else str(place))

    async def _kick(self, **whom: Any) -> None:
        try:
            await self.node.kick(**whom)
        except FairError as away:  # a node that is away shows nothing to anybody
            log.warning("media.kick", code=away.code)

    async def recheck(self, person: int) -> None:
        """Rights changed: every session of theirs ends, and who still may comes back by itself."""
        async with self._fair.journal.reading() as unit:
            still = await logins.open_logins(unit.session, person)
        for login in still:
            await self.kick(owner=login_owner(login))

    def _heard(self, event: MediaEvent) -> None:
        if event.kind == "full":
            log.warning("media.full", place=event.place)
            return
        (self._live.add if event.kind == "live" else self._live.discard)(event.place)
        self._unsettled.add(int(event.place))
        self._rounds.nudge()

    async def _round(self) -> None:
        """Write what pictures did to their stages, again next time if the database was away; then tell the boards."""
        for place in sorted(self._unsettled):
            async with self._fair.journal.writing() as unit:
                await actions.picture_changed(unit, place, picture=self.has_picture(place))
            self._unsettled.discard(place)
        for desk in self._fair.feeds.open_scopes("stage:", "/desk"):
            place = int(desk.removeprefix("stage:").removesuffix("/desk"))
            await self._fair.sockets.say("health", health_message(place, self.health(place)), to=desk)

    # ---- who may publish, watch, take part

    async def authorise(self, request: Request, place: str, purpose: Literal["publish", "watch", "join"]) -> str:
        """The owner of the session, in the node's words; raises FairError."""
        if not place.isascii() or not place.isdigit() or len(place) > 15:
            raise FairError("place.unknown")
        scheme, _, secret = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer" and purpose == "publish":
            async with self._fair.journal.reading() as unit:
                await actions.find_stage(unit.session, int(place))
                row = await actions.key_by_secret(unit.session, int(place), secret.strip())
                return actions.key_owner(row.id)
        check_origin(request, self._fair.settings.origins)
        return await self._person(request, int(place), purpose)

    async def _person(self, request: Request, place: int, purpose: str) -> str:
        ctx = HttpContext(self._fair, request)
        async with self._fair.journal.reading() as unit:
            who = await logins.signed_in(unit, ctx.token)
            found = await programmes.find_place(unit.session, place)
            context = found.context()
            runs = who.may(Action.STAGE_RUN, context)
            if purpose == "publish":
                allowed = found.kind == "stage" and runs
            elif purpose == "join":
                allowed = found.kind == "talk" and who.may(Action.TALK_JOIN, context)
            else:
                allowed = found.kind == "stage" and who.may(Action.PLACE_ENTER, context)
            if not allowed:
                raise FairError("permission.denied")
            on_air = await programmes.state_of(unit.session, place) in ON_AIR
            if purpose == "watch" and not on_air and not runs:
                raise FairError("stage.off_air")
        return login_owner(who.login)


def health_message(place: int, health: Health | None) -> HealthMessage:
    if health is None:
        return HealthMessage(place=place)
    return HealthMessage(
        place=place,
        publishing=health.owner is not None,
        codecs=health.codecs,
        kbit_per_second=round(health.kbit_per_second),
        frames_per_second=round(health.frames_per_second, 1),
        loss_percent=round(health.loss_percent, 1),
        audio_level_dbov=health.audio_level_dbov,
        viewers=health.viewers,
    )
