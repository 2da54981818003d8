"""The door to all readers."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

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
    assert set(READERS) == {".md", ".markdown", ".yaml", ".yml", ".toml", ".json"}


MATTER = st.lists(
    st.sampled_from(
        [r"\UFFFFFFFF", r"\uD800", r"\x", r"\0", '"', "'", "[", "]", "{", "}", ":", " ", "\n", "-",
         "%YAML 1.", "%TAG ", "9" * 5000, "&a ", "*a", "!!", "!<%ff>", "|", ">", "?", "#", "é"]
    )
    | st.text(max_size=3)
).map("".join)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.binary()
    | st.builds("---\nowner: {}\n---\n# {}\n".format, MATTER, MATTER).map(
        lambda text: text.encode(errors="surrogatepass")
    )
)
@example(b'---\ntitle: "\\UFFFFFFFF"\n---\n# a\n')
@example(b"---\n%YAML 1." + b"9" * 5000 + b"\n---\n# a\n")
@example(b'---\nowner: "\\uD800"\nlink: "a:\\uDFFF"\n---\n# a\n')
@example(b"---\na: " + b"- " * 20_000 + b"\n---\n# a\n")
@example(b"# &#xD800; \\\xed\xa0\x80\n")
@example(b"# &#xD800; &#55296; &#0;\nOwner: &#xDFFF;\nAfter: &#xD800;\n")
def test_any_bytes_are_an_outline_or_unreadable(data):
    """Nothing else is raised, whatever a plan holds, and every database takes what is read."""
    try:
        outline = read_outline("plan.md", data)
    except PlanUnreadable:
        return

    text = json.dumps(asdict(outline), ensure_ascii=False, default=list)
    assert "\\u0000" not in text
    text.encode()
