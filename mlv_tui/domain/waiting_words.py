"""What a milestone waits for, in words; a circle is told as one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Final

from mlv_tui.domain.circles import circles, shortest_way
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import UNTITLED, Status
from mlv_tui.domain.source_key import without_marks
from mlv_tui.domain.waiting import Wait, waiting

_MOST_NAMED: Final = 3
_MOST_STEPS: Final = 4
"""Of a circle; a longer one is told by its beginning."""
_MOST_LOOKED_AT: Final = 300
_NOT_HERE: Final = "isn't in this project"
_NOT_CALLED: Final = "no milestone is called"
_IN_THE_END: Final = "which in the end waits for this"


def waits_told(forest: Forest, ident: int) -> str:
    """Say all that a milestone waits for: `waits for “A”, which waits for this, and for “B”`."""
    waits = waiting(forest).get(ident, ())
    named = [_told(forest, ident, one) for one in waits[:_MOST_NAMED]]
    if len(waits) > _MOST_NAMED:
        named.append(f"{len(waits) - _MOST_NAMED} more")
    return f"waits for {', and for '.join(named)}" if named else ""


def waits_told_briefly(forest: Forest, ident: int) -> str:
    """Say what a milestone waits for in few words: `waits for “A” and 2 more`."""
    waits = waiting(forest).get(ident, ())
    more = f" and {len(waits) - 1} more" if len(waits) > 1 else ""
    return f"waits for {_named(forest, waits[0])}{more}" if waits else ""


def is_knotted(forest: Forest, ident: int) -> bool:
    """Tell whether a milestone waits for what can't come by work: a circle, or an unclear name."""
    waits = waiting(forest).get(ident, ())
    return any(not one.is_clear or _leads_back(forest, ident, one.ids[0]) for one in waits)


def quoted(forest: Forest, ident: int) -> str:
    """Name a milestone within a sentence, status marks aside."""
    return f"“{without_marks(forest[ident].title) or UNTITLED}”"


def _named(forest: Forest, wait: Wait) -> str:
    return quoted(forest, wait.ids[0]) if wait.is_clear else f"“{wait.written}”"


def _told(forest: Forest, ident: int, wait: Wait) -> str:
    name = _named(forest, wait)
    if not wait.ids:
        return f"{name}, which {_NOT_HERE if wait.is_id else _NOT_CALLED}"
    if not wait.is_clear:
        several = ", ".join(f"#{one}" for one in wait.ids[:_MOST_NAMED])
        more = " …" if len(wait.ids) > _MOST_NAMED else ""
        return f"{name}, which {len(wait.ids)} milestones are called ({several}{more})"
    (other,) = wait.ids
    if other == ident:
        return "itself"
    if forest[other].is_detached:
        return f"{name}, whose heading is gone"
    return f"{name}{_circle_told(forest, ident, other)}"


def _circle_told(forest: Forest, ident: int, other: int) -> str:
    """Say how what is waited for waits for the one that does; nothing if it doesn't."""
    if not _leads_back(forest, ident, other):
        return ""
    numbers = _numbers(forest)

    def within(node: int) -> Iterator[int]:
        return (one for one in _ways(forest, node) if numbers.get(one) == numbers[other])

    way = shortest_way(other, -ident, within, _MOST_LOOKED_AT)
    steps = list(_steps(forest, way, ident)) or [_IN_THE_END]
    if len(steps) > _MOST_STEPS:
        steps = [*steps[: _MOST_STEPS - 1], _IN_THE_END]
    return "".join(f", {step}" for step in steps)


def _steps(forest: Forest, way: Sequence[int], ident: int) -> Iterator[str]:
    for before, after in pairwise(way):
        at = abs(after)
        is_passed = at != ident and forest[at].status is Status.DONE
        if at != abs(before) and not is_passed:
            verb = "is below" if before < 0 and after < 0 else "waits for"
            yield f"which {verb} {'this' if at == ident else quoted(forest, at)}"


def _leads_back(forest: Forest, ident: int, other: int) -> bool:
    numbers = _numbers(forest)
    return numbers[other] == numbers[-ident]


@lru_cache(maxsize=2)
def _numbers(forest: Forest) -> Mapping[int, int]:
    """Number beginnings (minus the id) and ends (the id); those in one circle have one number."""
    return circles([-ident for ident in waiting(forest)], lambda node: _ways(forest, node))


def _ways(forest: Forest, node: int) -> Iterator[int]:
    """Give what the beginning or the end of a milestone waits for.

    It can begin once what it waits for has ended and its parent can begin; it can end once it can
    begin and everything below it has ended.
    """
    ident = abs(node)
    if node < 0:
        yield from (one.ids[0] for one in waiting(forest).get(ident, ()) if one.is_clear)
        above = forest.parent.get(ident)
        if above is not None:
            yield -above
        return
    if forest[ident].status is not Status.DONE:
        yield -ident
    yield from (one for one in forest.children.get(ident, ()) if one not in forest.put_away)
