"""A PostgreSQL of our own, that a test may stop, freeze and start again."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from tests.ports import free_port


class PostgresServer:
    def __init__(self) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        self._binaries = found[-1] if found else Path(shutil.which("initdb") or "/missing").parent
        self._folder = Path(tempfile.mkdtemp(prefix="fair-postgres-"))
        self._user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
        if self._user:
            owner = pwd.getpwnam(self._user)
            os.chown(self._folder, owner.pw_uid, owner.pw_gid)
        self._port = free_port()
        self._data = self._folder / "data"

    @property
    def address(self) -> str:
        """Without a database name."""
        return f"fair@127.0.0.1:{self._port}"

    def __enter__(self) -> "PostgresServer":
        self._run("initdb", "-D", str(self._data), "-U", "fair", "-A", "trust", "-E", "UTF8", "--no-sync")
        self.start()
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _value: BaseException | None, _at: TracebackType | None
    ) -> None:
        self.thaw()
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        options = f"-p {self._port} -k {self._folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"
        self._run("pg_ctl", "-D", str(self._data), "-w", "-l", str(self._folder / "log"), "-o", options, "start")

    def stop(self) -> None:
        """As an operator does: whoever is connected is thrown out."""
        if self._processes():
            self._run("pg_ctl", "-D", str(self._data), "-w", "-m", "fast", "stop")

    def freeze(self) -> None:
        """The postmaster first, so that it begins no other; then those that it has begun."""
        for process in self._processes()[:1]:
            os.kill(process, signal.SIGSTOP)
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        for process in self._processes():
            with suppress(ProcessLookupError):
                os.kill(process, number)

    def _processes(self) -> list[int]:
        """The postmaster, and one for each connection and task."""
        try:
            postmaster = int((self._data / "postmaster.pid").read_text().split()[0])
        except FileNotFoundError:
            return []
        children = Path(f"/proc/{postmaster}/task/{postmaster}/children")
        return [postmaster, *map(int, children.read_text().split())] if children.exists() else []

    def _run(self, program: str, *arguments: str) -> None:
        subprocess.run(
            [str(self._binaries / program), *arguments], check=True, user=self._user, cwd=self._folder,
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
