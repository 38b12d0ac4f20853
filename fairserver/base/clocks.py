"""Three clocks: the fair's (may be moved in demo mode), the wall's, and a monotonic one for leases and rates."""

import time
from datetime import UTC, datetime, timedelta


class Clocks:
    """Fair time is wall time plus an offset that the database keeps, the same for every process."""

    def __init__(self, offset: timedelta = timedelta()) -> None:
        self.offset = offset

    @property
    def offset_ms(self) -> int:
        """Fair time minus wall time, in milliseconds."""
        return self.offset // timedelta(milliseconds=1)

    def fair_now(self) -> datetime:
        """Timetable, openings, jobs, attendance and figures."""
        return self.wall_now() + self.offset

    def wall_now(self) -> datetime:
        """Logins, links, mail and logs."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Leases, rates and heartbeats, in seconds."""
        return time.monotonic()
