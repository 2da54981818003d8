from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LAWS

from mlv_tui.domain.visible import visible, visible_lines

BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
any_text = st.text(
    st.one_of(
        st.characters(codec=None),
        st.characters(max_codepoint=0xFF),
        st.characters(categories=("Mn", "Me", "Cf", "Cs")),
        st.sampled_from("e\u0301\u0302\u200d👩\ufe0f" + BIDI),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Plain text, as it is.", "Plain text, as it is."),
        ("naïve 部署 ✅", "naïve 部署 ✅"),
        ("\x1b[2Jgone", "␛[2Jgone"),
        ("a\nb\tc\rd\x00\x7f", "a␊b␉c␍d␀␡"),
        ("\x9b2J", "�2J"),
        ("user\u202etxt.exe", "user�txt.exe"),
        ("\ud800", "�"),
        ("in\u200bvis\u00adible\ufeff", "invisible"),
        ("a\U000e0041b", "ab"),
        ("👩🏽‍❤️‍💋‍👩🏽", "👩🏽‍❤️‍💋‍👩🏽"),
        ("👨‍👩‍👧‍👦 🏳️‍⚧️ 1️⃣", "👨‍👩‍👧‍👦 🏳️‍⚧️ 1️⃣"),
        ("می‌خواهم क्‍ष", "می‌خواهم क्‍ष"),
        ("Z\u0301\u0302\u0303\u0304\u0305", "Z\u0301\u0302\u0303"),
        ("Z" + "\u0301\u200d" * 9, "Z\u0301\u200d\u0301"),
        ("Z" + "\u20dd" * 9, "Z" + "\u20dd" * 3),
    ],
)
def test_what_people_see(text, shown):
    """Controls are pictures, what deceives is marked, what is invisible goes, scripts stay."""
    assert visible(text) == shown


@LAWS
@given(any_text)
def test_nothing_in_a_text_reaches_the_terminal_as_a_command(text):
    """No control, no direction override, no half of a character, whatever a plan holds."""
    shown = visible(text)

    assert not any(unicodedata.category(char) in {"Cc", "Cs"} for char in shown)
    assert not set(shown) & {*BIDI, "\u2028", "\u2029"}
    shown.encode()


@LAWS
@given(any_text)
def test_no_letter_carries_more_than_three_marks(text):
    """A pile of accents can't grow over the lines above."""
    run = longest = 0
    for char in visible(text):
        run = run + 1 if unicodedata.category(char) in {"Mn", "Me"} else 0
        longest = max(longest, run)

    assert longest <= 3


@LAWS
@given(any_text)
def test_what_is_visible_stays_as_it_is(text):
    """Making a text visible twice is making it visible once."""
    assert visible(visible(text)) == visible(text)


@LAWS
@given(any_text)
def test_lines_are_split_at_line_feeds_alone(text):
    """Each line of a longer text is made visible; tabs are blanks up to the next fourth column."""
    lines = visible_lines(text)

    assert len(lines) == text.count("\n") + 1
    assert not any(char in line for line in lines for char in "\n\t␊␉" if char not in text)


def test_tabs_are_blanks():
    """Code keeps its columns."""
    assert visible_lines("\tif x:\n\t\ty\x1b") == ["    if x:", "        y␛"]
