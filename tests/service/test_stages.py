"""A stage's states, its keys, and who may publish and watch. The pictures themselves: tests/media."""

import asyncio
import os
import sys
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import aiohttp
import pytest

from fairserver.stages.state_transitions import OPERATOR_MAY, after_media, after_operator
from tests.ports import free_port
from tests.running import Running, Visitor, running, sqlite_url
from tests.talks import asked

STAGE, QUIET_STAGE = 120, 121
KEY = "k" * 43
NO_OFFER = {"content-type": "application/sdp"}


async def make_key(operator: Visitor, key: str = KEY) -> int:
    desk = f"stage:{STAGE}/desk"
    before = set((await operator.follow(desk))["state"]["keys"])
    await operator.change("stage_key.make", place=STAGE, label="OBS", key=key)
    await operator.wait(lambda: set(operator.states[desk]["keys"]) - before)
    return int((set(operator.states[desk]["keys"]) - before).pop())


async def whip(fair: Running, place: int, key: str) -> tuple[int, str]:
    headers = NO_OFFER | {"authorization": f"Bearer {key}"}
    async with aiohttp.ClientSession() as http, http.post(f"{fair.url}/whip/{place}", headers=headers) as answer:
        return answer.status, (await answer.json())["code"]


def test_every_state_has_a_way_on() -> None:
    assert set(OPERATOR_MAY) == {"off_air", "standby", "on_air", "interrupted", "ended"}
    assert after_operator("standby", "on_air", live=False) == "interrupted"
    assert after_media("interrupted", live=True) == "on_air"
    assert after_media("standby", live=True) == "standby"


async def test_the_audience_hears_what_the_operator_does(fair: Running) -> None:
    async with fair.visitor("operator") as hara, fair.visitor("participant") as amara:
        await amara.enter(QUIET_STAGE)
        await hara.enter(QUIET_STAGE)
        await hara.change("stage.set_state", place=QUIET_STAGE, state="standby")
        await amara.wait(lambda: amara.states["stage:121"]["stage"]["121"]["state"] == "standby")
        await hara.change("stage.set_state", place=QUIET_STAGE, state="on_air")
        await amara.wait(lambda: amara.states["stage:121"]["stage"]["121"]["state"] == "interrupted")


async def test_an_illegal_step_is_refused(fair: Running) -> None:
    async with fair.visitor("operator") as hara:
        refused = await hara.try_("stage.set_state", id=str(uuid4()), place=QUIET_STAGE, state="ended")
        assert refused["error"]["code"] == "stage.not_now"


@pytest.mark.parametrize("role", ["participant", "representative", "moderator", "alumnus"])
async def test_only_operators_run_a_stage(fair: Running, role: str) -> None:
    async with fair.visitor(role) as visitor:
        refused = await visitor.try_("stage.set_state", id=str(uuid4()), place=QUIET_STAGE, state="standby")
        assert refused["error"]["code"] == "permission.denied"
        refused = await visitor.try_("scope.follow", scope=f"stage:{QUIET_STAGE}/desk")
        assert refused["error"]["code"] == "permission.denied"


async def test_a_speaker_presents_while_the_session_is_held(fair: Running) -> None:
    """Onodera speaks at 13:00 in Osaka, and it is 13:00. Keys last longer than a session: they are for operators."""
    async with fair.visitor("representative") as onodera, fair.browser("representative") as http:
        for state in ("standby", "on_air"):
            await onodera.change("stage.set_state", place=STAGE, state=state)
        whip_headers = NO_OFFER | {"origin": fair.url}
        async with http.post(f"/whip/{STAGE}", headers=whip_headers) as answer:
            assert answer.status != 403, "the offer is looked at"
        for refused_at in ({"place": QUIET_STAGE, "state": "standby"}, {"place": STAGE, "state": "ended"}):
            if refused_at["place"] == STAGE:
                fair.app.clocks.offset += timedelta(minutes=30)  # the session is over
            refused = await onodera.try_("stage.set_state", id=str(uuid4()), **refused_at)
            assert refused["error"]["code"] == "permission.denied"
        async with http.post(f"/whip/{STAGE}", headers=whip_headers) as answer:
            assert answer.status == 403
        refused = await onodera.try_("stage_key.make", id=str(uuid4()), place=STAGE, label="OBS", key=KEY)
        assert refused["error"]["code"] == "permission.denied"


async def test_a_key_opens_its_own_stage_until_revoked(fair: Running) -> None:
    async with fair.visitor("operator") as hara:
        assert await whip(fair, STAGE, KEY) == (401, "stage_key.unknown")
        number = await make_key(hara)
        assert (await whip(fair, STAGE, KEY))[0] == 400  # let in; an empty body is no offer
        assert await whip(fair, QUIET_STAGE, KEY) == (403, "stage_key.foreign")
        assert await whip(fair, 9999, KEY) == (404, "place.unknown")
        await hara.change("stage_key.revoke", key=number)
        assert await whip(fair, STAGE, KEY) == (401, "stage_key.unknown")


async def test_no_reply_and_no_row_holds_a_key(fair: Running) -> None:
    async with fair.visitor("operator") as hara:
        await make_key(hara)
    async with fair.app.database.reading() as session:
        connection = await session.connection()
        dump = await connection.exec_driver_sql("SELECT group_concat(reply) FROM received")
        assert KEY not in str(dump.scalar())


async def watch(http: aiohttp.ClientSession, fair: Running, place: int, query: str = "") -> str:
    headers = NO_OFFER | {"origin": fair.url}
    async with http.post(f"/whep/{place}{query}", headers=headers) as answer:
        return str((await answer.json())["code"])


async def test_who_may_watch(fair: Running) -> None:
    async with fair.browser() as stranger:
        assert await watch(stranger, fair, STAGE) == "login.missing"
    async with fair.visitor("operator") as hara:
        await hara.change("stage.set_state", place=STAGE, state="on_air")
    async with fair.browser("participant") as amara:
        assert await watch(amara, fair, QUIET_STAGE) == "stage.off_air"
        assert await watch(amara, fair, 2) == "permission.denied"  # a booth is no stage
        assert await watch(amara, fair, STAGE) == "media.offer_malformed"  # let in
    async with fair.browser("operator") as hara:
        assert await watch(hara, fair, QUIET_STAGE) == "media.offer_malformed"  # a preview


async def test_the_pictures_of_a_talk_are_for_its_people(fair: Running) -> None:
    talk = await asked(fair, "participant")
    async with fair.browser("participant2") as chen, fair.browser("participant") as amara:
        assert await watch(chen, fair, talk, "?join") == "permission.denied"
        assert await watch(amara, fair, talk) == "permission.denied", "it is no stage"
        assert await watch(amara, fair, talk, "?join") == "media.offer_malformed"  # let in
    async with fair.visitor("moderator") as moderator:
        await moderator.change("talk.end", talk=talk)
    async with fair.browser("participant") as amara:
        assert await watch(amara, fair, talk, "?join") == "permission.denied", "it is over"


async def test_a_media_node_of_its_own(tmp_path: Path) -> None:
    """The same stage, its pictures in another process: `fair media`."""
    secret, control = "s" * 32, free_port()
    media = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "fairserver", "media", "--port", str(control),
        env={**os.environ, "FAIR_MEDIA_SECRET": secret, "FAIR_MEDIA_PORT": "0"},
    )  # fmt: skip
    try:
        async with (
            running(sqlite_url(tmp_path), media_control=f"127.0.0.1:{control}", media_secret=secret) as fair,
            fair.visitor("operator") as hara,
        ):
            await fair.app.media.node.connected()  # type: ignore[union-attr]
            await make_key(hara)
            await hara.enter(STAGE)
            await hara.change("stage.set_state", place=STAGE, state="on_air")
            robot = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "fairserver.media.robot", f"{fair.url}/whip/{STAGE}",
                env={**os.environ, "STAGE_KEY": KEY},
            )  # fmt: skip
            await hara.wait(lambda: hara.states["stage:120"]["stage"]["120"]["state"] == "on_air")
            robot.kill()
            await robot.wait()
            await hara.wait(lambda: hara.states["stage:120"]["stage"]["120"]["state"] == "interrupted")
    finally:
        media.terminate()
        await media.wait()
