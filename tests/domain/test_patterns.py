"""Patterns of labels: words, and `*` for any others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LAWS

from mlv_tui.domain.patterns import Label, label_of, pattern_of


@pytest.mark.parametrize(
    ("pattern", "label"),
    [
        ("Implement Trip Sync", "implement trip-sync"),
        ("Generate LineItems", "Generate line items"),
        ("Generate line-items", "generate_LineItems!"),
        ("lineitems", "Line Items"),
        ("* trip sync", "Implement the Trip Sync"),
        ("* trip sync", "Trip sync"),
        ("* line items *", "Generate LineItems now"),
        ("create * offer flow", "Create the new Offer Flow"),
        ("sync*", "Synchronise all"),
        ("*sync*", "Resynchronise"),
        ("* größe *", "Die GRÖSSE zählt"),
        ("*同期*", "旅行の同期を作る"),
        ("ｔｒｉｐ", "Trip"),
        ("a * a * a", "a b a a"),
    ],
)
def test_a_pattern_holds_for_labels_as_people_mean_them(pattern, label):
    """Case, blanks, signs and humps make no difference; a star stands for any words, or none."""
    assert pattern_of(pattern).holds(label_of(label))


@pytest.mark.parametrize(
    ("pattern", "label"),
    [
        ("Trip Sync", "Implement Trip Sync"),
        ("* trip sync", "Trip sync again"),
        ("* trip sync", "Implement Intrip Sync"),
        ("create * offer", "Create a coffer"),
        ("trip *", "Trips in May"),
        ("a * a", "a"),
        ("a * b * a", "a a"),
    ],
)
def test_a_pattern_holds_for_nothing_else(pattern, label):
    """The whole label has to fit, and words beside a star are whole words."""
    assert not pattern_of(pattern).holds(label_of(label))


@pytest.mark.parametrize("pattern", ["", "*", "* *", " - "])
def test_a_pattern_without_a_word_says_nothing(pattern):
    """It has no pieces: who asks whether it holds looks at that first."""
    assert not pattern_of(pattern).pieces


def _holds_slowly(pattern: str, label: Label) -> bool:
    """Try every place for every piece."""
    parts = pattern.split("*")
    pieces = []
    for at, part in enumerate(parts):
        text = label_of(part).text
        begins = at == 0 or not part[:1].isalnum()
        ends = at == len(parts) - 1 or not part[-1:].isalnum()
        pieces.append((text, begins, ends))
    if len(parts) == 1:
        return label.text == pieces[0][0]

    def rest_holds(left, at):
        if not left:
            return True
        (text, begins, ends), *others = left
        if not text:
            return rest_holds(others, at)
        is_first, is_last = len(left) == len(pieces), not others
        starts = [0] if is_first else range(at, len(label.text) + 1)
        for start in starts:
            end = start + len(text)
            fits = label.text.startswith(text, start) and (not is_last or end == len(label.text))
            fits = fits and (not begins or start in label.edges)
            if fits and (not ends or end in label.edges) and rest_holds(others, end):
                return True
        return False

    return rest_holds(pieces, 0)


@LAWS
@given(st.text("aB *-", max_size=8), st.text("aB -", max_size=10))
def test_the_first_place_that_fits_is_as_good_as_any(pattern, label):
    """Going on from the first one finds just what trying all places finds."""
    found = pattern_of(pattern)

    if found.pieces:
        assert found.holds(label_of(label)) == _holds_slowly(pattern, label_of(label))


@pytest.mark.parametrize("text", ["", "*", "* — *"])
def test_a_pattern_without_a_word_holds_for_nothing(text):
    """Else one slip would give every milestone an anchor."""
    assert not pattern_of(text).holds(label_of("Implement Trip Sync"))
