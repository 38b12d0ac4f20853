"""CPU time of another process, all its threads, as the kernel counts it."""

import os
import platform
import resource
import time
from pathlib import Path

SERVER_CORE, CROWD_CORE = 0, 1


def cpu_seconds(process: int) -> float:
    tasks = Path(f"/proc/{process}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


def own_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def pin(process: int, core: int) -> None:
    for task in Path(f"/proc/{process}/task").iterdir():
        os.sched_setaffinity(int(task.name), {core})


def open_many() -> int:
    """As many files as the system lets us open, for ourselves and whom we start."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def machine() -> str:
    model = next(
        (line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line),
        platform.machine(),
    )
    return f"{os.cpu_count()} x {model}, {platform.system()} {platform.release()}, CPython {platform.python_version()}"


def calibration() -> float:
    """Milliseconds that a fixed loop takes: how fast the machine is at the moment. Best of three."""
    best = float("inf")
    for _ in range(3):
        began, total = time.perf_counter(), 0
        for number in range(2_000_000):
            total += number
        best = min(best, time.perf_counter() - began)
    return best * 1000


def load() -> str:
    return f"{os.getloadavg()[0]:.1f}"
