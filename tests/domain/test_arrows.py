"""An arrow at the end of a label points at an execution unit; an arrow in prose doesn't."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LAWS

from mlv_tui.domain.anchors import KNOWN_KINDS, Anchor, kind_key
from mlv_tui.domain.arrows import pointed


@pytest.mark.parametrize(
    ("title", "label", "anchor"),
    [
        ("Implement Trip Sync -> Trip (G2)", "Implement Trip Sync", Anchor("Trip", "G2")),
        ("Create Offer Flow → Offer (G8–G10)", "Create Offer Flow", Anchor("Offer", "G8–G10")),
        ("Checkout Flow => Order", "Checkout Flow", Anchor("Order")),
        ("[x] Sync->Trip(G2) ✅", "Sync", Anchor("Trip", "G2")),
        ("Sync → Trip (G2) (P1)", "Sync", Anchor("Trip", "G2")),
        ("Sync → Line Items", "Sync", Anchor("LineItems")),
        ("Show A → B → Trip (G2)", "Show A → B", Anchor("Trip", "G2")),
        ("Bill it → Invoice (G3)", "Bill it", Anchor("Invoice", "G3")),
    ],
)
def test_an_arrow_points_at_a_unit(title, label, anchor):
    """With a gate at any, without one at a known kind; marks around it don't count."""
    assert pointed(title) == (label, anchor)


@pytest.mark.parametrize(
    "title",
    [
        "Link milestone → entityId",
        "Migrate A -> B",
        "From idea -> concept",
        "Trip → LineItems → Offer",
        "Show A → B → Trip",
        "Offer → Order",
        "Trip (G2) → Offer (G8)",
        "A (G1) → B (G2) → C (G3)",
        "→ Trip (G2)",
        "-> Trip",
        "Sync →",
        "Sync → Trip (soon)",
        "Sync → Trip (G2) and more",
        "Sync Trip (G2)",
        "Sync → " + "Trip " * 30,
    ],
)
def test_prose_with_an_arrow_is_no_anchor(title):
    """Nor are chains of units, nor what has nothing on one side."""
    assert pointed(title) is None


def test_a_project_knows_more_kinds():
    """A kind that it has a rule for needs no gate."""
    assert pointed("Bill it → Invoice") is None
    assert pointed("Bill it → Invoice", KNOWN_KINDS | {"invoice"}) == ("Bill it", Anchor("Invoice"))


@LAWS
@given(st.text("Trip (G2)->=→ aP1[x]", max_size=60))
def test_whatever_is_written_an_anchor_is_behind_an_arrow(title):
    """What is found reads the same when it is written again."""
    found = pointed(title)

    assert found is None or found.anchor == pointed(f"{found.label} -> {found.anchor}").anchor


def test_a_kind_that_looks_like_a_priority_is_none():
    """A project may call its units `MP3`; a priority has a blank in front of it."""
    kinds = KNOWN_KINDS | {kind_key("MP3")}

    assert pointed("Play → MP3", kinds) == ("Play", Anchor("MP3"))
    assert pointed("Play → Trip P3") == ("Play", Anchor("Trip"))
