"""Gates are read as numbers, written in one way, and compared."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LAWS

from mlv_tui.domain.anchors import CHAIN, Anchor, parse_anchor, place_of
from mlv_tui.domain.gates import gate_spans, gates_text, overlap


@pytest.mark.parametrize(
    ("text", "spans", "written"),
    [
        ("G2", ((2, 2),), "G2"),
        ("g8-10", ((8, 10),), "G8–G10"),
        ("G8 – G10", ((8, 10),), "G8–G10"),
        ("G10-G8", ((8, 10),), "G8–G10"),
        ("G2,G5-G6", ((2, 2), (5, 6)), "G2, G5–G6"),
        ("G02", ((2, 2),), "G2"),
        ("2", (), "2"),
        ("gate 2", (), "gate 2"),
        ("G2, soon", (), "G2, soon"),
        ("a-b", (), "a–b"),
        ("", (), ""),
    ],
)
def test_gates_are_written_in_one_way(text, spans, written):
    """A gate, a range or several; anything else stays as it is."""
    assert (gate_spans(text), gates_text(text)) == (spans, written)


@LAWS
@given(st.text("G19-–, ", max_size=50))
def test_gates_written_in_one_way_stay_so(text):
    """Writing them again changes nothing, and they never grow too long to be read."""
    once = gates_text(text)

    assert gates_text(once) == once
    assert len(once) <= max(len(text), 40)


def test_gates_overlap_where_they_have_one_in_common():
    """The ends of a range belong to it."""
    assert overlap(gate_spans("G8–G10"), gate_spans("G10"))
    assert overlap(gate_spans("G1, G5"), gate_spans("G4–G6"))
    assert not overlap(gate_spans("G8–G10"), gate_spans("G11"))
    assert not overlap((), gate_spans("G1"))


def test_anchors_are_sorted_along_the_chain_then_by_gates():
    """Kinds that aren't in the chain stand behind it, and what is no anchor behind all."""
    wanted = ["Concept", *CHAIN[1:3], "Trip", "trip (G2)", "Trip (G10)", "Line-Items (G5)", "Offer"]
    wanted += ["Order (G20)", "Projection", "Bill", "Invoice", "§ 4"]

    assert sorted(sorted(wanted), key=place_of) == wanted


def test_an_anchor_may_have_several_gates():
    """They are written in one way, whoever wrote them."""
    assert parse_anchor("Trip (g2,G5-6)") == Anchor("Trip", "G2, G5–G6")
