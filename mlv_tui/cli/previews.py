"""What an ingest would do, in lines of text: one a milestone, grouped by what would happen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from mlv_tui.cli.output import print_lines
from mlv_tui.domain.change_set import Change, ChangeKind
from mlv_tui.domain.change_words import PREVIEW_GROUPS, conflict_words
from mlv_tui.domain.milestone import UNTITLED

if TYPE_CHECKING:
    from mlv_tui.services.foreseen import Foreseen, Place
    from mlv_tui.services.report import IngestReport

_TOLD_APART: Final = ("title", "plan", "parent", "order", "body", "detached_at")
_OF_LITTLE_USE: Final = ("level", "source_key")
"""What follows from the rest mostly, and is told only where nothing else is."""


def print_foreseen(report: IngestReport) -> None:
    """Print a line for each milestone that an ingest would change, then for what is held back."""
    print_lines(_groups([one for one in report.foreseen if not one.is_held]))
    held = [one for one in report.foreseen if one.is_held]
    if held:
        print_lines(["Held back, and not applied:"])
        print_lines(f"  {line}" for line in _groups(held))


def _groups(ones: Sequence[Foreseen]) -> Iterator[str]:
    for group, (sign, name) in PREVIEW_GROUPS.items():
        found = [one for one in ones if one.group == group]
        if found:
            yield f"{name}:"
            yield from (_line(sign, one) for one in found)


def _line(sign: str, one: Foreseen) -> str:
    ident = one.change.milestone_id
    said = ", ".join(_details(one))
    return f"{sign}{ident if ident > 0 else '':>5} {_title(one)}" + (f"  ({said})" if said else "")


def _title(one: Foreseen) -> str:
    if one.change.kind is ChangeKind.RENAMED and one.before and one.after:
        return f"{one.before.title or UNTITLED} → {one.after.title or UNTITLED}"
    return one.title or UNTITLED


def _details(one: Foreseen) -> Iterator[str]:
    place = one.after or one.before
    if place is not None:
        yield _where(place)
    if one.before and one.after:
        said = [*_place_changes(one.before, one.after), *_value_changes(one.change)]
        yield from said or _differences(one.change, _OF_LITTLE_USE)
    if one.change.score < 1 or one.change.kind is ChangeKind.AMBIGUOUS:
        yield _sureness(one.change)
    yield from map(conflict_words, one.conflicts)


def _where(place: Place) -> str:
    return f"{place.plan}:{place.line}"


def _place_changes(before: Place, after: Place) -> Iterator[str]:
    if before.plan != after.plan:
        yield f"from {_where(before)}"
    if (before.parent_id, before.parent_title) != (after.parent_id, after.parent_title):
        yield f"{_below(before)} → {_below(after)}"


def _below(place: Place) -> str:
    if place.parent_title is None:
        return "at the top"
    return f"below {place.parent_title or UNTITLED}"


def _value_changes(change: Change) -> Iterator[str]:
    if "order" in change.after:
        yield "in another order"
    if "body" in change.after:
        yield "its text"
    is_retitled = "title" in change.after and change.kind is not ChangeKind.RENAMED
    names = [name for name in change.after if name not in (*_TOLD_APART, *_OF_LITTLE_USE)]
    yield from _differences(change, ["title", *names] if is_retitled else names)


def _differences(change: Change, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if name in change.after:
            old, new = change.before.get(name), change.after[name]
            yield f"{name.replace('_', ' ')}: {_shown(old)} → {_shown(new)}"


def _shown(value: Any) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return _shown(value.get("value"))
    return "none" if value is None else str(value)


def _sureness(change: Change) -> str:
    if change.kind is ChangeKind.AMBIGUOUS:
        return change.reason
    return f"{change.reason}, {change.score:.2f}"
