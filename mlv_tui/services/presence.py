"""Saying that a session is there, and hearing who else is."""

from __future__ import annotations

import os
import secrets
import socket
from collections.abc import Mapping
from contextlib import suppress

from mlv_tui.domain.presence import Presence, others_here
from mlv_tui.errors import DatabaseUnusable
from mlv_tui.storage.store import Store


class Here:
    """One session among those that show a project.

    Attributes:
        id: Its own, unlike any other's.
    """

    def __init__(self, store: Store, actor: str) -> None:
        """Be nowhere yet.

        Args:
            store: Where the sessions are; its clock is that of all of them.
            actor: Who this one is.
        """
        self._store = store
        self._actor = actor
        self.id = secrets.token_hex(8)
        self._place = place(os.environ)
        self._project: int | None = None

    def beat(self, project_id: int) -> tuple[str, ...]:
        """Say that this session shows a project, and no other; to be said again in time.

        Returns:
            The people in other sessions that show it.
        """
        self._project = project_id
        own = self._own()
        return others_here(self._store.presence.beat(project_id, own), own)

    def others(self) -> tuple[str, ...]:
        """Return the people in other sessions that show what this one does."""
        if self._project is None:
            return ()
        return others_here(self._store.presence.of(self._project), self._own())

    def leave(self) -> None:
        """Show nothing any more. What can't be said is believed after a while anyway."""
        if self._project is not None:
            with suppress(DatabaseUnusable):
                self._store.presence.leave(self.id)

    def _own(self) -> Presence:
        return Presence(self.id, self._actor, self._place, self._store.presence.now())


def place(environment: Mapping[str, str]) -> str:
    """Return where a session is from: the host one came from over SSH, else this one."""
    client = environment.get("SSH_CONNECTION", "").partition(" ")[0]
    return client or socket.gethostname()
