"""A database in a folder of a group's."""

from __future__ import annotations

import os
from contextlib import closing

import pytest

from mlv_tui.storage.store import Store


@pytest.mark.parametrize(("folder_mode", "file_mode"), [(0o2770, 0o660), (0o700, 0o600)])
def test_a_new_file_is_the_group_s_where_its_folder_is(tmp_path, folder_mode, file_mode):
    """Whatever the umask of who makes it, all members may write; elsewhere the umask says."""
    folder = tmp_path / "team"
    folder.mkdir()
    folder.chmod(folder_mode)
    before = os.umask(0o077)
    try:
        with closing(Store(folder / "mlv.db")) as store:
            store.add_project("alpha", "Alpha", 1)
            modes = {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()}
    finally:
        os.umask(before)

    assert modes == dict.fromkeys(("mlv.db", "mlv.db-wal", "mlv.db-shm"), file_mode)
