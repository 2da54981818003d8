"""What the screen remembers: never worth an error."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from mlv_tui.services.remembered import Remembered


def test_folds_survive_a_restart(settings):
    """What was folded is folded at the next start, for each project and database on its own."""
    Remembered(settings).keep_folds("alpha", {3, 1})
    Remembered(settings).keep_folds("release-2.4", [])

    again = Remembered(settings)

    assert again.folds("alpha") == {1, 3}
    assert again.folds("release-2.4") == frozenset()
    assert again.folds("beta") is None
    elsewhere = replace(settings, database=settings.state_folder / "other.db")
    assert Remembered(elsewhere).folds("alpha") is None


BROKEN = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'{"folded": 3}',
    b'{"folded": ["x"]}',
    b'{"folded": [1e999]}',
    b"\xff\xfe",
    b"[" * 200_000,
]


@pytest.mark.parametrize("data", BROKEN, ids=range(len(BROKEN)))
def test_a_broken_file_is_forgotten(settings, data):
    """A damaged note is no reason to stop, and is replaced by the next one."""
    remembered = Remembered(settings)
    remembered.keep_folds("alpha", [1])
    (file,) = settings.state_folder.rglob("*.json")
    file.write_bytes(data)

    assert remembered.folds("alpha") is None
    remembered.keep_folds("alpha", [2])
    assert remembered.folds("alpha") == {2}


def test_nothing_is_left_lying_about(settings):
    """A note is written beside and moved into place."""
    Remembered(settings).keep_folds("alpha", [1])

    assert [file.suffix for file in settings.state_folder.rglob("*") if file.is_file()] == [".json"]


def test_a_folder_that_cannot_be_written_is_ignored(settings):
    """Where nothing can be kept, nothing is, and nobody is bothered."""
    settings.state_folder.write_text("a file where the folder should be")

    Remembered(settings).keep_folds("alpha", [1])

    assert Remembered(settings).folds("alpha") is None


def test_a_folder_in_place_of_the_note_is_ignored(settings):
    """Not even a folder of that very name is worth an error."""
    remembered = Remembered(settings)
    remembered.keep_folds("alpha", [1])
    (file,) = settings.state_folder.rglob("*.json")
    file.unlink()
    (file / "inside").mkdir(parents=True)

    remembered.keep_folds("alpha", [2])

    assert remembered.folds("alpha") is None
    assert [path.name for path in file.parent.iterdir()] == ["alpha.json"]


def test_a_database_of_any_name_is_remembered_for(settings):
    """A path that isn't UTF-8 is a path too."""
    odd = replace(settings, database=settings.state_folder / "caf\udce9.db")

    Remembered(odd).keep_folds("alpha", [1])

    assert Remembered(odd).folds("alpha") == {1}


def test_what_is_folded_last_stays_however_fast_it_comes(settings):
    """Nobody waits for the disk, and no older folds come in behind."""
    remembered = Remembered(settings)

    for count in range(200):
        remembered.keep_folds_later("alpha", range(count))
        remembered.keep_folds_later("beta", [count])
    for thread in [one for one in threading.enumerate() if one.name == "folds"]:
        thread.join()

    assert remembered.folds("alpha") == frozenset(range(199))
    assert remembered.folds("beta") == {199}


def test_two_that_write_the_same_folds_leave_a_whole_file(settings):
    """Two threads, or two sessions, each write a file of their own before it is moved."""
    first, second = (Remembered(settings) for _ in range(2))
    folds = list(range(5000))

    others = [
        threading.Thread(target=one.keep_folds, args=("alpha", folds)) for one in (first, second)
    ]
    for each in others:
        each.start()
    for each in others:
        each.join()

    assert first.folds("alpha") == frozenset(folds)
    (left,) = [one for one in settings.state_folder.rglob("*") if one.is_file()]
    assert left.suffix == ".json"
