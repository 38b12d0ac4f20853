"""A cache of the number of people in each place over all workers, as Redis last announced them."""

from fairserver.redis.connection import RedisConnection


class CountCache:
    """Counts by path. Every page shows these, also while Redis is unavailable.

    Announcements carry a version that grows by each, and the epoch of Redis' memory. Their order tells whether one
    was missed.
    """

    def __init__(self, redis_connection: RedisConnection) -> None:
        self._redis_connection = redis_connection
        self.counts: dict[str, int] = {}
        self.version = 0
        self.outdated = True  # an announcement may have been missed: `reload` when that is possible
        self._epoch = ""

    def apply(self, epoch: str, version: int, before: int, changed: dict[str, int]) -> dict[str, int]:
        """Take over one announcement, and return what it changed: nothing when it came before.

        `before`: the version of the announcement before this one.
        """
        if epoch == self._epoch and version <= self.version:
            return {}
        if epoch != self._epoch or before != self.version:
            self.outdated = True
        self._epoch, self.version = epoch, max(version, self.version)
        self._set(changed)
        return changed

    async def reload(self) -> dict[str, int]:
        """Read all counts from Redis, and return those that differ. Raises one of REDIS_ERRORS.

        After Redis lost its memory, it waits until the workers have reported their people again (key `held`). Until
        then this returns {} and the cache stays outdated; so too when an announcement overtook the reply of Redis.
        """
        async with self._redis_connection.redis.pipeline(transaction=True) as pipeline:
            for name in ("epoch", "held", "version"):
                pipeline.get(self._redis_connection.key(name))
            pipeline.hgetall(self._redis_connection.key("counts"))
            pipeline.smembers(self._redis_connection.key("changed"))
            epoch, held, version, found, to_announce = await pipeline.execute()
        if epoch is None or held is not None:
            self.outdated = True
            return {}
        read = int(version or 0)
        if epoch.decode() == self._epoch and read < self.version:
            self.outdated = True  # a newer announcement came first, so what was read is older than what is known
            return {}
        now = {path.decode(): int(count) for path, count in found.items()}
        changed = {path: 0 for path in self.counts if path not in now and path.encode() not in to_announce}
        changed |= {path: count for path, count in now.items() if self.counts.get(path) != count}
        self.outdated, self._epoch = False, epoch.decode()
        self.version = max(self.version, read)
        self._set(changed)
        return changed

    def _set(self, changed: dict[str, int]) -> None:
        self.counts.update(changed)
        for path in [path for path, count in changed.items() if not count]:
            self.counts.pop(path, None)
