"""Whose turn it is to read the plans that somebody saved: one session's, for all on its host."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from mlv_tui.domain.lease import Lease, Waiting, waiting
from mlv_tui.errors import DatabaseUnusable
from mlv_tui.storage.store import Store

_BOOT: Final = Path("/proc/sys/kernel/random/boot_id")
"""Where Linux tells what is like no other running system's."""


class Turns:
    """One session among those that follow plans; it follows those of one project at a time."""

    def __init__(
        self,
        store: Store,
        holder: str,
        now: Callable[[], int],
        clock: Callable[[], float] = time.monotonic,
        place: str = "",
    ) -> None:
        """Have no turn yet.

        Args:
            store: Where the leases are.
            holder: The session's id.
            now: Tells epoch milliseconds.
            clock: Tells seconds that no host's clock is compared with.
            place: What is alike for all sessions that see the same files; "" for this host.
        """
        self._leases = store.leases
        self._holder = holder
        self._now = now
        self._clock = clock
        self._place = place or files_place()
        self._has_taken = False

    def holder(self, project_id: int) -> str:
        """Return the id of the session whose turn it is: this one's if it was nobody's.

        Raises:
            DatabaseUnusable: If the database can't be read, or what is nobody's not be taken.
        """
        held_by = self._leases.holder(project_id, self._place)
        if not held_by:
            self.take(project_id, "")
            held_by = self._leases.holder(project_id, self._place)
        return held_by

    def is_own(self, held_by: str) -> bool:
        """Tell whether a holder is this session."""
        return held_by == self._holder

    def take(self, project_id: int, held_by: str) -> bool:
        """Take the turn of the session that was seen to have it; tell whether that went well."""
        self._has_taken = True
        wanted = Lease(self._holder, self._place, self._now())
        return self._leases.take(project_id, wanted, held_by)

    def wait(self, before: Waiting | None, held_by: str) -> Waiting:
        """Wait for another session, or go on waiting."""
        return waiting(before, held_by, self._clock())

    def is_over(self, one: Waiting) -> bool:
        """Tell whether the session that is waited for had its chance."""
        return one.is_over(self._clock())

    def leave(self) -> None:
        """Leave the plans to others. What can't be said is found out with the next save."""
        if self._has_taken:
            self._has_taken = False
            with suppress(DatabaseUnusable):
                self._leases.leave(self._holder)


def files_place() -> str:
    """Return what is alike for all sessions that see the same files: the host's name, this boot.

    Where two hosts have it alike, each soon finds that the other one doesn't read its files.
    """
    try:
        return f"{socket.gethostname()} {_BOOT.read_text('ascii').strip()}"
    except OSError:
        return socket.gethostname()
