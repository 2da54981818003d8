"""What milestones wait for: by `After` in their plan, or by hand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import Milestone, Status
from mlv_tui.domain.names import Names

_COMMAS: Final = 4
"""How many pieces between commas may be one title: `After` names several, parted by commas."""


@dataclass(frozen=True, slots=True)
class Wait:
    """Something that a milestone waits for.

    Attributes:
        written: What the plan calls it; `#12` by hand.
        ids: The milestone that is meant; none where nothing is called so, several where it can't
            be told which. It is waited for until every one of them is done.
    """

    written: str
    ids: tuple[int, ...]

    @property
    def is_clear(self) -> bool:
        """Whether it can be told which milestone is meant."""
        return len(self.ids) == 1

    @property
    def is_id(self) -> bool:
        """Whether it is called by its number."""
        return self.written.startswith("#") and self.written[1:].isdecimal()


@lru_cache(maxsize=2)
def waiting(forest: Forest) -> Mapping[int, tuple[Wait, ...]]:
    """Find what each milestone still waits for; remembered by forest.

    What is done, archived (or inside what is) or removed isn't waited for, nor does a parent wait
    for one below it more than parents do anyway. What can't be found, or may be several, is.

    Returns:
        By id, those that wait for nothing aside, and those that are done or put away.
    """
    names = Names(forest)
    found = ((ident, tuple(_waits(forest, names, forest[ident]))) for ident in _asking(forest))
    return {ident: waits for ident, waits in found if waits}


def _asking(forest: Forest) -> Iterator[int]:
    for ident in forest.order:
        one = forest[ident]
        has_named = one.says.after or one.waits_for
        if has_named and one.status is not Status.DONE and ident not in forest.put_away:
            yield ident


def _waits(forest: Forest, names: Names, one: Milestone) -> Iterator[Wait]:
    by_hand = [Wait(f"#{ident}", (ident,) if ident in forest else ()) for ident in one.waits_for]
    named = [Wait(name, names.find(name, one)) for name in _whole_names(one.says.after, names)]
    seen: set[object] = set()
    for wait in (*by_hand, *named):
        is_known = (wait.ids or wait.written) in seen
        seen.add(wait.ids or wait.written)
        if not is_known and not _is_over(forest, one, wait):
            yield wait


def _is_over(forest: Forest, one: Milestone, wait: Wait) -> bool:
    return bool(wait.ids) and all(_is_free_of(forest, one, ident) for ident in wait.ids)


def _is_free_of(forest: Forest, one: Milestone, ident: int) -> bool:
    """Tell whether nothing keeps a milestone waiting for another."""
    other = forest[ident]
    return (
        other.status is Status.DONE
        or other.is_archived
        or other.is_removed
        or ident in forest.put_away
        or one.id in forest.ancestors(ident)
    )


def _whole_names(pieces: Sequence[str], names: Names) -> Iterator[str]:
    """Join what stands between commas to the titles that have commas."""
    at = 0
    while at < len(pieces):
        most = min(_COMMAS, len(pieces) - at)
        longer = (", ".join(pieces[at : at + count]) for count in range(most, 1, -1))
        name = next((name for name in longer if names.is_title(name)), pieces[at])
        yield name
        at += name.count(", ") + 1
