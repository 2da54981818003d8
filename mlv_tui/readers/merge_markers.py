"""Marks of an unfinished merge in a plan."""

from __future__ import annotations

from collections.abc import Iterator

from mlv_tui.errors import PlanUnreadable
from mlv_tui.readers.blocks import Kind, blocks


def refuse_merge_markers(plan: str, text: str) -> None:
    """Refuse a plan that git left with both sides of a conflict in it.

    Raises:
        PlanUnreadable: `<<<<<<<`, `=======` and `>>>>>>>` lines follow each other outside of code.
    """
    if "<<<<<<< " not in text or "\n>>>>>>> " not in text:
        return
    line = _conflict(text.split("\n"))
    if line is not None:
        raise PlanUnreadable(
            f"{plan} holds an unfinished merge at line {line}.",
            "Finish the merge; `mlv ingest --force` reads both sides as they stand.",
            line,
        )


def _conflict(lines: list[str]) -> int | None:
    begun: int | None = None
    is_halfway = False
    for number, line in _outside_of_fences(lines):
        if line.startswith("<<<<<<< "):
            begun, is_halfway = number, False
        elif line == "=======":
            is_halfway = True
        elif line.startswith(">>>>>>> ") and begun is not None and is_halfway:
            return begun
    return None


def _outside_of_fences(lines: list[str]) -> Iterator[tuple[int, str]]:
    for block in blocks(lines):
        if block.kind is not Kind.FENCE:
            yield from enumerate(lines[block.first : block.end], block.first + 1)
