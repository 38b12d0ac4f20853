"""What this machine must have: room on its disk, and files that may be open at once (each person's socket is one)."""

import resource
import shutil
import stat
from pathlib import Path

DISK_LEAST = 1 << 30  # bytes
OPEN_FILES_LEAST = 4096
OPEN_FILES_MOST = 1 << 20  # some systems say "unlimited" and refuse more


def allow_open_files() -> None:
    """Let this process and its children open as many files as the system allows; systemd and shells begin with 1024."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = _most(hard)
    if _most(soft) < most:
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _most(limit: int) -> int:
    return OPEN_FILES_MOST if limit == resource.RLIM_INFINITY else min(limit, OPEN_FILES_MOST)


def open_files() -> int:
    """How many files a process may have open after `allow_open_files`."""
    return _most(resource.getrlimit(resource.RLIMIT_NOFILE)[1])


def disk_free(folder: Path) -> int:
    """Free bytes where a folder is, or will be."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def read_by_others(file: Path) -> bool:
    """Whether other users of this machine may read a file; one that is missing will be made so that they may not."""
    return file.exists() and bool(file.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))
