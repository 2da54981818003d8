"""Milestones found by what a plan calls them: a title, a source key, an id."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Final

from mlv_tui.domain.folding import folded
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.matching.titles import bare_title
from mlv_tui.domain.milestone import Milestone
from mlv_tui.domain.source_key import without_marks

_QUOTES: Final = "\"'`“”„‚‘’«»"
_REMEMBERED: Final = 32_768
_ID: Final = re.compile(r"[0-9]{1,18}")


class Names:
    """Finds the milestones of one forest, removed and detached ones too."""

    def __init__(self, forest: Forest) -> None:
        """Look among these; nothing is gathered before it is needed."""
        self._forest = forest

    def find(self, written: str, asking: Milestone) -> tuple[int, ...]:
        """Find which milestone a plan means.

        A title counts as the plan or a person has it, status marks, quotes and case aside; then
        without remarks such as `(80 %)`. One with a heading goes before one without, then one of
        the same plan before others. A milestone means itself only where nothing else is called so.

        Args:
            written: A title, a source key (`core.md#second~1`, or without `~1`), `#` and an id.
            asking: Whose plan it is.

        Returns:
            Nothing if no milestone is called so, several if it can't be told which.
        """
        found = self._called(written.strip())
        found = _narrowed(found, lambda ident: ident != asking.id)
        found = _narrowed(found, lambda ident: ident in self._forest.parent)
        found = _narrowed(found, lambda ident: self._forest[ident].plan == asking.plan)
        return tuple(found)

    def is_title(self, written: str) -> bool:
        """Tell whether a milestone has this very title."""
        return _folded(written) in self._by_title

    def _called(self, written: str) -> Sequence[int]:
        if written.startswith("#"):
            return self._by_mark(written[1:]) or self._by_title.get(_folded(written), ())
        return (
            self._by_title.get(_folded(written))
            or self._by_key.get(written)
            or self._by_key.get(f"{written}~1")
            or self._by_bare_title.get(bare_title(_unquoted(written)), ())
        )

    def _by_mark(self, mark: str) -> Sequence[int]:
        """Find by an id, or by what the plan names a heading for good."""
        if _ID.fullmatch(mark) and int(mark) in self._forest:
            return (int(mark),)
        return self._by_explicit_id.get(mark, ())

    @cached_property
    def _by_title(self) -> dict[str, list[int]]:
        return self._gathered(_both(_folded))

    @cached_property
    def _by_bare_title(self) -> dict[str, list[int]]:
        return self._gathered(_both(bare_title))

    @cached_property
    def _by_key(self) -> dict[str, list[int]]:
        return self._gathered(lambda one: {one.source_key} if one.source_key else ())

    @cached_property
    def _by_explicit_id(self) -> dict[str, list[int]]:
        return self._gathered(lambda one: {one.explicit_id} if one.explicit_id else ())

    def _gathered(self, names_of: Callable[[Milestone], Iterable[str]]) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for one in self._forest.by_id.values():
            for name in names_of(one):
                found.setdefault(name, []).append(one.id)
        return found


def _both(fold: Callable[[str], str]) -> Callable[[Milestone], set[str]]:
    """Give a milestone's titles, the plan's and the person's, folded."""
    return lambda one: {fold(title) for title in (one.title, one.says.title) if title}


def _narrowed(found: Sequence[int], is_nearer: Callable[[int], bool]) -> Sequence[int]:
    return found if len(found) < 2 else ([ident for ident in found if is_nearer(ident)] or found)  # noqa: PLR2004 - nothing to choose from


def _unquoted(written: str) -> str:
    return written.strip().strip(_QUOTES) or written


@lru_cache(maxsize=_REMEMBERED)
def _folded(title: str) -> str:
    return folded(without_marks(_unquoted(title)))
