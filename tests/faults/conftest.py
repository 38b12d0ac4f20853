"""Two workers that a test may hurt; the next test finds them well again."""

from collections.abc import AsyncIterator, Callable, Generator, Iterator
from itertools import cycle

import pytest
from sqlalchemy import select

from fairserver.programmes.tables import Place
from tests.cluster import Cluster, cluster
from tests.conftest import postgres_database
from tests.faults.invariants import measured
from tests.faults.truth import open_today
from tests.postgres_server import PostgresServer
from tests.redis_server import RedisServer
from tests.waiting import until

LOGGED_MOST = 50_000


@pytest.fixture(scope="session")
def hurt_postgres() -> Iterator[PostgresServer]:
    with PostgresServer() as server:
        yield server


@pytest.fixture(scope="session")
def hurt_redis() -> Iterator[RedisServer]:
    with RedisServer() as server:
        yield server


@pytest.fixture(scope="session")
async def pair(hurt_postgres: PostgresServer, hurt_redis: RedisServer) -> AsyncIterator[Cluster]:
    async with cluster(postgres_database(hurt_postgres.address), hurt_redis.url, "fair") as place:
        await open_today(place)
        yield place


@pytest.fixture
async def two(pair: Cluster, hurt_redis: RedisServer) -> AsyncIterator[Cluster]:
    yield pair
    if hurt_redis.process is None:
        hurt_redis.start()
    hurt_redis.thaw()
    await until(lambda: len(pair.workers) == 2)
    await until(pair.ready)


@pytest.fixture(scope="session")
async def booths(pair: Cluster) -> Iterator[int]:
    async with pair.rows() as unit:
        return cycle(await unit.session.scalars(select(Place.id).where(Place.kind == "booth")))


@pytest.fixture
def booth(booths: Iterator[int]) -> int:
    """One that no test before has filled."""
    return next(booths)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """With what the workers logged during a test that fails."""
    report = yield
    place = getattr(item, "funcargs", {}).get("pair")
    if report.failed and isinstance(place, Cluster):
        report.sections.append(("what the workers logged", place.web.said.decode()[-LOGGED_MOST:]))
    return report


@pytest.fixture(autouse=True)
def _measured(record_property: Callable[[str, object], None]) -> Iterator[None]:
    """Recoveries that this test measured go into its report, which reaches the process that writes the summary."""
    before = len(measured)
    yield
    for line in measured[before:]:
        record_property("recovery", line)
