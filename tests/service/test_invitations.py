"""Links nobody asked for: invitations, and the personas of the demo."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import update

from fairserver.invitations.tables import Link
from fairserver.web.http_context import FORWARDED
from tests.running import Running, name_of, outcome, post, running, sqlite_url

AMARA, CHEN, ROSA = "amara.okafor@example.org", "chen.yiting@example.org", "rosa.fernandez@example.org"
BOOTH = 2


async def expire_links(fair: Running) -> None:
    """Their time is moved, so that no test waits."""
    async with fair.app.database.writing() as session:
        await session.execute(update(Link).values(expires_at=fair.app.clocks.wall_now() - timedelta(seconds=1)))


async def test_an_invitation_works_once_in_any_browser(fair: Running) -> None:
    token = (await fair.mailed(ROSA))[0]
    async with fair.browser() as http, fair.browser() as second:
        assert await post(http, "/api/links/show", token=token) == (
            200,
            {"kind": "invitation", "name": "Rosa Fernández"},
        )
        assert await outcome(http, "/api/links/confirm", token=token) == "ok"
        assert await name_of(http) == "Rosa Fernández"
        assert await outcome(second, "/api/links/confirm", token=token) == "link.used"


async def test_a_resend_voids_the_former_invitation(fair: Running) -> None:
    former = (await fair.mailed(ROSA))[0]
    async with fair.visitor("organiser") as organiser, fair.browser() as http:
        await organiser.change(
            "people.invite", edition=1, email=ROSA.upper(), name="Rosa", language="en", role="participant"
        )
        assert await outcome(http, "/api/links/confirm", token=former) == "link.unknown"
        assert await outcome(http, "/api/links/confirm", token=(await fair.mailed(ROSA))[0]) == "ok"


async def test_an_invitation_lives_thirty_days(fair: Running) -> None:
    await expire_links(fair)
    async with fair.browser() as http:
        assert await outcome(http, "/api/links/confirm", token=(await fair.mailed(ROSA))[0]) == "link.expired"


async def test_a_persona_only_from_this_machine(shared: Running, logged: list[Any]) -> None:
    token = (await shared.personas())["participant"].partition("#")[2]
    async with shared.browser() as http:
        for header in FORWARDED:
            async with http.post("/api/links/confirm", json={"token": token}, headers={header: "for=192.0.2.7"}) as no:
                assert (await no.json())["error"]["code"] == "demo.only_local"
        assert await name_of(http) is None
        for path in ("/demo", "/api/demo/personas", "/api/demo/mailbox"):
            async with http.get(path, headers={"X-Forwarded-For": "192.0.2.7"}) as no:
                assert no.status == 403, path
    assert [line["log_level"] for line in logged if line["event"] == "persona.refused"] == ["warning"] * len(FORWARDED)


async def test_no_persona_outside_demo_mode(tmp_path: Path, logged: list[Any]) -> None:
    async with running(sqlite_url(tmp_path), demo=False) as fair, fair.browser() as http:
        token = next(iter(fair.persona_links.values())).partition("#")[2]
        assert await outcome(http, "/api/links/confirm", token=token) == "demo.only_local"
        assert await name_of(http) is None
        for path in ("/demo", "/demo/mailbox", "/api/demo/personas", "/api/demo/mailbox"):
            async with http.get(path) as answer:
                assert answer.status == 403, path
        assert await outcome(http, "/api/demo/clock", at="2024-02-17T13:00:00+09:00") == "demo.only_local"
    assert [line["event"] for line in logged if line["log_level"] == "warning"] == ["persona.refused"]
