"""Where a database may be."""

from __future__ import annotations

from pathlib import Path

import pytest

from mlv_tui.errors import DatabaseUnusable
from mlv_tui.settings import PostgresUrl
from mlv_tui.settings.mounts import shared_file_system
from mlv_tui.storage.opening import check_place

MOUNTS = """\
1 0 0:1 / / rw - 9p root rw
2 1 0:2 / /net rw - nfs4 box:/home rw
3 1 0:3 / /a\\040b rw shared:2 - fuse.sshfs box: rw
4 2 0:4 / /net/disk rw - ext4 /dev/sda rw
"""


@pytest.fixture
def mounts(tmp_path):
    """A table of mounts: a host's, two of the network, and a disk below one of these."""
    table = tmp_path / "mountinfo"
    table.write_text(MOUNTS)
    return table


@pytest.mark.parametrize(
    ("file", "kind"), [("/net/team/mlv.db", "nfs4"), ("/a b/new/mlv.db", "fuse.sshfs")]
)
def test_a_file_on_a_network_is_refused_for_a_server(mounts, file, kind):
    """SQLite keeps writers apart by memory that machines don't share: the way out is told."""
    with pytest.raises(DatabaseUnusable, match=f"{file} is on {kind}") as refused:
        check_place(Path(file), mounts)

    assert "Use PostgreSQL" in refused.value.hint


def test_disks_servers_and_a_hosts_files_are_fine(mounts, tmp_path):
    """What a virtual machine has from its host may be all it has; a server is anywhere."""
    check_place(Path("/home/ada/mlv.db"), mounts)
    check_place(Path("/net/disk/mlv.db"), mounts)
    check_place(Path("/net/mlv.db"), tmp_path / "no table")
    check_place(PostgresUrl("postgresql://box/team"), mounts)

    assert shared_file_system(Path("/home/ada"), mounts) == "9p"
