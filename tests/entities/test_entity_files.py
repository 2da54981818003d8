"""Entities in CSV and JSON files: what lies there, and everything that can be wrong with it."""

from __future__ import annotations

import os
import sqlite3

import pytest
from businesses import settings_for

from mlv_tui.domain.entities import EntityRef
from mlv_tui.entities.file_source import FileSource
from mlv_tui.entities.opening import open_folders, open_source
from mlv_tui.entities.plain_file import LARGEST, PlainFile
from mlv_tui.errors import SourceAway, SourceInvalid
from mlv_tui.settings import KindSettings

LISBON = EntityRef("trip", "TR-1")
CSV = "kind,id,label\ntrip,TR-1,Lisbon\n"


@pytest.fixture
def folder(tmp_path):
    """A plan folder."""
    (tmp_path / "plans").mkdir()
    return tmp_path / "plans"


def looked_up(source):
    """Return the labels of the one trip."""
    return [one.label for one in source.look_up([LISBON]).get(LISBON, ())]


def test_files_in_plan_folders_count_together(folder, tmp_path):
    """CSV and JSON, of several folders; one that isn't there says nothing."""
    other = tmp_path / "other"
    other.mkdir()
    source = open_folders([folder, other])
    assert source.kinds() == frozenset()

    (folder / "entities.csv").write_text(CSV)
    assert looked_up(source) == ["Lisbon"]

    (other / "entities.json").write_text('[{"kind": "order", "id": 7}, 8]')
    assert source.kinds() == {"trip", "order"}


def test_a_file_is_read_again_when_it_changed(folder):
    """And not when it didn't: what was read once is asked in memory."""
    file = folder / "entities.csv"
    file.write_text(CSV)
    source = open_folders([folder])
    looked_up(source)
    memory = source._connection

    assert looked_up(source) == ["Lisbon"]
    assert source._connection is memory
    file.write_text(CSV.replace("Lisbon", "Porto!"))
    assert looked_up(source) == ["Porto!"]
    file.unlink()
    assert looked_up(source) == []


def test_nothing_can_be_written_through_a_file_source(folder):
    """The file is opened for reading, and the memory refuses everything but SELECT."""
    file = folder / "entities.csv"
    file.write_text(CSV)
    before = file.read_bytes(), file.stat().st_mtime_ns
    source = open_folders([folder])
    looked_up(source)

    for write in ("DELETE FROM entity", f"ATTACH '{folder}/x.db' AS x", "CREATE TABLE x (y)"):
        with pytest.raises(sqlite3.DatabaseError):
            source._connection.execute(write)

    source.proof()
    assert (file.read_bytes(), file.stat().st_mtime_ns) == before
    assert [one.name for one in folder.iterdir()] == ["entities.csv"]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("entities.csv", b"kind,label\ntrip,Lisbon\n", "has no column “id”"),
        ("entities.csv", b"id;label\nTR-1;Lisbon\n", "has no column “kind”"),
        ("entities.csv", b"kind,id\ntrip,\xff\n", "is not UTF-8"),
        ("entities.csv", b'kind,id\ntrip,"' + b"x" * 200_000, ":2 is no CSV: field larger"),
        ("entities.json", b'{"trip": []}', "is no list of entities"),
        ("entities.json", b'[{"kind": "trip"', ":1 is no JSON: Expecting"),
        ("entities.json", b'[\n{"kind": "a", "id": 1}\n{}]', ":3 is no JSON: there is neither"),
        ("entities.json", b"[" * 100_000, "is no JSON"),
        ("entities.json", b"[" + b"9" * 5000 + b"]", "is no JSON"),
        ("entities.json", b'[{"kind": "trip"}]', "has no column “id”"),
    ],
)
def test_a_file_that_can_t_be_understood_is_told(folder, name, content, words):
    """Which one, where, what is wrong, and what it should be."""
    (folder / name).write_bytes(content)

    with pytest.raises(SourceInvalid, match=words) as told:
        open_folders([folder]).kinds()

    assert str(folder / name) in told.value.message
    assert told.value.hint


def test_a_file_that_can_t_be_understood_is_read_once(folder):
    """It is told again without reading it, until it changes."""
    file = folder / "entities.csv"
    file.write_text("kind,xx,label\ntrip,TR-1,Lisbon\n")
    at = file.stat().st_mtime_ns
    source = open_folders([folder])
    with pytest.raises(SourceInvalid):
        source.kinds()

    file.write_text(CSV)
    os.utime(file, ns=(at, at))
    with pytest.raises(SourceInvalid, match="has no column “id”"):
        source.kinds()

    os.utime(file, ns=(at, at + 1))
    assert source.kinds() == {"trip"}


@pytest.mark.parametrize("content", ["", "\n", "kind,id\n", '\ufeffkind,id\n"\n'])
def test_a_file_without_entities_is_one(folder, content):
    """Empty, a header, half a line."""
    (folder / "entities.csv").write_text(content, "utf-8")

    assert open_folders([folder]).kinds() == frozenset()


def test_a_pipe_a_link_and_a_huge_file_are_not_read(folder, tmp_path):
    """Nothing in a plan folder makes the program wait, or read what lies elsewhere."""
    secret = tmp_path / "entities.csv"
    secret.write_text(CSV)
    file = folder / "entities.csv"
    for make, words in (
        (lambda: os.mkfifo(file), "is no file"),
        (lambda: file.symlink_to(secret), "leads out of its folder"),
        (lambda: file.symlink_to("/dev/zero"), "leads out of its folder"),
        (lambda: os.truncate(os.open(file, os.O_CREAT | os.O_WRONLY), LARGEST + 1), "larger than"),
    ):
        make()
        with pytest.raises(SourceInvalid, match=words):
            open_folders([folder]).kinds()
        file.unlink()


def test_the_config_file_may_say_which_columns_a_kind_has(tmp_path):
    """Of the rows of that kind, or of all where there is no such column."""
    file = tmp_path / "trips.csv"
    file.write_text("Code,Title,State\nTR-1,Lisbon,open\n")
    kind = KindSettings("trip", "Code", "title")

    source = open_source(settings_for(file, [kind]))

    assert source.kinds() == {"trip"}
    assert looked_up(source) == ["Lisbon"]
    assert source.look_up([LISBON])[LISBON][0].state == ""
    with pytest.raises(SourceInvalid, match="has no column “name”"):
        open_source(settings_for(file, [KindSettings("trip", "code", "name")])).kinds()


def test_a_named_file_that_is_gone_is_away(tmp_path):
    """Unlike one that may lie in a plan folder, or may not."""
    with pytest.raises(SourceAway, match="isn't there"):
        open_source(settings_for(tmp_path / "gone.csv", ())).kinds()


def test_a_hundred_thousand_entities_are_held_and_searched(tmp_path):
    """Read once, then asked like a database."""
    file = tmp_path / "entities.csv"
    lines = (f"trip,TR-{number},Trip {number}" for number in range(100_000))
    file.write_text("\n".join(["kind,id,label", *lines]))
    source = FileSource([PlainFile(tmp_path, file.name)], 30.0)

    assert source.count("trip") == 100_000
    assert looked_up(source) == ["Trip 1"]
    assert [one.id for one in source.search("trip", "trip 9999", 2)] == ["TR-9999", "TR-99990"]
