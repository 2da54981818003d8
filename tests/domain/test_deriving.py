"""Where the anchor and the module that a milestone shows come from."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from query_cases import ask
from strategies import LAWS

from mlv_tui.domain.anchor_rules import AnchorRule, AnchorRules
from mlv_tui.domain.derived_words import origins
from mlv_tui.domain.deriving import Source
from mlv_tui.domain.forest import Forest, Layout
from mlv_tui.domain.grouping import GroupBy, group
from mlv_tui.domain.guidance import with_shared
from mlv_tui.domain.milestone import Milestone, PlanValues
from mlv_tui.domain.sorting import parse_sort, sorted_ids

RULES = AnchorRules((AnchorRule("* invoice *", "Invoice", "G30", "Billing"),))


def _one(ident: int, title: str, level: int = 1, **says) -> Milestone:
    return Milestone(ident, "core.md", level, f"m-{ident}", 1, PlanValues(title=title, **says))


def _forest(*ones: Milestone, rules: AnchorRules = RULES) -> Forest:
    ids = tuple(one.id for one in ones)
    return Forest(ones, [Layout("core.md", ids, tuple(range(1, len(ids) + 1)))], rules=rules)


ITEM = {"anchor": "Trip (G4)", "anchor_origin": "item"}


@pytest.mark.parametrize(
    ("one", "text", "source"),
    [
        (_one(1, "Send the invoice", anchor="Trip (G2)"), "Trip (G2)", Source.FIELD),
        (_one(1, "Send the invoice → Offer (G8)", anchor="Trip (G2)"), "Trip (G2)", Source.FIELD),
        (_one(1, "Send the invoice → Offer (G8)"), "Offer (G8)", Source.HEADING),
        (_one(1, "Send the invoice → Offer (G8)", **ITEM), "Offer (G8)", Source.HEADING),
        (_one(1, "Send the invoice", **ITEM), "Trip (G4)", Source.ITEM),
        (_one(1, "Send the invoice"), "Invoice (G30)", Source.RULE),
        (_one(1, "Bill it → Invoice"), "Invoice", Source.HEADING),
        (_one(1, "Send it"), "", None),
    ],
)
def test_the_word_that_weighs_most_is_shown(one, text, source):
    """Field, heading, item, rule; a person's own before all of them, even where it is none."""
    forest = _forest(one)
    mine = _forest(with_shared(one, "anchor", "Order"))

    assert (forest.anchor_of(1).text, forest.anchor_of(1).source) == (text, source)
    assert (mine.anchor_of(1).text, mine.anchor_of(1).source) == ("Order", Source.MINE)
    if one.says.anchor:
        assert not _forest(with_shared(one, "anchor", None)).anchor_of(1).text


def test_a_milestone_made_by_hand_points_as_its_title_says():
    """There is no plan that could say it."""
    one = replace(with_shared(_one(1, ""), "title", "Sync → Trip (G2)"), plan=None, level=0)

    assert _forest(one).anchor_of(1).text == "Trip (G2)"


def tree() -> Forest:
    """A module that is inherited, one by a rule, one that a person took away."""
    return _forest(
        _one(1, "Desk", module="Trips"),
        _one(2, "Middle", 2),
        _one(3, "Send the invoice", 3),
        _one(4, "Deep", 3),
        with_shared(_one(5, "Free", 2, module="X"), "module", None),
        _one(6, "Below the free one", 3),
        _one(7, "Sync → Trip (G2)"),
    )


def test_a_module_is_that_of_the_nearest_above():
    """Unless a field or a rule says it; who took it away took it from all below."""
    forest = tree()
    seen = {ident: forest.module_of(ident).text for ident in forest.order}

    assert seen == {1: "Trips", 2: "Trips", 3: "Billing", 4: "Trips", 5: "", 6: "", 7: ""}
    assert [forest.module_of(ident).above for ident in (1, 2, 4)] == [None, 1, 1]
    assert [forest.module_of(ident).is_calm for ident in (1, 2, 3)] == [False, True, True]


def test_where_it_is_from_is_said():
    """Only what neither a person nor a field says outright."""
    forest = tree()

    assert list(origins(forest, 1)) == []
    assert list(origins(forest, 4)) == ["module from “Desk” above"]
    assert list(origins(forest, 3)) == ["anchor and module by the rule “* invoice *”"]
    assert list(origins(forest, 7)) == ["anchor from the heading"]


def test_the_roll_up_counts_what_has_no_anchor():
    """Where nothing in a project has one, nobody is nagged."""
    assert tree().unanchored == {1: 4, 2: 1, 5: 1}
    assert _forest(_one(1, "A"), _one(2, "B", 2)).unanchored == {}
    assert [one.unanchored for one in group(tree(), (1, 2, 3), GroupBy.MODULE)] == [0, 2]


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("is:anchored", {3, 7}),
        ("is:unanchored", {1, 2, 4, 5, 6}),
        ("has:anchor", {3, 7}),
        ("module:trips", {1, 2, 4}),
        ("module:none", {5, 6, 7}),
        ("has:module", {1, 2, 3, 4}),
        ("anchor:invoice", {3}),
        ("anchor:g30", {3}),
        ("gate:G2", {7}),
        ("gate:G1-G30", {3, 7}),
        ("gate:none", {1, 2, 4, 5, 6}),
    ],
)
def test_filters_find_what_is_derived(text, ids):
    """As if it stood in a field."""
    assert ask(text).ids(tree()) == ids


def test_a_gate_within_a_range_is_found():
    """By both terms, and where kinds are spelt in another way too."""
    forest = _forest(_one(1, "A", anchor="Line Items (G5–G7, G9)"))

    for text in ("gate:G6", "anchor:G6", "anchor:g9", "anchor:lineitems", "gate:G8-G12"):
        assert ask(text).ids(forest) == {1}, text
    assert ask("gate:G8").ids(forest) == set()


def test_what_is_derived_groups_and_sorts():
    """Kinds that are spelt in two ways are one group; the chain sorts them."""
    forest = _forest(
        _one(1, "A", anchor="Line Items (G5)"),
        _one(2, "B → LineItems (G4)"),
        _one(3, "C → Trip (G2)"),
        _one(4, "D"),
    )

    found = group(forest, forest.order, GroupBy.ANCHOR)

    assert [one.ids for one in found] == [(1, 2), (3,), (4,)]
    assert sorted_ids(forest, forest.order, parse_sort("anchor")) == (3, 2, 1, 4)


_TITLES = st.sampled_from(["Desk", "Send the invoice", "Sync → Trip (G2)", "Trip → Offer"])
_ROWS = st.tuples(_TITLES, st.integers(1, 3), st.sampled_from([None, "X"]), st.booleans())


@LAWS
@given(st.lists(_ROWS, max_size=8))
def test_each_module_is_what_looking_upwards_finds(rows):
    """One pass over the tree gives what a walk from each milestone to its root gives."""
    ones = [
        _one(at, title, level, module=said) for at, (title, level, said, _) in enumerate(rows, 1)
    ]
    ones = [
        with_shared(one, "module", None) if is_free else one
        for one, (*_, is_free) in zip(ones, rows, strict=True)
    ]
    forest = _forest(*ones)

    def walked(ident):
        one = forest[ident]
        if "module" in one.mine:
            return ""
        rule = RULES.first(one.title)
        own = one.says.module or (rule.module if rule else "")
        above = forest.parent[ident]
        return own or ("" if above is None else walked(above))

    assert {ident: forest.module_of(ident).text for ident in forest.order} == {
        ident: walked(ident) for ident in forest.order
    }
