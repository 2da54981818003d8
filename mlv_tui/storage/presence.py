"""The sessions that say they are there. They aren't milestones: no change set, nothing to undo."""

from __future__ import annotations

from typing import Any

from mlv_tui.domain.presence import EXPIRY, Presence
from mlv_tui.storage.engine import Engine
from mlv_tui.storage.session_tables import PresenceRow


class PresenceRows:
    """The sessions in one database."""

    def __init__(self, engine: Engine) -> None:
        """Read and write them in this open database."""
        self._database = engine.database
        self._engine = engine

    def now(self) -> int:
        """Tell epoch milliseconds by the clock that all sessions share."""
        with self._engine.translated():
            return self._engine.now()

    def beat(self, project_id: int, own: Presence) -> tuple[Presence, ...]:
        """Say that a session shows a project; forget those that said nothing for long.

        That it is there is news the first time only: the others needn't look whenever it says so.

        Returns:
            All that show it, with this one.
        """

        def write(_transaction: object) -> tuple[Presence, ...]:
            self._forget(own.id)
            values = {
                PresenceRow.id: own.id,
                PresenceRow.project: project_id,
                PresenceRow.actor: own.actor,
                PresenceRow.place: own.place,
                PresenceRow.at: own.at,
            }
            self._database.execute(PresenceRow.insert(values))
            long_ago = PresenceRow.at <= own.at - EXPIRY
            self._database.execute(PresenceRow.delete().where(long_ago))
            return self._of(project_id)

        with self._engine.translated():
            is_known = own.id in {one.id for one in self._of(project_id)}
            return (self._engine.commit_quietly if is_known else self._engine.commit)(write)

    def of(self, project_id: int) -> tuple[Presence, ...]:
        """Return the sessions that show a project, also those that said nothing for long."""
        with self._engine.translated():
            return self._of(project_id)

    def leave(self, ident: str) -> None:
        """Forget a session that ends."""

        def write(_transaction: object) -> None:
            self._forget(ident)

        with self._engine.translated():
            self._engine.commit(write)

    def _forget(self, ident: str) -> None:
        self._database.execute(PresenceRow.delete().where(PresenceRow.id == ident))

    def _of(self, project_id: int) -> tuple[Presence, ...]:
        columns = (PresenceRow.id, PresenceRow.actor, PresenceRow.place, PresenceRow.at)
        query: Any = PresenceRow.select(*columns).where(PresenceRow.project == project_id)
        rows = self._database.execute(query.order_by(PresenceRow.id)).fetchall()
        return tuple(Presence(*row) for row in rows)
