"""The `fair` command: reads the command line and the settings, prints, and sets the exit code.

Every command that reads settings ends with code 1 and one line for each FAIR_* variable that cannot be used. What a
command does stands elsewhere; it is imported late, so that `--help` and refusals come at once.
"""

import asyncio
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from fairserver.base import logs
from fairserver.base.errors import FairError
from fairserver.base.settings import ROOT, DemoSettings, Settings
from fairserver.ops import uvicorn_server
from fairserver.ops.environment import BadSettings, read_settings, settings_table
from fairserver.ops.system_checks import allow_open_files

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
console = Console(stderr=True, highlight=False)
out = Console(highlight=False)
PRIVATE = 0o077  # umask of every command that may make var/fair.db: it holds people's data


def run(make: uvicorn_server.MakeProcess) -> None:
    """Run the command that the arguments name. `make`: the process that the serving commands serve."""
    app(obj=make)


def fail(*lines: str) -> typer.Exit:
    """Print each line to standard error, and return what ends the command with code 1 when it is raised."""
    for line in lines:
        console.print(f"[bold red]✗[/] {escape(line)}", soft_wrap=True)
    return typer.Exit(1)


def _settings(kind: type[Settings] = Settings, **given: Any) -> Settings:
    os.umask(PRIVATE)
    try:
        return read_settings(kind, **given)
    except BadSettings as bad:
        raise fail(*bad.problems) from None


@app.command()
def demo(
    ctx: typer.Context,
    port: Annotated[int, typer.Option(min=1, max=65535, help="TCP port on which the fair opens.")] = 8000,
    at: Annotated[str, typer.Option(help="Fair time to start at: 2024-02-17T13:00+09:00.")] = "",
    reset: Annotated[bool, typer.Option(help="Forget everything and begin again.")] = False,
) -> None:
    """Open a fair on this machine: SQLite under var/, invented data, a sign-in link per persona."""
    from fairserver.ops import demo as start

    when = _fair_time(at) if at else None
    settings = _settings(DemoSettings, port=port, public_url=f"http://localhost:{port}")
    if "media_port" not in settings.model_fields_set:
        settings.media_port += port - 8000  # two demos side by side
    claimed = _claim(settings, f'make demo ARGS="--port {port + 1}"')
    logs.set_up(readable=True)
    if reset:
        start.forget(settings)
    start.run(settings, claimed, when, out, ctx.obj)


def _fair_time(at: str) -> datetime:
    from fairserver.base.wire_types import given_time

    try:
        when = datetime.fromisoformat(at)
    except ValueError:
        raise fail(f"--at {at}: not a time; write 2024-02-17T13:00+09:00") from None
    try:
        return given_time(when)
    except ValueError as wrong:
        raise fail(f"--at {at}: {wrong}") from None


@app.command("serve")
def serve_(ctx: typer.Context) -> None:
    """Serve, as the settings say. For a laptop or a small event: one process, web and media together."""
    settings = _settings()
    allow_open_files()
    _must_be_ready(settings)
    claimed = _claim(settings, "FAIR_PORT")
    logs.set_up(readable=False)
    uvicorn_server.run(settings, claimed, ctx.obj(settings), lambda: None)


@app.command()
def web(workers: Annotated[int, typer.Option(min=1, help="Processes; more than one needs Redis.")] = 1) -> None:
    """Serve with several processes, on PostgreSQL and Redis. SIGHUP renews them one after the other."""
    from fairserver.ops.supervisor import Supervisor

    settings = _settings()
    allow_open_files()  # the workers inherit it
    logs.set_up(readable=False)
    _must_be_ready(settings, workers)
    claimed = _claim(settings, "FAIR_PORT")
    claimed.listen(uvicorn_server.BACKLOG)
    Supervisor(claimed, workers).run()


@app.command(hidden=True)
def worker(ctx: typer.Context, descriptor: int) -> None:
    """One process of `fair web`, which passes it the file descriptor of the listening socket."""
    from fairserver.ops import worker as process

    logs.set_up(readable=False)
    process.run(_settings(), descriptor, ctx.obj)


config = typer.Typer(no_args_is_help=True, help="Print the configuration of a program beside this one.")
app.add_typer(config, name="config")


@config.command("nginx")
def config_nginx(
    listen: Annotated[str, typer.Option(help="Port of nginx; 443 when it has certificates, else 80.")] = "",
    upstream: Annotated[str, typer.Option(help="host:port of the workers; without it FAIR_HOST:FAIR_PORT.")] = "",
    certificates: Annotated[str, typer.Option(help="The folder of fullchain.pem and privkey.pem.")] = "",
    resolver: Annotated[str, typer.Option(help="Name server for the upstream's name; Docker's is 127.0.0.11.")] = "",
    behind_stream: Annotated[bool, typer.Option(help="`fair config nginx-stream` has the port.")] = False,
) -> None:
    """Print what nginx needs in its http section: fair config nginx > /etc/nginx/conf.d/fair.conf."""
    from fairserver.ops.nginx import NeedsResolver, nginx_config

    upstream = upstream or _settings().listens_at
    try:
        text = nginx_config(
            upstream, listen or ("443" if certificates else "80"), certificates, resolver, behind_stream
        )
    except NeedsResolver:
        raise fail(
            f"nginx would ask for {upstream} only once: give the name server with --resolver, 127.0.0.11 in Docker"
        ) from None
    sys.stdout.write(text)


@config.command("nginx-stream")
def config_nginx_stream(
    turn_name: Annotated[str, typer.Argument(help="Name of the TURN server, as in turns:NAME:443.")],
    certificates: Annotated[str, typer.Option(help="The folder of fullchain.pem and privkey.pem, for both names.")],
    turn: Annotated[str, typer.Option(help="host:port where the TURN server listens by TCP.")] = "127.0.0.1:3478",
    listen: Annotated[str, typer.Option(help="Port of nginx.")] = "443",
) -> None:
    """Print what nginx needs beside its http section, so that a TURN server shares port 443 with the fair."""
    from fairserver.ops.nginx import nginx_stream_config

    sys.stdout.write(nginx_stream_config(listen, certificates, turn_name, turn))


@app.command()
def media(port: Annotated[int, typer.Option(min=1, max=65535, help="TCP port of the control API.")] = 8180) -> None:
    """Serve media only; the web finds this node by FAIR_MEDIA_CONTROL and FAIR_MEDIA_SECRET."""
    import uvloop

    from fairserver.media.process import run

    settings = _settings()
    if not settings.media_secret:
        raise fail("FAIR_MEDIA_SECRET is not set: the web and the media node say it to each other")
    logs.set_up(readable=False)
    node = run(
        port,
        settings.media_port,
        settings.media_secret,
        host=settings.host,
        announce=settings.media_announce,
        max_viewers=settings.media_viewers,
        allow_private=settings.media_private,
    )
    try:
        uvloop.run(node)
    except OSError as taken:
        raise fail(str(taken)) from None


def _claim(settings: Settings, remedy: str) -> Any:
    try:
        return uvicorn_server.claim(settings.host, settings.port)
    except uvicorn_server.PortTaken as taken:
        raise fail(f"{taken}. Stop what uses it, or choose another: {remedy}") from None


def _must_be_migrated(settings: Settings, *, pending_is_fine: bool = False) -> None:
    """End the command with one line unless the database answers, and is as this release wants it."""
    from fairserver.ops.database_checks import AWAY, NEWER, PENDING, database_state, why_away

    try:
        state = asyncio.run(database_state(settings.database_url))
    except AWAY as away:
        raise fail(f"the database does not answer: {why_away(away)}. See FAIR_DATABASE_URL") from None
    if state == "newer":
        raise fail(NEWER)
    if state == "pending" and not pending_is_fine:
        raise fail(PENDING)


def _must_be_ready(settings: Settings, workers: int = 1) -> None:
    from fairserver.ops.readiness import NotReady, check

    try:
        asyncio.run(check(settings, workers))
    except NotReady as missing:
        raise fail(str(missing)) from None


@app.command()
def migrate() -> None:
    """Bring the database to this release."""
    from fairserver.ops import migrate as migrations
    from fairserver.storage.database import Database

    settings = _settings()

    async def go() -> None:
        database = Database(settings.database_url)
        await migrations.upgrade(database.engine)
        await database.close()

    _must_be_migrated(settings, pending_is_fine=True)
    asyncio.run(go())
    out.print("migrated")


@app.command()
def new_migration(message: Annotated[str, typer.Argument(help="What it changes: 'Add badges'.")]) -> None:
    """Write the migration to what the tables in the code say. Read it, and correct it, before you keep it."""
    from fairserver.ops import new_migration as migration

    migration.write(message)


def _text(file: Path) -> str:
    """Ends the command when the file cannot be read."""
    try:
        return file.read_text("utf-8")
    except OSError as missing:
        raise fail(f"{file}: {missing.strerror}") from None
    except UnicodeDecodeError:
        raise fail(f"{file} is not UTF-8: save it as UTF-8") from None


@app.command()
def load(
    file: Annotated[Path, typer.Argument(help="A season file, as fairserver/demo/season.toml.")],
    check: Annotated[bool, typer.Option("--check", help="Say what is wrong with it, and load nothing.")] = False,
) -> None:
    """Load a season file: everything in it, or nothing. Loading it again changes nothing."""
    from fairserver.seasonfile import loader as season

    try:
        found = season.read(_text(file))
        if check:
            out.print(f"{file.name} is in order")
            return
        settings = _settings()
        _must_be_migrated(settings)
        loaded = asyncio.run(_load(settings, found))
    except season.Refused as refused:
        for problem in refused.problems:
            console.print(f"[bold red]✗[/] [bold]{problem.row}[/]: {problem.words}", soft_wrap=True)
        raise fail(f"{len(refused.problems)} to correct in {file.name}; nothing was loaded") from None
    for kind, counts in loaded.counts.items():
        out.print(f"{kind}: {counts}")


async def _load(settings: Settings, season: Any) -> Any:
    from fairserver.delivery.journal import offline_journal
    from fairserver.seasonfile.loader import load as load_season

    async with offline_journal(settings.database_url) as journal, journal.writing() as unit:
        return await load_season(unit, season, settings.public_url)


@app.command()
def invite(
    email: str,
    name: Annotated[str, typer.Option(help="The person's name.")],
    role: Annotated[str, typer.Option(help="organiser, moderator, alumnus or participant.")] = "organiser",
    language: Annotated[str, typer.Option(help="ja or en.")] = "ja",
    edition: Annotated[int, typer.Option(help="An edition's number; 0 for the whole organisation.")] = 0,
) -> None:
    """Invite the first organiser (the others are invited from the page)."""
    from fairserver.access.permissions import Role
    from fairserver.delivery.journal import offline_journal
    from fairserver.invitations import actions
    from fairserver.people.rules import address

    if role not in list(Role):
        raise fail(f"no role {role!r}")
    try:
        mail_to = address(email)
    except FairError:
        raise fail(f"{email!r} is no mail address") from None

    settings = _settings()

    async def go() -> None:
        async with offline_journal(settings.database_url) as journal, journal.writing() as unit:
            await actions.send(unit, settings.public_url, mail_to, name, language, role, edition)

    _must_be_migrated(settings)
    asyncio.run(go())
    out.print(f"The invitation for {email} is in the outbox; the running server sends it.")


@app.command("settings")
def settings_() -> None:
    """Print every setting with its default and meaning, as a Markdown table."""
    sys.stdout.write(settings_table())


@app.command()
def schemas() -> None:
    """Write schemas/ from the code."""
    from fairserver.ops.schemas import write

    for path in write():
        out.print(str(path.relative_to(ROOT)))


@app.command()
def restored() -> None:
    """After a backup was restored: give every scope a new epoch, so that open pages ask for a new snapshot."""
    from fairserver.delivery.journal import renew_epochs
    from fairserver.storage.database import Database

    settings = _settings()

    async def go() -> int:
        database = Database(settings.database_url)
        async with database.writing() as session:
            count = await renew_epochs(session)
        await database.close()
        return count

    _must_be_migrated(settings)
    out.print(f"{asyncio.run(go())} scopes have a new epoch")


@app.command()
def doctor() -> None:
    """Say what is set up and what is not."""
    from fairserver.ops.doctor import examine

    os.umask(PRIVATE)
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    findings = asyncio.run(examine())
    for finding in findings:
        mark = "[green]●[/]" if finding.ok else "[bold red]✗[/]"
        table.add_row(mark, finding.part, escape(finding.found), f"[dim]{escape(finding.remedy)}[/]")
    out.print(table)
    sys.exit(0 if all(finding.ok for finding in findings) else 1)
