"""Every door says how often one caller may pass it, or costs so little that it needs no limit."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.routing import Route

from fairserver.access.rate_limits import PEOPLE_AT_ONE_ADDRESS, for_an_address
from fairserver.ops.subjects import REQUESTS, ROUTES
from tests.loop_steps import loop_steps
from tests.running import Running

# Routes that are rows of no table: each counts its own caller, as the test beside it shows.
COUNTED = {
    "/api/sessions/{session:id}.ics": "a person: test_programme",
    "/api/programme.ics": "a person: test_programme",
    "/calendar/{token}.ics": "a feed, and failures of an address: test_programme",
    "/api/my-data.json": "a person: test_my_data",
    "/api/my-data.txt": "a person: test_my_data",
    "/api/imports/{kind}.{language}.csv": "a caller: below",
    "/whip/{place}": "a login or a key: test_stages",
    "/whep/{place}": "a login: test_stages",
    "/whip/{place}/{session}": "a login or a key: test_stages",
    "/whep/{place}/{session}": "a login: test_stages",
}
RARELY = ("/readyz", "/metrics")  # for operators, behind their proxy


def routes(fair: Running) -> Iterator[Route]:
    router: Any = fair.app.asgi.web
    while not hasattr(router, "routes"):
        router = router.app
    yield from (each for each in router.routes if isinstance(each, Route))


def test_every_row_has_a_rate() -> None:
    for rate in (*(row.rate for row in ROUTES), *(row.rate for row in REQUESTS.values())):
        many, window = rate.split("/")
        assert int(many) > 0
        assert window


def test_an_address_may_do_what_many_people_may() -> None:
    assert for_an_address("5/10 minutes") == f"{5 * PEOPLE_AT_ONE_ADDRESS}/10 minutes"


async def test_every_other_route_is_counted_or_cheap(shared: Running) -> None:
    rows = {row.path for row in ROUTES}
    cheap = [each.path for each in routes(shared) if each.path not in rows | COUNTED.keys()]
    assert COUNTED.keys() <= {each.path for each in routes(shared)}, "one of these is no more"
    async with shared.browser() as http:
        for path in sorted({*cheap} - {*RARELY}):
            address = (
                path.replace("{place:id}", "2").replace("{edition:id}", "1").replace("{release}/{path:path}", "x/y")
            )
            async with http.get(address):  # what is read once is read now
                pass
            with loop_steps() as longest:
                async with http.get(address) as answer:
                    await answer.read()
            assert longest.seconds < 0.1, f"{path}: 20 ms are allowed before anybody is let in, with a margin of five"


async def test_a_template_is_counted(shared: Running) -> None:
    async with shared.browser("participant") as http:
        found = []
        for _ in range(62):
            async with http.get("/api/imports/participants.en.csv") as answer:
                found.append(answer.status)
        assert (found[0], found[-1]) == (200, 429)


@pytest.mark.parametrize("method", ["POST", "PATCH"])
async def test_media_requests_are_counted(shared: Running, method: str) -> None:
    most = {"POST": 20, "PATCH": 240}[method]
    path = "/whep/121" if method == "POST" else "/whep/121/unknown"
    async with shared.browser("operator") as http:
        codes = []
        for _ in range(most + 1):
            async with http.request(method, path, headers={"origin": shared.url}) as answer:
                codes.append((await answer.json())["code"])
    assert codes[-1] == "rate.exceeded"
    assert "rate.exceeded" not in codes[:-1]
