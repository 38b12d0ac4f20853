"""docker-compose.yml without Docker: every part is there, healthy by a check of its own, and says what we say."""

import re
from typing import Any

import pytest

from fairserver.base.settings import ROOT, Settings
from fairserver.ops.nginx import nginx_config, nginx_stream_config
from tests.compose import TEXT
from tests.compose import compose as read

PARTS = ("web", "media", "postgres", "redis", "nginx", "coturn")


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    return read()


def test_every_part_is_named_with_its_health(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {*PARTS, "migrate"}
    for part in PARTS:
        health = compose["services"][part]["healthcheck"]
        assert health["test"][0] == "CMD", part
        assert {"interval", "timeout"} <= set(health), part


def test_whoever_waits_waits_for_a_part_that_has_a_health(compose: dict[str, Any]) -> None:
    for part in compose["services"].values():
        for other, how in part.get("depends_on", {}).items():
            one_shot = how["condition"] == "service_completed_successfully"
            assert one_shot or "healthcheck" in compose["services"][other]


def test_ours_are_built_here_and_the_others_are_pinned(compose: dict[str, Any]) -> None:
    for name, part in compose["services"].items():
        if name in ("web", "media", "migrate"):
            assert "ENTRYPOINT" in part["build"]["dockerfile_inline"]
        else:
            assert re.fullmatch(r"[\w/]+:\d[\d.]*", part["image"]), name


def test_what_the_image_copies_exists(compose: dict[str, Any]) -> None:
    copied = re.findall(r"^COPY (\S+)", compose["services"]["web"]["build"]["dockerfile_inline"], re.MULTILINE)
    assert copied
    assert all((ROOT / name).exists() for name in copied)


def test_every_setting_is_one_of_ours(compose: dict[str, Any]) -> None:
    given = {name for name in compose["services"]["web"]["environment"] if name.startswith("FAIR_")}
    assert given <= {f"FAIR_{name.upper()}" for name in Settings.model_fields}
    assert {"FAIR_REDIS_URL", "FAIR_MEDIA_CONTROL", "FAIR_MEDIA_SECRET_FILE", "FAIR_TRUSTED_PROXIES"} <= given


def test_no_secret_has_a_default() -> None:
    for name in re.findall(r"\$\{(\w+)", TEXT):
        assert not re.search(r"\$\{" + name + r"(:?-|\})", TEXT), f"{name} needs :?"


def test_no_secret_is_an_argument_or_part_of_a_url(compose: dict[str, Any]) -> None:
    """Every user of a machine may read the arguments of its processes."""
    secret = re.compile(r"PASSWORD|SECRET")
    for name, part in compose["services"].items():
        for words in (part.get("command", []), part.get("healthcheck", {}).get("test", [])):
            assert not [word for word in words if "${" in word and secret.search(word)], name
        for variable, value in part.get("environment", {}).items():
            assert not ("://" in value and secret.search(value)), variable


def test_each_file_of_a_secret_is_one_that_the_part_is_given(compose: dict[str, Any]) -> None:
    for name, part in compose["services"].items():
        named = set(re.findall(r"/run/secrets/(\w+)", str(part)))
        assert named == set(part.get("secrets", [])), name
        assert named <= set(compose["secrets"]), name
    variables = [each["environment"] for each in compose["secrets"].values()]
    head = TEXT.partition("name: fair")[0]
    assert not [variable for variable in variables if variable not in head], "the head says what is wanted"


def test_turn_reaches_the_media_node_and_nothing_else(compose: dict[str, Any]) -> None:
    content = compose["configs"]["coturn"]["content"]
    denied = re.findall(r"^denied-peer-ip=(\S+)-(\S+)$", content, re.MULTILINE)
    assert [(low, high) for low, high in denied if "." in low] == [("0.0.0.0", "255.255.255.255")]
    assert [(low, high) for low, high in denied if ":" in low] == [("::", ":".join(["ffff"] * 8))]
    assert re.findall(r"^allowed-peer-ip=(.*)$", content, re.MULTILINE) == [announced(compose)]


def announced(compose: dict[str, Any]) -> str:
    return str(compose["services"]["web"]["environment"]["FAIR_MEDIA_ANNOUNCE"])


def test_nginx_gets_what_the_command_prints(compose: dict[str, Any]) -> None:
    given = [compose["configs"][each["source"]]["content"] for each in compose["services"]["nginx"]["configs"]]
    http, stream = (re.sub(r"\$\{TURN_NAME:\?(\S+)\}", r"\1", each).replace("$$", "$") for each in given)
    assert http == nginx_config("web:8000", "443", "/certificates", "127.0.0.11", behind_stream=True)
    assert stream == nginx_stream_config("443", "/certificates", "turn.fair.example", "host.docker.internal:3478")
