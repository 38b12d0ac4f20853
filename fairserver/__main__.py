"""The entry point of `fair` and of `python -m fairserver`: the one module that knows the wiring and the commands."""

from collections.abc import Mapping

from fairserver.base.settings import Settings
from fairserver.ops import cli, uvicorn_server


def make_process(settings: Settings, persona_links: Mapping[int, str] | None = None) -> uvicorn_server.FairProcess:
    """One process of the fair. Imported only by the commands that serve: the others start twice as fast without."""
    from fairserver.app import App

    return App(settings, persona_links)


def main() -> None:
    cli.run(make_process)


if __name__ == "__main__":
    main()
