"""Where milestones stand: as their plans have them, and as people put them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from strategies import LAWS
from trees import by_hand, grown, heading, placed, planned, shape, wild_forests

from mlv_tui.domain.forest import Progress
from mlv_tui.domain.milestone import Placed, Status


def test_without_places_by_hand_a_forest_costs_nothing_more():
    """What people see is the very thing that the plans say."""
    forest = planned(1, 2, 2, 1)

    assert forest.parent is forest.plan_parent
    assert forest.order is forest.plan_order


def test_one_put_elsewhere_goes_with_what_is_below_it():
    """Its plan's word on it is still known."""
    forest = planned(1, 2, 3, 1, 2, m2={"placed": Placed(4, None)})

    assert shape(forest) == "1 4(2(3) 5)"
    assert (forest.plan_parent[2], forest.plan_order) == (1, (1, 2, 3, 4, 5))
    assert forest.depth == {1: 0, 4: 0, 2: 1, 3: 2, 5: 1}


def test_of_several_behind_the_same_the_last_one_put_there_comes_first():
    """And each stands right behind its own."""
    forest = grown(
        heading(1),
        heading(2),
        by_hand(11, Placed(None, 1, 1)),
        by_hand(12, Placed(None, 1, 2)),
        by_hand(13, Placed(None, 12, 3)),
        by_hand(14, Placed(None, None, 3)),
        by_hand(15, Placed(None, None, 4)),
    )

    assert shape(forest) == "15 14 1 12 13 11 2"


def test_what_stands_behind_nothing_comes_last():
    """Its sibling went elsewhere, or stands behind it itself; the first one to come is first."""
    forest = grown(
        heading(1),
        heading(2, 2),
        by_hand(11, Placed(None, 2, 2)),
        by_hand(12, Placed(None, 99, 1)),
        by_hand(13, Placed(None, 14, 3)),
        by_hand(14, Placed(None, 13, 4)),
    )

    assert shape(forest) == "1(2) 12 11 13 14"


def test_what_is_below_a_removed_one_comes_below_the_nearest_that_is_shown():
    """It stays where it was, as far as that can be seen."""
    forest = planned(1, 2, 3, 2, 1, 2, m2={"removed_at": 5}, m5={"removed_at": 5})

    assert shape(forest) == "1(3 4) 6"
    assert forest.total == Progress(open=4)


def test_a_removed_one_counts_nowhere():
    """Neither in the roll-up nor among the detached; its heading is still known to be its own."""
    forest = planned(
        1, 2, 2, m2={"removed_at": 5}, m3={"removed_at": 5, "detached_at": 4, "notes": "x"}
    )

    assert (forest.progress[1], forest.total) == (Progress(), Progress(open=1))
    assert (forest.detached, forest.detached_shown) == ((3,), ())
    assert forest.plan_order == (1, 2)


def test_what_stands_behind_a_removed_one_stays_there():
    """Taking one away moves nothing else."""
    forest = planned(1, 1, 1, m2={"removed_at": 5}, m1={"placed": Placed(None, 2)})

    assert shape(forest) == "1 3"


def test_a_place_below_one_that_is_detached_waits_for_it():
    """Meanwhile it stands where its plan has it; what was made by hand comes last."""
    ones = (heading(1, placed=Placed(2, None)), heading(2), by_hand(11, Placed(2, None)))
    gone = grown(ones[0], replace(ones[1], detached_at=5), ones[2])

    assert shape(grown(*ones)) == "2(11 1)"
    assert shape(gone) == "1 11"


def test_of_two_that_would_stand_below_each_other_the_one_put_there_last_gives_way():
    """It is where its plan has it, until it can be where it was put again."""
    ones = (heading(1, placed=Placed(2, None, 1)), heading(2, placed=Placed(1, None, 2)))

    forest = grown(*ones)

    assert (shape(forest), forest.places.ignored) == ("2(1)", {2})
    assert shape(grown(replace(ones[0], placed=None), ones[1])) == "1(2)"


def test_a_milestone_by_hand_inherits_and_counts_like_any_other():
    """Its priority comes from above, its status goes there."""
    above = replace(heading(1), says=replace(heading(1).says, priority=1))
    done = replace(heading(2, 2), says=replace(heading(2).says, status=Status.DONE))

    forest = grown(above, done, by_hand(11, Placed(1, 2)))

    assert forest.priority[11] == 1
    assert forest.progress[1] == Progress(open=1, done=1)


@LAWS
@given(wild_forests())
def test_a_forest_is_a_forest_wherever_milestones_were_put(forest):
    """Parents come first, nothing stands below itself, and nothing is lost or shown twice."""
    seen: set[int | None] = {None}
    for ident in forest.order:
        assert forest.parent[ident] in seen
        seen.add(ident)
    ones = forest.by_id.values()
    assert len(seen) == len(forest.order) + 1
    assert set(forest.order) == {
        one.id for one in ones if not one.is_removed and (one.plan is None or not one.is_detached)
    }
    assert sorted(one for below in forest.children.values() for one in below) == sorted(
        forest.order
    )
    assert forest.total.all <= len(forest.order)


@LAWS
@given(wild_forests())
def test_what_was_put_somewhere_stands_there_if_it_can(forest):
    """Below its parent always, but for one of each circle; behind its sibling, or at the end."""
    children = forest.places.children
    for ident, above in forest.places.parent.items():
        at = forest[ident].placed
        if at is None or ident in forest.places.ignored or at.parent not in (None, *forest.by_id):
            continue
        is_there = at.parent is None or at.parent in forest.places.parent
        assert above == (at.parent if is_there else forest.plan_parent.get(ident))
        siblings = list(children[above])
        if is_there and at.behind is None:
            later = siblings[siblings.index(ident) + 1 :]
            assert not any(_came_later_first(forest, one, at) for one in later)


def _came_later_first(forest, ident, at):
    other = forest[ident].placed
    is_first = other is not None and other.behind is None and other.parent == at.parent
    return is_first and ident not in forest.places.ignored and other.number > at.number


@LAWS
@given(wild_forests(), st.data())
def test_the_order_of_milestones_in_the_store_does_not_count(forest, data):
    """However they are handed in, they stand the same."""
    ones = data.draw(st.permutations(list(forest.by_id.values())))

    other = type(forest)(ones, forest.layouts)

    assert list(other.parent.items()) == list(forest.parent.items())


@LAWS
@given(wild_forests(), placed)
def test_the_plans_word_is_not_touched_by_places(forest, at):
    """Matching and reading know nothing of where people put milestones."""
    ones = [replace(one, placed=at, removed_at=5) for one in forest.by_id.values()]

    other = type(forest)(ones, forest.layouts)

    assert (other.plan_parent, other.plan_order) == (forest.plan_parent, forest.plan_order)
    assert other.line == forest.line
