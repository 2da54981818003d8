from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LAWS, forests

from mlv_tui.domain.forest import Forest, Layout
from mlv_tui.domain.milestone import Milestone, PlanValues, Status
from mlv_tui.domain.next_action import agenda, why_not, why_nothing
from mlv_tui.domain.waiting import waiting

DONE, BLOCKED = Status.DONE, Status.BLOCKED


def _one(title, level=1, after=(), plan="a.md", by_hand=(), **more):
    state = {
        name: more.pop(name)
        for name in ("archived_at", "detached_at", "removed_at")
        if name in more
    }
    says = PlanValues(title=title, after=(after,) if isinstance(after, str) else after, **more)
    return Milestone(0, plan, level, title.lower(), 1, says, waits_for=by_hand, **state)


def _forest(*ones):
    """Number them from 1; each plan's in the order given."""
    ones = [replace(one, id=ident) for ident, one in enumerate(ones, 1)]
    shown = [one for one in ones if not one.is_detached and not one.is_removed]
    plans = dict.fromkeys(one.plan for one in shown)
    layouts = [tuple(one.id for one in shown if one.plan == plan) for plan in plans]
    return Forest(ones, [Layout(plan, ids, ids) for plan, ids in zip(plans, layouts, strict=True)])


def _why(*ones):
    """Say of each, by its title, why it is or isn't next."""
    forest = _forest(*ones)
    return {one.title: why_not(forest, one.id) for one in forest.by_id.values()}


def _next(*ones):
    forest = _forest(*ones)
    return [forest[one.id].title for one in agenda(forest).actions]


def test_a_milestone_waits_for_the_one_its_plan_names():
    """First the schema, then the migration, though the plan has it first."""
    ones = (_one("Migration", after="Schema", priority=0), _one("Schema"), _one("Docs"))

    assert _next(*ones) == ["Schema", "Docs"]
    assert _why(*ones)["Migration"] == "waits for “Schema”"


def test_a_milestone_waits_for_those_chosen_by_hand():
    """By id, beside what the plan says; named once."""
    waits = _one("Ship", after="Test", by_hand=(1, 2))

    assert _why(_one("Build"), _one("Test"), waits)["Ship"] == "waits for “Build”, and for “Test”"


@pytest.mark.parametrize("state", [{"status": DONE}, {"archived_at": 1}, {"removed_at": 1}])
def test_what_is_done_archived_or_removed_is_not_waited_for(state):
    """Nothing is left to wait for."""
    assert "Ship" in _next(_one("Test", **state), _one("Ship", after="Test"))
    assert "Ship" in _next(_one("Test", **state), _one("Ship", by_hand=(1,)))


def test_what_is_inside_an_archived_one_is_not_waited_for():
    """Archiving a section puts away all of it."""
    assert _next(_one("Old", archived_at=1), _one("Test", 2), _one("Ship", after="Test")) == [
        "Ship"
    ]


def test_a_detached_one_is_waited_for_and_said_to_be_gone():
    """Nobody did it; the plan that waits for it has to be mended."""
    why = _why(_one("Test", detached_at=1), _one("Ship", after="Test"))

    assert why["Ship"] == "waits for “Test”, whose heading is gone"


def test_what_no_milestone_is_called_blocks_and_says_so():
    """A title that was reworded, a key that is wrong, an id of another project."""
    ones = (_one("A", after="Tests"), _one("B", after="b.md#x~1"), _one("C", by_hand=(70,)))

    assert _next(*ones) == []
    assert _why(*ones) == {
        "A": "waits for “Tests”, which no milestone is called",
        "B": "waits for “b.md#x~1”, which no milestone is called",
        "C": "waits for “#70”, which isn't in this project",
    }


def test_what_several_are_called_blocks_and_names_them():
    """The plan can say which by its id or key; once all of them are done, it doesn't matter."""
    several = (_one("Tests", plan="b.md"), _one("Tests", plan="c.md", status=DONE))
    ship = _one("Ship", after="Tests")

    assert (
        _why(*several, ship)["Ship"] == "waits for “Tests”, which 2 milestones are called (#1, #2)"
    )
    assert _why(*several, replace(ship, says=replace(ship.says, after=("#2",))))["Ship"].startswith(
        "no priority set"
    )
    done = [replace(one, says=replace(one.says, status=DONE)) for one in several]
    assert _next(*done, ship) == ["Ship"]


def test_a_title_with_commas_is_one():
    """`After` names several, parted by commas; a title that has some is still found."""
    ones = (_one("Plan, then act"), _one("Plan"), _one("Ship", after=("Plan", "then act", "Plan")))

    assert _why(*ones)["Ship"] == "waits for “Plan, then act”, and for “Plan”"


def test_more_than_three_are_counted():
    """A sentence stays one."""
    ship = _one("Ship", after=tuple("ABCDE"))

    why = _why(*map(_one, "ABCDE"), ship)["Ship"]

    assert why == "waits for “A”, and for “B”, and for “C”, and for 2 more"


def test_blocked_and_waiting_says_both():
    """Unblocking it isn't enough."""
    assert _why(_one("A"), _one("B", after="A", status=BLOCKED))["B"] == "blocked; waits for “A”"


def test_below_one_that_is_blocked_or_waits_nothing_is_next():
    """A section that waits is not to be begun, however deep its work stands."""
    ones = (
        *(
            _one("Gate"),
            _one("Phase 2", after=("Gate", "Nobody")),
            _one("Step", 2),
            _one("Part", 3),
        ),
        *(_one("Phase 3", status=BLOCKED), _one("Other step", 2)),
    )

    assert _next(*ones) == ["Gate"]
    assert _why(*ones)["Step"] == "below “Phase 2”, which waits for “Gate” and 1 more"
    assert _why(*ones)["Part"] == "below “Phase 2”, which waits for “Gate” and 1 more"
    assert _why(*ones)["Other step"] == "below “Phase 3”, which is blocked"


def test_a_done_parent_holds_nothing_back():
    """Nor does one that waits for what is over."""
    phase = _one("Phase 2", after="Gate", status=DONE)

    assert _next(_one("Gate"), phase, _one("Step", 2)) == ["Gate", "Step"]


def test_a_parent_named_after_its_own_child_holds_it_not_back():
    """It waits for what is below it anyway; the child is next."""
    ones = (_one("Phase", after="Step"), _one("Step", 2), _one("Next step", 2))

    assert _next(*ones) == ["Step", "Next step"]
    assert _why(*ones)["Phase"] == "waits for 2 below it"


def test_a_parent_is_waited_for_until_it_is_done_itself():
    """Its children's ticks aren't its own."""
    ones = (_one("Phase"), _one("Step", 2, status=DONE), _one("Ship", after="Phase"))

    assert _next(*ones) == ["Phase"]


def test_a_circle_is_shown_from_each_side():
    """Both are told of, none is next, and nothing hangs."""
    why = _why(_one("A", after="B"), _one("B", after="A"), _one("C", after="A"))

    assert why == {
        "A": "waits for “B”, which waits for this",
        "B": "waits for “A”, which waits for this",
        "C": "waits for “A”",
    }


def test_a_longer_circle_names_what_is_between():
    """Up to a point."""
    ones = (_one("A", after="B"), _one("B", after="C"), _one("C", after="A"))
    ring = [_one(f"M{at}", after=f"M{(at + 1) % 30}") for at in range(30)]

    assert _why(*ones)["A"] == "waits for “B”, which waits for “C”, which waits for this"
    assert _why(*ring)["M0"] == (
        "waits for “M1”, which waits for “M2”, which waits for “M3”, which waits for “M4”, "
        "which in the end waits for this"
    )


def test_waiting_for_oneself_is_a_circle():
    """The smallest."""
    assert _why(_one("A", after="A"))["A"] == "waits for itself"


def test_waiting_for_ones_own_parent_is_a_circle():
    """The parent waits for what is below it."""
    assert _why(_one("P"), _one("C", 2, after="P"))["C"] == "waits for “P”, which waits for this"


def test_a_circle_over_parents_and_children_is_found():
    """A step of one phase waits for the other phase, and the other way round."""
    ones = (
        _one("P"),
        _one("C", 2, after="Q"),
        _one("Q"),
        _one("Mid", 2, status=DONE),
        _one("D", 3, after="P"),
    )

    assert (
        _why(*ones)["C"]
        == "waits for “Q”, which waits for “D”, which waits for “P”, which waits for this"
    )


def test_a_circle_over_a_waiting_parent_is_found():
    """What is below a waiting section can't begin before it."""
    ones = (_one("P", after="X"), _one("C", 2), _one("X", after="C"))

    assert _why(*ones)["P"] == "waits for “X”, which waits for “C”, which is below this"


def test_nothing_but_circles_is_said_so():
    """The sentence names one."""
    forest = _forest(_one("A", after="B"), _one("B", after="A"), _one("C", status=DONE))

    assert (
        why_nothing(forest) == "Nothing can be done now: “A” waits for “B”, which waits for this."
    )


def test_why_not_answers_for_any_milestone():
    """What is next, what comes later, what is over, what nobody sees."""
    ones = (
        _one("A"),
        _one("B"),
        _one("C", status=DONE),
        _one("D", detached_at=1),
        _one("E", removed_at=1),
    )

    assert _why(*ones) == {
        "A": "first in plan order; nothing that can be done now has a priority",
        "B": "no priority set, number 2 of 2 that can be done now; “A” comes first",
        "C": "done",
        "D": "detached: its heading is gone",
        "E": "removed",
    }


@st.composite
def waiting_forests(draw):
    """Any forest whose milestones wait for each other at random."""
    forest = draw(forests())
    names = st.lists(st.sampled_from([*(f"M{at}" for at in range(1, 16))]), max_size=2)
    ones = [
        replace(one, says=replace(one.says, after=tuple(draw(names))))
        for one in forest.by_id.values()
    ]
    return Forest(ones, forest.layouts)


def _could_ever_be_done(forest):
    """Do everything that can be done, over and over; return what is left."""
    while actions := agenda(forest).actions:
        done = {one.id for one in actions}
        forest = Forest(
            [
                replace(one, says=replace(one.says, status=DONE)) if one.id in done else one
                for one in forest.by_id.values()
            ],
            forest.layouts,
        )
    return forest


@LAWS
@given(waiting_forests())
def test_what_is_never_next_is_blocked_or_waits_in_a_circle_or_in_vain(forest):
    """Doing all that is next, again and again, leaves nothing without such a root."""
    left = _could_ever_be_done(forest)
    reasons = [one.reason for one in agenda(left).skipped if left[one.id].is_live]
    roots = ("blocked", "this", "itself", "called", "gone")

    stuck = [reason for reason in reasons if "inside" not in reason]
    assert not stuck or any(
        reason.startswith("blocked") or reason.endswith(roots) for reason in stuck
    )


@LAWS
@given(waiting_forests())
def test_a_circle_is_told_only_where_there_is_one(forest):
    """With the blocked ones freed and the unknown names dropped, only circles are left."""
    known = {one.title for one in forest.by_id.values() if not one.is_detached}
    ones = [
        replace(
            one,
            says=replace(
                one.says,
                status=None if one.status is BLOCKED else one.says.status,
                after=tuple(name for name in one.says.after if name in known),
            ),
        )
        for one in forest.by_id.values()
    ]
    left = _could_ever_be_done(Forest(ones, forest.layouts))
    open_ones = [ident for ident in left.order if ident not in left.put_away]
    told = [why_not(left, ident) for ident in waiting(left)]

    is_stuck = any(left[ident].status is not DONE for ident in open_ones)
    assert is_stuck == any("this" in one or "itself" in one for one in told)
