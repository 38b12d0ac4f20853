"""Looks at the heads ten times as often and limits nobody, so that tests with two processes are short."""

from fairserver import app, feeds
from fairserver.cli import main
from fairserver.rates import Rates
from fairserver.settings import Settings


class Unlimited(Rates):
    async def take(self, rate: str, *key: str) -> None:
        """A test asks faster than people."""


class Hasty(app.Fair):
    def __init__(self, settings: Settings) -> None:
        super().__init__(settings)
        self.rates = Unlimited(self.clocks)


if __name__ == "__main__":
    feeds.POLL_SECONDS = 0.2
    app.Fair = Hasty  # type: ignore[misc]
    main()
