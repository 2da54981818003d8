"""Which one of the sessions on the same plans reads them for all when they are saved.

No time ends a lease: a save does that its holder leaves unread. So nothing has to be renewed, and
no clock is compared with another host's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PATIENCE: Final = 1.0
"""Seconds that the holder has to read a save before another session takes its place."""

KEPT: Final = 7 * 24 * 3600 * 1000
"""Milliseconds after which a lease is forgotten: of a host that nobody works on any more, say.

Who still holds it takes it again with the next save.
"""


@dataclass(frozen=True, slots=True)
class Lease:
    """Whose turn it is to read a project's plans in one place.

    Attributes:
        holder: The session's id.
        place: The host whose files are read: under the same paths another one has others.
        at: When it was taken, epoch milliseconds.
    """

    holder: str
    place: str
    at: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """A session waits for another one to read a save.

    Attributes:
        holder: Whose turn it was.
        since: From when on, in seconds on the own clock of the session that waits.
    """

    holder: str
    since: float

    def is_over(self, now: float) -> bool:
        """Tell whether the other one had its chance."""
        return now - self.since >= PATIENCE


def waiting(before: Waiting | None, holder: str, now: float) -> Waiting:
    """Go on waiting for the same session, or begin anew with the one in its place.

    Args:
        before: None if it is a new save.
        holder: Whose turn it is.
        now: Seconds on this session's own clock.
    """
    if before is not None and before.holder == holder:
        return before
    return Waiting(holder, now)
