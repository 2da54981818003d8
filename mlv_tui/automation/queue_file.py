"""The file of a person's own queue of what their hooks are owed, and what is read from it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from mlv_tui.domain.hook_delivery import UNFINISHED, Delivery, DeliveryState, Owed
from mlv_tui.errors import MlvError

_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS cursor (project INTEGER PRIMARY KEY, number INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS quiet (
    project INTEGER, number INTEGER, change_set INTEGER, at INTEGER,
    PRIMARY KEY (project, number, change_set, at)
);
CREATE TABLE IF NOT EXISTS actor (name TEXT PRIMARY KEY);
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS delivery (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, hook TEXT NOT NULL,
    event TEXT NOT NULL, project TEXT NOT NULL, change_set INTEGER NOT NULL, label TEXT NOT NULL,
    content TEXT NOT NULL, state TEXT NOT NULL, attempt INTEGER NOT NULL DEFAULT 0,
    due_at INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, started_at INTEGER,
    ended_at INTEGER, said TEXT NOT NULL DEFAULT '', output TEXT NOT NULL DEFAULT '',
    about TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS delivery_state ON delivery (state, hook, seq);
"""
OWED: Final = "id, hook, event, project, change_set, label, content, about"
_COLUMNS: Final = (
    f"seq, {OWED}, state, attempt, due_at, created_at, started_at, ended_at, said, output"
)
OPEN: Final = ", ".join(f"'{one}'" for one in UNFINISHED)
_DELIVERY_COLUMNS: Final = "PRAGMA table_info(delivery)"
_BUSY_SECONDS: Final = 5.0
_PAUSED: Final = "paused_until"
FOR_EVER: Final = 1 << 62


class OutboxUnusable(MlvError):
    """The outbox can't be read or written."""

    code = "hooks"


class QueueFile:
    """One open file. Used by the thread that opened it."""

    def __init__(self, file: Path, now: Callable[[], int]) -> None:
        """Open it, made if it is new; for nobody else's eyes.

        Args:
            file: Its path; the folder is made if it is missing.
            now: Tells epoch milliseconds.

        Raises:
            OutboxUnusable: If it can't be opened.
        """
        self._file = file
        self.now = now
        with self.in_words():
            file.parent.mkdir(parents=True, exist_ok=True)
            os.close(os.open(file, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600))
            self.database = sqlite3.connect(file, timeout=_BUSY_SECONDS, isolation_level=None)
            try:
                self.database.execute("PRAGMA journal_mode = wal")
                self.database.execute("PRAGMA synchronous = full")
                self.database.executescript(_SCHEMA)
                self._bring_up_to_date()
            except sqlite3.Error:
                self.database.close()
                raise

    def _bring_up_to_date(self) -> None:
        """Add the column that queues of before don't have."""
        if self._has_about():
            return
        with self.writing() as database:
            if not self._has_about():
                database.execute("ALTER TABLE delivery ADD COLUMN about TEXT NOT NULL DEFAULT ''")

    def _has_about(self) -> bool:
        return any(row[1] == "about" for row in self.database.execute(_DELIVERY_COLUMNS))

    @contextmanager
    def in_words(self) -> Iterator[None]:
        """Turn errors into sentences for the person at the keyboard."""
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise OutboxUnusable(
                f"The queue of the hooks {self._file} can't be used: {error}.",
                "Free it, or move it away; what waits in it is lost then.",
            ) from error

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Write several things, all or none of them."""
        with self.in_words():
            self.database.execute("BEGIN IMMEDIATE")
            try:
                yield self.database
            except BaseException:
                self.database.execute("ROLLBACK")
                raise
            self.database.execute("COMMIT")

    def close(self) -> None:
        """Close it; what was written is safe without that."""
        self.database.close()

    def waiting(self) -> list[Delivery]:
        """Return all that isn't over, the first first."""
        return self.found(f"WHERE state IN ({OPEN}) ORDER BY seq")

    @property
    def owing(self) -> frozenset[str]:
        """The names of the hooks of which anything isn't over."""
        query = f"SELECT DISTINCT hook FROM delivery WHERE state IN ({OPEN})"  # noqa: S608 - ours
        with self.in_words():
            return frozenset(row[0] for row in self.database.execute(query))

    @property
    def owes(self) -> bool:
        """Whether anything isn't over."""
        return bool(self.owing)

    def started(self) -> list[Delivery]:
        """Return what was begun and isn't over."""
        return self.found("WHERE state = ? ORDER BY seq", DeliveryState.STARTED)

    def told(self, count: int) -> list[Delivery]:
        """Return the last deliveries, whatever their state, by what was known of them last."""
        last = "COALESCE(ended_at, started_at, created_at)"
        return self.found(f"ORDER BY {last} DESC, seq DESC LIMIT ?", count)

    def ended_since(self, moment: int) -> list[Delivery]:
        """Return what ended at a moment (epoch milliseconds) or later, the first first."""
        return self.found("WHERE ended_at >= ? ORDER BY ended_at, seq", moment)

    def found(self, condition: str, *values: object) -> list[Delivery]:
        """Return the deliveries of which a condition in SQL holds."""
        query = f"SELECT {_COLUMNS} FROM delivery {condition}"  # noqa: S608 - ours
        with self.in_words():
            return [_delivery(row) for row in self.database.execute(query, values)]

    def pause(self, until: int = FOR_EVER) -> None:
        """Start nothing before a moment, epoch milliseconds."""
        with self.writing() as database:
            database.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (_PAUSED, until))

    def resume(self) -> bool:
        """Start again what is due; tell whether nothing was started until now."""
        was = self.paused_until is not None
        with self.writing() as database:
            database.execute("DELETE FROM fact WHERE name = ?", (_PAUSED,))
        return was

    @property
    def paused_until(self) -> int | None:
        """Until when nothing is started, epoch milliseconds or `FOR_EVER`; None if it is."""
        with self.in_words():
            row = self.database.execute(
                "SELECT value FROM fact WHERE name = ? AND value > ?", (_PAUSED, self.now())
            ).fetchone()
        return None if row is None else int(row[0])


def _delivery(row: tuple[Any, ...]) -> Delivery:
    seq, *owed, state, attempt, due_at, created_at, started_at, ended_at, said, output = row
    return Delivery(
        seq,
        Owed(*owed),
        DeliveryState(state),
        attempt,
        due_at,
        created_at,
        started_at,
        ended_at,
        said,
        output,
    )
