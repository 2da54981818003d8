"""Whole plans, as a table: `cases/NAME.md` and what is expected of it in `cases/NAME.json`."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from mlv_tui.domain.milestone import PlanValues
from mlv_tui.domain.outline import Outline
from mlv_tui.readers.markdown import read_markdown

CASES = sorted(Path(__file__).with_name("cases").glob("*.md"))


def as_json(value: object) -> object:
    """Bring a value into JSON's own types."""
    return json.loads(json.dumps(value))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_reads_a_plan_as_its_case_says(case):
    """Each heading has the level, line, title, text and values that the case expects."""
    expected = json.loads(case.with_suffix(".json").read_text(encoding="utf-8"))

    outline = read_markdown("plan.md", case.read_text(encoding="utf-8"))

    assert len(outline.headings) == len(expected)
    for heading, wanted in zip(outline.headings, expected, strict=True):
        if "says" in wanted:
            wanted["says"] = as_json(asdict(PlanValues())) | wanted["says"]
        ours = as_json(asdict(heading))
        assert {key: ours[key] for key in wanted} == wanted


def test_reads_a_plan_without_headings_as_an_empty_outline():
    """Prose alone gives no milestone."""
    assert read_markdown("a/b.md", "Just words.\n") == Outline("a/b.md")


def test_keeps_the_line_numbers_below_front_matter():
    """Lines are counted from the top of the file."""
    outline = read_markdown("a.md", "---\nowner: Ann\n---\n\n# Plan\n")

    assert [heading.line for heading in outline.headings] == [5]


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        ("# a\n" + "x" * 2_000_000, ["a"]),
        ("# a" + " " * 1_000_000 + "b", ["a b"]),
        ("# " + "`" * 1_000_000, ["`" * 999 + "…"]),
        ("# " + "[" * 100_000, ["[" * 999 + "…"]),
        ("# " + "*" * 100_000, ["*" * 999 + "…"]),
        ("> " * 10_000 + "x\n" + "\n" * 10_000 + "# a", ["a"]),
        ("- " * 10_000 + "x\n" + "\n" * 10_000 + "# a", ["a"]),
        ("".join("  " * depth + "- a\n" for depth in range(1_000)) + "# a", ["a"]),
        ("- a\n* - a\n" * 25_000 + "# a", ["a"]),
        ("> \n" * 100_000 + "# a", ["a"]),
        ("> a\nlazy\n" * 20_000 + "# a", ["a"]),
        ("```\n" + "# no\n" * 100_000, []),
        ("[a]: /b 'c'\n" * 50_000 + "===\n\n# a", ["a"]),
        ("<a " + "b " * 500_000 + "\n\n# a", ["a"]),
        ("# a\0b\n# \ud800\r# c\r\n# d", ["a\ufffdb", "\ufffd", "c", "d"]),
        ("\ufeff# a", ["a"]),
    ],
    ids=range(16),
)
def test_survives_hostile_plans(text, titles):
    """No input makes it hang or fail, and the headings are still the right ones."""
    outline = read_markdown("plan.md", text)

    assert [heading.title for heading in outline.headings][-len(titles) or None :] == titles
