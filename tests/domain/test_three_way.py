from __future__ import annotations

from dataclasses import replace
from itertools import count, product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import LAWS

from mlv_tui.domain.forest import Forest, Layout
from mlv_tui.domain.guidance import with_shared
from mlv_tui.domain.milestone import SHARED_FIELDS, Milestone, Mine, PlanValues, Status
from mlv_tui.domain.outline import Heading, Outline
from mlv_tui.domain.reconcile import reconcile
from mlv_tui.domain.three_way import Take, ThreeWay, conflicts_of, following, resolved, three_ways

BASE, OTHER, OWN = "Mia", "Ada", "Ben"
NOT_SET = object()
PLAN = Layout("a.md", (1,), (1,))

TABLE = [
    # plan now, mine, shown, an own value is left, conflict
    pytest.param(BASE, NOT_SET, BASE, False, False, id="nobody changed it"),
    pytest.param(OTHER, NOT_SET, OTHER, False, False, id="the plan changed it"),
    pytest.param(None, NOT_SET, None, False, False, id="the plan dropped it"),
    pytest.param(BASE, OWN, OWN, True, False, id="I changed it"),
    pytest.param(OTHER, OWN, OWN, True, True, id="both changed it, apart"),
    pytest.param(None, OWN, OWN, True, False, id="the plan dropped what I changed"),
    pytest.param(BASE, None, None, True, False, id="I cleared it"),
    pytest.param(OTHER, None, None, True, True, id="the plan changed what I cleared"),
    pytest.param(None, None, None, False, False, id="both dropped it"),
    pytest.param(OWN, OWN, OWN, False, False, id="both changed it alike"),
]
"""Every way in which a field with the base “Mia” may have moved; the tenth is an agreement."""


def _guided(mine, base=BASE):
    """Return a milestone of a plan that names an owner, with the person's own one."""
    one = Milestone(1, "a.md", 1, "goals", 1, PlanValues(title="Goals", owner=base))
    return one if mine is NOT_SET else with_shared(one, "owner", mine)


def _read(one, says):
    """Return a milestone after its plan was read."""
    heading = Heading(1, "Goals", "Goals", 1, "", says)
    outline = Outline("a.md", (heading,))
    result = reconcile(Forest([one], [PLAN]), [outline], count(-1, -1), 9, lambda _: {})
    return next((after for after in result.milestones if after.id == one.id), one)


@pytest.mark.parametrize(("plan", "mine", "shown", "own", "conflict"), TABLE)
def test_a_shared_field_goes_three_ways(plan, mine, shown, own, conflict):
    """Whoever moved alone is followed; who moved apart from the other is asked."""
    one = following(_guided(mine), PlanValues(title="Goals", owner=plan))

    assert one.shown("owner") == shown
    assert ("owner" in one.mine) is own
    assert one.conflicts == (("owner",) if conflict else ())


@pytest.mark.parametrize(("plan", "mine", "shown", "own", "conflict"), TABLE)
def test_reading_a_plan_keeps_to_the_same_table(plan, mine, shown, own, conflict):
    """What the pure rule says is what an ingest does."""
    one = _read(_guided(mine), PlanValues(title="Goals", owner=plan))

    assert (one.shown("owner"), "owner" in one.mine, bool(one.conflicts)) == (shown, own, conflict)
    assert one.says.owner == plan


@pytest.mark.parametrize("mine", [OWN, None])
def test_a_field_that_the_plan_never_set_can_come_into_conflict(mine):
    """The plan had said nothing when the person spoke; now it speaks as well."""
    one = following(
        replace(_guided(OWN, base=None), mine={"owner": Mine(mine, None)}), _says(OTHER)
    )

    assert conflicts_of(one) == (ThreeWay("owner", None, OTHER, mine, is_conflict=True),)


def _says(owner):
    return PlanValues(title="Goals", owner=owner)


def test_what_both_say_is_no_conflict_whoever_said_it_first():
    """Even where the own value is still there."""
    one = replace(_guided(OWN), says=_says(OWN))

    assert one.conflicts == ()


def test_a_plan_that_goes_back_ends_the_conflict():
    """A checkout there and back leaves the person's value where it was."""
    guided = _guided(OWN)

    there = following(guided, _says(OTHER))
    back = following(there, _says(BASE))

    assert there.conflicts == ("owner",)
    assert back == guided


def test_the_three_values_stand_side_by_side():
    """The view shows base, plan and mine of each field of one's own, in the fields' order."""
    one = with_shared(_guided(OWN), "status", Status.DONE)

    told = three_ways(following(one, _says(OTHER)))

    assert told == (
        ThreeWay("status", None, None, Status.DONE, is_conflict=False),
        ThreeWay("owner", BASE, OTHER, OWN, is_conflict=True),
    )


@pytest.mark.parametrize("mine", [OWN, None])
def test_taking_mine_makes_the_plans_word_the_new_base(mine):
    """My value stands, and the plan's next word is compared with what it says now."""
    one = resolved(following(_guided(mine), _says(OTHER)), Take.MINE)

    assert one.mine == {"owner": Mine(mine, OTHER)}
    assert (one.shown("owner"), one.conflicts) == (mine, ())
    assert following(one, _says("Eve")).conflicts == ("owner",)


@pytest.mark.parametrize("mine", [OWN, None])
def test_taking_the_plans_drops_mine(mine):
    """The field follows the plan from then on."""
    one = resolved(following(_guided(mine), _says(OTHER)), Take.PLAN)

    assert (dict(one.mine), one.shown("owner"), one.conflicts) == ({}, OTHER, ())
    assert following(one, _says("Eve")).shown("owner") == "Eve"


@pytest.mark.parametrize("value", ["Eve", OWN, OTHER, BASE, None])
def test_editing_decides_a_conflict_too(value):
    """A third value, or either of the two, or the old one again: all are an answer."""
    one = with_shared(following(_guided(OWN), _says(OTHER)), "owner", value)

    assert (one.shown("owner"), one.conflicts) == (value, ())


def test_only_the_fields_that_were_named_are_decided():
    """Two conflicts, one answer: the other one stays open."""
    both = with_shared(_guided(OWN), "module", "Trips")
    torn = following(both, PlanValues(title="Goals", owner=OTHER, module="Offers"))
    assert torn.conflicts == ("module", "owner")

    one = resolved(torn, Take.PLAN, ["owner"])

    assert one.conflicts == ("module",)
    assert one.shown("owner") == OTHER
    assert one.mine["module"] == torn.mine["module"]


@pytest.mark.parametrize("take", Take)
@pytest.mark.parametrize("fields", [None, ("owner", "due")])
def test_without_a_conflict_there_is_nothing_to_decide(take, fields):
    """A value of one's own is not given up by the way."""
    one = _guided(OWN)

    assert resolved(one, take, fields) is one


def test_only_shared_fields_can_be_decided():
    """A slip in a name is no answer."""
    with pytest.raises(KeyError, match="notes"):
        resolved(_guided(OWN), Take.MINE, ["owner", "notes"])


VALUES = st.sampled_from((None, "a", "b", "c"))


@LAWS
@given(VALUES, VALUES, VALUES, st.sampled_from(Take), st.sampled_from(SHARED_FIELDS[3:]))
def test_a_decision_is_final_and_shows_what_was_taken(base, mine, plan, take, name):
    """Whatever the three were: nothing is in conflict after, and the taken one is seen."""
    one = Milestone(1, "a.md", 1, "g", 1, PlanValues(title="G", **{name: base}))
    torn = following(with_shared(one, name, mine), PlanValues(title="G", **{name: plan}))

    after = resolved(torn, take)

    assert after.conflicts == ()
    wanted = plan if take is Take.PLAN and torn.conflicts else torn.shown(name)
    assert after.shown(name) == wanted
    assert resolved(after, take) is after


def test_the_table_is_whole():
    """Three ways for the plan, three for the person: all nine are there."""
    moves = {(case.values[0], case.values[1]) for case in TABLE}

    assert moves >= set(product((BASE, OTHER, None), (NOT_SET, OWN, None)))
