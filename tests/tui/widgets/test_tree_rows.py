"""The rows' algebra."""

from __future__ import annotations

from dataclasses import replace

import pytest
from forests import forest_of, milestone, outline, sample
from hypothesis import given
from hypothesis import strategies as st

from mlv_tui.tui.widgets.tree_layout import shape_of
from mlv_tui.tui.widgets.tree_rows import DEFAULT_FOLDS, TreeRows
from mlv_tui.tui.widgets.tree_shape import (
    ARCHIVED_GROUP,
    DETACHED_GROUP,
    Shape,
    shape_from_depths,
)

EVERYTHING = frozenset()


@st.composite
def shapes(draw) -> Shape:
    """Any trees of up to 40 rows."""
    steps = draw(st.lists(st.integers(0, 6), max_size=40))
    depths: list[int] = []
    for step in steps:
        depths.append(min(step, depths[-1] + 1) if depths else 0)
    return shape_from_depths(list(range(1, len(depths) + 1)), depths)


@st.composite
def shapes_and_folds(draw) -> tuple[Shape, list[frozenset[int]]]:
    """A shape and some folds to be put on it, one after the other."""
    shape = draw(shapes())
    ids = st.sampled_from(shape.ids) if shape.ids else st.nothing()
    return shape, draw(st.lists(st.frozensets(ids), max_size=4))


def naive(shape: Shape, folded: frozenset[int]) -> list[int]:
    """Say of each place by itself whether it can be seen."""
    return [
        place for place, ident in enumerate(shape.ids) if folded.isdisjoint(shape.ancestors(ident))
    ]


@given(shapes_and_folds())
def test_folding_gives_what_a_fresh_start_would(case):
    """However one gets to some folds, the same rows are seen."""
    shape, steps = case
    rows = TreeRows(shape, EVERYTHING)

    for folded in steps:
        rows.refold(folded)

        assert rows.places == naive(shape, folded)


@given(shapes(), st.lists(st.integers(0, 39), max_size=20))
def test_toggling_is_a_splice_that_equals_a_fresh_start(shape, toggles):
    """Folding and unfolding single rows keeps the rows right."""
    rows = TreeRows(shape, EVERYTHING)

    for toggle in toggles:
        if len(rows):
            rows.refold(rows.folds_toggled(toggle % len(rows)))

            assert rows.places == naive(shape, rows.folded)


@given(shapes(), st.integers(0, 39))
def test_toggling_twice_changes_nothing(shape, row):
    """A fold undone leaves no trace."""
    rows = TreeRows(shape, EVERYTHING)
    before = list(rows.places)

    if row < len(rows):
        rows.refold(rows.folds_toggled(row))
        rows.refold(rows.folds_toggled(row))

    assert rows.places == before
    assert rows.folded == EVERYTHING


@given(shapes_and_folds())
def test_revealing_shows_a_row_and_folds_nothing_else(case):
    """A revealed row can be seen, and all that could be seen still can."""
    shape, steps = case
    folded = steps[-1] if steps else EVERYTHING
    before = TreeRows(shape, folded)

    for ident in shape.ids:
        after = TreeRows(shape, before.folds_to_reveal(ident))

        assert after.row_of(ident) is not None
        assert set(before.places) <= set(after.places)


@given(shapes(), st.integers(1, 5))
def test_a_level_shows_exactly_that_many_levels(shape, level):
    """Rows above the level are seen, those below it are not."""
    rows = TreeRows(shape, TreeRows(shape).folds_to_level(level))

    assert rows.places == [place for place, depth in enumerate(shape.depths) if depth < level]


@given(shapes_and_folds())
def test_rows_know_their_relatives(case):
    """Parents, siblings and rows agree with each other."""
    shape, steps = case
    rows = TreeRows(shape, steps[-1] if steps else EVERYTHING)

    for row in range(len(rows)):
        assert rows.row_of(rows.id_at(row)) == row
        after = rows.sibling_row(row, 1)
        if after is not None:
            assert rows.sibling_row(after, -1) == row
            assert rows.parent_row(after) == rows.parent_row(row)
        above = rows.parent_row(row)
        assert above is None or rows.depth_at(above) == rows.depth_at(row) - 1


def test_the_detached_and_the_archived_stand_in_groups_at_the_end():
    """What is put away leaves its tree, with all below it."""
    shape = shape_of(sample())

    assert shape.ids == (1, 2, 3, 4, 5, 6, 7, DETACHED_GROUP, 10, ARCHIVED_GROUP, 8, 9)
    assert shape.depths == (0, 1, 2, 2, 1, 0, 1, 0, 1, 0, 1, 2)


def test_groups_are_folded_at_first():
    """Only the heads of the groups are seen."""
    rows = TreeRows(shape_of(sample()))

    assert [rows.id_at(row) for row in range(len(rows))][-2:] == [DETACHED_GROUP, ARCHIVED_GROUP]
    assert rows.folded == DEFAULT_FOLDS


def test_a_detached_one_that_was_archived_is_put_away():
    """Archiving takes a detached milestone out of sight."""
    gone = replace(milestone(2, 2), detached_at=5, archived_at=6)

    assert shape_of(forest_of(milestone(1), gone)).ids == (1, ARCHIVED_GROUP, 2)


def test_a_detached_one_that_nobody_touched_has_no_row():
    """Years of edits leave thousands of them; nobody is to look them through."""
    gone = replace(milestone(2, 2), detached_at=5)
    noted = replace(milestone(3, 2), detached_at=5, notes="Ask Mia.")

    assert shape_of(forest_of(milestone(1), gone)).ids == (1,)
    assert shape_of(forest_of(milestone(1), gone, noted)).ids == (1, DETACHED_GROUP, 3)


@pytest.mark.parametrize(
    ("gone", "landing"),
    [(3, 4), (4, 3), (2, 5), (5, 2), (6, 1)],
    ids=["next sibling", "previous sibling", "next", "previous", "the only root left"],
)
def test_a_lost_row_has_a_nearest_survivor(gone, landing):
    """The cursor of a milestone that went lands beside it."""
    rows = [(1, 1), (2, 2), (3, 3), (4, 3), (5, 2), (6, 1)]
    before = shape_of(outline(*rows))
    after = TreeRows(shape_of(outline(*(row for row in rows if row[0] != gone))))

    row = after.nearest_row(gone, before)

    assert row is not None
    assert after.id_at(row) == landing


def test_an_only_child_that_went_leaves_the_cursor_on_its_parent():
    """With no sibling left, the parent is nearest."""
    before = shape_of(outline((1, 1), (2, 2), (3, 3)))
    after = TreeRows(shape_of(outline((1, 1), (2, 2))))

    assert after.nearest_row(3, before) == 1


def test_a_chain_of_thousands_is_no_deeper_than_any_other():
    """Parents made by hand may go deep."""
    shape = shape_of(outline(*((ident, ident) for ident in range(1, 3001))))
    rows = TreeRows(shape, EVERYTHING)

    rows.refold(rows.folds_to_level(1))

    assert len(rows) == 1
    assert len(TreeRows(shape, rows.folds_to_reveal(3000))) == 3000
