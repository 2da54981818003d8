from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LAWS

from mlv_tui.domain.anchors import Anchor, parse_anchor


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("Trip", Anchor("Trip")),
        ("Trip(G2)", Anchor("Trip", "G2")),
        ("  Trip ( G2 ) ", Anchor("Trip", "G2")),
        ("LineItems(G5-G6)", Anchor("LineItems", "G5–G6")),
        ("Offer (G8–G10)", Anchor("Offer", "G8–G10")),
        ("Line Items (G5)", Anchor("LineItems", "G5")),
        ("Auftrag-Ö (G1, G2)", Anchor("Auftrag-Ö", "G1, G2")),
        ("Trip()", None),
        ("(G2)", None),
        ("2 Trips", None),
        ("Trip (G2) and more", None),
        ("Trip (G2", None),
        ("Trip (G(2))", None),
        ("", None),
        ("A" * 41, None),
    ],
)
def test_an_anchor_names_an_execution_unit(text, anchor):
    """A unit, or a unit with its gates in brackets, however it is spaced."""
    assert parse_anchor(text) == anchor


@LAWS
@given(st.text("Trip (G2)-–, ", max_size=30))
def test_an_anchor_reads_as_it_is_written(text):
    """What is shown of an anchor leads back to it."""
    anchor = parse_anchor(text)

    assert anchor is None or parse_anchor(str(anchor)) == anchor


@pytest.mark.parametrize("text", ["a" * 9999, " " * 9999, "Trip" + " " * 9999, "a (" + "b" * 9999])
def test_a_very_long_text_is_no_burden(text):
    """It is no anchor, and that is known at once."""
    start = time.process_time()

    parse_anchor(text + "!")

    assert time.process_time() - start < 0.2
