"""Backups of a SQLite file: whole, of one moment, and never half."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing

import pytest
from databases import lay_new_database, on_sqlite, rows
from making import add, milestone
from processes import Running

from mlv_tui.errors import DatabaseDamaged, DatabaseUnusable
from mlv_tui.storage.backing_up import back_up
from mlv_tui.storage.store import Store
from mlv_tui.storage.whole_file import whole_file

pytestmark = on_sqlite

WRITE = """
from pathlib import Path
from mlv_tui.storage.store import Store
store = Store(Path(sys.argv[1]))
start()
for number in range(150):
    store.add_project(f"p{number}", "P", number)
store.close()
"""

BEGIN = """
from pathlib import Path
from mlv_tui.storage.whole_file import whole_file
with whole_file(Path(sys.argv[1])) as part:
    part.write_text("half")
    start()
"""


@pytest.fixture
def source(tmp_path):
    """A database with some milestones."""
    file = tmp_path / "mlv.db"
    lay_new_database(file)
    store = Store(file)
    project = store.add_project("alpha", "Alpha", 1)
    add(store, project, *(milestone(-number, f"goal-{number}") for number in range(1, 300)))
    store.close()
    return file


@pytest.fixture
def target(tmp_path):
    """Where a backup isn't yet."""
    return tmp_path / "copies" / "copy.bak"


def test_a_backup_is_the_same_row_by_row(source, target):
    """It is one file, with nothing beside it, and tells how much is in it."""
    made = back_up(source, target)

    assert rows(target) == rows(source)
    assert made.rows["milestone"] == 299
    assert made.size == target.stat().st_size
    assert list(target.parent.iterdir()) == [target]


def test_a_backup_holds_what_is_only_in_the_log_yet(source, target):
    """What was acknowledged a moment ago is in it, though it isn't in the main file."""
    store = Store(source)
    store.add_project("beta", "Beta", 2)

    back_up(source, target)

    assert [row[1] for row in rows(target)["project"]] == ["alpha", "beta"]
    store.close()


def test_backups_are_made_while_others_write(source, tmp_path):
    """Each is of one moment, and nobody's write is refused."""
    writer = Running(WRITE, source)
    writer.until_ready()
    writer.sign()
    counts = []

    for number in range(5):
        copy = back_up(source, tmp_path / f"{number}.bak").file
        counts.append(len(rows(copy)["project"]))

    writer.end()
    assert counts == sorted(counts)
    assert len(rows(source)["project"]) == 151


def test_a_backup_may_be_read_by_whom_the_database_is(source, target):
    """A team's file gives a team's backup, a private one a private one."""
    source.chmod(0o660)

    back_up(source, target)

    assert target.stat().st_mode & 0o777 == 0o660


def test_a_program_that_is_ended_leaves_no_half_backup(source, target):
    """What it began carries another name, and the next backup after an hour removes it."""
    running = Running(BEGIN, target)
    running.until_ready()
    running.process.kill()
    running.process.communicate()

    assert not target.exists()
    (left,) = target.parent.iterdir()
    os.utime(left, (1, 1))
    back_up(source, target)
    assert list(target.parent.iterdir()) == [target]


def test_nothing_of_a_stranger_s_is_removed(source, target):
    """Only what was begun of a backup, or of this very file, is; however old the rest is."""
    target.parent.mkdir()
    strangers = (".film.mp4.part", ".foo.partial", ".film.mp4.0a1b2c3d.part", "copy.bak.part")
    ours = (".old.bak.0a1b2c3d.part", ".copy.bak.0a1b2c3d.part-wal")
    for name in (*strangers, *ours):
        (target.parent / name).touch()
        os.utime(target.parent / name, (1, 1))

    back_up(source, target)

    assert {one.name for one in target.parent.iterdir()} == {target.name, *strangers}


def test_what_else_goes_wrong_isn_t_blamed_on_the_target(target):
    """An error while the file is filled is told as what it is."""
    with pytest.raises(FileNotFoundError), whole_file(target):
        target.with_name("gone").read_bytes()

    assert list(target.parent.iterdir()) == []


def test_a_damaged_database_spoils_no_backup(source, target):
    """The copy is read, found damaged too, and thrown away; the older one stays."""
    back_up(source, target)
    before = target.read_bytes()
    data = bytearray(source.read_bytes())
    data[len(data) // 2 :] = os.urandom(len(data) - len(data) // 2)
    source.write_bytes(data)

    with pytest.raises(DatabaseDamaged) as caught:
        back_up(source, target)

    assert str(source) in caught.value.message
    assert "mlv restore --from" in caught.value.hint
    assert target.read_bytes() == before
    assert list(target.parent.iterdir()) == [target]


def test_another_program_s_database_is_not_ours_to_back_up(tmp_path, target):
    """A slip with `--db` is told."""
    with closing(sqlite3.connect(tmp_path / "other.db")) as other:
        other.execute("CREATE TABLE budget (id)")

    with pytest.raises(DatabaseUnusable, match=r"other\.db is no database of mlv's"):
        back_up(tmp_path / "other.db", target)

    assert not target.exists()


def test_a_backup_that_can_t_be_written_is_told(source, tmp_path):
    """A file where its folder should be, say."""
    (tmp_path / "file").touch()

    with pytest.raises(DatabaseUnusable, match="can't be written: "):
        back_up(source, tmp_path / "file" / "copy.bak")
