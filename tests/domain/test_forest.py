from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from strategies import LAWS, forests, lived_stores

from mlv_tui.domain.forest import Forest, Layout, Progress
from mlv_tui.domain.milestone import Milestone, Mine, PlanValues, Status


def _grown(*levels, **changes):
    """Grow one plan; `m2=dict(status=…)` changes the milestone with id 2."""
    ones = [
        replace(
            Milestone(ident, "a.md", level, f"m-{ident}", 1, PlanValues(title=f"M{ident}")),
            **changes.get(f"m{ident}", {}),
        )
        for ident, level in enumerate(levels, 1)
    ]
    placed = [one.id for one in ones if not one.is_detached]
    return Forest(ones, [Layout("a.md", tuple(placed), tuple(10 * one for one in placed))])


def _says(**values):
    return {"says": PlanValues(title="x", **values)}


def test_skipped_levels_make_a_tree_all_the_same():
    """An H3 below an H1 is its child; parents, depth and children agree."""
    forest = _grown(1, 3, 2, 3, 1)

    assert forest.parent == {1: None, 2: 1, 3: 1, 4: 3, 5: None}
    assert forest.depth == {1: 0, 2: 1, 3: 1, 4: 2, 5: 0}
    assert forest.children == {None: (1, 5), 1: (2, 3), 3: (4,)}
    assert forest.order == (1, 2, 3, 4, 5)
    assert forest.line == {1: 10, 2: 20, 3: 30, 4: 40, 5: 50}
    assert list(forest.ancestors(4)) == [3, 1]


def test_plans_stand_in_the_order_handed_in():
    """The trees of one plan come before those of the next; no tree spans two plans."""
    ones = [Milestone(at, "x", 3 - at, "m", at, PlanValues()) for at in (1, 2)]

    forest = Forest(ones, [Layout("b.md", (2,), (1,)), Layout("a.md", (1,), (1,))])

    assert forest.order == (2, 1)
    assert forest.children == {None: (2, 1)}


def test_a_priority_is_inherited_from_the_nearest_that_has_one():
    """What stands below P1 is P1, unless it says otherwise itself."""
    forest = _grown(1, 2, 3, 2, m1=_says(priority=1), m4=_says(priority=0))

    assert forest.priority == {1: 1, 2: 1, 3: 1, 4: 0}
    assert forest.priority_of(3) == 1


def test_a_detached_milestone_has_its_own_priority_alone():
    """It stands below nothing."""
    forest = _grown(1, 2, m1=_says(priority=1), m2={"detached_at": 5})

    assert forest.priority_of(2) is None


def test_detached_milestones_stand_apart_the_last_gone_first():
    """They are no part of any tree, and no part of any count."""
    forest = _grown(1, 2, 2, 2, m2={"detached_at": 5}, m3={"detached_at": 9}, m4={"detached_at": 5})

    assert forest.order == (1,)
    assert forest.detached == (3, 2, 4)
    assert forest.total == Progress(open=1)
    assert forest.progress == {1: Progress()}


def test_only_detached_milestones_that_a_person_touched_are_shown():
    """A status, a note or an archive box is what makes one worth a look."""
    touches = (
        {"mine": {"status": Mine(Status.DONE, None)}},
        {"notes": "Mine."},
        {"archived_at": 7},
        {},
    )
    gone = {f"m{ident}": {"detached_at": 5, **how} for ident, how in enumerate(touches, 2)}
    forest = _grown(1, 2, 2, 2, 2, **gone)

    assert forest.detached == (2, 3, 4, 5)
    assert forest.detached_shown == (2, 3, 4)


def test_a_roll_up_counts_everything_below():
    """A parent tells how many of each status stand below it, at any depth, itself aside."""
    done, active = _says(status=Status.DONE), _says(status=Status.ACTIVE)

    forest = _grown(1, 2, 3, 2, m2=active, m3=done, m4=done)

    assert forest.progress[1] == Progress(active=1, done=2)
    assert forest.progress[2] == Progress(done=1)
    assert forest.progress[4] == Progress()
    assert forest.progress[1].all == 3
    assert forest.progress[1].share == pytest.approx(2 / 3)
    assert forest.progress[4].share == 0


def test_what_is_below_an_archived_milestone_is_put_away_with_it():
    """It counts nowhere else, but the archived one still tells what it holds."""
    forest = _grown(1, 2, 3, 2, m2={"archived_at": 3}, m3=_says(status=Status.DONE))

    assert forest.put_away == {2: 2, 3: 2}
    assert forest.progress[1] == Progress(open=1)
    assert forest.progress[2] == Progress(done=1)
    assert forest.total == Progress(open=2)


def test_a_forest_is_looked_up_by_id():
    """Length, membership and lookup know every milestone, detached ones too."""
    forest = _grown(1, 2, m2={"detached_at": 5})

    assert (len(forest), 2 in forest, 3 in forest, forest[2].id) == (2, True, False, 2)
    with pytest.raises(KeyError):
        forest[3]


def test_an_empty_forest_answers_everything():
    """A new project is no special case."""
    forest = Forest()

    assert (len(forest), forest.order, forest.detached, forest.children) == (0, (), (), {})
    assert forest.total.share == 0


def test_a_chain_of_thousands_is_no_burden():
    """Nothing recurses: 2,000 levels are a tree like any other."""
    forest = _grown(*range(1, 2001), m1=_says(priority=4))

    assert forest.depth[2000] == 1999
    assert forest.progress[1].all == 1999
    assert forest.priority[2000] == 4
    assert len(list(forest.ancestors(2000))) == 1999
    assert forest.put_away == {}


def _below(forest, ident):
    return [one for one in forest.order if ident in forest.ancestors(one)]


def _is_put_away(forest, ident, up_to=None):
    chain = [ident, *forest.ancestors(ident)]
    chain = chain[: chain.index(up_to)] if up_to in chain else chain
    return any(forest[one].is_archived for one in chain)


@LAWS
@given(forests())
def test_roll_ups_agree_with_counting_by_hand(forest):
    """Each is the count of the live milestones below, those inside archived ones left out."""
    for ident in forest.order:
        counted = Counter(
            forest[one].status
            for one in _below(forest, ident)
            if not _is_put_away(forest, one, up_to=ident)
        )
        assert forest.progress[ident] == Progress.of(counted)
    counted = Counter(forest[one].status for one in forest.order if not _is_put_away(forest, one))
    assert forest.total == Progress.of(counted)


@LAWS
@given(forests())
def test_trees_hang_together(forest):
    """Every parent stands before its children, which stand below it and nowhere else."""
    flat = [ident for below in forest.children.values() for ident in below]

    assert sorted(flat) == sorted(forest.order)
    for ident in forest.order:
        above = forest.parent[ident]
        assert list(forest.ancestors(ident)) == (
            [] if above is None else [above, *forest.ancestors(above)]
        )
        assert forest.depth[ident] == len(list(forest.ancestors(ident)))
        if above is not None:
            assert forest.order.index(above) < forest.order.index(ident)
            assert forest[above].level < forest[ident].level


@LAWS
@given(forests())
def test_priorities_agree_with_walking_up(forest):
    """A priority is the first that is found on the way to the root."""
    for ident in forest.order:
        walk = (forest[one].shown("priority") for one in (ident, *forest.ancestors(ident)))
        assert forest.priority[ident] == next((one for one in walk if one is not None), None)


@LAWS
@given(lived_stores())
def test_every_milestone_is_in_a_tree_or_detached(lived):
    """Whatever was read and edited, nothing falls between; only what was removed isn't shown."""
    forest = lived[0].forest
    removed = {one.id for one in forest.by_id.values() if one.is_removed}

    assert sorted((*forest.plan_order, *forest.detached)) == sorted(forest.by_id)
    assert set(forest.order) == set(forest.plan_order) - removed
