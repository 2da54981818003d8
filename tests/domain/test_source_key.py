from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LAWS, TITLES

from mlv_tui.domain.source_key import SLUG_LIMIT, addresses, slug, without_marks


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Next Steps", "next-steps"),
        ("  Next   steps!  ", "next-steps"),
        ("Link milestone → entityId", "link-milestone-entityid"),
        ("2.1 API (v2)", "2-1-api-v2"),
        ("ＦＵＬＬ　ｗｉｄｔｈ", "full-width"),
        ("Straße", "strasse"),
        ("部署检查 deployment", "部署检查-deployment"),
        ("हिन्दी की", "हिन्दी-की"),
        ("ก็ดี", "ก็ดี"),
        ("🚀 Launch", "launch"),
        ("❤️ Love", "love"),
        ("🚀", "untitled"),
        ("…!?", "untitled"),
        ("", "untitled"),
        ("__init__", "init"),
        ("[x] Ship it", "ship-it"),
        ("[ ] Ship it", "ship-it"),
        ("✅ Ship it", "ship-it"),
        ("Ship it ✔️", "ship-it"),
        ("~~Ship it~~", "ship-it"),
        ("Ship it (DONE)", "ship-it"),
        ("DONE: Ship it", "ship-it"),
        ("Ship it - WIP", "ship-it"),
        ("What is to be DONE next", "what-is-to-be-done-next"),
        ("DONE", "done"),
        ("done deal", "done-deal"),
    ],
)
def test_a_title_makes_a_readable_key(title, expected):
    """A key is the title's words, without case, marks of status and punctuation."""
    assert slug(title) == expected


@LAWS
@given(st.text(max_size=200))
def test_a_key_is_short_and_holds_words_alone(title):
    """Whatever a title holds, its key fits every database and never looks like an address."""
    key = slug(title)

    assert 1 <= len(key) <= SLUG_LIMIT
    assert not re.search(r"[\s#~/\x00-\x1f]", key)
    assert slug(title) == key


@LAWS
@given(st.text("aZß é\u0301ﬁ部-!", max_size=40))
def test_case_and_composition_make_no_difference(title):
    """`Straße`, `STRASSE` and an `é` in two pieces give the same key as their other form."""
    assert slug(title.casefold()) == slug(title)
    assert slug(title.replace("é", "e\u0301")) == slug(title.replace("e\u0301", "é"))


@LAWS
@given(
    st.sampled_from(("Goals", "部署", "Phase 2: C++", "a")),
    st.sampled_from(("{}", "[x] {}", "[ ] {}", "✅ {}", "{} ✅", "~~{}~~", "{} (DONE)", "DONE {}")),
)
def test_a_mark_of_status_changes_no_key(title, marked):
    """Ticking a heading off keeps its address."""
    assert slug(marked.format(title)) == slug(title)
    assert without_marks(marked.format(title)) == title


@LAWS
@given(st.text("[]xX ~DONEWIP✅\ufe0f!:-a(\n)", max_size=20))
def test_taking_marks_off_leaves_no_edges_and_never_nothing(title):
    """What is left of a title is folded text; a title of marks alone stays as it is."""
    bare = without_marks(title)

    assert bare == " ".join(bare.split()) or bare == title
    assert bool(bare.strip()) or not title.strip()


@pytest.mark.parametrize("sign", ["a", " ", "[", "DONE ", "✅", "~", "- ", "部", "\u0301", "!"])
def test_a_very_long_title_is_no_burden(sign):
    """10,000 characters of anything are read at once, and give a short key."""
    start = time.process_time()

    key = slug(sign * 10_000 + "end")

    assert time.process_time() - start < 0.5
    assert len(key) <= SLUG_LIMIT


def test_long_titles_with_one_beginning_get_different_keys():
    """What a short key leaves out still tells two titles apart."""
    first, second = slug("word " * 50 + "one"), slug("word " * 50 + "two")

    assert first != second
    assert len(first) == len(second) == SLUG_LIMIT


def test_equal_titles_are_counted_in_file_order():
    """The nth heading of a title is the nth of its key, whatever its case and marks."""
    found = addresses(["Tests", "Goals", "TESTS", "[x] Tests"])

    assert found == [("tests", 1), ("goals", 1), ("tests", 2), ("tests", 3)]


@LAWS
@given(st.lists(st.one_of(st.sampled_from(TITLES), st.text(max_size=3)), max_size=20))
def test_no_two_headings_of_a_plan_share_an_address(titles):
    """An address leads to one heading, and every occurrence from 1 on is there."""
    found = addresses(titles)

    assert len(set(found)) == len(found) == len(titles)
    assert all(number == 1 or (name, number - 1) in found for name, number in found)
