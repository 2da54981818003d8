"""Who changed what meanwhile: told by field, and merged where two people changed different ones."""

from __future__ import annotations

from dataclasses import replace

import pytest
from trees import heading

from mlv_tui.domain.guidance import with_notes, with_shared
from mlv_tui.domain.overtaking import Merged, all_changed, beside, overtaken

SEEN = heading(1)


def stored(one):
    """Make what somebody else stored: a version further on."""
    return replace(one, version=one.version + 1)


def test_what_others_changed_beside_is_told():
    """Everything but what the person changes now; the plan's bookkeeping aside."""
    theirs = stored(with_shared(with_notes(SEEN, "ask Ada"), "priority", 1))
    theirs = replace(theirs, body_digest="other", level=3)

    assert beside(SEEN, theirs, with_shared(theirs, "owner", "mia")) == ("notes", "priority")
    assert beside(SEEN, theirs, with_shared(theirs, "priority", 2)) == ("notes",)
    assert beside(theirs, theirs, with_shared(theirs, "owner", "mia")) == ()


def test_a_field_is_overtaken_or_beside_never_both():
    """Where both changed it, to different values, it is no merge."""
    theirs = stored(with_shared(SEEN, "priority", 1))
    wanted = with_shared(theirs, "priority", 2)

    assert overtaken(SEEN, theirs, wanted) == ("priority",)
    assert beside(SEEN, theirs, wanted) == ()


@pytest.mark.parametrize(
    ("names", "words"),
    [
        (["priority"], "changed its priority"),
        (["priority", "waits_for"], "changed its priority and changed what it waits for"),
        (["owner", "due", "notes"], "changed its owner, due and notes"),
        (["owner", "placed", "parent"], "changed its owner and moved it"),
        (["archived_at"], "put it away, or brought it back"),
    ],
)
def test_what_was_done_is_a_sentence(names, words):
    """Fields are listed, and what isn't a field has words of its own."""
    assert all_changed(names) == words
    assert str(Merged(1, "ben", tuple(names))) == f"ben {words} meanwhile"
