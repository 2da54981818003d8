"""Texts compared by lines and words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mlv_tui.domain.matching.texts import Common, Rarity, lines_of, words_of

bags = st.dictionaries(st.sampled_from("abcdef"), st.integers(1, 3), max_size=5)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("- [ ] Write it", "- [x] Write it"),
        ("  Write   it", "write it\n\n---\n"),
        ("1. [ ] Write it", "- [x] write it"),
    ],
)
def test_a_tick_is_no_other_line(one, other):
    """Boxes, blanks, rules and capitals make no difference between lines."""
    assert lines_of(one) == lines_of(other)


def test_words_of_scripts_without_blanks_are_counted():
    """Chinese is compared character by character, so that one changed word is not everything."""
    assert words_of("部署 Web 部") == {"部": 2, "署": 1, "web": 1}


def test_what_stands_everywhere_tells_nothing():
    """A line of a template weighs less than one that stands in few texts."""
    template = {"goals": 1}
    everywhere = Rarity([template] * 20)

    alike = everywhere.common({"goals": 1, "one": 1}, {"goals": 1, "two": 1}).share

    assert alike < 0.1 < Rarity().common({"goals": 1, "one": 1}, {"goals": 1, "two": 1}).share


def test_a_sample_stands_for_many():
    """One text of a sample of every tenth counts ten times."""
    sampled = Rarity(sample=[{"goals": 1}], each=10)
    counted = Rarity([{"goals": 1}] * 10)
    texts = {"goals": 1, "one": 1}, {"goals": 1, "two": 1}

    assert sampled.common(*texts) == counted.common(*texts)


def test_a_text_that_grew_contains_the_old_one():
    """All of the old text is in the new one, though it is a small share of it."""
    common = Rarity().common({"a": 1, "b": 1}, {"a": 1, "b": 1, "c": 1, "d": 1, "e": 2})

    assert common == Common(share=0.5, contained=1.0)


@given(st.lists(bags, max_size=5), bags, bags)
def test_texts_have_a_share_in_common(texts, one, other):
    """From nothing to everything, and the same whichever is compared with which."""
    rarity = Rarity(texts)
    common = rarity.common(one, other)

    assert 0 <= common.share <= common.contained <= 1 + 1e-9
    assert common == pytest.approx(rarity.common(other, one))
    assert not one or rarity.common(one, one) == pytest.approx(Common(1.0, 1.0))
