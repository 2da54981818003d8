"""Unfinished merges."""

from __future__ import annotations

import pytest

from mlv_tui.errors import PlanUnreadable
from mlv_tui.readers import read_outline

CONFLICT = "# a\n\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch\n"


def test_refuses_a_plan_with_an_unfinished_merge():
    """Both sides of a conflict are no plan: the line is named."""
    with pytest.raises(PlanUnreadable, match="unfinished merge at line 3") as error:
        read_outline("a.md", CONFLICT.encode())

    assert error.value.line == 3


def test_reads_it_as_it_is_if_told_so():
    """A person may insist."""
    outline = read_outline("a.md", CONFLICT.encode(), as_it_is=True)

    assert outline.headings[0].title == "a"


@pytest.mark.parametrize(
    "text", [f"```\n{CONFLICT}```\n", "<<<<<<< only this\n", ">>>>>>> a\n=======\n<<<<<<< b\n"]
)
def test_lets_a_plan_show_what_a_conflict_looks_like(text):
    """In code, or in parts, the marks are text."""
    assert read_outline("a.md", f"# a\n{text}".encode()).headings
