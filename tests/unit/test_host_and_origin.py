"""One spelling of our origin, and which Host may be asked for."""

import pytest
from pydantic import ValidationError
from starlette.datastructures import Headers

from fairserver.base.errors import FairError
from fairserver.base.settings import Settings
from fairserver.web.host_and_origin import FOR_OPERATORS, check_host


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        ("https://fair.example", "https://fair.example"),
        ("https://fair.example/", "https://fair.example"),
        ("https://fair.example//", "https://fair.example"),
        ("https://FAIR.example", "https://fair.example"),
        ("HTTPS://fair.example", "https://fair.example"),
        ("https://fair.example:443", "https://fair.example"),
        ("https://fair.example:443/", "https://fair.example"),
        ("https://fair.example:", "https://fair.example"),
        ("http://fair.example:80", "http://fair.example"),
        ("http://fair.example:443", "http://fair.example:443"),
        ("https://Fair.example:8443/", "https://fair.example:8443"),
        ("http://192.0.2.1:8000", "http://192.0.2.1:8000"),
        ("https://[2001:DB8:0::1]:443", "https://[2001:db8::1]"),
    ],
)
def test_every_spelling_of_an_origin_is_one(written: str, origin: str) -> None:
    settings = Settings(public_url=written)
    assert (settings.public_url, settings.origins) == (origin, [origin])


@pytest.mark.parametrize(
    "written",
    [
        "fair.example", "ftp://fair.example", "https://", "https:///here", "https://fair.example/here",
        "https://fair.example?x", "https://fair.example/#x", "https://fair.example:x", "https://fair.example:70000",
        "https://sato:hunter2@fair.example", "https://fair example", "https://fair..example", "https://就職.example",
        "https://[::1", "https://[fair]",
    ],
)  # fmt: skip
def test_what_is_no_origin_is_refused(written: str) -> None:
    with pytest.raises(ValidationError) as refused:
        Settings(public_url=written)
    assert [error["loc"] for error in refused.value.errors()] == [("public_url",)]
    assert "hunter2" not in str(refused.value)


def asks(path: str, *hosts: str) -> bool:
    settings = Settings(public_url="https://fair.example", host="127.0.0.1", port=8000)
    try:
        check_host(path, Headers(raw=[(b"host", host.encode()) for host in hosts]), settings.hosts)
    except FairError:
        return False
    return True


@pytest.mark.parametrize("host", ["fair.example", "FAIR.example", "fair.example:443", "Fair.Example:443"])
def test_a_host_is_compared_without_case_and_default_port(host: str) -> None:
    assert asks("/hall", host)


@pytest.mark.parametrize("hosts", [
    (), ("",), ("evil.example",), ("fair.example:80",), ("fair.example:8000",), ("fair.example.evil.example",),
    ("fair.example", "fair.example"), ("fair.example", "evil.example"), ("evil.example", "fair.example"),
])  # fmt: skip
def test_another_host_and_two_hosts_are_refused(hosts: tuple[str, ...]) -> None:
    assert not asks("/hall", *hosts)


@pytest.mark.parametrize("host", ["10.1.2.3:8000", "web:8000", "localhost:8000", ""])
def test_operators_ask_by_whatever_address_they_have(host: str) -> None:
    assert all(asks(path, host) for path in FOR_OPERATORS)
    assert not asks("/", host)
