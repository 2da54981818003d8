"""The leases on plans. They aren't milestones: no change set, nothing to undo, no news."""

from __future__ import annotations

from mlv_tui.domain.lease import KEPT, Lease
from mlv_tui.storage.engine import Engine
from mlv_tui.storage.session_tables import LeaseRow


class LeaseRows:
    """The leases in one database."""

    def __init__(self, engine: Engine) -> None:
        """Read and write them in this open database."""
        self._database = engine.database
        self._engine = engine

    def holder(self, project_id: int, place: str) -> str:
        """Return the id of the session whose turn it is in a place, or ""."""
        here = (LeaseRow.project == project_id) & (LeaseRow.place == place)
        with self._engine.translated():
            query = LeaseRow.select(LeaseRow.holder).where(here)
            row = self._database.execute(query).fetchone()
        return row[0] if row else ""

    def take(self, project_id: int, wanted: Lease, held_by: str) -> bool:
        """Take a lease from the session that was seen to have it; any other is given up.

        Args:
            project_id: The project's.
            wanted: Who takes it, where and when.
            held_by: The session's id; "" for a lease that nobody has.

        Returns:
            Whether it was taken: of several that try, one gets it.
        """
        here = (LeaseRow.project == project_id) & (LeaseRow.place == wanted.place)

        def write(_transaction: object) -> bool:
            self._clear(project_id, wanted)
            values = {LeaseRow.holder: wanted.holder, LeaseRow.at: wanted.at}
            if held_by:
                update = LeaseRow.update(values).where(here & (LeaseRow.holder == held_by))
                return bool(self._database.rows_affected(self._database.execute(update)))
            values |= {LeaseRow.project: project_id, LeaseRow.place: wanted.place}
            self._database.execute(LeaseRow.insert(values).on_conflict_ignore())
            row = self._database.execute(LeaseRow.select(LeaseRow.holder).where(here)).fetchone()
            return row[0] == wanted.holder

        with self._engine.translated():
            return self._engine.commit_quietly(write)

    def leave(self, holder: str) -> None:
        """Give up what a session holds; nothing is written where that is nothing."""
        own = LeaseRow.holder == holder
        with self._engine.translated():
            if self._database.execute(LeaseRow.select(LeaseRow.id).where(own)).fetchone():
                self._engine.commit_quietly(
                    lambda _: self._database.execute(LeaseRow.delete().where(own))
                )

    def _clear(self, project_id: int, wanted: Lease) -> None:
        """Delete what the session holds elsewhere, and what is forgotten elsewhere."""
        here = (LeaseRow.project == project_id) & (LeaseRow.place == wanted.place)
        is_past = (LeaseRow.holder == wanted.holder) | (LeaseRow.at <= wanted.at - KEPT)
        self._database.execute(LeaseRow.delete().where(is_past & ~here))
