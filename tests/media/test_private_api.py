"""private_api is the only module that uses private names of other libraries, and none of them has moved."""

import re
from importlib.metadata import version
from pathlib import Path

import fairserver.media
from fairserver.media import private_api

NODE = Path(fairserver.media.__file__).parent


async def test_every_private_name_exists_in_the_installed_versions() -> None:
    installed = {name: version(name) for name in ("aiortc", "aioice", "pylibsrtp")}
    assert private_api.missing_names() == [], f"private names gone in {installed}"


def test_only_private_api_uses_private_names() -> None:
    for path in NODE.glob("*.py"):
        if path.name != "private_api.py":
            found = re.findall(r"(?<!\bself)(?<!\bcls)\._[a-z]\w+", path.read_text())
            assert not found, f"{path.name}: {found}"
