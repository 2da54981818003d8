"""What changed about one milestone, in a few words each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final, cast

from mlv_tui.domain.anchor_rules import rules_of
from mlv_tui.domain.change_set import Change, ChangeKind
from mlv_tui.domain.project import Root
from mlv_tui.domain.three_way import ThreeWay

_ARCHIVED: Final = "archived"
PREVIEW_GROUPS: Final[Mapping[str, tuple[str, str]]] = {
    ChangeKind.NEW: ("+", "New"),
    ChangeKind.REATTACHED: ("+", "Back again"),
    ChangeKind.RENAMED: ("~", "Renamed"),
    ChangeKind.MOVED: ("~", "Moved"),
    ChangeKind.EDITED: ("~", "Edited"),
    ChangeKind.DETACHED: ("-", "Detached"),
    ChangeKind.AMBIGUOUS: ("?", "Ambiguous, so detached"),
    _ARCHIVED: ("-", "Archived before, now detached"),
}
"""In the order in which a preview shows them: the sign of each line, and what stands above."""

_MY: Final = "my_"
_NAMED: Final = 3
"""Names of a list before the rest is counted."""
_QUIET: Final = (
    "level",
    "source_key",
    "explicit_id",
    "detached_at",
    "prompt_starters",
    "anchor_origin",
)
"""What follows from the rest, and needs no word of its own."""


def preview_group(kind: ChangeKind, *, is_archived: bool) -> str:
    """Return the key of the group of `PREVIEW_GROUPS` that a change is shown in.

    What would be detached is counted as the brake counts: live is what is attached and not
    archived, so what a person put away stands in a group of its own.

    Args:
        kind: What would happen.
        is_archived: Whether it would to a milestone that is archived.
    """
    is_going = kind in (ChangeKind.DETACHED, ChangeKind.AMBIGUOUS)
    return _ARCHIVED if is_archived and is_going else kind


def conflict_words(each: ThreeWay) -> str:
    """Name a field that plan and person would disagree on, with both values."""
    mine, plan = (_value(each.name, value) for value in (each.mine, each.plan))
    return f"makes a conflict: {each.name}, mine {mine}, the plan's {plan}"


def _value(name: str, value: Any) -> str:
    return f"P{value}" if name == "priority" and value is not None else _shown(value)


def change_words(change: Change) -> Iterator[str]:
    """Say what changed: `status: open → done`; nothing for a new milestone, where all is new."""
    if change.kind is ChangeKind.NEW:
        return
    said = (_words(name, change.before.get(name), new) for name, new in change.after.items())
    yield from dict.fromkeys(filter(None, said))


def _words(name: str, old: Any, new: Any) -> str:
    if name in _QUIET:
        return ""
    if name in _SAID:
        return _SAID[name](old, new)
    if name.startswith(_MY):
        return f"my {name.removeprefix(_MY)}: {_own(old)} → {_own(new)}"
    return f"{name}: {_shown(old)} → {_shown(new)}"


def _own(own: Mapping[str, Any] | None) -> str:
    return "the plan's" if own is None else _shown(own["value"])


def _shown(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, cast("tuple[Any, ...]", value)))
    return "none" if value is None else str(value)


def _root(old: Any, new: Any) -> str:
    path = Root(0, **(old or new)).path
    return f"follows {path} {'again' if new else 'no more'}"


def _anchor_rules(old: Any, new: Any) -> str:
    """Tell which of a project's rules came and went, or that the built-in ones did."""
    before, after = rules_of(old), rules_of(new)
    if before.has_built_in is not after.has_built_in:
        return f"built-in anchor rules {'on' if after.has_built_in else 'off'}"
    here = [f"+ {one}" for one in after.own if one not in before.own]
    gone = [f"- {one}" for one in before.own if one not in after.own]
    return f"anchor rules: {', '.join((*here, *gone)) or 'in another order'}"


def _placed(old: Any, new: Any) -> str:
    """Tell of a place by hand; one that only follows another sibling stayed where it was."""
    if old is None or new is None:
        return "moved" if old is None else "back where its plan has it"
    is_same = (old["parent"], old["number"]) == (new["parent"], new["number"])
    return "kept its place" if is_same else "moved"


_SAID: Final[Mapping[str, Callable[[Any, Any], str]]] = {
    "parent": lambda _, __: "moved",
    "order": lambda _, __: "moved",
    "placed": _placed,
    "body": lambda _, __: "its text",
    "archived_at": lambda _, new: "out of the archive" if new is None else "archived",
    "removed_at": lambda _, new: "back" if new is None else "removed",
    "root": _root,
    "anchor_rules": _anchor_rules,
    "waits_for": lambda old, new: f"waits for: {_shown(old)} → {_shown(new)}",
    "links_by_hand": lambda old, new: f"my links: {_shown(old)} → {_shown(new)}",
}
"""What is said of values with words of their own."""


def first_few(names: Sequence[str]) -> str:
    """Name the first few: `a, b, c and 4 more`."""
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more} more" if more > 0 else "")
