"""A link that was asked for: bound to the asking browser, ten minutes, once; or its six digits."""

import asyncio
from datetime import timedelta
from typing import Any

import aiohttp
import psycopg
from sqlalchemy import event, func, select, update

from fairserver.invitations.tables import Link
from fairserver.people.tables import Login
from tests.conftest import postgres_database
from tests.running import Running, name_of, outcome, post, running

AMARA, CHEN, ROSA = "amara.okafor@example.org", "chen.yiting@example.org", "rosa.fernandez@example.org"
BOOTH = 2


async def ask(http: aiohttp.ClientSession, address: str) -> Any:
    status, reply = await post(http, "/api/sign-in", email=address, language="en")
    assert status == 202, reply
    return reply


async def expire_links(fair: Running) -> None:
    """Their time is moved, so that no test waits."""
    async with fair.app.database.writing() as session:
        await session.execute(update(Link).values(expires_at=fair.app.clocks.wall_now() - timedelta(seconds=1)))


async def test_a_link_signs_in_the_browser_that_asked(shared: Running) -> None:
    async with shared.browser() as http:
        await ask(http, "Amara.Okafor@Example.ORG ")
        token, _code = await shared.mailed(AMARA)
        assert await post(http, "/api/links/show", token=token) == (200, {"kind": "sign-in", "name": "Amara Okafor"})
        assert await name_of(http) is None, "looking signs nobody in"
        assert await post(http, "/api/links/confirm", token=token) == (200, {})
        assert await name_of(http) == "Amara Okafor"


async def test_the_answer_tells_nothing_about_the_address(shared: Running) -> None:
    """Not in its words, its status or its cookies; and who is unknown gets no mail."""
    async with shared.browser() as known, shared.browser() as unknown:
        answers = []
        for http, address in ((known, AMARA), (unknown, "nobody@example.org")):
            async with http.post("/api/sign-in", json={"email": address, "language": "en"}) as answer:
                cookies = {name: len(cookie.value) for name, cookie in answer.cookies.items()}
                answers.append((answer.status, await answer.json(), cookies))
        assert answers[0] == answers[1]
    assert await shared.mails("nobody@example.org") == []


async def test_a_forwarded_mail_opens_nothing(shared: Running) -> None:
    async with shared.browser() as mine, shared.browser() as other, shared.browser() as also_asked:
        await ask(mine, AMARA)
        token, code = await shared.mailed(AMARA)
        await ask(also_asked, CHEN)
        for http in (other, also_asked):
            assert await outcome(http, "/api/links/confirm", token=token) == "link.other_browser"
            assert await outcome(http, "/api/links/show", token=token) == "link.other_browser"
            assert await outcome(http, "/api/sign-in/code", code=code) == "code.wrong"
            assert await name_of(http) is None
        assert await outcome(mine, "/api/links/confirm", token=token) == "ok", "and it was not burnt by trying"


async def test_six_digits_for_mail_read_on_the_phone(shared: Running) -> None:
    async with shared.browser() as http:
        await ask(http, AMARA)
        token, code = await shared.mailed(AMARA)
        assert await post(http, "/api/sign-in/code", code=f" {code} ") == (200, {})
        assert await name_of(http) == "Amara Okafor"
        assert await outcome(http, "/api/sign-in/code", code=code) == "code.wrong", "once"
        assert await outcome(http, "/api/links/confirm", token=token) == "link.used", "link and digits are one"


async def test_five_wrong_tries_void_the_digits_and_the_link(shared: Running) -> None:
    async with shared.browser() as http:
        await ask(http, AMARA)
        token, code = await shared.mailed(AMARA)
        wrong = "000000" if code != "000000" else "000001"
        for _ in range(5):
            assert await outcome(http, "/api/sign-in/code", code=wrong) == "code.wrong"
        assert await outcome(http, "/api/sign-in/code", code=code) == "code.wrong"
        assert await outcome(http, "/api/links/confirm", token=token) == "link.unknown"


async def test_asking_twice_leaves_both_mails_good(shared: Running) -> None:
    """The first may arrive last."""
    async with shared.browser() as http:
        await ask(http, AMARA)
        first, _ = await shared.mailed(AMARA)
        await ask(http, AMARA)
        assert await outcome(http, "/api/links/confirm", token=first) == "ok"


async def test_a_link_works_once(shared: Running) -> None:
    async with shared.browser() as http:
        await ask(http, AMARA)
        token, _ = await shared.mailed(AMARA)
        await post(http, "/api/links/confirm", token=token)
        assert await outcome(http, "/api/links/confirm", token=token) == "link.used"
        assert await outcome(http, "/api/links/show", token=token) == "link.used"


async def test_a_link_lives_ten_minutes(fair: Running) -> None:
    async with fair.browser() as http:
        await ask(http, AMARA)
        token, code = await fair.mailed(AMARA)
        await expire_links(fair)
        assert await outcome(http, "/api/links/confirm", token=token) == "link.expired"
        assert await outcome(http, "/api/sign-in/code", code=code) == "code.wrong"
        assert await name_of(http) is None


async def test_a_mail_scanner_burns_nothing(shared: Running) -> None:
    """It fetches every address it finds; the token is in the fragment, and only a POST confirms."""
    async with shared.browser() as http, shared.browser() as scanner:
        await ask(http, AMARA)
        token, _ = await shared.mailed(AMARA)
        for path in (f"/link#{token}", f"/link?token={token}", "/link", f"/api/links/confirm?token={token}"):
            for method in ("GET", "HEAD"):
                async with scanner.request(method, path) as answer:
                    assert not answer.cookies
        assert await outcome(http, "/api/links/confirm", token=token) == "ok"


async def test_tokens_and_digits_are_kept_hashed(shared: Running) -> None:
    async with shared.browser() as http:
        await ask(http, AMARA)
        token, code = await shared.mailed(AMARA)
        async with shared.app.database.reading() as session:
            rows = [row.__dict__ for row in await session.scalars(select(Link))]
        assert not [value for row in rows for value in row.values() if value in (token, code)]


async def test_two_clicks_at_once_are_one_login(database_url: str) -> None:
    async with running(database_url) as fair, fair.browser() as http:
        await ask(http, AMARA)
        token, _ = await fair.mailed(AMARA)
        codes = await asyncio.gather(*(outcome(http, "/api/links/confirm", token=token) for _ in range(8)))
        assert sorted(codes) == ["link.used"] * 7 + ["ok"]
        async with fair.app.database.reading() as session:
            assert await session.scalar(select(func.count()).select_from(Login)) == 1


async def test_looking_at_a_link_while_it_is_confirmed(postgres: str) -> None:
    url = postgres_database(postgres)
    async with running(url) as fair, fair.browser() as http:
        await ask(http, AMARA)
        token, _ = await fair.mailed(AMARA)
        async with await psycopg.AsyncConnection.connect(url.replace("+psycopg", "")) as other:
            await other.execute("UPDATE links SET wrong_codes = 1")
            looking = asyncio.create_task(outcome(http, "/api/links/show", token=token))
            await asyncio.wait([looking], timeout=0.3)
            await other.commit()
            assert await looking == "ok"


async def test_one_mailbox_is_not_flooded(shared: Running) -> None:
    """Five in ten minutes by one browser, however it is spelt; the answer says how long to wait. Whoever asks from
    another browser is not kept out by that.
    """
    async with shared.browser() as http, shared.browser() as other:
        await ask(http, AMARA)  # it has no cookie yet
        for spelling in (AMARA, AMARA.upper(), f" {AMARA}", "ａmara.okafor@example.org", AMARA):
            await ask(http, spelling)
        await ask(other, AMARA)
        async with http.post("/api/sign-in", json={"email": AMARA, "language": "en"}) as answer:
            error = (await answer.json())["error"]
            assert (answer.status, error["code"]) == (429, "rate.exceeded")
            assert 1 <= error["details"]["seconds"] <= 600
            assert answer.headers["retry-after"] == str(error["details"]["seconds"])


async def test_strangers_use_up_nobodys_mails(shared: Running) -> None:
    """Twenty from one network, thirty in all: a browser that has signed in with the address before still gets its mail,
    also after signing out. What it did as somebody else does not count.
    """
    async with shared.browser() as mine, shared.browser() as other, shared.browser() as stranger:
        for http, address in ((mine, AMARA), (other, CHEN)):
            await ask(http, address)
            token, _ = await shared.mailed(address)
            assert await outcome(http, "/api/links/confirm", token=token) == "ok"
        assert await outcome(mine, "/api/sign-out") == "ok"
        for number in range(19):
            if number % 5 == 0:
                stranger.cookie_jar.clear()
            await ask(stranger, AMARA)
        for http in (stranger, other):
            assert await outcome(http, "/api/sign-in", email=AMARA, language="en") == "rate.exceeded"
        await ask(mine, AMARA)
        token, _ = await shared.mailed(AMARA)
        assert await outcome(mine, "/api/links/confirm", token=token) == "ok"


async def test_an_unknown_mailbox_has_the_same_limit(shared: Running) -> None:
    async with shared.browser() as http:
        for _ in range(6):
            await ask(http, "nobody@example.org")
        assert await outcome(http, "/api/sign-in", email="nobody@example.org", language="en") == "rate.exceeded"


async def test_hundreds_sign_in_from_one_network(shared: Running) -> None:
    """A hall, a campus: one address, and each has a browser and a mail address of their own."""
    async with shared.browser() as anyone:
        for number in range(200):
            answer = await outcome(anyone, "/api/sign-in", email=f"person{number}@example.org", language="en")
            assert answer == "ok", number
            anyone.cookie_jar.clear()


async def test_the_answer_costs_the_same_whoever_is_asked_for(fair: Running) -> None:
    """The same statements for a known address as for an unknown one: a job looks up who it is, after the answer."""
    engine = fair.app.database.engine.sync_engine
    asked: list[list[str]] = []
    event.listen(engine, "before_cursor_execute", lambda _c, _u, statement, *_: asked[-1].append(statement))
    await fair.app.scheduler.stop()
    async with fair.browser() as http:
        for email in (AMARA, "nobody@example.org"):
            asked.append([])
            await ask(http, email)
    known, unknown = asked
    assert [each for each in known if " due " in each] == [each for each in unknown if " due " in each]
    assert not [each for each in (*known, *unknown) if "emails" in each or "links" in each]
