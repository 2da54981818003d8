from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from strategies import LAWS, forests

from mlv_tui.domain.forest import Forest, Layout
from mlv_tui.domain.milestone import Milestone, PlanValues, Status
from mlv_tui.domain.next_action import UNRANKED, agenda, why_nothing


def _one(ident, level=1, title="", archived_at=None, detached_at=None, **says):
    values = PlanValues(title=title or f"M{ident}", **says)
    return Milestone(
        ident, "a.md", level, "m", ident, values, archived_at=archived_at, detached_at=detached_at
    )


def _forest(*ones):
    placed = tuple(one.id for one in ones if not one.is_detached)
    return Forest(ones, [Layout("a.md", placed, placed)])


def _actions(forest):
    return [one.id for one in agenda(forest).actions]


def _reasons(forest):
    return {one.id: one.reason for one in agenda(forest).skipped}


def test_the_first_that_is_not_done_comes_next():
    """Without priorities, plan order decides."""
    forest = _forest(_one(1, status=Status.DONE), _one(2), _one(3, status=Status.ACTIVE))

    assert _actions(forest) == [2, 3]
    assert "plan order" in agenda(forest).actions[0].why


def test_the_lowest_priority_number_comes_first():
    """P0 before P1 before none, whatever stands first in the plan."""
    forest = _forest(_one(1), _one(2, priority=9), _one(3, priority=1), _one(4, priority=0))

    assert _actions(forest) == [4, 3, 2, 1]
    assert "P0" in agenda(forest).actions[0].why


def test_equal_priorities_go_by_plan_order():
    """The plan's author put first what is to be done first."""
    forest = _forest(_one(1, priority=2), _one(2, priority=1), _one(3, priority=1))

    assert _actions(forest) == [2, 3, 1]


def test_a_priority_is_inherited():
    """What stands below a `PRIORITY 1` heading goes before what stands below `PRIORITY 2`."""
    forest = _forest(_one(1, 1, priority=2), _one(2, 2), _one(3, 1, priority=1), _one(4, 2))

    assert _actions(forest) == [4, 2]


def test_the_persons_priority_counts():
    """An own value goes before the plan's."""
    urgent = replace(_one(2, priority=5), mine={})
    forest = _forest(_one(1, priority=3), replace(urgent, says=replace(urgent.says, priority=1)))

    assert _actions(forest) == [2, 1]


def test_a_parent_yields_to_what_is_open_below_it():
    """First its children, then, once they are done, itself."""
    waiting = _forest(_one(1, 1), _one(2, 2), _one(3, 2, status=Status.DONE))
    free = _forest(_one(1, 1), _one(2, 2, status=Status.DONE), _one(3, 2, archived_at=1))

    assert _actions(waiting) == [2]
    assert _reasons(waiting) == {1: "waits for 1 below it"}
    assert _actions(free) == [1]


def test_a_parent_does_not_wait_for_what_is_inside_an_archived_one():
    """Archiving a milestone puts away all that stands below it."""
    forest = _forest(_one(1, 1), _one(2, 2, title="Old idea", archived_at=1), _one(3, 3))

    assert _actions(forest) == [1]


def test_what_is_put_away_names_the_milestone_that_hides_it():
    """Two levels down the reason still names the archived one, not the one between."""
    forest = _forest(_one(1, 1, title="Old idea", archived_at=1), _one(2, 2), _one(3, 3))

    assert _reasons(forest) == {
        1: "archived",
        2: "inside “Old idea”, which is archived",
        3: "inside “Old idea”, which is archived",
    }


def test_blocked_and_detached_milestones_are_skipped_with_a_reason():
    """They can't be done now; the person is told why."""
    forest = _forest(_one(1, status=Status.BLOCKED), _one(2, detached_at=5), _one(3))
    forest = _forest(*(replace(one, notes="Mine.") for one in forest.by_id.values()))

    assert _actions(forest) == [3]
    assert _reasons(forest) == {1: "blocked", 2: "detached: its heading is gone"}


def test_what_is_detached_and_nobody_touched_is_not_told_of():
    """It waits for nobody: it comes back with its heading, or is forgotten."""
    forest = _forest(_one(1), _one(2, detached_at=5))

    assert _reasons(forest) == {}


def test_a_done_parent_hides_nothing():
    """Ticking the parent off doesn't do what is open below it."""
    forest = _forest(_one(1, 1, status=Status.DONE), _one(2, 2))

    assert _actions(forest) == [2]


def test_the_reason_speaks_of_what_can_be_done():
    """A blocked P0 isn't done, so P1 isn't said to be the lowest that is open."""
    forest = _forest(_one(1, priority=0, status=Status.BLOCKED), _one(2, priority=1), _one(3))
    first, second = agenda(forest).actions

    assert "open" not in first.why
    assert "P1" in first.why
    assert "number 2 of 2" in second.why


def test_no_milestones_is_said_so():
    """An empty project isn't done, it is empty."""
    assert agenda(_forest()).actions == ()
    assert why_nothing(_forest()) == "There are no milestones yet."


def test_all_done_is_said_so():
    """The number tells what was achieved; what is put away isn't in it."""
    done = [_one(1, status=Status.DONE), _one(2, status=Status.DONE)]
    forest = _forest(*done, _one(3, archived_at=1), _one(4, detached_at=1))

    assert agenda(forest).actions == ()
    assert why_nothing(forest) == "All 2 milestones are done."
    assert why_nothing(_forest(done[0])) == "The milestone is done."


def test_all_put_away_is_said_so():
    """A project whose milestones are all archived or detached isn't new."""
    forest = _forest(_one(1, archived_at=1), _one(2, 2), _one(3, detached_at=1))

    assert agenda(forest).actions == ()
    assert why_nothing(forest) == "Nothing is left: all milestones are archived or detached."


def test_all_blocked_is_said_so():
    """Milestones that wait for each other or for others are no next action."""
    forest = _forest(_one(1, 1), _one(2, 2, status=Status.BLOCKED))

    assert agenda(forest).actions == ()
    assert "blocked" in why_nothing(forest)


def _can_be_done(forest, ident):
    """Tell whether a milestone can be done now, the slow way."""
    chain = (ident, *forest.ancestors(ident))
    below = (one for one in forest.order if ident in forest.ancestors(one))
    return (
        forest[ident].status is not Status.DONE
        and not any(forest[one].status is Status.BLOCKED for one in chain)
        and not any(forest[one].is_archived for one in chain)
        and all(
            forest[one].status is Status.DONE or _is_hidden_below(forest, one, ident)
            for one in below
        )
    )


def _is_hidden_below(forest, ident, top):
    chain = (ident, *(one for one in forest.ancestors(ident)))
    return any(forest[one].is_archived for one in chain[: chain.index(top)])


@LAWS
@given(forests())
def test_the_next_action_is_a_minimum_of_what_can_be_done(forest):
    """By priority, then plan order, among everything that a slow model lets through."""
    able = [ident for ident in forest.order if _can_be_done(forest, ident)]

    def rank(ident):
        priority = forest.priority[ident]
        return (UNRANKED if priority is None else priority, forest.order.index(ident))

    assert _actions(forest) == sorted(able, key=rank)


@LAWS
@given(forests())
def test_every_open_milestone_is_told_of_once(forest):
    """It can be done, or there is a reason why not; done ones aren't listed."""
    found = agenda(forest)

    told = [one.id for one in (*found.actions, *found.skipped)]
    seen = (*forest.order, *forest.detached_shown)
    left = [ident for ident in seen if forest[ident].status is not Status.DONE]
    assert sorted(told) == sorted(left)
    assert all(one.why for one in found.actions)
    assert all(one.reason for one in found.skipped)
