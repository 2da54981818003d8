from __future__ import annotations

from mlv_tui.domain.change_set import Change, ChangeKind, ChangeSet, Origin


def test_a_change_set_counts_what_happened_by_kind():
    """The one line after a read: 2 new, 1 moved; what didn't happen isn't named."""
    kinds = (ChangeKind.NEW, ChangeKind.MOVED, ChangeKind.NEW)
    changes = tuple(Change(at, kind, {}, {}) for at, kind in enumerate(kinds))

    counts = ChangeSet("mia", Origin.INGEST, "read a.md", changes).counts()

    assert counts == {ChangeKind.NEW: 2, ChangeKind.MOVED: 1}
