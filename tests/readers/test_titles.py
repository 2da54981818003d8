"""Plain titles."""

from __future__ import annotations

import random

import pytest
from reference import reference_headings

from mlv_tui.readers.titles import TITLE_LIMIT, plain_title


@pytest.mark.parametrize(
    ("raw", "title"),
    [
        ("Plain words", "Plain words"),
        ("*one* **two** ***three*** _four_ __five__", "one two three four five"),
        ("snake_case and 2 * 3", "snake_case and 2 * 3"),
        ("~~gone~~ but a ~tilde~", "gone but a ~tilde~"),
        ("`code *kept*` and ``a ` b``", "code *kept* and a ` b"),
        ("an ` open tick", "an ` open tick"),
        ("[text](https://x.y (title)) and ![picture](a.png)", "text and picture"),
        ("[text][label] and [other][]", "text and other"),
        ("[WIP] stays, [x] too", "[WIP] stays, [x] too"),
        ("[a [b](c) d](e)", "[a b d](e)"),
        ("<https://x.y> <ann@x.y>", "https://x.y ann@x.y"),
        ("a <b class='c'>bold</b><!-- not this --> move", "a bold move"),
        (r"\*stars\* and \[brackets\]", "*stars* and [brackets]"),
        ("R&amp;D &copy; &#35; &unknown;", "R&D © # &unknown;"),
        ("Setup {#the-setup}", "Setup"),
        ("two\nlines\t and   blanks", "two lines and blanks"),
        ("broken\\\nline", "broken line"),
        ("", ""),
    ],
)
def test_keeps_the_words_and_drops_the_markup(raw, title):
    """A title reads as the plan's readers see it."""
    assert plain_title(raw) == title


def test_caps_a_long_title():
    """A title never floods the screen."""
    title = plain_title("word " * 10_000)

    assert len(title) == TITLE_LIMIT
    assert title.endswith("…")


@pytest.mark.parametrize(
    "mark", ["`", "[", "*", "~~", "[a](", "<!--", "&#", "![", "]", "**a*_", "<a b='"]
)
def test_reads_any_run_of_marks_at_once(mark):
    """A heading made of marks costs no time and no words."""
    title = plain_title(mark * 200_000 + " end")

    assert 0 <= len(title) <= TITLE_LIMIT


def test_agrees_with_a_trusted_reader():
    """Emphasis, code, links, tags, entities and escapes mix as CommonMark says."""
    parts = (  # noqa: SIM905 - shorter than a list
        "*|**|_|__|***|`|``|[|]|![|](|](x)|](/u 't')|(|)|<b>|</b>|<http://x.y>|<a@b.c>|&amp;|"
        "&copy;|&bogus;|\\*|\\|\\`|a|b |foo| |snake_case|2 * 3|.|é|<|\"|<a href='x'>|!|(y)"
    ).split("|")
    chance = random.Random(5)  # noqa: S311 - noise, no secret
    for _ in range(4_000):
        raw = "".join(chance.choice(parts) for _ in range(chance.randint(1, 9))).strip()
        [(_, _, title)] = reference_headings(f"# x{raw}x")

        # Blanks at the ends of a picture's text aside.
        assert plain_title(f"x{raw}x").replace(" ", "") == title.replace(" ", ""), raw
