"""Moving milestones: they go, everything else stays where it is."""

from __future__ import annotations

from dataclasses import replace
from operator import methodcaller

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LAWS
from trees import by_hand, grown, heading, planned, shape, tidy_forests

from mlv_tui.domain.milestone import Placed
from mlv_tui.domain.moves import (
    AT_THE_TOP,
    FIRST,
    LAST_ALREADY,
    NOTHING_BEFORE,
    Moves,
    below,
    in_tree_order,
)
from mlv_tui.domain.placing import LAST, Before
from mlv_tui.domain.refusals import DETACHED, REMOVED


def moved(forest, ids, move):
    """Move milestones; return the forest after it, and what was refused."""
    result = move(Moves(forest, ids, forest.number + 1))
    ones = {ident: replace(forest[ident], placed=at) for ident, at in result.placed.items()}
    after = grown(*{**forest.by_id, **ones}.values(), number=forest.number + 1)
    return after, {one.id: one.reason for one in result.refused}


def test_up_and_down_go_past_the_next_that_is_not_moved():
    """Those side by side keep their order; what stands at the end stays."""
    forest = planned(1, 1, 1, 1, 1)

    up, refused = moved(forest, [3, 4, 1], lambda moves: moves.by(-1))
    down, stuck = moved(forest, [1, 2, 5], lambda moves: moves.by(1))
    far, none = moved(forest, [5], lambda moves: moves.by(-3))

    assert (shape(up), refused) == ("1 3 4 2 5", {1: FIRST})
    assert (shape(down), stuck) == ("3 1 2 4 5", {5: LAST_ALREADY})
    assert (shape(far), none) == ("1 5 2 3 4", {})


def test_what_is_put_away_is_passed_over():
    """It isn't seen between the others."""
    forest = planned(1, 1, 1, m2={"archived_at": 5})

    up, _ = moved(forest, [3], lambda moves: moves.by(-1))

    assert shape(up) == "3 1 2"


def test_indenting_goes_below_the_one_before():
    """Several go below the same, one behind the other, behind what is there."""
    forest = planned(1, 2, 1, 1, 1)

    after, none = moved(forest, [3, 4], lambda moves: moves.indented())
    same, refused = moved(forest, [1, 3], lambda moves: moves.indented())

    assert (shape(after), none) == ("1(2 3 4) 5", {})
    assert (shape(same), refused) == (shape(forest), {1: NOTHING_BEFORE, 3: NOTHING_BEFORE})


def test_outdenting_goes_behind_the_parent():
    """In the order in which they stood."""
    forest = planned(1, 2, 2, 2, 1)

    after, refused = moved(forest, [2, 4, 5], lambda moves: moves.outdented())

    assert (shape(after), refused) == ("1(3) 2 4 5", {5: AT_THE_TOP})


@pytest.mark.parametrize(
    ("parent", "after", "found"),
    [
        (5, LAST, "1(3) 4 5(6 2)"),
        (5, None, "1(3) 4 5(2 6)"),
        (None, LAST, "1(3) 4 5(6) 2"),
        (None, 4, "1(3) 4 2 5(6)"),
        (None, Before(4), "1(3) 2 4 5(6)"),
        (None, Before(6), "1(3) 4 5(2 6)"),
        (None, 3, "1(3 2) 4 5(6)"),
    ],
)
def test_a_milestone_goes_where_it_is_put(parent, after, found):
    """Below another one, first or last, or beside one."""
    forest = planned(1, 2, 2, 1, 1, 2)

    assert shape(moved(forest, [2], lambda moves: moves.to(parent, after))[0]) == found


def test_what_stands_behind_the_moved_one_stays():
    """It follows the one before that now."""
    forest = grown(heading(1), by_hand(11, Placed(None, 1, 1)), by_hand(12, Placed(None, 11, 2)))

    after, _ = moved(forest, [11], lambda moves: moves.to(12, LAST))

    assert shape(after) == "1 12(11)"
    assert after[12].placed == Placed(None, 1, 2)


def test_nothing_is_put_below_itself():
    """The others go all the same."""
    forest = planned(1, 2, 3, 1)

    after, refused = moved(forest, [1, 4], lambda moves: moves.to(3, LAST))

    assert (shape(after), list(refused)) == ("1(2(3(4)))", [1])


def test_what_stands_in_no_tree_is_refused():
    """Removed or detached: the reason says which."""
    forest = planned(1, 1, 1, m1={"removed_at": 5}, m2={"detached_at": 5})

    _, refused = moved(forest, [1, 2], lambda moves: moves.to(3, LAST))

    assert refused == {1: REMOVED, 2: DETACHED}


def test_putting_back_lets_the_plan_decide():
    """But for what was made by hand, and what its plan has below itself now."""
    forest = planned(1, 2, 1, m1={"placed": Placed(2, None)}, m2={"placed": Placed(3, None)})

    back, refused = moved(forest, [2], lambda moves: moves.put_back())
    both, none = moved(forest, [1], lambda moves: moves.put_back())

    assert shape(forest) == "3(2(1))"
    assert (shape(back), list(refused)) == ("3(2(1))", [2])
    assert (shape(both), none) == ("1 3(2)", {})


def test_those_that_changed_places_go_back_together():
    """One makes room for the other, whichever of them is asked first, and however many."""
    forest = planned(
        1,
        2,
        3,
        m1={"placed": Placed(2, None, 3)},
        m2={"placed": Placed(3, None, 2)},
        m3={"placed": Placed(None, None, 1)},
    )

    after, refused = moved(forest, [1, 2, 3], lambda moves: moves.put_back())

    assert (shape(forest), shape(after), refused) == ("3(2(1))", "1(2(3))", {})


def test_moving_there_again_changes_nothing():
    """No row is written for what stands there already."""
    forest = planned(1, 2, 2)

    result = Moves(forest, [2, 3], 5).to(1, LAST)

    assert (result.placed, result.refused, result.asked) == ({}, [], [2, 3])


def test_milestones_are_told_in_tree_order():
    """The detached come behind all others, the last gone first; each once."""
    gone = {"m1": {"detached_at": 4}, "m2": {"detached_at": 5}}
    forest = planned(1, 1, 1, 2, m3={"placed": Placed(4, None)}, m4={"placed": Placed(None, None)})
    cut = planned(1, 1, 1, 2, **gone)

    assert in_tree_order(forest, {1, 2, 3, 4}) == [4, 3, 1, 2]
    assert in_tree_order(cut, [1, 4, 2, 4, 3]) == [3, 4, 2, 1]


def _left(forest, moved):
    """Return the siblings of each parent without those that were moved."""
    return {
        above: [one for one in ids if one not in moved]
        for above, ids in forest.children.items()
        if any(one not in moved for one in ids)
    }


ways = st.one_of(
    st.tuples(st.just("by"), st.sampled_from((-2, -1, 1, 2))),
    st.just(("indented",)),
    st.just(("outdented",)),
    st.tuples(st.just("to"), st.none() | st.integers(1, 12), st.just(LAST) | st.none()),
    st.tuples(st.just("to"), st.none(), st.integers(1, 12) | st.builds(Before, st.integers(1, 12))),
)


@LAWS
@given(
    tidy_forests(), st.lists(st.tuples(st.sets(st.integers(1, 12), min_size=1), ways), max_size=6)
)
def test_whatever_moves_nothing_else_does(forest, steps):
    """Move after move, those that weren't moved keep their parents and their order."""
    for some, (way, *where) in steps:
        ids = [one for one in some if one in forest]
        named = [getattr(one, "sibling", one) for one in where if one not in (None, LAST)]
        if not ids or (way == "to" and not all(one in forest.parent for one in named)):
            continue

        after, refused = moved(forest, ids, methodcaller(way, *where))

        assert _left(after, set(ids)) == _left(forest, set(ids))
        assert set(after.order) == set(forest.order)
        assert not after.places.ignored
        for ident in refused:
            if ident in forest.parent and forest.parent[ident] not in ids:
                assert after.parent[ident] == forest.parent[ident]
        forest = after


@LAWS
@given(tidy_forests(), st.data())
def test_a_move_by_name_ends_where_it_was_named(forest, data):
    """Right behind the sibling, one after the other in tree order."""
    if not forest.order:
        return
    after = data.draw(st.sampled_from(forest.order))
    free = [one for one in forest.order if one != after and one not in forest.ancestors(after)]
    if not free:
        return
    ids = data.draw(st.lists(st.sampled_from(free), min_size=1, unique=True))

    seen, refused = moved(forest, ids, lambda moves: moves.to(None, after))

    tops = [
        one for one in forest.order if one in ids and set(ids).isdisjoint(forest.ancestors(one))
    ]
    siblings = seen.children[seen.parent[after]]
    at = siblings.index(after) + 1
    assert refused == {}
    assert list(siblings[at : at + len(tops)]) == tops


def test_below_finds_everything_below():
    """In tree order, without what was asked for."""
    forest = planned(1, 2, 3, 2, 1, 2)

    assert below(forest, [1, 3]) == (2, 4)
    assert below(forest, [5]) == (6,)
    assert below(forest, [6]) == ()
