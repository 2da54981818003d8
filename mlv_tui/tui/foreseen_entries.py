"""What a reading would change, as entries of a list: grouped, in columns that line up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from mlv_tui.domain.change_set import ChangeKind
from mlv_tui.domain.change_words import PREVIEW_GROUPS, conflict_words
from mlv_tui.domain.folding import counted
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import UNTITLED
from mlv_tui.tui.foreseen_words import where_of, why_of
from mlv_tui.tui.keys_now import key_for
from mlv_tui.tui.widgets.cells import shown
from mlv_tui.tui.widgets.foreseen_rows import Head, Row, Sentence, Widths, widths_of

if TYPE_CHECKING:
    from mlv_tui.services.foreseen import Foreseen
    from mlv_tui.services.report import IngestReport

Entry = Head | Row | Sentence

SURE: Final = 1.0
TITLE_LIMIT: Final = 400
"""Characters; more never help."""


def entries_of(report: IngestReport, forest: Forest) -> tuple[Entry, ...]:
    """Lay a preview out: what the brake holds back first, then what Enter applies.

    Args:
        report: Of the preview.
        forest: What is stored: tells what people put on those that would be detached.
    """
    rows = [_row(one, forest) for one in report.foreseen]
    widths = widths_of(rows)
    held = [row for row, one in zip(rows, report.foreseen, strict=True) if one.is_held]
    free = [row for row, one in zip(rows, report.foreseen, strict=True) if not one.is_held]
    return _begun(
        (
            *_held_head(report),
            *_groups(held, widths),
            *([Sentence("free", f"{_applies()} applies", "strong")] if held and free else []),
            *_again(report),
            *_groups(free, widths),
            *_unread(report),
        )
    )


def _begun(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Let the first one begin at the top."""
    first, rest = entries[:1], entries[1:]
    heads = (replace(one, is_first=True) for one in first if not isinstance(one, Row))
    return (*heads, *rest)


def counts_of(report: IngestReport) -> str:
    """Say how many milestones would change, be in conflict, and change more without the brake."""
    held = sum(one.is_held for one in report.foreseen)
    free = len(report.foreseen) - held
    said = counted(free, "change")
    said += f" · {counted(len(report.new_conflicts), 'conflict')}" if report.new_conflicts else ""
    return said + (f" · {held} held back" if held else "")


def _applies() -> str:
    return key_for("preview.apply", "Enter")


def _held_head(report: IngestReport) -> Iterator[Entry]:
    if report.held:
        ahead = key_for("preview.go_ahead", "!")
        yield Sentence("held", f"Held back: {ahead} goes ahead", "strong")
    for one in report.held:
        yield Sentence(("held", one.plan), shown(one.message), "conflict")


def _again(report: IngestReport) -> Iterator[Entry]:
    """Tell which readings were undone, and would be applied after all."""
    for plan in report.again:
        said = f"{plan}: its last reading was undone; {_applies()} applies it again."
        yield Sentence(("again", plan), shown(said), "conflict")


def _groups(rows: Sequence[Row], widths: Widths) -> Iterator[Entry]:
    for group, (_, name) in PREVIEW_GROUPS.items():
        found = [row for row in rows if row.group == group]
        if found:
            yield Head((name, found[0].is_held), name, len(found), is_held=found[0].is_held)
            yield from (row.within(widths) for row in found)


def _unread(report: IngestReport) -> Iterator[Entry]:
    """Tell which plans can't be read: nothing of theirs changes."""
    held = {one.plan for one in report.held}
    troubles = [one for one in report.troubles if one.plan not in held]
    if troubles:
        yield Head("unread", "Can't be read", len(troubles))
    for one in troubles:
        yield Sentence(("unread", one.plan), shown(str(one)), "quiet")


def _row(one: Foreseen, forest: Forest) -> Row:
    change = one.change
    return Row(
        key=(change.milestone_id, one.is_held),
        kind=change.kind,
        group=one.group,
        sign=PREVIEW_GROUPS.get(one.group, ("~", ""))[0],
        titles=tuple(_titles(one)),
        where=shown(where_of(one)),
        why=shown(", ".join(why_of(one, forest))),
        score="" if change.score >= SURE else f"{change.score:.2f}",
        is_held=one.is_held,
        conflicts=tuple(shown(conflict_words(each)[:TITLE_LIMIT]) for each in one.conflicts),
    )


def _titles(one: Foreseen) -> Iterator[str]:
    """Yield the title; of a renamed one the old and the new."""
    found = (one.title,)
    if one.change.kind is ChangeKind.RENAMED and one.before and one.after:
        found = (one.before.title, one.after.title)
    for title in found:
        yield shown(title[:TITLE_LIMIT]) or UNTITLED
