"""Plans that try to reach the terminal through their titles and texts."""

from __future__ import annotations

import json
import re

import pytest
from starts import all_in_terminal, in_terminal, process, write

OURS = re.compile(r"\x1b\[[0-9;]*m")
"""The colours that we put there ourselves."""
OBEYED = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\u061c]")
"""What a terminal would obey, but for the line end."""

TITLES = {
    "colour": "\x1b[31mred\x1b[0m",
    "clear": "\x1b[2J\x1b[H gone",
    "clipboard": "\x1b]52;c;ZXZpbA==\x07 copied",
    "link": "\x1b]8;;https://example.org\x1b\\click\x1b]8;;\x1b\\",
    "title": "\x1b]0;owned\x07",
    "report": "\x1b[6n\x1b[c\x05",
    "csi in one byte": "\x9b31mred \x9d52;c;eA==\x9c",
    "device": "\x1bP+q544e\x1b\\ \x1b_payload\x1b\\",
    "backspace": "safe\x08\x08\x08\x08evil\x0b\x0c",
    "bidi": "\u202egpj.exe\u202c \u2066hidden\u2069 \u200f\u061c",
    "zero width": "zero\u200b\u2060\ufeffwidth",
    "markup": "[bold]x[/] [@click=app.quit]y[/] [/]",
    "format": "%s %n {0} {title} \\n \\x1b",
    "marks": "z" + "\u0301" * 200,
    "long": "long " * 2000,
    "nul": "a\x00b",
    "separators": "line\u2028two\u2029three\x85four",
}
PLAN = "\n\n".join(
    f"## {title}\n\nBody of {name}: {title}\n\nPrompt starter: {title}"
    for name, title in TITLES.items()
)


@pytest.fixture
def hostile(mlv, tmp_path):
    """A project of one hostile plan, read without a terminal; some broken bytes in its name."""
    plan = write(tmp_path / "work" / "plan.md", f"# {TITLES['clipboard']}\n\n{PLAN}\n")
    assert mlv("ingest", plan).code == 0
    return plan


def assert_nothing_is_obeyed(shown):
    """Check that nothing but text, line ends and our own colours reached the terminal."""
    assert "Traceback" not in shown
    found = OBEYED.search(OURS.sub("", shown))
    assert found is None, shown[max(found.start() - 60, 0) : found.end() + 60].encode()


@pytest.mark.parametrize("columns", [40, 120])
def test_no_title_reaches_the_terminal_as_a_command(hostile, columns):
    """`list` shows pictures of control characters instead."""
    del hostile

    code, shown = in_terminal("list", "--all", columns=columns)

    assert code == 0
    assert_nothing_is_obeyed(shown)
    assert "␛" in shown


def test_no_text_reaches_the_terminal_as_a_command(hostile):
    """Nor does `show`, with body and prompt starter; a line of the plan stays one line."""
    del hostile

    shown = all_in_terminal([("show", ident) for ident in range(1, len(TITLES) + 2)])

    assert len(shown) == len(TITLES) + 1
    for each in shown:
        assert "\nmilestone " in OURS.sub("", each)
        assert_nothing_is_obeyed(each)


def test_no_answer_reaches_the_terminal_as_a_command(hostile):
    """Nor do `next`, `done`, a preview, an ingest and its complaints."""
    hostile.with_name("evil\x1b]52;c;eA==\x07.md").write_bytes(b"# \xff\n")
    hostile.write_text(f"# {TITLES['link']}\n", encoding="utf-8")

    shown = all_in_terminal(
        [
            ("next", "--why", "--count", 30),
            ("done", 3, 4, 5, "--dry-run"),
            ("ingest", hostile.parent, "--preview"),
            ("ingest", hostile.parent),
            ("project", "list"),
            ("list", "--all", "--json"),
            ("show", 1, "--json"),
            ("ingest", "--json"),
            ("list", "--project", "\x1b[31mnone"),
            ("\x1b]52;c;eA==\x07",),
            ("--\x1b[31m",),
        ]
    )

    for each in shown:
        assert each
        assert_nothing_is_obeyed(each)


def test_json_stays_valid_and_keeps_what_was_read(hostile):
    """Titles come as the plan has them, in a pipe too; only NUL was replaced by the reader."""
    del hostile

    answer = process("list", "--json")

    titles = {one["title"] for one in json.loads(answer.out)["data"]}
    for name in ("colour", "clipboard", "link", "csi in one byte", "bidi", "markup", "format"):
        assert TITLES[name].strip() in titles, name
    assert "a\ufffdb" in titles
    assert_nothing_is_obeyed(answer.out)


def test_a_lone_surrogate_is_refused_or_replaced(tmp_path):
    """Bytes that encode one aren't UTF-8; an escape in a title is only text."""
    plan = write(tmp_path / "work" / "plan.md", b"# a\xed\xa0\x80b\n")

    answer = process("ingest", plan, "--json")

    assert answer.code == 1
    assert "not UTF-8" in answer.data["errors"][0]["message"]
