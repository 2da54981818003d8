"""Waking when another session wrote to a SQLite file."""

from __future__ import annotations

import asyncio

from mlv_tui.storage.sqlite_waking import AT_LEAST_EVERY, LogWatching


def test_a_commit_of_another_session_wakes(file, store, open_store):
    """Each one, and long before the file would be asked anyway."""
    other = open_store()

    async def woken():
        watching = LogWatching(file)
        await watching.wait()
        for name in ("one", "two", "three"):
            store.others_wrote()
            other.add_project(name, name, 1)
            async with asyncio.timeout(AT_LEAST_EVERY - 0.5):
                while not store.others_wrote():
                    await watching.wait()
        await watching.close()

    asyncio.run(woken())
    assert len(store.projects()) == 3


def test_a_file_that_is_not_there_is_asked_all_the_same(tmp_path):
    """Whoever asks is told what is wrong with it."""

    async def woken():
        watching = LogWatching(tmp_path / "none.db", at_least_every=0.1)
        await watching.wait()
        await watching.wait()

    asyncio.run(woken())
