"""FAIR_* variables: documented in README.md, refused by name when they do not exist, and never quoted when secret."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from annotated_types import Ge, Le
from pydantic import ValidationError
from redis.asyncio import ConnectionPool
from sqlalchemy.engine import make_url
from typer.main import get_group
from typer.testing import CliRunner

from fairserver.base import logs
from fairserver.base.connection_urls import shown
from fairserver.base.settings import ROOT, DemoSettings, Settings
from fairserver.mail.smtp_server import smtp_server
from fairserver.ops.cli import app
from fairserver.ops.doctor import examine
from fairserver.ops.environment import FIELDS, BadSettings, read_settings, settings_table

SECRETS = {
    "database_url": "mysql://fair:hunter2@db/fair",
    "redis_url": "http://:hunter2@cache/0",
    "smtp_url": "mail://user:hunter2@mail.example",
    "media_secret": "hunter2",
}

# Every command that reads settings, with what it wants to be told; `doctor` reports instead of refusing.
COMMANDS: dict[str, list[str]] = {
    "config": ["nginx"],
    "demo": [],
    "invite": ["sato@example.org", "--name", "佐藤 美咲"],
    "load": [str(ROOT / "fairserver/demo/season.toml")],
    "media": [],
    "migrate": [],
    "restored": [],
    "serve": [],
    "web": [],
    "worker": ["3"],
}


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    for name in [name for name in os.environ if name.upper().startswith("FAIR_")]:
        monkeypatch.delenv(name)
    mask = os.umask(0o022)
    yield
    os.umask(mask)  # a command that ran here set its own
    logs.set_up(readable=False)  # a command that ran here logs to a stream that is closed by now


def problems(**given: Any) -> list[str]:
    with pytest.raises(BadSettings) as bad:
        read_settings(**given)
    return bad.value.problems


def test_the_readme_has_the_table_of_all_settings() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    table = text.partition("<!-- fair settings -->\n")[2].partition("<!-- end -->")[0]
    assert table == settings_table(), "paste what `fair settings` prints between the marks"


@pytest.mark.parametrize(
    "sender", ["season@fair.example", "Season <season@fair.example>", "就職 <season@fair.example>"]
)
def test_a_sender_may_have_a_name(sender: str) -> None:
    assert Settings(mail_from=sender).mail_from == sender


def test_every_setting_is_described_and_every_number_has_a_range() -> None:
    for name, field in FIELDS.items():
        assert field.description, name
        assert field.description.endswith("."), name
        if field.annotation in (int, float):
            bounds = {type(bound) for bound in field.metadata}
            assert {Ge, Le} <= bounds, name


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("FAIR_MEDA_PORT", "did you mean FAIR_MEDIA_PORT?"),
        ("FAIR_SMTP", "did you mean FAIR_SMTP_URL?"),
        ("fair_prot", "did you mean FAIR_PORT?"),
        ("FAIR_XYZZY", "`fair settings` lists those there are."),
        ("FAIR_DEMO", "`fair settings` lists those there are."),
    ],
)
def test_a_variable_that_is_no_setting_is_named(monkeypatch: pytest.MonkeyPatch, name: str, advice: str) -> None:
    monkeypatch.setenv(name, "1")
    assert problems() == [f"{name} is not a setting: {advice}"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("port", "80a"),
        ("port", "0"),
        ("public_url", "fair.example"),
        ("public_url", "https://fair.example/here"),
        ("drain_seconds", "7"),
        ("media_announce", "192.0.2.1, fair.example"),
        ("media_control", "media"),
        ("turn_urls", "turn:fair.example, fair.example:3478"),
        ("turn_urls", "turn:fair.example>;evil"),
        ("turn_secret", "short"),
        ("trusted_proxies", "10.0.0.1/8"),
        ("mail_from", "nobody"),
        ("mail_from", "Season <nobody>"),
        ("mail_from", "season@fair.example\nBcc: all@fair.example"),
        ("media_secret", "HTTP does not carry a space at the end "),
        ("media_secret", "合言葉" * 7),
    ],
)
def test_a_value_that_is_not_accepted_is_named(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    variable = f"FAIR_{name.upper()}"
    monkeypatch.setenv(variable, value)
    (problem,) = problems()
    assert problem.startswith(f"{variable}: ")
    assert problem.endswith(str(FIELDS[name].description))


def test_everything_wrong_is_said_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIR_PORT", "x")
    monkeypatch.setenv("FAIR_MEDA_PORT", "1")
    assert [problem.split(":")[0] for problem in problems()] == ["FAIR_MEDA_PORT is not a setting", "FAIR_PORT"]


def test_what_is_given_goes_before_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIR_PORT", "8001")
    monkeypatch.setenv("FAIR_MEDIA_ANNOUNCE", "192.0.2.1, 2001:db8::1")
    settings = read_settings(DemoSettings, port=8002)
    assert (settings.port, settings.media_announce, settings.demo) == (8002, ["192.0.2.1", "2001:db8::1"], True)


def test_no_secret_is_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIR_PORT", "x")
    for name, value in SECRETS.items():
        monkeypatch.setenv(f"FAIR_{name.upper()}", value)
    with pytest.raises(ValidationError) as invalid:
        Settings()
    assert "hunter2" not in str(invalid.value)
    assert "hunter2" not in " ".join(problems())
    accepted = Settings(
        port=8000,
        database_url="postgresql+psycopg://fair:hunter2@db/fair",
        redis_url="redis://:hunter2@cache/0",
        smtp_url="smtp://user:hunter2@mail.example",
        media_secret="hunter2-hunter2-hunter2",
    )
    assert "hunter2" not in repr(accepted)


URLS = {
    "database_url": "postgresql+psycopg://fair{}@db/fair",
    "redis_url": "redis://{}@cache/0",
    "smtp_url": "smtps://sato{}@mail.example:465",
}
# Passwords whose signs mean something in a URL, in a shell or in a file of settings.
HARD = ["p@hunter2", "p/hunter2", "p#hunter2", "p?hunter2", "p%hunter2", "p%41hunter2", "p[hunter2", "p:hunter2",
        "p hunter2", "p\\hunter2", "p\"'$hunter2", "p&hunter2=", "パスワードhunter2"]  # fmt: skip


@pytest.mark.parametrize("password", HARD)
@pytest.mark.parametrize("field", URLS)
def test_a_password_in_a_url_is_read_in_one_way_or_refused(field: str, password: str) -> None:
    given: dict[str, Any] = {field: URLS[field].format(f":{password}")}
    try:
        accepted = Settings(**given)
    except ValidationError:
        (problem,) = problems(**given)
        assert problem.startswith(f"FAIR_{field.upper()}: ")
        assert "hunter2" not in problem
    else:
        assert password_read(accepted, field) in (password, unquote(password))
        assert "hunter2" not in shown(getattr(accepted, field))


def password_read(settings: Settings, field: str) -> str | None:
    """As the library that connects reads it."""
    url = getattr(settings, field)
    if field == "smtp_url":
        return smtp_server(url).password
    if field == "redis_url":
        return str(ConnectionPool.from_url(url).connection_kwargs["password"])
    return make_url(url).password


@pytest.mark.parametrize("password", HARD)
@pytest.mark.parametrize("field", URLS)
@pytest.mark.parametrize("by_file", [False, True])
def test_a_password_given_apart_may_have_any_signs(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, field: str, password: str, by_file: bool
) -> None:
    name = f"FAIR_{field.upper().removesuffix('_URL')}_PASSWORD"
    monkeypatch.setenv(f"FAIR_{field.upper()}", URLS[field].format(""))
    if by_file:
        (tmp_path / "secret").write_text(f"{password}\n", "utf-8")
        monkeypatch.setenv(f"{name}_FILE", str(tmp_path / "secret"))
    else:
        monkeypatch.setenv(name, password)
    settings = read_settings()
    assert password_read(settings, field) == password
    assert "hunter2" not in shown(getattr(settings, field))
    assert "hunter2" not in repr(settings)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"database_password": "hunter2"}, "FAIR_DATABASE_PASSWORD"),
        ({"redis_password": "hunter2"}, "FAIR_REDIS_PASSWORD"),
        ({"redis_url": "redis://:hunter2@cache/0", "redis_password": "hunter2"}, "FAIR_REDIS_PASSWORD"),
        ({"redis_url": "redis://cache:hunter2/0"}, "FAIR_REDIS_URL"),
        ({"database_url": "postgresql+psycopg://fair@db/fair?password=hunter2"}, "FAIR_DATABASE_URL"),
        ({"smtp_url": "smtp://mail.example", "smtp_password": "hunter2"}, "FAIR_SMTP_PASSWORD"),
        ({"smtp_url": "smtp://sato@mail.example", "smtp_password_file": "/nowhere/hunter2"}, "FAIR_SMTP_PASSWORD_FILE"),
        ({"media_secret": "hunter2"}, "FAIR_MEDIA_SECRET"),
        ({"media_secret": "hunter2" * 3, "media_secret_file": __file__}, "FAIR_MEDIA_SECRET_FILE"),
    ],
)
def test_a_secret_given_wrongly_is_named_and_not_quoted(given: dict[str, str], named: str) -> None:
    (problem,) = problems(**given)
    assert problem.startswith(f"{named}: ")
    assert "hunter2" not in problem


@pytest.mark.parametrize(
    ("url", "start_tls"),
    [
        ("smtp://mail.example", True),
        ("smtp://192.0.2.1:25", True),
        ("smtp://localhost.evil.example", True),
        ("smtp+insecure://mail.example", None),
        ("smtps://mail.example", None),
        ("smtp://localhost", None),
        ("smtp://127.0.0.9:25", None),
        ("smtp://[::1]:25", None),
    ],
)
def test_a_mail_server_elsewhere_must_offer_tls(url: str, start_tls: bool | None) -> None:
    server = smtp_server(Settings(smtp_url=url).smtp_url)
    assert (server.start_tls, server.use_tls) == (start_tls, url.startswith("smtps:"))


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_starts_with_a_misspelt_setting(command: str) -> None:
    ended = CliRunner().invoke(app, [command, *COMMANDS[command]], env={"FAIR_MEDA_PORT": "1"})
    assert (ended.exit_code, ended.output) == (1, "✗ FAIR_MEDA_PORT is not a setting: did you mean FAIR_MEDIA_PORT?\n")


def test_those_are_all_commands_that_read_settings() -> None:
    commands = set(get_group(app).commands)
    assert commands - set(COMMANDS) == {"doctor", "new-migration", "schemas", "settings"}


async def test_the_doctor_shows_each_as_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FAIR_MEDA_PORT", "1")
    monkeypatch.setenv("FAIR_PORT", "x")
    wrong = [finding.found for finding in await examine() if not finding.ok]
    assert wrong == problems()


async def test_the_doctor_names_what_settings_miss_of_each_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("FAIR_DATABASE_URL", f"sqlite+aiosqlite:///{tmp_path}/fair.db")
    monkeypatch.setenv("FAIR_MEDIA_CONTROL", "media:8180")
    wrong = " ".join(finding.found for finding in await examine() if not finding.ok)
    assert all(name in wrong for name in ("FAIR_DATABASE_URL", "FAIR_REDIS_URL", "FAIR_MEDIA_SECRET"))
