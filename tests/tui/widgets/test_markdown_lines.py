"""Markdown as display lines."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from mlv_tui.tui.widgets.glyphs import ASCII, UNICODE
from mlv_tui.tui.widgets.markdown_lines import MarkdownLines, checklist

TABLE = "| a | bb |\n|---|:-:|\n| 漢字 | c |"
CODE = "```py\nx = 1  # **not bold**\n\n    y\n```"
COMMENT = "before <!-- hidden --> after\n\n<!-- hidden\nstill hidden -->\nend `<!--` on"

CASES = {
    "paragraphs are re-flowed": ("one\ntwo\n\nthree", ["one two", "", "three"]),
    "a hard break breaks": ("one  \ntwo\\\nthree", ["one", "two", "three"]),
    "long lines wrap": ("word " * 8, ["word word word word", "word word word word"]),
    "headings lose their marks": ("#### How ##\ntext", ["How", "text"]),
    "bullets": ("- one\n* two\n+ three", ["• one", "• two", "• three"]),
    "numbers": ("1. one\n2) two", ["1. one", "2. two"]),
    "nested lists": (
        "- one\n  - two\n    - three\n- four",
        ["• one", "  • two", "    • three", "• four"],
    ),
    "items hang": ("- word word word word word", ["• word word word", "  word word"]),
    "tasks": ("- [x] done\n- [ ] open", ["✓ done", "○ open"]),
    "an item goes on": ("- one\n  more\n\n  para", ["• one more", "", "  para"]),
    "quotes": ("> one\n> two\n> > three", ["▏ one two three"]),
    "fences stay as they are": (CODE, [" x = 1  # **not bol…", "", "     y"]),
    "a fence that never ends": ("~~~\na\n# b", [" a", " # b"]),
    "indented code": ("text\n\n    code", ["text", "", " code"]),
    "tables line up": (TABLE, ["a    │ bb", "─────┼───", "漢字 │ c"]),
    "rules": ("a\n\n* * *", ["a", "", "─" * 20]),
    "emphasis": ("**b** *i* ~~s~~ `c` __b__ a_b_c", ["b i s c b a_b_c"]),
    "marks without a partner": ("2 * 3 ** 4 ~~ *x", ["2 * 3 ** 4 ~~ *x"]),
    "links": ("[t](http://x)", ["t (http://x)"]),
    "links that are their address": ("<http://x> [y](y)", ["http://x y"]),
    "escapes": (r"\*a\*", ["*a*"]),
    "comments are dropped": (COMMENT, ["before  after", "", "end <!-- on"]),
    "other HTML is text": ("<b>x</b>\n\na <br> b", ["<b>x</b>", "", "a <br> b"]),
    "markup is text": ("[bold red]x[/]", ["[bold red]x[/]"]),
    "controls are pictures": ("\x1b[31m\x07", ["␛[31m␇"]),
}

HOSTILE = {
    "ticks": "`" * 300_000,
    "stars": "*a " * 100_000,
    "crossed": "**a *b " * 50_000,
    "brackets": "[" * 300_000,
    "half links": ("[" + "a" * 200) * 1500,
    "quotes": "> " * 150_000,
    "lists": "\n".join("- * " * 50 for _ in range(1500)),
    "deep": "\n".join(" " * at + "- a" for at in range(700)),
    "underscores": "_a" * 150_000,
    "tags": "<a " * 100_000,
    "pipes": "|" * 300_000,
    "rows": "|a|b\n" * 60_000,
    "comments": "<!---->" * 40_000,
    "open comments": "-->" + "<!--" * 70_000,
    "dashes": "- " * 150_000,
    "hashes": "#### a" + " #" * 150_000,
    "blanks": " " * 300_000,
    "lines": "\n" * 300_000,
    "ideographs": "漢" * 100_000,
    "marks": "a\u0301" * 100_000,
    "joiners": "a\u200d" * 100_000,
}


def texts(body: str, width: int = 20, glyphs=UNICODE) -> list[str]:
    """Return what can be read."""
    lines = MarkdownLines(body, width, glyphs)
    return ["".join(text for text, _ in lines.line(y)).rstrip() for y in range(len(lines))]


@pytest.mark.parametrize("case", CASES)
def test_markdown_is_shown_as(case):
    """Each construct looks as people expect."""
    body, expected = CASES[case]

    assert texts(body) == expected


def test_styles_follow_the_text_over_a_line_break():
    """Emphasis that wraps is emphasis on both lines."""
    lines = MarkdownLines("plain **very very bold** plain", 12, UNICODE)

    bold = [[text for text, style in lines.line(y) if "bold" in style] for y in range(len(lines))]

    assert bold == [["very"], ["very bold"], []]


def test_done_items_are_quiet():
    """What is done steps back."""
    lines = MarkdownLines("- [x] done", 20, UNICODE)

    assert lines.line(0) == [("", ""), ("✓ ", "task-done"), ("done", "quiet")]


def test_the_checklist_is_counted():
    """Items in code are none."""
    body = "- [x] a\n- [ ] b\n  1. [X] c\n\n```\n- [x] d\n```"

    assert checklist(body) == (2, 3)


def test_ascii_signs():
    """Without Unicode every sign of ours is ASCII."""
    assert "".join(texts("- a\n\n> b\n\n---\n\n- [x] c\n\n|a|b|\n|-|-|", glyphs=ASCII)).isascii()


@given(
    st.text(st.sampled_from("ab *_`~[]()<>!-#|\\\n\t1.>漢👩\u200d\u0301\x1b\u202e"), max_size=200)
)
def test_any_text_fits_its_width(body):
    """Whatever a plan says, no line is too wide and none holds a control character."""
    lines = MarkdownLines(body, 20, UNICODE)

    for y in range(len(lines)):
        text = "".join(text for text, _ in lines.line(y))
        assert cell_len(text) <= 20
        assert text.replace("\u200d", "").isprintable()


@pytest.mark.parametrize("case", HOSTILE)
def test_no_text_is_slow(case):
    """Twice the text takes about twice the time, whatever it is."""
    body = HOSTILE[case]

    times = []
    for part in (body[: len(body) // 8], body):
        start = time.process_time()
        lines = MarkdownLines(part, 50, UNICODE)
        for y in range(min(len(lines), 50)):
            lines.line(y)
        times.append(time.process_time() - start)

    assert times[1] < 24 * times[0] + 0.3


def test_a_huge_body_is_cut_and_says_so():
    """A pane isn't for megabytes."""
    found = texts(("a" * 57 + "\n\n\n") * 15_000, 60)

    assert found[-1] == "… 500,000 more characters in the plan"
