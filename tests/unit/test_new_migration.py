"""A migration is written from the tables, and does what it says."""

import shutil
from pathlib import Path

import pytest

from fairserver.ops import migrate, new_migration


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the migrations."""
    return Path(shutil.copytree(migrate.FOLDER, tmp_path / "migrations", ignore=shutil.ignore_patterns("__pycache__")))


def newest(folder: Path) -> Path:
    return max((folder / "versions").glob("*.py"))


def test_with_nothing_to_change_it_does_nothing(folder: Path) -> None:
    last = newest(folder)
    written = new_migration.write("Nothing yet", folder)
    assert written.name == f"{int(last.name[:4]) + 1:04}_nothing_yet.py"
    assert written.read_text("utf-8").endswith("def upgrade() -> None:\n    pass\n")


def test_what_is_missing_is_written_again(folder: Path) -> None:
    """The newest migration is taken away: after the one written in its place, nothing is missing."""
    newest(folder).unlink()
    assert "batch_op" in new_migration.write("Again", folder).read_text("utf-8")
    assert "batch_op" not in new_migration.write("Nothing more", folder).read_text("utf-8")
