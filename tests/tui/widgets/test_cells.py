"""Text measured in cells."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from mlv_tui.tui.widgets.cells import _SINGLE, clip, shown, width_of, wrap

TEXTS = st.text(
    st.one_of(st.characters(codec="utf-8"), st.sampled_from("ab 漢字👩\u200d👧\u0301\ufe0f—→")),
    max_size=60,
).map(lambda text: " ".join(shown(text).split()))


def test_what_is_taken_for_single_cells_is():
    """The quick measure agrees with the true one, for each character it knows."""
    known = [chr(code) for code in range(0x10000) if re.fullmatch(_SINGLE, chr(code))]

    assert all(cell_len(char) == 1 for char in known)


@given(TEXTS, st.integers(0, 30))
def test_a_clipped_text_fits(text, width):
    """A cut text takes no more cells than it may, and an uncut one is whole."""
    found = clip(text, width)

    assert cell_len(found) <= width
    assert found == text or width_of(text) > width


@given(TEXTS, st.integers(2, 30))
@example("漢字" * 20, 5)
@example("a" * 40, 7)
def test_wrapped_lines_fit_and_lose_nothing_but_blanks(text, width):
    """Every line fits, and together they are the text."""
    lines = [text[start:end] for start, end in wrap(text, width)]

    assert all(cell_len(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_words_are_kept_whole_where_they_fit():
    """Lines break at blanks."""
    text = "the quick brown fox"

    assert [text[start:end] for start, end in wrap(text, 10)] == ["the quick", "brown fox"]


def test_a_joiner_hides_no_letter_from_the_measure():
    """A text of joined plain letters is measured as wide as it is shown."""
    assert width_of(shown("a\u200d" * 50 + "b")) == 51
