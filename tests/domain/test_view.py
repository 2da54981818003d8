from __future__ import annotations

import pytest

from mlv_tui.domain.view import View
from mlv_tui.errors import MlvError


@pytest.mark.parametrize(
    ("view", "said"),
    [
        (View(""), "A view has a name of one line."),
        (View(" Trips"), "A view has a name of one line."),
        (View("a\nb"), "A view has a name of one line."),
        (View("x" * 61), "too long: 61 characters"),
        (View("7"), "Numbers are for slots."),
        (View("Trips", slot=0), "There is no slot 0."),
        (View("Trips", slot=10), "A slot is a number from 1 to 9."),
        (View("Trips", fold=0), "0 levels can't be unfolded."),
    ],
)
def test_what_cannot_be_saved_is_refused(view, said):
    """In a sentence that says what can."""
    with pytest.raises(MlvError) as raised:
        view.check()

    assert said in str(raised.value)


def test_a_view_is_found_whatever_the_case():
    """Two names that look the same are the same."""
    assert View("Übersicht").key == View("u\u0308BERSICHT").key
    View("Übersicht", slot=9, fold=9).check()
