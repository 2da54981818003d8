"""Why a milestone that isn't done can't be done now."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from functools import lru_cache
from typing import Final

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import Status
from mlv_tui.domain.waiting import waiting
from mlv_tui.domain.waiting_words import quoted, waits_told, waits_told_briefly


class Cause(Enum):
    """What keeps a milestone from being next."""

    DETACHED = auto()
    ARCHIVED = auto()
    INSIDE_ARCHIVED = auto()
    BLOCKED = auto()
    WAITS = auto()
    HELD_ABOVE = auto()
    LEFT_BELOW = auto()


_PLAIN_WORDS: Final = {
    Cause.DETACHED: "detached: its heading is gone",
    Cause.ARCHIVED: "archived",
    Cause.BLOCKED: "blocked",
}


def cause_to_skip(forest: Forest, ident: int) -> Cause | None:
    """Find what comes first of all that keeps a milestone from being done now.

    All that stands below one that is blocked or waits can't be done either: a lead who says that a
    section waits means the work in it.

    Returns:
        None if it can be done.
    """
    one = forest[ident]
    if one.is_detached:
        return Cause.DETACHED
    if ident in forest.put_away:
        return Cause.ARCHIVED if one.is_archived else Cause.INSIDE_ARCHIVED
    if one.status is Status.BLOCKED:
        return Cause.BLOCKED
    if ident in waiting(forest):
        return Cause.WAITS
    if ident in _held(forest):
        return Cause.HELD_ABOVE
    return Cause.LEFT_BELOW if ident in forest.left_below else None


def reason_to_skip(forest: Forest, ident: int) -> str:
    """Say why a milestone can't be done now; "" if it can."""
    cause = cause_to_skip(forest, ident)
    return _words(forest, ident, cause) if cause else ""


def _words(forest: Forest, ident: int, cause: Cause) -> str:
    if cause is Cause.INSIDE_ARCHIVED:
        return f"inside {quoted(forest, forest.put_away[ident])}, which is archived"
    if cause is Cause.HELD_ABOVE:
        return _held_above(forest, _held(forest)[ident])
    if cause is Cause.LEFT_BELOW:
        progress = forest.progress[ident]
        return f"waits for {progress.all - progress.done} below it"
    waits = waits_told(forest, ident) if cause in (Cause.BLOCKED, Cause.WAITS) else ""
    return "; ".join(words for words in (_PLAIN_WORDS.get(cause, ""), waits) if words)


def _held_above(forest: Forest, above: int) -> str:
    is_blocked = forest[above].status is Status.BLOCKED
    why = "is blocked" if is_blocked else waits_told_briefly(forest, above)
    return f"below {quoted(forest, above)}, which {why}"


@lru_cache(maxsize=2)
def _held(forest: Forest) -> Mapping[int, int]:
    """Find, for all that stands below a blocked or waiting milestone, the nearest such one."""
    waits = waiting(forest)
    found: dict[int, int] = {}
    for ident in forest.order:
        above = forest.parent[ident]
        if above is None:
            continue
        if above in waits or forest[above].status is Status.BLOCKED:
            found[ident] = above
        elif above in found:
            found[ident] = found[above]
    return found
