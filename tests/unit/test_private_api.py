"""The private names of other libraries that the socket server leans on are where they were."""

import re
from importlib.metadata import version
from pathlib import Path

from fairserver.sockets import private_api

HERE = Path(private_api.__file__).parent
LIBRARIES = ("python-socketio", "python-engineio", "uvicorn")


def test_nothing_private_has_moved() -> None:
    assert private_api.moved() == [], {name: version(name) for name in LIBRARIES}


def test_only_the_servers_touch_private_names() -> None:
    """Of others: an attribute with an underscore that is not our own object's."""
    for path in HERE.parent.rglob("*.py"):
        if path.parent == HERE and path.name not in (
            "private_api.py",
            "socketio_server.py",
            "engineio_socket.py",
            "compression.py",
        ):
            found = re.findall(r"(?<!\bself)(?<!\bcls)\._[a-z]\w+", path.read_text("utf-8"))
            assert not found, f"{path.name}: {found}"
