"""The one file that touches other libraries' private parts."""

import re
from importlib.metadata import version
from pathlib import Path

import fairserver.media
from fairserver.media import seam

HERE = Path(fairserver.media.__file__).parent


async def test_nothing_private_has_moved() -> None:
    installed = {name: version(name) for name in ("aiortc", "aioice", "pylibsrtp")}
    assert seam.moved() == [], f"private names gone in {installed}"


def test_only_the_seam_touches_private_names() -> None:
    for path in HERE.glob("*.py"):
        if path.name != "seam.py":
            found = re.findall(r"(?<!\bself)(?<!\bcls)\._[a-z]\w+", path.read_text())
            assert not found, f"{path.name}: {found}"
