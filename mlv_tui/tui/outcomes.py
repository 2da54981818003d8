"""What a gesture did, in a sentence: to what, what it left and why, how to undo it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import SHARED_FIELDS
from mlv_tui.domain.overtaking import Overtaken
from mlv_tui.domain.refusals import Refusal
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.sentences import named, quoted
from mlv_tui.tui.typed_texts import typed_text

if TYPE_CHECKING:
    from mlv_tui.services.gesture import EditReport

MOST_REFUSALS: Final = 3
"""So many are told one by one."""


Said = Callable[[str, str], str]
"""Words what happened, from the name of what it happened to and `is` or `are`."""


def outcome(forest: Forest, report: EditReport, said: Said) -> str:
    """Tell what became of a gesture.

    Args:
        forest: Knows the titles.
        report: What it did.
        said: Such as `lambda what, are: f"{what} {are} done"`.
    """
    done = report.added or report.edited
    parts = [_told(forest, done, said)] if done else []
    if report.unchanged:
        parts.append(_unchanged(forest, report.unchanged, said, is_all=not parts))
    parts += _refusals(forest, report.refused)
    parts += dict.fromkeys(map(str, report.merged[:MOST_REFUSALS]))
    if report.change_set is not None:
        parts.append(f"{key_for('history.undo', 'u')} undoes it")
    return " · ".join(parts)


def _told(forest: Forest, ids: Sequence[int], said: Said) -> str:
    return said(named(forest, ids), "is" if len(ids) == 1 else "are")


def _unchanged(forest: Forest, ids: Sequence[int], said: Said, *, is_all: bool) -> str:
    if is_all:
        return f"{_told(forest, ids, said)} already"
    return f"{named(forest, ids)} {'was' if len(ids) == 1 else 'were'} so already"


def _refusals(forest: Forest, refused: Sequence[Refusal]) -> Iterator[str]:
    for one in refused[:MOST_REFUSALS]:
        yield f"not {named(forest, [one.id])}: {_reason(forest, one)}"
    more = len(refused) - MOST_REFUSALS
    if more > 0:
        yield f"nor {more} more"
    if any(isinstance(one, Overtaken) for one in refused):
        yield "do it again to set yours"


def _reason(forest: Forest, one: Refusal) -> str:
    """Say why; of a field that somebody else was first to set, what it is now."""
    if not isinstance(one, Overtaken) or one.name not in SHARED_FIELDS or one.id not in forest:
        return one.reason
    milestone = forest[one.id]
    value = milestone.status if one.name == "status" else milestone.shown(one.name)
    said = typed_text(one.name, value)
    return f"{one.reason}, to {quoted(said)}" if said else f"{one.reason}, to nothing"
