"""`anchors list`, `anchors test`, `anchors add`, `anchors remove`, `anchors builtin`."""

from __future__ import annotations

import pytest
from starts import assert_one_sentence, write

pytestmark = pytest.mark.usefixtures("plans")

RULE = {
    "number": 1,
    "pattern": "* food",
    "kind": "Order",
    "gates": "G20",
    "module": "Kitchen",
    "built_in": False,
}


@pytest.fixture
def plans(mlv, tmp_path):
    """A plan with an anchor of each origin."""
    text = (
        "# Core\nModule: Trips\n## Implement Trip Sync\n## Pay -> Order (G20)\n## Cook the food\n"
    )
    write(
        tmp_path / "work" / "core.md", text + "## Rest\n- Send -> Offer (G8)\n## Other\nAnchor: X\n"
    )
    mlv("ingest", tmp_path / "work" / "core.md")


def _add(mlv, *more):
    args = ("--kind", "Order", "--gates", "g20", "--module", "Kitchen", *more)
    return mlv("anchors", "add", "* food", *args)


def test_a_milestones_record_tells_where_its_anchor_is_from(mlv):
    """Kind, gates and origin; the module is the nearest above."""
    _add(mlv)
    mlv("edit", 1, "--anchor", "Trip")

    records = mlv("list", "--json").data

    assert [one["anchor"] and tuple(one["anchor"].values()) for one in records] == [
        ("Trip", "", "user"),
        ("Trip", "G2", "rule"),
        ("Order", "G20", "heading"),
        ("Order", "G20", "rule"),
        ("Offer", "G8", "item"),
        ("X", "", "plan"),
    ]
    assert [one["module"] for one in records] == ["Trips", "Trips", "Trips", "Kitchen"] + [
        "Trips"
    ] * 2


def test_rules_are_listed_in_the_order_in_which_they_count(mlv):
    """The project's own have numbers; the end says how many milestones have no anchor."""
    _add(mlv)

    lines = mlv("anchors").out.splitlines()

    assert lines[0].split("  ")[0] == "1"
    assert lines[1].startswith("built in  Implement Trip Sync")
    assert lines[-2].endswith("Offer → Order → Projection")
    assert lines[-1] == "1 of 6 milestones unanchored: `mlv list --filter is:unanchored`."
    data = mlv("anchors", "list", "--json").data
    assert (data["rules"][0], data["built_in"], data["unanchored"]) == (RULE, True, 1)


def test_a_label_is_tested(mlv):
    """Which rule holds, or that none does."""
    _add(mlv)

    assert mlv("anchors", "test", "Buy food").out == (
        "→ Order (G20), module Kitchen, by rule 1: * food\n"
    )
    assert "by the built-in rule: Checkout Flow" in mlv("anchors", "test", "checkout-flow").out
    assert "by its own arrow" in mlv("anchors", "test", "A -> Trip (G2)").out
    nothing = mlv("anchors", "test", "1. Rest ✅")
    assert (nothing.code, nothing.out) == (0, "None of 9 rules holds for “Rest”.\n")
    assert mlv("anchors", "test", "Buy food", "--json").data == {
        "label": "Buy food",
        "anchor": {"kind": "Order", "gates": "G20", "origin": "rule"},
        "module": "Kitchen",
        "rule": RULE,
    }
    assert mlv("anchors", "test", "Rest", "--json").data["anchor"] is None


def test_rules_are_tried_added_and_removed(mlv):
    """Each says what it did; undo takes it back."""
    assert _add(mlv, "--dry-run").out.endswith("would be a rule\n")
    assert mlv("anchors", "--json").data["rules"][0]["built_in"]

    _add(mlv)
    first = ("anchors", "add", "cook *", "--kind", "Trip", "--before", 1)
    assert mlv(*first).out == "core: cook * → Trip is a rule\n"
    assert "Trip, by rule 1" in mlv("anchors", "test", "Cook the food").out
    assert mlv("anchors", "remove", 1).out == "core: rule 1 is removed\n"
    assert mlv("anchors", "--json").data["rules"][0] == RULE
    mlv("undo")
    assert mlv("anchors", "--json").data["rules"][0]["pattern"] == "cook *"
    log = [one["label"] for one in mlv("log", "--count", 2, "--json").data]
    assert log == ["undo: remove anchor rule 1", "remove anchor rule 1"]


def test_the_built_in_rules_are_turned_off_and_on(mlv):
    """For this project only."""
    assert mlv("anchors", "builtin", "off").out == "core: the built-in rules are off\n"
    assert mlv("list", "--filter", "anchor:trip", "--json").data == []
    assert "`mlv anchors builtin on`" in mlv("anchors").out
    mlv("anchors", "builtin", "on")
    assert len(mlv("list", "--filter", "anchor:trip", "--json").data) == 1


def test_what_is_no_rule_is_said(mlv):
    """In one sentence, with what to do."""
    assert_one_sentence(mlv("anchors", "add", "*", "--kind", "Trip"), "has no word")
    assert_one_sentence(mlv("anchors", "remove", 7), "no rule 7", "mlv anchors list")


def test_groups_and_show_say_how_many_have_none(mlv):
    """The head of a group, and the detail of what has others below it."""
    mlv("anchors", "builtin", "off")

    assert "Trips  0/6 · 3 unanchored" in mlv("list", "--group", "module").out
    shown = mlv("show", 1).out
    assert "2 below unanchored" in shown
    assert "anchor from the heading · module from “Core” above" in mlv("show", 3).out
