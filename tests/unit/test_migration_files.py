"""What can be said of the migrations and the tables without a database."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

from fairserver.base.settings import ROOT
from fairserver.ops.migrate import FOLDER


def heads(folder: Path) -> list[str]:
    """The revisions that no other one follows."""
    config = Config()
    config.set_main_option("script_location", str(folder))
    return ScriptDirectory.from_config(config).get_heads()


def test_the_migrations_are_one_line() -> None:
    assert len(heads(FOLDER)) == 1, "two migrations follow the same one: let the later one follow the other"


def test_two_migrations_that_follow_the_same_one_are_noticed(tmp_path: Path) -> None:
    shutil.copytree(FOLDER, tmp_path, dirs_exist_ok=True)
    (tmp_path / "versions" / "other.py").write_text("revision = 'other'\ndown_revision = '0001'\n", "utf-8")
    assert heads(tmp_path) == [*heads(FOLDER), "other"]


def test_the_list_of_subjects_brings_every_table() -> None:
    """In a process of its own, where no test has imported a table."""
    files = (ROOT / "fairserver").rglob("*.py")
    written = {name for file in files for name in re.findall(r'__tablename__ = "(\w+)"', file.read_text("utf-8"))}
    script = "from fairserver.ops.subjects import METADATA; print(*METADATA.tables)"
    brought = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(brought.stdout.split()) == written
