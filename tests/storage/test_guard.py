"""The guard over a database file that is open."""

from __future__ import annotations

import pytest

from mlv_tui.errors import DatabaseUnusable
from mlv_tui.storage.guard import FileGuard


def is_removed(file):
    """Remove the file."""
    file.unlink()


def is_replaced(file):
    """Put another file in its place."""
    file.with_name("other").write_bytes(b"x")
    file.with_name("other").replace(file)


def is_below_a_file(file):
    """Put a file in the place of its folder."""
    file.parent.rename(file.parent.with_name("away"))
    file.parent.write_bytes(b"x")


def is_a_circle(file):
    """Put a link to itself in its place."""
    file.unlink()
    file.symlink_to(file)


@pytest.mark.parametrize("happens", [is_removed, is_replaced, is_below_a_file, is_a_circle])
def test_another_file_is_never_written_to(tmp_path, happens):
    """Whatever makes the path lead elsewhere or nowhere ends in one sentence."""
    file = tmp_path / "data" / "mlv.db"
    file.parent.mkdir()
    file.write_bytes(b"x")
    guard = FileGuard(file)
    guard.check()

    happens(file)

    with pytest.raises(DatabaseUnusable, match="was removed or replaced"):
        guard.check()
