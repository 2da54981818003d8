"""The rules that give labels their anchors: which counts, and how a project keeps its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LAWS

from mlv_tui.domain.anchor_rules import (
    BUILT_IN,
    MOST,
    ONLY_BUILT_IN,
    AnchorRule,
    AnchorRules,
    bare_label,
    rules_of,
    rules_values,
    typed_rule,
    with_rule,
    without_rule,
)
from mlv_tui.domain.patterns import label_of, pattern_of
from mlv_tui.errors import MlvError

OWN = AnchorRule("* invoice *", "Invoice", "G30", "Billing")


@pytest.mark.parametrize(
    ("title", "anchor"),
    [
        ("Implement Trip Sync", "Trip (G2)"),
        ("Generate LineItems", "LineItems (G5–G6)"),
        ("Create Offer Flow", "Offer (G8–G10)"),
        ("Checkout Flow", "Order (G20)"),
        ("[x] 2.1 implement trip sync ✅", "Trip (G2)"),
        ("P1: Generate the line-items", "LineItems (G5–G6)"),
        ("Build the Checkout Flow (P2)", "Order (G20)"),
    ],
)
def test_the_built_in_rules_know_the_four_examples(title, anchor):
    """Numbers, priorities and marks around the label make no difference."""
    assert str(ONLY_BUILT_IN.first(title).anchor) == anchor


@pytest.mark.parametrize(
    "title",
    ["Trips", "Offer", "Sync the trips", "Checkout", "A checkout flow chart", "Order of steps", ""],
)
def test_the_built_in_rules_guess_nothing(title):
    """An anchor that is wrong is worse than none."""
    assert ONLY_BUILT_IN.first(title) is None


def test_a_projects_own_rules_come_first():
    """The first that holds counts; the built-in ones can be turned off."""
    rules = AnchorRules((AnchorRule("* checkout *", "Order"), OWN))

    assert str(rules.first("Checkout Flow").anchor) == "Order"
    assert rules.first("Write the invoice text") == OWN
    assert rules.first("Implement Trip Sync") == BUILT_IN[0]
    assert AnchorRules(rules.own, 1).first("Implement Trip Sync") is None


def test_a_rule_looks_at_the_label_in_front_of_the_arrow():
    """What a label points at itself is no part of it."""
    assert bare_label("1. P1 Checkout Flow → Order (G21) ✅") == "Checkout Flow"
    assert ONLY_BUILT_IN.first("Checkout Flow → Order (G21)").module == "Orders"


def test_a_rule_is_typed_in_many_ways():
    """It is kept in one."""
    typed = typed_rule("  * trip   sync ", " Trip", "g8-10", "Trips")

    assert typed == AnchorRule("* trip sync", "Trip", "G8–G10", "Trips")
    assert str(typed) == "* trip sync → Trip (G8–G10), module Trips"


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (("*", "Trip"), "has no word"),
        (("a" * 201, "Trip"), "at most 200"),
        (("a", ""), "no kind"),
        (("a", "Trip (G2)"), "no kind"),
        (("a", "2 Trips"), "no kind"),
        (("a", "Trip", "soon"), "no gates"),
        (("a", "Trip", "", "m" * 201), "at most 200"),
    ],
)
def test_what_is_no_rule_is_refused(parts, said):
    """The sentence says what is wrong."""
    with pytest.raises(MlvError, match=said):
        typed_rule(*parts)


def test_rules_are_put_in_and_taken_away_by_number():
    """They count from 1, as the list shows them."""
    one, two = AnchorRule("a", "Trip"), AnchorRule("b", "Trip")

    rules = with_rule(with_rule(with_rule(ONLY_BUILT_IN, one), two), OWN, 2)

    assert rules.own == (one, OWN, two)
    assert without_rule(rules, 1).own == (OWN, two)
    assert rules_of(rules_values(rules)) == rules
    for number in (0, 4):
        with pytest.raises(MlvError, match=f"no rule {number}"):
            without_rule(rules, number)
    with pytest.raises(MlvError, match="at most"):
        with_rule(AnchorRules((one,) * MOST), two)


WORDS = st.sampled_from(
    ["trip", "Sync", "LineItems", "[x]", "P1", "(DONE)", "3.", "→", "Trip", "-"]
)


@LAWS
@given(st.lists(WORDS, max_size=7).map(" ".join))
def test_what_rules_out_most_titles_rules_out_none_that_fits(title):
    """A rule is found as if every pattern were tried on every label."""
    own = (AnchorRule("* trip sync *", "Trip"), AnchorRule("lineitems*", "LineItems"))
    rules = AnchorRules(own)
    label = label_of(bare_label(title, rules.kinds))
    fitting = [one for one in rules.every if pattern_of(one.pattern).holds(label)]

    assert rules.first(title) == (fitting[0] if fitting else None)
