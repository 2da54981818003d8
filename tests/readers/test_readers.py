"""The door to all readers."""

from __future__ import annotations

import subprocess
import sys

import pytest

from mlv_tui.errors import PlanUnreadable
from mlv_tui.readers import READERS, is_plan_name, read_outline


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("plan.md", True), ("a/PLAN.MD", True), ("a.b.markdown", True),
        ("plan.txt", False), (".md", False), ("md", False), ("a.md/b", False),
    ],
)  # fmt: skip
def test_knows_a_plan_by_its_name(name, expected):
    """Suffixes count, whatever their case."""
    assert is_plan_name(name) is expected


def test_reads_bytes_into_an_outline():
    """A plan's bytes become its headings."""
    outline = read_outline("a/plan.md", "\ufeff# Größe\r\n\r\nText\r\n".encode())

    assert outline.plan == "a/plan.md"
    assert [(heading.title, heading.body) for heading in outline.headings] == [("Größe", "Text")]


def test_refuses_a_file_of_another_kind():
    """What is no plan is named, with the kinds that are."""
    with pytest.raises(PlanUnreadable, match=r"\.md or \.markdown"):
        read_outline("a.txt", b"# a")


def test_starts_without_the_parsers():
    """Looking at the readers costs no import of mistletoe or yaml."""
    code = (
        "import sys, mlv_tui.readers, mlv_tui.readers.files;"
        "print(sorted({'mistletoe', 'yaml'} & set(sys.modules)))"
    )

    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert shown.stdout.strip() == "[]"
    assert set(READERS) == {".md", ".markdown"}
