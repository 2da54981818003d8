"""What changed about one milestone, in a few words each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final, cast

from mlv_tui.domain.change_set import Change, ChangeKind

PREVIEW_GROUPS: Final = {
    ChangeKind.NEW: ("+", "New"),
    ChangeKind.REATTACHED: ("+", "Back again"),
    ChangeKind.RENAMED: ("~", "Renamed"),
    ChangeKind.MOVED: ("~", "Moved"),
    ChangeKind.EDITED: ("~", "Edited"),
    ChangeKind.DETACHED: ("-", "Detached"),
    ChangeKind.AMBIGUOUS: ("?", "Ambiguous, so detached"),
}
"""In the order in which a preview shows them: the sign of each line, and what stands above."""

_MY: Final = "my_"
_NAMED: Final = 3
"""Names of a list before the rest is counted."""
_QUIET: Final = ("level", "source_key", "explicit_id", "detached_at", "prompt_starters")
"""What follows from the rest, and needs no word of its own."""


def change_words(change: Change) -> Iterator[str]:
    """Say what changed: `status: open → done`; nothing for a new milestone, where all is new."""
    if change.kind is ChangeKind.NEW:
        return
    said = (_words(name, change.before.get(name), new) for name, new in change.after.items())
    yield from dict.fromkeys(filter(None, said))


def _words(name: str, old: Any, new: Any) -> str:
    if name in _QUIET:
        return ""
    if name in ("parent", "order"):
        return "moved"
    if name == "body":
        return "its text"
    if name == "archived_at":
        return "out of the archive" if new is None else "archived"
    if name.startswith(_MY):
        return f"my {name.removeprefix(_MY)}: {_own(old)} → {_own(new)}"
    return f"{name}: {_shown(old)} → {_shown(new)}"


def _own(own: Mapping[str, Any] | None) -> str:
    return "the plan's" if own is None else _shown(own["value"])


def _shown(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, cast("tuple[Any, ...]", value)))
    return "none" if value is None else str(value)


def first_few(names: Sequence[str]) -> str:
    """Name the first few: `a, b, c and 4 more`."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
