"""What was gone and comes back: as it was at any time, changed only shortly after."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Final

from mlv_tui.domain.matching import signs
from mlv_tui.domain.matching.known import HeadingKey, Known
from mlv_tui.domain.matching.passes import Passes
from mlv_tui.domain.matching.recognise import by_likeness
from mlv_tui.domain.matching.renames import renamed_plans, under_new_names
from mlv_tui.domain.matching.sides import side_of
from mlv_tui.domain.matching.stored import Everything, Stored

RECENT: Final = 15 * 60_000
"""Milliseconds; what went longer ago comes back only as it was."""
WRITES: Final = 100
"""Writes of the project; as above, since many may follow each other quickly."""
RECALLED: Final = 500
"""How many of the recently detached ones are looked through for a likeness."""


def exactly_as_it_was(passes: Passes, detached: Sequence[Known[int]]) -> None:
    """Take what is back at its source key with its text, or with its id: surer than a likeness."""
    passes.go_on_with(detached)
    passes.take(signs.ID_HERE)
    passes.take(signs.EXPLICIT_ID)
    passes.go_on_with(_last_gone(detached))
    passes.take(signs.ADDRESS)


def by_memory(
    passes: Passes,
    stored: Stored,
    everything: Callable[[], Everything],
    new: Sequence[Known[HeadingKey]],
    now: int,
) -> None:
    """Take what was detached before.

    A plan may be saved without a section before another is saved with it, or be removed under
    its old name before it is there under the new one.

    Args:
        passes: What is known already.
        stored: What may come back.
        everything: Tells of the milestones and headings of every plan that changed.
        new: Those of plans that are new, and no other's new name.
        now: Epoch milliseconds.
    """
    if not stored.detached or not passes.unknown:
        return
    recent = [
        one for one in stored.detached if (one.detached_at or 0) > now - RECENT and one.age < WRITES
    ]
    there = {one.plan for one in passes.asked} | set(stored.existed)
    gone = [one for one in _last_of_each_plan(recent) if one.plan not in there]
    common = stored.elsewhere()
    renamed = renamed_plans(gone, new, stored.texts_of, common)
    detached = under_new_names(stored.detached, renamed)
    _as_it_was(passes, detached, common)
    passes.go_on_with(one for one in _last_gone(detached) if one.plan in renamed.values())
    passes.take(signs.REMARKED)
    recent = [one for one in recent if one.slug not in common and not stored.is_said(one.text)]
    recalled = [*_last_gone(recent)][:RECALLED]
    by_likeness(passes, recalled, lambda: (side_of(recalled), everything()[1]), stored)


def _as_it_was(passes: Passes, detached: Sequence[Known[int]], common: Collection[str]) -> None:
    exactly_as_it_was(passes, detached)
    passes.go_on_with(detached)
    passes.take(signs.TEXT)
    passes.go_on_with(one for one in detached if one.slug not in common)
    passes.take(signs.ELSEWHERE)
    passes.go_on_with(detached)
    passes.take_once_titled(signs.TITLE)
    passes.go_on_with(_last_gone(detached))
    passes.take_below_known(signs.BARE_ADDRESS)


def _last_of_each_plan(detached: Sequence[Known[int]]) -> list[Known[int]]:
    """Of each plan's, keep those that went together last."""
    last: dict[str, int | None] = {}
    return [
        one for one in detached if last.setdefault(one.plan, one.detached_at) == one.detached_at
    ]


def _last_gone(detached: Iterable[Known[int]]) -> Iterator[Known[int]]:
    """Of those that left the same address with the same text, keep the last one gone."""
    seen: set[tuple[str, str, int, str]] = set()
    for one in detached:
        left = (one.plan, one.slug, one.occurrence, one.text)
        if left not in seen:
            seen.add(left)
            yield one
