"""Logins: their cookies, and how they end."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from sqlalchemy import update

from fairserver.delivery.signals import GRANTS_CHANGED
from fairserver.invitations.tables import Link
from fairserver.people.jobs import end_logins
from fairserver.people.tables import Login
from tests.running import Running, name_of, page, post, running, sqlite_url
from tests.waiting import PATIENCE

AMARA, CHEN, ROSA = "amara.okafor@example.org", "chen.yiting@example.org", "rosa.fernandez@example.org"
BOOTH = 2


async def ask(http: aiohttp.ClientSession, address: str) -> Any:
    status, reply = await post(http, "/api/sign-in", email=address, language="en")
    assert status == 202, reply
    return reply


async def move(fair: Running, row: type[Link] | type[Login], **times: timedelta) -> None:
    """All rows' times, so that no test waits."""
    async with fair.app.database.writing() as session:
        now = fair.app.clocks.wall_now()
        await session.execute(update(row).values({name: now + later for name, later in times.items()}))


async def test_cookies_are_for_this_site_alone(shared: Running) -> None:
    async with shared.browser() as http:
        async with http.post("/api/sign-in", json={"email": AMARA, "language": "en"}) as answer:
            asked = answer.headers["set-cookie"]
        token, _ = await shared.mailed(AMARA)
        async with http.post("/api/links/confirm", json={"token": token}) as answer:
            asked_again, login = answer.headers.getall("set-cookie")
    for cookie, name in ((asked, "fair_asked"), (asked_again, "fair_asked"), (login, "fair_login")):
        assert cookie.startswith(f"{name}=")
        assert {"HttpOnly", "Path=/", "SameSite=lax"} <= set(cookie.split("; "))
        assert "Domain" not in cookie
        assert len(cookie.partition("=")[2].partition(";")[0]) >= 43, "256 bits"


async def test_on_https_the_cookie_says_so(tmp_path: Path) -> None:
    async with running(sqlite_url(tmp_path), public_url="https://fair.example") as fair, fair.browser() as http:
        async with http.post("/api/sign-in", json={"email": AMARA, "language": "en"}) as answer:
            cookie = answer.headers["set-cookie"]
            assert answer.headers["strict-transport-security"]
        assert cookie.startswith("__Host-fair_asked=")
        assert {"Secure", "Path=/"} <= set(cookie.split("; "))
        assert "https://fair.example/link#" in (await fair.mails(AMARA))[0]["text"]


async def test_a_login_gets_a_new_token_whatever_the_browser_held(shared: Running) -> None:
    planted = "A" * 43
    async with aiohttp.ClientSession(shared.url, cookies={"fair_login": planted}) as http:
        token = (await shared.personas())["alumnus"].partition("#")[2]
        async with http.post("/api/links/confirm", json={"token": token}) as answer:
            assert answer.cookies["fair_login"].value != planted
    async with aiohttp.ClientSession(shared.url, cookies={"fair_login": planted}) as thief:
        assert await name_of(thief) is None


async def test_signing_in_again_ends_the_former_login(shared: Running) -> None:
    async with shared.browser("participant") as http, page(shared, http) as former:
        token = (await shared.personas())["alumnus"].partition("#")[2]
        await post(http, "/api/links/confirm", token=token)
        assert await former.next_("bye") == {"code": "login.ended"}
        assert await name_of(http) == "Daniel Mbeki"


async def test_signing_out_closes_every_tab_within_a_second(shared: Running) -> None:
    async with shared.browser("participant") as http, page(shared, http) as one, page(shared, http) as two:
        await two.enter(BOOTH)
        assert await post(http, "/api/sign-out") == (200, {})
        for tab in (one, two):
            await tab.next_("gone", within=1)
            assert ("bye", {"code": "login.ended"}) in tab.told
        assert await name_of(http) is None


async def test_signing_out_twice_or_without_a_login_is_fine(shared: Running) -> None:
    async with shared.browser() as http:
        assert await post(http, "/api/sign-out") == (200, {})


async def test_a_revoked_login_is_out_within_a_second_and_stays_out(shared: Running) -> None:
    async with shared.browser("participant") as lost, shared.visitor("participant") as amara:
        async with page(shared, lost) as phone:
            await phone.enter(BOOTH)
            await amara.change("login.revoke", login=phone.start["login"])
            await phone.next_("gone", within=1)
            assert ("bye", {"code": "login.ended"}) in phone.told
        assert await name_of(lost) is None
        await amara.follow(f"person:{amara.person}")
        assert str(phone.start["login"]) not in amara.states[f"person:{amara.person}"]["logins"]


@pytest.mark.parametrize("times", [{"expires_at": timedelta()}, {"seen_at": timedelta(days=-7)}], ids=["old", "idle"])
async def test_an_open_page_whose_login_is_over(fair: Running, times: dict[str, timedelta]) -> None:
    async with fair.visitor("participant") as amara:
        await move(fair, Login, **times)
        reply = await amara.try_("scope.follow", scope=f"person:{amara.person}")
        assert reply["error"]["code"] == "login.ended"
        await end_logins({}, journal=fair.app.journal)
        await amara.wait(lambda: ("bye", {"code": "login.ended"}) in amara.told, within=PATIENCE)


async def test_a_login_that_is_over_disturbs_nobody_when_grants_change(fair: Running) -> None:
    async with fair.visitor("participant") as amara, fair.visitor("organiser") as organiser:
        async with fair.app.database.writing() as session:
            mine = Login.person_id == amara.person
            await session.execute(update(Login).where(mine).values(expires_at=fair.app.clocks.wall_now()))
        await fair.app.signals.send(GRANTS_CHANGED, amara.person)
        await amara.wait(lambda: ("bye", {"code": "login.ended"}) in amara.told, within=1)
        await organiser.enter(BOOTH)
        await organiser.change("chat.say", place=BOOTH, text="still heard", language="en")
        await organiser.wait(lambda: organiser.states["booth:2"]["messages"], within=1)
