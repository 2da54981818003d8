from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from strategies import LAWS

from mlv_tui.domain.milestone import PlanValues
from mlv_tui.domain.outline import Heading, PromptStarter, parents, text_digest


def test_skipped_levels_have_the_nearest_higher_heading_as_parent():
    """An H3 right below an H1 belongs to it; a later H2 is its sibling's parent no more."""
    assert parents([1, 3, 2, 3, 1, 2]) == [None, 0, 0, 2, None, 4]


def test_a_plan_may_begin_low():
    """Headings before the first H1 are roots of their own."""
    assert parents([3, 2, 3, 1]) == [None, None, 1, None]


@LAWS
@given(st.lists(st.integers(1, 3), max_size=30))
def test_a_parent_is_the_nearest_earlier_heading_of_a_lower_level(levels):
    """The rule, told the slow way."""
    slow = [
        next((at for at in reversed(range(index)) if levels[at] < levels[index]), None)
        for index in range(len(levels))
    ]

    assert parents(levels) == slow


@LAWS
@given(st.text("ab \n\t", max_size=30))
def test_blank_lines_and_trailing_blanks_make_no_other_text(text):
    """Spacing a text out, or ending its lines in blanks, isn't an edit of it."""
    spaced = "\n\n".join(line + "  " for line in text.split("\n"))

    assert text_digest(spaced) == text_digest(text)
    assert (text_digest(text) == "") is (not text.strip())


def test_indents_and_words_make_another_text():
    """A list item that moves in, or one more word, is an edit."""
    assert len({text_digest(one) for one in ("- a", "  - a", "- a b", "- a\n- b")}) == 4


def test_lone_surrogates_have_a_digest_too():
    """Text that was never proper Unicode is still told apart."""
    assert text_digest("\ud800") != text_digest("\ud801")


def _digest(body, *starters):
    prompts = tuple(PromptStarter(text, 1) for text in starters)
    return Heading(1, "Goals", "Goals", 1, body, PlanValues(title="Goals"), prompts).body_digest


def test_prompt_starters_are_told_apart_to_the_byte():
    """Where one prompt ends and the next begins, and every blank in them, is part of the text."""
    found = {
        _digest("a\nb"),
        _digest("a", "b"),
        _digest("", "a", "b"),
        _digest("", "a\nb"),
        _digest("", "a\nb", "c"),
        _digest("", "a", "b\nc"),
        _digest("", "a ", "b\nc"),
        _digest("", "a\n", "b\nc"),
    }

    assert len(found) == 8


def test_a_prompt_starter_that_only_moves_down_is_the_same_text():
    """Its line is no part of the digest, or an edit further up would touch everything below."""
    one, other = (
        Heading(1, "G", "G", 1, "", PlanValues(title="G"), (PromptStarter("Do it.", line),))
        for line in (3, 30)
    )

    assert one.body_digest == other.body_digest
