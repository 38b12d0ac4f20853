"""The three clocks: fair time, which the demo may move; wall time; and monotonic time, for leases and rates."""

import time
from datetime import UTC, datetime, timedelta


class Clocks:
    """Fair time is wall time plus an offset. The offset is stored in the database and the same in every process."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self.offset = offset

    @property
    def offset_ms(self) -> int:
        """Fair time minus wall time, in milliseconds."""
        return self.offset // timedelta(milliseconds=1)

    def fair_now(self) -> datetime:
        """Fair time, in UTC: for the timetable, opening hours, attendance, figures and most jobs."""
        return self.wall_now() + self.offset

    def wall_now(self) -> datetime:
        """The time of this host's clock, in UTC: for logins, links, mail and logs."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Seconds since some moment, never set back: for leases, rates and heartbeats."""
        return time.monotonic()
