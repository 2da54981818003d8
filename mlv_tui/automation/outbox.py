"""The outbox: what hooks are owed, queued, begun and ended; it survives a restart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Final

from mlv_tui.automation.queue_file import OPEN, OWED, QueueFile
from mlv_tui.domain.hook_delivery import UNFINISHED, Delivery, DeliveryState, Outcome, Owed

KEPT: Final = 1_000
"""Deliveries that ended and are still told by the log."""


class Outbox(QueueFile):
    """One open outbox. Used by the thread that opened it."""

    def cursors(self) -> dict[int, int]:
        """Return up to which number each project's change sets were looked at, by its id."""
        with self.in_words():
            return dict(self.database.execute("SELECT project, number FROM cursor"))

    def begin(self, numbers: Mapping[int, int]) -> None:
        """Look at nothing that was before, unless it was begun already.

        Args:
            numbers: Each project's number now, by its id.
        """
        with self.writing() as database:
            if database.execute("SELECT 1 FROM fact WHERE name = 'begun'").fetchone() is None:
                database.execute("INSERT INTO fact VALUES ('begun', 1)")
                database.executemany("INSERT OR REPLACE INTO cursor VALUES (?, ?)", numbers.items())

    def forget(self) -> None:
        """Look at nothing any more: there are no hooks. What is owed to none is owed no more."""
        with self.writing() as database:
            database.execute("DELETE FROM cursor")
            database.execute("DELETE FROM fact WHERE name = 'begun'")
            database.execute(f"DELETE FROM delivery WHERE state IN ({OPEN})")  # noqa: S608 - ours

    def note_actor(self, name: str) -> None:
        """Note a name that one of the person's sessions writes under."""
        with self.writing() as database:
            database.execute("INSERT OR IGNORE INTO actor VALUES (?)", (name,))

    def actors(self) -> frozenset[str]:
        """Return the names that the person's sessions write under, a browser's among them."""
        with self.in_words():
            return frozenset(row[0] for row in self.database.execute("SELECT name FROM actor"))

    def take(self, project_id: int, number: int, owed: Iterable[Owed]) -> None:
        """Queue what is owed, and note up to where a project was looked at: both or nothing."""
        now = self.now()
        with self.writing() as database:
            database.executemany(
                f"INSERT OR IGNORE INTO delivery ({OWED}, state, created_at)"  # noqa: S608 - ours
                " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                [
                    (
                        each.id,
                        each.hook,
                        each.event,
                        each.project,
                        each.change_set,
                        each.label,
                        each.content,
                        each.about,
                        DeliveryState.WAITING,
                        now,
                    )
                    for each in owed
                ],
            )
            database.execute("INSERT OR REPLACE INTO cursor VALUES (?, ?)", (project_id, number))
            database.execute(
                "DELETE FROM quiet WHERE project = ? AND number <= ?", (project_id, number)
            )

    def note_quiet(self, project_id: int, number: int, change_set: int, at: int) -> None:
        """Note, before it is committed, that a change set is the doing of a hook."""
        with self.writing() as database:
            values = (project_id, number, change_set, at)
            database.execute("INSERT OR REPLACE INTO quiet VALUES (?, ?, ?, ?)", values)

    def is_quiet(self, project_id: int, number: int, change_set: int, at: int) -> bool:
        """Tell whether a change set is the doing of a hook."""
        query = "SELECT 1 FROM quiet WHERE (project, number, change_set, at) = (?, ?, ?, ?)"
        with self.in_words():
            found = self.database.execute(query, (project_id, number, change_set, at))
            return found.fetchone() is not None

    def note(self, owed: Owed, state: DeliveryState, said: str) -> None:
        """Put into the log what never was in the queue."""
        now = self.now()
        with self.writing() as database:
            database.execute(
                f"INSERT OR IGNORE INTO delivery ({OWED}, state, created_at, ended_at, said)"  # noqa: S608 - ours
                " VALUES (?, ?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?)",
                (
                    owed.id,
                    owed.hook,
                    owed.event,
                    owed.project,
                    owed.change_set,
                    owed.label,
                    owed.about,
                    state,
                    now,
                    now,
                    said,
                ),
            )

    def due(self, busy: Collection[str]) -> list[Delivery]:
        """Return what is to be tried now: of each hook that isn't busy, the first in its queue."""
        firsts = f"SELECT MIN(seq) FROM delivery WHERE state IN ({OPEN}) GROUP BY hook"  # noqa: S608 - ours
        found = self.found(
            f"WHERE seq IN ({firsts}) AND state = ? AND due_at <= ? ORDER BY seq",
            DeliveryState.WAITING,
            self.now(),
        )
        return [one for one in found if one.owed.hook not in busy]

    def start(self, seq: int) -> int:
        """Note that an attempt begins; return its number."""
        with self.writing() as database:
            row = database.execute(
                "UPDATE delivery SET state = ?, attempt = attempt + 1, started_at = ?"
                " WHERE seq = ? RETURNING attempt",
                (DeliveryState.STARTED, self.now(), seq),
            ).fetchone()
        return int(row[0])

    def end(self, seq: int, outcome: Outcome) -> None:
        """Note how an attempt ended."""
        now = self.now()
        is_open = outcome.state in UNFINISHED
        values = (outcome.state, now + round(outcome.again_in * 1000), outcome.said, outcome.output)
        with self.writing() as database:
            database.execute(
                "UPDATE delivery SET state = ?, due_at = ?, said = ?, output = ?, ended_at = ?"
                " WHERE seq = ?",
                (*values, None if is_open else now, seq),
            )
            if not is_open:
                database.execute("UPDATE delivery SET content = '' WHERE seq = ?", (seq,))

    def trim(self) -> None:
        """Forget what ended long ago."""
        with self.writing() as database:
            database.execute(
                f"DELETE FROM delivery WHERE state NOT IN ({OPEN}) AND seq <= (SELECT seq FROM"  # noqa: S608 - ours
                f" delivery WHERE state NOT IN ({OPEN}) ORDER BY seq DESC LIMIT 1 OFFSET ?)",
                (KEPT,),
            )
