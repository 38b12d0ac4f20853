"""docker-compose.yml without Docker: every part is there, healthy by a check of its own, and says what we say."""

import re
from typing import Any

import pytest

from fairserver.base.settings import ROOT, Settings
from fairserver.ops.nginx import nginx_config
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
    assert {"FAIR_REDIS_URL", "FAIR_MEDIA_CONTROL", "FAIR_MEDIA_SECRET", "FAIR_TRUSTED_PROXIES"} <= given


def test_no_secret_has_a_default() -> None:
    for name in re.findall(r"\$\{(\w+)", TEXT):
        assert not re.search(r"\$\{" + name + r"(:?-|\})", TEXT), f"{name} needs :?"


def test_nginx_gets_what_the_command_prints(compose: dict[str, Any]) -> None:
    (given,) = compose["services"]["nginx"]["configs"]
    content = compose["configs"][given["source"]]["content"].replace("$$", "$")
    assert content == nginx_config("web:8000", "443", "/certificates", "127.0.0.11")
