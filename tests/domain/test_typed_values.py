"""What people type for a field."""

from __future__ import annotations

import pytest

from mlv_tui.domain.milestone import SHARED_FIELDS, Status
from mlv_tui.domain.typed_values import LONGEST, typed_value
from mlv_tui.errors import MlvError


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("status", "b", Status.BLOCKED),
        ("status", " Done ", Status.DONE),
        ("priority", "0", 0),
        ("priority", "P3", 3),
        ("priority", "", None),
        ("due", "2027-01-31", "2027-01-31"),
        ("due", " ", None),
        ("title", "  Two \t words ", "Two words"),
        ("module", "", None),
        ("owner", "ada", "ada"),
        ("anchor", "Trip (G2)", "Trip (G2)"),
    ],
)
def test_a_value_is_understood(name, text, value) -> None:
    """Blanks around it don't count; nothing is none where that may be."""
    assert typed_value(name, text) == value


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("status", "", "open, active, blocked or done"),
        ("status", "doner", "open, active, blocked or done"),
        ("priority", "10", "0, the most urgent, to 9"),
        ("priority", "p", "0, the most urgent, to 9"),
        ("priority", "-1", "0, the most urgent, to 9"),
        ("priority", "٣", "0, the most urgent, to 9"),
        ("due", "2027-02-30", "2027-01-31"),
        ("due", "soon", "2027-01-31"),
        ("title", " ", "at least one letter"),
        ("owner", "a" * (LONGEST + 1), "too long"),
        ("waits_for", "12, x", "a list of ids"),
        ("waits_for", "9" * 5000, "a list of ids"),
    ],
)
def test_what_a_field_can_t_have_is_explained(name, text, said) -> None:
    """One sentence says what it can have."""
    with pytest.raises(MlvError, match=said):
        typed_value(name, text)


WRITTEN = {"status": "done", "due": "2027-01-31", "anchor": "Trip (G2)"}
"""What fields take that don't take a number."""


def test_every_shared_field_can_be_typed() -> None:
    """None is forgotten."""
    for name in SHARED_FIELDS:
        assert typed_value(name, WRITTEN.get(name, "2")) is not None
