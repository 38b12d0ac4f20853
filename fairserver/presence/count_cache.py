"""The counts of all workers as last announced, and what of an announcement is news."""

from fairserver.redis.connection import RedisConnection


class CountCache:
    """The counts as last announced: what every screen shows, also while Redis is away."""

    def __init__(self, link: RedisConnection) -> None:
        self._link = link
        self.counts: dict[str, int] = {}
        self.version = 0
        self.behind = True  # something was announced that we did not hear
        self._epoch = ""

    def take(self, epoch: str, version: int, before: int, changed: dict[str, int]) -> dict[str, int]:
        """One announcement; what of it is news."""
        if epoch == self._epoch and version <= self.version:
            return {}
        if epoch != self._epoch or before != self.version:
            self.behind = True
        self._epoch, self.version = epoch, max(version, self.version)
        self._set(changed)
        return changed

    async def read(self) -> dict[str, int]:
        """Everything, when Redis has everything: not while it still waits for others to assert themselves."""
        async with self._link.redis.pipeline(transaction=True) as pipeline:
            for name in ("epoch", "held", "version"):
                pipeline.get(self._link.key(name))
            pipeline.hgetall(self._link.key("counts"))
            pipeline.smembers(self._link.key("changed"))
            epoch, held, version, found, soon = await pipeline.execute()
        if epoch is None or held is not None:
            self.behind = True
            return {}
        now = {path.decode(): int(count) for path, count in found.items()}
        changed = {path: 0 for path in self.counts if path not in now and path.encode() not in soon}
        changed |= {path: count for path, count in now.items() if self.counts.get(path) != count}
        self.behind, self._epoch = False, epoch.decode()
        self.version = max(self.version, int(version or 0))
        self._set(changed)
        return changed

    def _set(self, changed: dict[str, int]) -> None:
        self.counts.update(changed)
        for path in [path for path, count in changed.items() if not count]:
            self.counts.pop(path, None)
