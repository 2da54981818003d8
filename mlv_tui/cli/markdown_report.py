"""A project as a report in Markdown: how far it is, then its trees."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from mlv_tui.cli.labels import Labels, state_of
from mlv_tui.domain.folding import counted
from mlv_tui.domain.forest import Forest
from mlv_tui.domain.milestone import UNTITLED, Milestone, Status
from mlv_tui.domain.visible import visible, visible_lines

_MARKUP: Final = re.compile(r"([\\`*_\[\]<>#|~&$])")


def report(
    name: str, forest: Forest, ids: Sequence[int], depths: Mapping[int, int]
) -> Iterator[str]:
    """Yield the lines of a report, always the same for the same project.

    Args:
        name: The project's.
        forest: The project's.
        ids: What is to be in it, in the order of the trees, then what stands apart.
        depths: How many of those above each are in it.
    """
    yield f"# {escaped(name)}"
    yield ""
    yield _standing(forest)
    labels = Labels(forest)
    in_trees = [ident for ident in ids if ident in forest.parent]
    yield from _trees(forest, labels, in_trees, depths)
    apart = [ident for ident in ids if ident not in forest.parent]
    if apart:
        yield from ("", "## Without a heading", "")
        for ident in apart:
            yield from _item(forest[ident], labels, 0)


def escaped(text: str) -> str:
    """Write a text so that Markdown shows it as it is, in one line."""
    return _MARKUP.sub(r"\\\1", visible(" ".join(text.split())))


def _standing(forest: Forest) -> str:
    total = forest.total
    if not total.all:
        return "Nothing counts yet."
    share = f"{total.done} of {counted(total.all, 'milestone')} done ({total.share:.0%})"
    others = (("active", total.active), ("blocked", total.blocked), ("open", total.open))
    return ", ".join([share, *(f"{count} {word}" for word, count in others if count)]) + "."


def _trees(
    forest: Forest, labels: Labels, ids: Sequence[int], depths: Mapping[int, int]
) -> Iterator[str]:
    """Write roots as headings, but for a list in which nothing is below anything."""
    is_list = not any(depths[ident] for ident in ids)
    if is_list and ids:
        yield ""
    is_begun = is_list
    for ident in ids:
        one, depth = forest[ident], depths[ident]
        if depth or is_list:
            yield from () if is_begun else ("",)
            yield from _item(one, labels, depth if is_list else depth - 1)
        else:
            yield from _heading(one, labels)
        is_begun = bool(depth) or is_list


def _heading(one: Milestone, labels: Labels) -> Iterator[str]:
    yield ""
    yield f"## {escaped(one.title) or UNTITLED}"
    facts = _facts(one, labels)
    if facts:
        yield from ("", facts)
    if one.notes.strip():
        yield ""
        yield from _notes(one, "")


def _item(one: Milestone, labels: Labels, depth: int) -> Iterator[str]:
    indent = "  " * depth
    mark = "x" if one.status is Status.DONE else " "
    facts = _facts(one, labels)
    end = f" — {facts}" if facts else ""
    yield f"{indent}- [{mark}] {escaped(one.title) or UNTITLED}{end}"
    yield from _notes(one, f"{indent}  ")


def _facts(one: Milestone, labels: Labels) -> str:
    state = state_of(one)
    said = [f"**{one.status}**"] if state != "open" and one.status is not Status.OPEN else []
    return " · ".join([*said, *map(escaped, labels.all(one))])


def _notes(one: Milestone, indent: str) -> Iterator[str]:
    """Write notes as a quotation: they are Markdown already, but no HTML."""
    text = one.notes.strip("\n")
    for line in visible_lines(text) if text.strip() else ():
        yield f"{indent}> {line.replace('<', '&lt;')}".rstrip()
