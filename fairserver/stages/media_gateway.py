"""Between the media node and the stages: what a publication does to a stage, and whose media sessions end."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Protocol

import structlog

from fairserver.base.errors import FairError
from fairserver.base.periodic import Periodic
from fairserver.base.settings import Settings
from fairserver.base.wire_types import Wire
from fairserver.delivery.journal import Journal
from fairserver.media.node import MediaNode
from fairserver.media.node_types import Health, MediaEvent
from fairserver.media.remote_node import RemoteNode
from fairserver.people import logins
from fairserver.programmes import place_states
from fairserver.programmes.aired import BEAT_SECONDS, note_on_air
from fairserver.stages import write_state
from fairserver.stages.media_access import key_owner, login_owner, seat_rule
from fairserver.stages.messages import HealthMessage
from fairserver.talks import queries as talks

log = structlog.get_logger()

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


class Say(Protocol):
    """Send an event to everybody who follows a scope."""

    def __call__(self, event: str, message: Wire, *, to: str) -> Awaitable[None]: ...


class MediaGateway:
    """Turns the media node's events into stage states, and tells operators its health once a second.

    Which stages are live is known to each process by itself; what that does to a stage's state is journaled.
    """

    def __init__(
        self,
        settings: Settings,
        journal: Journal,
        followed: Callable[[str, str], list[str]],
        say: Say,
    ) -> None:
        """`followed`: the scopes followed here whose names begin and end so. `say`: send an event to a scope."""
        self._journal = journal
        self._followed = followed
        self._say = say
        self._live: set[str] = set()
        self._changed: set[int] = set()
        self._comparing: asyncio.Task[None] | None = None
        self._rounds = Periodic("media", HEALTH_SECONDS, self._round)
        self._airing = Periodic("aired", BEAT_SECONDS, self._note_on_air)
        self.node = media_node(settings, self._on_event)

    async def start(self) -> None:
        """Start the media node, or connect to the one in a process of its own."""
        await self.node.start()
        if isinstance(self.node, MediaNode):
            await self._interrupt_all()
        self._rounds.start()
        self._airing.start()
        if isinstance(self.node, RemoteNode):
            self._comparing = asyncio.create_task(self._compare(self.node))

    async def _compare(self, node: RemoteNode) -> None:
        """Look at the stages on air when the node first answers: a node in a process of its own may have lost, or kept,
        publications while no worker ran.
        """
        await node.connected()
        for place in await self._on_air():
            self._changed.add(place)
        self._rounds.nudge()

    async def _on_air(self) -> list[int]:
        async with self._journal.reading() as unit:
            return await place_states.stages_on_air(unit.session)

    async def _note_on_air(self) -> None:
        for place in await self._on_air():
            async with self._journal.writing() as unit:
                if await place_states.state_of(unit.session, place, lock=True) == "on_air":
                    await note_on_air(unit, place)

    async def _interrupt_all(self) -> None:
        """Interrupt the stages on air: the node runs in this process, so its publications ended with the last one."""
        for place in await self._on_air():
            async with self._journal.writing() as unit:
                await write_state.media_changed(unit, place, live=False)

    async def stop(self) -> None:
        """Stop the work of this gateway, and the node if it runs in this process."""
        if self._comparing:
            self._comparing.cancel()
            await asyncio.gather(self._comparing, return_exceptions=True)
        await self._rounds.stop()
        await self._airing.stop()
        await self.node.stop()

    def is_live(self, place: int) -> bool:
        """Whether a picture of this stage arrives, as far as this process has been told."""
        return str(place) in self._live

    def health(self, place: int) -> Health | None:
        """What the media node measures of a stage; None when nobody publishes to it."""
        return self.node.health(str(place))

    async def clear_audience(self, place: int) -> None:
        """The handler of the signal `stage.cleared`: viewers' connections end at once, the publisher's stays."""
        await self._kick(place=str(place), viewers_only=True)

    async def talk_changed(self, talk: int) -> None:
        """The handler of the signal `talk.changed`: who is no longer admitted to the talk is cut off,
        nobody hears who is muted, and who wants no pictures gets none.
        """
        async with self._journal.reading() as unit:
            seats = await talks.media_of_seats(unit.session, talk)
        try:
            await self.node.arrange(str(talk), [seat_rule(seat) for seat in seats])
        except FairError as away:
            log.warning("media.arrange", code=away.code)

    async def end_login(self, login: int) -> None:
        """The handler of the signal `login.ended`: every media session of the login ends."""
        await self._kick(owner=login_owner(login))

    async def end_key(self, key: int) -> None:
        """The handler of the signal `stage_key.revoked`: whoever publishes with the key is cut off."""
        await self._kick(owner=key_owner(key))

    async def _kick(self, **whom: Any) -> None:
        try:
            await self.node.kick(**whom)
        except FairError as away:  # a node that is away shows nothing to anybody
            log.warning("media.kick", code=away.code)

    async def recheck(self, person: int) -> None:
        """The handler of the signal `grants.changed`: every media session of the person ends; a page that still may
        opens another by itself.
        """
        async with self._journal.reading() as unit:
            still = await logins.open_logins(unit.session, person)
        for login in still:
            await self.end_login(login)

    def _on_event(self, event: MediaEvent) -> None:
        if event.kind == "full":
            log.warning("media.full", place=event.place)
            return
        if event.kind == "live":
            self._live.add(event.place)
        else:
            self._live.discard(event.place)
        self._changed.add(int(event.place))
        self._rounds.nudge()

    async def _round(self) -> None:
        """Write what publications did to their stages, then tell operators the health. What fails because the database
        is away stays in `_changed` for the next time.
        """
        for place in sorted(self._changed):
            async with self._journal.writing() as unit:
                await write_state.media_changed(unit, place, live=self.is_live(place))
            self._changed.discard(place)
        for desk in self._followed("stage:", "/desk"):
            place = int(desk.removeprefix("stage:").removesuffix("/desk"))
            await self._say("health", health_message(place, self.health(place)), to=desk)


def health_message(place: int, health: Health | None) -> HealthMessage:
    """What the media node measures of a stage, rounded for people; all zero when nobody publishes."""
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
