"""A PostgreSQL of our own, that a test may restart."""

import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType

from tests.running import free_port


class PostgresServer:
    def __init__(self) -> None:
        found = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
        self._binaries = found[-1] if found else Path(shutil.which("initdb") or "/missing").parent
        self._folder = Path(tempfile.mkdtemp(prefix="fair-postgres-"))
        self._user = "postgres" if os.geteuid() == 0 else None  # it refuses to run as root
        self._port = free_port()
        if self._user:
            owner = pwd.getpwnam(self._user)
            os.chown(self._folder, owner.pw_uid, owner.pw_gid)

    @property
    def address(self) -> str:
        """Without a database name."""
        return f"fair@127.0.0.1:{self._port}"

    def __enter__(self) -> "PostgresServer":
        self._run("initdb", "-U", "fair", "-A", "trust", "-E", "UTF8", "--no-sync")
        self._start()
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _value: BaseException | None, _at: TracebackType | None
    ) -> None:
        self._run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(self._folder, ignore_errors=True)

    def restart(self) -> None:
        """As an operator does: whoever is connected is thrown out."""
        self._run("pg_ctl", "-w", "-m", "fast", "stop")
        self._start()

    def _start(self) -> None:
        options = f"-p {self._port} -k {self._folder} -c listen_addresses=127.0.0.1 -c fsync=off -c max_connections=200"
        self._run("pg_ctl", "-w", "-l", str(self._folder / "log"), "-o", options, "start")

    def _run(self, name: str, *arguments: str) -> None:
        command = [str(self._binaries / name), "-D", str(self._folder / "data"), *arguments]
        subprocess.run(command, check=True, user=self._user, cwd=self._folder, stdout=subprocess.DEVNULL)
